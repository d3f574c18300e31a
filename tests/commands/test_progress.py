"""How far work has come: rounds of one stage each have their own pace, and what failed is told."""

from types import SimpleNamespace

import pytest

from commands import progress, pulse
from commands.pulse import Pulse


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
    clock = SimpleNamespace(monotonic=lambda: now[0])
    monkeypatch.setattr(progress, "time", clock)
    monkeypatch.setattr(pulse, "time", clock)
    monkeypatch.setattr(Pulse, "_run", lambda self: None)
    monkeypatch.setattr(Pulse, "goes_on", lambda self, said: said and self.say(*said()))
    with progress.stages_done({"screen": ("screening", "筛选")}, console, ("runs", "次运行")) as show:
        for seconds in (10.0, 100.0):  # the second round is slower
            for done in range(3):
                show("screen", done, 2, done // 2)
                now[0] += seconds
    halves = [line for line in console.lines if "1 of 2" in line]
    assert ["10 seconds left" in halves[0], "2 minutes left" in halves[1]] == [True, True], halves
    assert sum("(1 failed)" in line for line in console.lines) == 2


@pytest.fixture
def passes(monkeypatch):
    """Lets seconds pass, and asks what is due as the thread of a pulse does, which is kept from it."""
    now, beating = [0.0], list[Pulse]()
    clock = SimpleNamespace(monotonic=lambda: now[0])
    monkeypatch.setattr(progress, "time", clock)
    monkeypatch.setattr(pulse, "time", clock)
    monkeypatch.setattr(Pulse, "_run", lambda self: None)
    begin = Pulse.__enter__

    def entered(self):
        beating.append(self)
        return begin(self)

    monkeypatch.setattr(Pulse, "__enter__", entered)

    def passing(seconds):
        end = now[0] + seconds
        while now[0] < end:
            now[0] = min(end, now[0] + beating[-1].due())
        beating[-1].due()

    return passing


def test_who_waits_is_not_left_in_silence(passes):
    console = Told()
    with progress.members_done("full", console) as show:
        show(0, 32, 0)
        passes(1.7)
        assert console.lines == ["full: 0 of 32 members", "full: at work on the first members (2 s)"]
        passes(2.3)
        show(1, 32, 0)
        show(2, 32, 1)
        assert len(console.lines) == 3, "others are told when it is time"
        passes(1.0)
        assert console.lines[-1].startswith("full: 2 of 32 members (1 failed), about")
        show(32, 32, 1)
        passes(20.0)
        assert console.lines[-1] == "full: 32 of 32 members (1 failed)", "all is done"


def test_lines_of_long_work_are_few(passes):
    console = Told()
    with progress.at_work("run", "drawing", "正在绘图", console):
        passes(60.0)
        assert 30 < len(console.lines) < 40, "nobody who sits before it hears nothing for two seconds"
        passes(10 * 3600.0)
    assert len(console.lines) < 120
