"""The model's description agrees with the code, and its script keeps what is written by hand."""

import re

import pytest

from calibration import odd
from calibration.odd_tables import ODD, PARTS, rooms, schedule_steps, table
from model.clock import Clock
from model.parameters import declared
from model.pilot import PilotModel
from model.variables import VARIABLES
from model.wires import WIRES

TEXT = ODD.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def stale() -> dict[str, str]:
    """Parts of the document that differ from the code."""
    return odd.stale(TEXT)


@pytest.mark.parametrize("part", PARTS)
def test_no_generated_part_is_stale(part, stale):
    assert part not in stale, f"run `python -m calibration.odd`:\n{stale[part][:2000]}"


def test_a_stale_part_is_found_and_refreshed_and_the_rest_left_alone():
    worn = TEXT.replace("| `advance` |", "| `retreat` |") + "\nwritten by hand\n"
    assert list(odd.stale(worn)) == ["schedule"]
    assert "`retreat`" in odd.stale(worn)["schedule"]
    assert odd.refreshed(worn) == odd.refreshed(TEXT) + "\nwritten by hand\n"


@pytest.mark.parametrize(
    "wrong",
    [
        TEXT.replace("generated: wires -->", "generated: strings -->"),
        TEXT.replace("<!-- end: wires -->", ""),
        TEXT + "\n<!-- generated: wires -->\n<!-- end: wires -->\n",
    ],
    ids=["unknown", "not closed", "doubled"],
)
def test_marks_that_do_not_enclose_each_part_once_are_refused(wrong):
    with pytest.raises(ValueError, match="wires"):
        odd.refreshed(wrong)


def test_the_schedule_is_the_order_in_which_a_month_runs(monkeypatch):
    steps, classes, ran = schedule_steps(), rooms(), []
    assert len(steps) > 10
    for room, method in dict.fromkeys(steps):
        owner = classes[room] if room else PilotModel

        def noted(self, *args, room=room, method=method):
            ran.append((room, method))
            return args[0] if args else None

        monkeypatch.setattr(owner, method, noted)
    model = object.__new__(PilotModel)
    model.policies = [None]
    for room, owner in classes.items():
        setattr(model, room, Clock(0) if owner is Clock else object.__new__(owner))
    PilotModel.step(model)
    assert ran == steps


def test_every_wire_variable_and_parameter_is_told():
    still = [wire for wire in WIRES if not wire.endswith("_to_rivals")]  # in a still world no rival answers
    for part, names in (("wires", WIRES), ("wire gains", still), ("variables", VARIABLES), ("parameters", declared())):
        told = PARTS[part]()
        assert [name for name in names if f"| `{name}` |" not in told] == [], part


def test_every_file_that_is_named_is_there():
    root = ODD.parents[1]
    named = set(re.findall(r"`([\w./-]+\.(?:py|csv|md|yaml|json|ipynb))`", TEXT))
    files = {
        path.name
        for room in ("common", "model", "calibration", "scenarios", "commands", "outputs")
        for path in (root / room).rglob("*.*")
    }
    lost = [name for name in named if not ((root / name).is_file() if "/" in name else name in files)]
    assert len(named) > 50 and not lost


def test_bars_inside_a_cell_do_not_split_it():
    assert table(("a", "b"), [("x|y", 1)]) == "| a | b |\n| --- | --- |\n| x\\|y | 1 |"
