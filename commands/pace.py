"""How long a run will take on this machine, from the first months of one of its members."""

import dataclasses
import time

from commands.duration import USUAL_MONTHS, in_words
from model.draws import Draws
from scenarios.reading.schema import Scenario
from scenarios.running.city_share import with_city, with_process
from scenarios.running.member import Job, beside
from scenarios.running.prepare import prepare
from scenarios.running.workers import number


class Pace:
    """How long runs take on this machine, measured on the first months of a member; the same scale is measured once."""

    MEASURED_MONTHS = 2
    FINISH_PAIRS = 22.0
    """Variant pairs that everything after the last member takes as long as, figures included: measured at the usual scale on two cores."""
    BESIDE = 1.15
    """How much longer a member takes where others run beside it: measured on two cores."""
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
        job = with_process(with_city(prepare(scenario).job))
        start, month = self._pair(job, scenario.scale)
        pairs = sum(1 + len(beside(job, member)) / 2 for member in range(scenario.ensemble.members))
        _, usual = self._pair(job, self.USUAL_SCALE)
        each = start + month * job.setting.months
        return (self.BESIDE * pairs * each + self.FINISH_PAIRS * (start + usual * USUAL_MONTHS)) / number(workers)

    def _pair(self, job: Job, scale: float) -> tuple[float, float]:
        """Processor seconds to build both variants of a member, and to simulate a month of both."""
        if scale not in self._at:
            from model.parameters import Parameters
            from model.pilot import PilotModel

            setting, draws = dataclasses.replace(job.setting, scale=scale), Draws.of_member(job.seed, 0)
            parameters = Parameters.drawn(draws, dict(job.overrides), posterior=job.posterior)
            plans, months = (job.counterfactual, job.scenario), min(self.MEASURED_MONTHS, setting.months)
            if not self._at:  # what is read and kept once by each process is no part of a member
                PilotModel(setting, plans[0], parameters, draws).free()
                draws = Draws.of_member(job.seed, 0)
            begun = time.process_time()
            pair = [PilotModel(setting, plan, parameters, draws) for plan in plans]
            built = time.process_time()
            for _ in range(months):
                for model in pair:
                    model.step()
            self._at[scale] = built - begun, (time.process_time() - built) / months
            for model in pair:
                model.free()
        return self._at[scale]
