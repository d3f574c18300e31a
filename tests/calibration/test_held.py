"""Held numbers are moved in groups, and those that matter are found among them."""

import numpy as np
import pytest

from calibration import held
from calibration.headline_effects import OUTCOMES
from model.parameters import declared

MATTERS = "visitors.", "finance.groups.tail"
SERVICES = list(OUTCOMES).index("services_trade")


@pytest.fixture
def quick(monkeypatch):
    """A member whose effects two held numbers move, one of them in its own scenario alone."""
    visitor = next(name for name in held.held() if name.startswith(MATTERS[0]))
    asked = []

    def run(one):
        asked.append(one)
        effects = np.full((len(one.scenarios), len(OUTCOMES)), 10.0)
        for move in one.moves:
            if move.name == visitor:
                effects[0, -1] += 1.5 if move.high else -1.0
            if move.name == MATTERS[1] and len(one.scenarios) > 1:
                effects[1, SERVICES] *= 0.5 if move.high else 1.5
        if {"talent.", "zones."} & {move.name.split(".")[0] + "." for move in one.moves} and len(one.moves) > 5:
            effects[:] = np.nan  # the model refuses so many at once
        return effects

    monkeypatch.setattr(held.Moved, "run", run)
    return visitor, asked


def test_what_matters_is_found_and_the_rest_is_done_in_groups(quick, tmp_path):
    visitor, asked = quick
    found = held.study(tmp_path, 1)
    rows = {row["name"]: row for row in held.rows(found)}
    assert list(rows) == list(held.held())
    alone = {name for name, row in rows.items() if row["outcome"]}
    assert alone == {visitor, MATTERS[1]}
    assert (rows[visitor]["scenario"], rows[visitor]["outcome"]) == ("plan-104", "visitor_spending")
    assert (rows[visitor]["at_low"], rows[visitor]["at_high"]) == pytest.approx((-10, 15))
    assert rows[visitor]["error"] == 0 and rows[visitor]["together"] == 1
    margin = rows[MATTERS[1]]
    assert (margin["scenario"], margin["outcome"]) == ("cross-border-finance", "services_trade")
    assert (margin["at_low"], margin["at_high"]) == pytest.approx((50, -50))
    quiet = rows["forces." + next(n for n in rows if n.startswith("forces."))[7:]]
    assert quiet["together"] > 5 and quiet["at_low"] == 0
    assert len(asked) < len(rows)  # far fewer than one by one at both ends
    before = len(asked)
    held.study(tmp_path, 1)
    assert len(asked) == before


def test_ends_are_opposite_and_within_the_range():
    group = held.held()[:9]
    there, back = held.ends(group)
    assert [move.name for move in there] == [move.name for move in back] == list(group)
    assert all(a.high != b.high for a, b in zip(there, back, strict=True))
    assert {move.high for move in there} == {True, False}
    low, high = held.ends(group[:1])
    assert (low[0].value, high[0].value) == (declared()[group[0]].low, declared()[group[0]].high)
    assert held.ends(group) == (there, back)
