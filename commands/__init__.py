"""Behind the door: what each command of ``run.py`` puts together from scenarios and outputs."""
