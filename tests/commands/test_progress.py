"""How far work has come: rounds of one stage each have their own pace, and what failed is told."""

import commands.progress as progress


class Told:
    """A console that keeps what it is told."""

    def __init__(self):
        self.lines = []

    def note(self, en, zh):
        self.lines.append(en)

    def pick(self, en, zh):
        return en


def test_each_round_of_a_stage_has_a_pace_of_its_own(monkeypatch):
    now, console = [0.0], Told()
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    with progress.stages_done({"screen": ("screening", "筛选")}, console, ("runs", "次运行")) as show:
        for seconds in (10.0, 100.0):  # the second round is slower
            for done in range(3):
                show("screen", done, 2, done // 2)
                now[0] += seconds
    halves = [line for line in console.lines if "1 of 2" in line]
    assert ["10 seconds left" in halves[0], "2 minutes left" in halves[1]] == [True, True], halves
    assert sum("(1 failed)" in line for line in console.lines) == 2
