import numpy as np
import pytest

from outputs.results.late_tasks import late_sentence, late_tasks

MONTHS = np.arange("2027-01", "2032-01", dtype="datetime64[M]").astype("datetime64[ns]")
ENTRY = {"task": "1.1", "first_effect": "2024-04", "full_from": "2026-04", "strength": 0.8, "full": 1.0}


def test_entries_are_read_and_told():
    record = {"late_tasks": [ENTRY, ENTRY | {"task": "5.1"}]}
    assert [one.task for one in late_tasks(record)] == ["1.1", "5.1"]
    english, chinese = (late_sentence(record, MONTHS, lang) for lang in ("en", "zh"))
    assert english.startswith("2 tasks reach full strength only after Dec 2029") and "1.1, 5.1" in english
    assert chinese.startswith("有2项任务在2029年12月之后") and late_sentence({}, MONTHS, "en") == ""
    assert "after Jun 2027" in late_sentence(record, MONTHS[:6], "en"), "a shorter run ends sooner"


@pytest.mark.parametrize("entries", [None, "x", 3, [None], [{}], [ENTRY | {"task": "9.9"}], [ENTRY | {"full": "x"}]])
def test_what_cannot_be_read_is_left_out(entries):
    assert late_tasks({"late_tasks": entries}) == []
