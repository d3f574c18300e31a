from model.levers.actions import Plan, TaskRun
from scenarios.running.late_tasks import late


def test_what_is_built_up_too_slowly_is_late():
    # 1.1 has a delay of nine months and a ramp of 24: begun in month 120 it is full from month 153 on.
    plan = Plan(pilot_tasks=(TaskRun(start=120.0, tasks=("1.1", "1.35")),))
    assert late(plan, 120, 154) == ()
    (one,) = late(plan, 120, 120 + 15)
    assert (one.task, one.first_effect, one.full_from) == ("1.1", "2023-10", "2025-10")
    assert abs(one.strength - 5.5 / 24) < 1e-5 and one.full == 1.0


def test_half_strength_is_full_where_no_more_is_asked():
    plan = Plan(pilot_tasks=(TaskRun(start=120.0, tasks=("1.1",), strength=0.5),))
    assert late(plan, 120, 154) == ()
    assert late(plan, 120, 150)[0].full == 0.5


def test_a_task_that_ends_before_is_never_full():
    (one,) = late(Plan(pilot_tasks=(TaskRun(start=120.0, end=140.0, tasks=("1.1",)),)), 120, 156)
    assert one.full_from == "" and one.strength == 0.0


def test_what_has_ended_before_the_first_month_is_asked_no_more():
    done = TaskRun(start=84.0, end=120.0, tasks=("1.1",))
    assert late(Plan(pilot_tasks=(done,)), 120, 156) == ()
    half = TaskRun(start=84.0, tasks=("1.1",), strength=0.5)
    assert late(Plan(pilot_tasks=(done, half)), 120, 156) == (), "and half is all that is asked then"
