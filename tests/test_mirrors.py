"""What two rooms declare each for itself, as neither may import the other, agrees in names, order and kind."""

import pytest

from calibration.validation import backtests, score_cases
from outputs.validation import past, rows


@pytest.mark.parametrize(
    ("one", "other"),
    [(score_cases.Scored, rows.Score), (backtests.Line, past.Line), (backtests.Total, past.Total)],
    ids=["score", "line", "total"],
)
def test_records_have_the_same_fields(one, other):
    assert one._fields == other._fields
    assert [str(kind) for kind in one.__annotations__.values()] == [
        str(kind) for kind in other.__annotations__.values()
    ]


@pytest.mark.parametrize("name", ["OURS", "REFERENCES"])
def test_forecasts_have_the_same_names(name):
    assert getattr(score_cases, name) == getattr(rows, name)
