"""The shipped scenarios give what they gave; ``python -m tests.golden.refresh`` takes new results for golden."""

import pytest

from tests.golden import refresh, results
from tests.golden.results import FOLDER, PLACE, computed, differences, keep, kept, names, path

LONG = (
    "city-strategy",
    "duty-free",
    "field-",
    "long-haul-support",
    "mixed-land-use",
    "next-pilot-cold",
    "next-pilot-continue",
    "next-pilot-end",
    "next-pilot-warm",
    "plan-104",
    "route-rights",
    "slow-reopening",
    "table-",
    "visa-facilitation",
)
"""How names of scenarios begin that are run with the long tests."""
SHOWN = 12
"""Differences told of a scenario; the script tells them all."""


def test_every_shipped_scenario_has_golden_results_and_nothing_else_has():
    assert {file.stem for file in FOLDER.glob("*.csv")} == set(names())


WHOLE = ("full-pilot", "next-pilot-extend", "no-pilot")
"""Scenarios of which every month is run with the fast tests too, for the first member."""
FIRST_YEARS = 24
"""Months of all others that are: within them each of their levers has acted for a year and more."""
FIRST_YEAR = ("all-129", "observed")
"""Scenarios of which twelve months are: all that starts within their first two years has started by October of the first."""


def by_length() -> list:
    """(scenario, months, members), None: all. The fields and tables of the plan, of which it is made, go with the long tests, and
    all but one of the plans that go on from the pilot, and the plans whose tasks or levers others have here too; the rest of what is run in part too."""
    two = results.TWO_MEMBERS
    long = [
        pytest.param(name, None, None, marks=pytest.mark.long) for name in names() if name not in WHOLE or name in two
    ]
    return (
        [(name, None, 1) for name in WHOLE]
        + [
            (name, 12 if name in FIRST_YEAR else FIRST_YEARS, 1)
            for name in names()
            if not name.startswith((*LONG, *WHOLE))
        ]
        + long
    )


@pytest.mark.parametrize(("name", "months", "members"), by_length())
def test_a_shipped_scenario_gives_its_golden_results(name, months, members):
    assert path(name).exists(), f"{name} has no golden results: python -m tests.golden.refresh {name}"
    before, now = kept(name), computed(name, months, members)
    if months:
        assert len(now) == 2 * members * months / 12
    if members:
        before = {place: row for place, row in before.items() if place in now}
    changes = differences(before, now)
    assert not changes, "\n".join([f"{len(changes)} differences; the first:", *changes[:SHOWN]])


def few() -> results.Rows:
    rows = {("scenario", "0", year): dict.fromkeys(results.OUTCOMES, 3.0) for year in ("2023", "2024")}
    return rows | {("counterfactual", "0", "2023"): dict.fromkeys(results.OUTCOMES, 0.0)}


def changed(place, outcome, value) -> results.Rows:
    rows = few()
    rows[place] = rows[place] | {outcome: value}
    return rows


def test_differences_beyond_the_tolerance_are_told():
    first, nothing = ("scenario", "0", "2023"), ("counterfactual", "0", "2023")
    assert differences(few(), few()) == []
    assert differences(few(), changed(first, "fdi", 3.0 * (1 + 0.9e-6))) == []
    assert differences(few(), changed(first, "fdi", 3.0 * (1 + 2e-6))) == [
        "scenario 0 2023 fdi: 3 → 3.000006 (+0.0002 %)"
    ]
    assert differences(few(), changed(nothing, "visitors", 1.0)) == [
        "counterfactual 0 2023 visitors: 0 → 1 (from nothing)"
    ]
    fewer = {place: values for place, values in few().items() if place != nothing}
    assert differences(few(), fewer) == ["counterfactual 0 2023: only before"]
    assert differences(fewer, few()) == ["counterfactual 0 2023: only now"]
    assert "scenario 0 2023 tea: only now" in differences(few(), changed(first, "tea", 1.0))
    assert differences(few(), changed(first, "fdi", float("nan")))


def test_refreshing_says_what_changed_and_keeps_it(tmp_path, monkeypatch, capsys):
    first = ("scenario", "0", "2024")
    for module in (results, refresh):
        monkeypatch.setattr(module, "FOLDER", tmp_path)
    monkeypatch.setattr(refresh, "names", lambda: ("one", "two"))
    monkeypatch.setattr(refresh, "computed", lambda name: changed(first, "fdi", 4.0))
    keep("one", few())
    keep("old", few())
    assert kept("one") == few()
    assert path("one").read_text(encoding="utf-8").startswith(",".join(PLACE))
    assert refresh.main(["--look"]) == 0
    assert "scenario 0 2024 fdi: 3 → 4 (+33.3 %)" in (told := capsys.readouterr().out)
    assert "two: new" in told and "old: no longer shipped" in told
    assert kept("one") == few() and path("old").exists()
    assert refresh.main(["one"]) == 0
    assert kept("one") == changed(first, "fdi", 4.0) and not path("two").exists()
    assert refresh.main([]) == 0
    assert path("two").exists() and not path("old").exists()
    assert refresh.main(["three"]) == 2
    assert "no shipped scenario: three" in capsys.readouterr().err
