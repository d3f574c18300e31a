"""How long a piece of work takes, said beforehand and on the way, in words that do not promise more than is known."""

import dataclasses
import os
import time

from commands.console import Console
from model.draws import Draws
from scenarios.reading.schema import Scenario
from scenarios.running.member import Job

PAIR_S, PAIR_S_AT_1 = 0.6, 7.5
"""Processor seconds of one variant pair of 36 months at a scale near 0 and what scale 1 adds: measured on a small server."""
PLAN_S = 1.2
"""Processor seconds of one plan of 36 months beside others in a member at a small scale: measured with two processes at work."""
USUAL_MONTHS = 36


def variant_seconds(scale: float, months: int) -> float:
    """Processor seconds of one variant of one member, about."""
    return (PAIR_S + PAIR_S_AT_1 * scale) / 2 * months / USUAL_MONTHS


def expected(variants: int, scale: float, months: int, workers: int | None, least: float = 0.0) -> float:
    """Seconds that some variants take on this machine, about; half a minute more or less is nothing to rely on.

    ``least`` is what one of 36 months takes at least, processor seconds, where it is known to take more than usual.
    """
    each = max(variant_seconds(scale, months), least * months / USUAL_MONTHS)
    return variants * each / max(workers or os.cpu_count() or 1, 1)


def in_words(seconds: float) -> tuple[str, str]:
    """A time in English and Chinese, rounded as coarsely as it is known."""
    if seconds < 90:
        shown = max(5 * round(seconds / 5), 5)
        return f"{shown} seconds", f"{shown} 秒"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"{minutes} minutes", f"{minutes} 分钟"
    return f"{seconds / 3600:.1f} hours", f"{seconds / 3600:.1f} 小时"


def tell(variants: int, scale: float, months: int, workers: int | None, console: Console, least: float = 0.0) -> None:
    """Say how many runs there are and how long they take, before they begin; ``least`` as in :func:`expected`."""
    en, zh = in_words(expected(variants, scale, months, workers, least))
    console.note(
        f"{variants} runs, about {en} on this machine if it does nothing else; what is finished is kept, also when you interrupt",
        f"共 {variants} 次运行，本机空闲时约需 {zh}；可随时中断，已完成的部分都会保存",
    )


class Pace:
    """How long runs take on this machine, measured on the first months of a member; the same scale is measured once."""

    MEASURED_MONTHS = 2
    FINISH_PAIRS = 6.0
    """Variant pairs that everything after the last member takes as long as, figures included: measured at the usual scale."""
    USUAL_SCALE = 0.05

    def __init__(self) -> None:
        self._at: dict[float, tuple[float, float]] = {}

    def of(self, scenario: Scenario) -> tuple[str, str]:
        """A sentence in English and Chinese: the time of a scenario's run, if nothing of it was run before."""
        en, zh = in_words(self.seconds(scenario))
        return (
            f"  about {en} on this machine if it does nothing else; less where parts of it were run before",
            f"  本机空闲时约需 {zh}；若有部分已算过，则更快",
        )

    def seconds(self, scenario: Scenario, workers: int | None = None) -> float:
        """Seconds that a run takes, about."""
        from scenarios.running.city_share import with_city, with_process
        from scenarios.running.member import beside
        from scenarios.running.prepare import prepare
        from scenarios.running.workers import number

        job = with_process(with_city(prepare(scenario).job))
        start, month = self._pair(job, scenario.scale)
        pairs = sum(1 + len(beside(job, member)) / 2 for member in range(scenario.ensemble.members))
        _, usual = self._pair(job, self.USUAL_SCALE)
        each = start + month * job.setting.months
        return (pairs * each + self.FINISH_PAIRS * (start + usual * USUAL_MONTHS)) / number(workers)

    def _pair(self, job: Job, scale: float) -> tuple[float, float]:
        """Processor seconds to build both variants of a member, and to simulate a month of both."""
        if scale not in self._at:
            from model.parameters import Parameters
            from model.pilot import PilotModel

            setting, draws = dataclasses.replace(job.setting, scale=scale), Draws.of_member(job.seed, 0)
            parameters = Parameters.drawn(draws, dict(job.overrides), posterior=job.posterior)
            begun = time.process_time()
            pair = [PilotModel(setting, plan, parameters, draws) for plan in (job.counterfactual, job.scenario)]
            built = time.process_time()
            for _ in range(min(self.MEASURED_MONTHS, setting.months)):
                for model in pair:
                    model.step()
            months = min(self.MEASURED_MONTHS, setting.months)
            self._at[scale] = built - begun, (time.process_time() - built) / months
            for model in pair:
                model.free()
        return self._at[scale]
