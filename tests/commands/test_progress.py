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


class Timers:
    """Stands for ``threading.Timer``: rings when told to, unless it was cancelled."""

    def __init__(self):
        self.waiting = []

    def __call__(self, seconds, ring, words):
        self.ring, self.words, self.cancelled = ring, words, False
        return self

    def start(self):
        self.waiting = [True]

    def cancel(self):
        self.cancelled = True

    def pass_by(self):
        if self.waiting and not self.cancelled:
            self.ring(*self.words)


def test_who_waits_for_the_first_is_not_left_in_silence(monkeypatch):
    for first_done in (False, True):
        timers, console = Timers(), Told()
        monkeypatch.setattr(progress.threading, "Timer", timers)
        with progress.members_done("full", console) as show:
            show(0, 32, 0)
            if first_done:
                show(1, 32, 0)
            timers.pass_by()
        waited = "full: at work on the first members" in console.lines
        assert waited is not first_done, console.lines
        assert timers.cancelled
