import pytest

from outputs.results.late_tasks import late_sentence, late_tasks

ENTRY = {"task": "1.1", "first_effect": "2024-04", "full_from": "2026-04", "strength": 0.8, "full": 1.0}


def test_entries_are_read_and_told():
    record = {"late_tasks": [ENTRY, ENTRY | {"task": "5.1"}]}
    assert [one.task for one in late_tasks(record)] == ["1.1", "5.1"]
    assert late_sentence(record, "en").startswith(
        "2 tasks reach full strength only after"
    ) and "1.1, 5.1" in late_sentence(record, "en")
    assert "有2项任务" in late_sentence(record, "zh") and late_sentence({}, "en") == ""


@pytest.mark.parametrize("entries", [None, "x", 3, [None], [{}], [ENTRY | {"task": "9.9"}], [ENTRY | {"full": "x"}]])
def test_what_cannot_be_read_is_left_out(entries):
    assert late_tasks({"late_tasks": entries}) == []
