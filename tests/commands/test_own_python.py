"""Commands that readers may copy run as they stand; another Python than the environment's says which command does."""

import subprocess
import sys
from pathlib import Path

from commands.own_python import message

ROOT = Path(__file__).parents[2]
SHOWN = (".py", ".js", ".html", ".md")


def test_a_python_without_the_libraries_is_told_the_command_and_no_traceback():
    bare = [sys.executable, "-S", "run.py", "check", "my plan.yaml"]  # without the site's folder there are no libraries
    done = subprocess.run(bare, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 2 and not done.stdout and "Traceback" not in done.stderr
    zh, en = done.stderr.splitlines()
    assert "没有本项目所需的库" in zh and "lacks the libraries" in en
    assert all(line.endswith("uv run run.py check 'my plan.yaml'") for line in (zh, en))


def test_uv_is_set_up_first_where_it_is_not_there(tmp_path):
    assert "-m venv .uv && " in message(["list"], str(tmp_path))
    (tmp_path / ".uv").mkdir()
    assert " -m venv" not in message(["list"], str(tmp_path))


def test_no_text_names_a_command_that_does_not_run():
    folders = ("commands", "calibration", "docs", "model", "outputs", "scenarios")
    files = [*ROOT.glob("*.md"), *(path for folder in folders for path in (ROOT / folder).rglob("*"))]
    texts = [
        path for path in files if path.suffix in SHOWN and path.name != "own_python.py" and "runs" not in path.parts
    ]
    assert texts and not [str(path) for path in texts if "python run.py" in path.read_text("utf-8")]
