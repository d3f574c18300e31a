"""Runs over history for which the years after an origin are still to come.

Up to the origin a run is one over history. From the next January on Nanjing, its rivals and the nation follow courses of their
own, with spreads that were known by then, trends and networks go on and lose pace, and nothing opens that was not open.
Incomes, the climate for investment, exchange rates, rules of entry and how severe the border's closure was are drivers of
the world and replay what happened: a forecast given these.
"""

import dataclasses
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from calibration import history
from calibration.fit_points import names, values
from calibration.own_departures import PER_HEAD, known_by
from calibration.result_cache import Arrays
from common.vocabulary import CITIES
from model.draws import Draws
from model.facts.months import month_index
from model.parameters import Parameters, declared
from model.pilot import PilotModel
from model.setting import Setting
from scenarios.running.fingerprints import ROOT, files_hash, fingerprint, foundations

HORIZONS = 3
SEED = 1948
"""Apart from the seeds of the fit's runs: a forecast has luck of its own."""
SPREADS = {
    "world.own_course.travellers": "inbound_visitors",
    "world.own_course.investors": "fdi_musd",
    "rivals.course_openness": "fdi_musd",
    "world.own_course.spenders": PER_HEAD,
}
"""Parameter: spread of cities' own courses → figure of the city panel whose departures tell it."""
OF_CHINA = "world.own_course.china"
"""That of the nation's own course with travellers: the nation's counts of 2005-2016 tell it, known at either origin."""
PLACES = ("nanjing", *(city for city in CITIES if city != "rest_of_china"))


@dataclass(frozen=True)
class Ahead:
    """One run from 2013 to three years after an origin.

    ``scores`` is the point of the calibrated parameters; ``number`` says which draw of all others, and which luck;
    ``courses`` False leaves out the cities' own courses.
    """

    scores: tuple[float, ...]
    origin: int
    number: int
    scale: float = history.SCALE
    courses: bool = True

    def setting(self) -> Setting:
        """Return the setting of the run: history, unseen from the year after the origin."""
        seen = history.setting(self.origin + HORIZONS - history.FIRST_YEAR + 1, self.scale)
        world = seen.world | {"own_course": "central" if self.courses else "frozen"}
        return dataclasses.replace(seen, world=world, unseen=month_index(self.origin + 1, 1))

    def draws(self) -> Draws:
        """Return the luck of the run, spread evenly over the runs of an origin."""
        return Draws.of_member(SEED + self.origin, self.number)

    def parameters(self) -> Parameters:
        """Return the parameter values of the run."""
        fixed = dict(zip(names(), values(np.array(self.scores))[0], strict=True))
        return Parameters.drawn(self.draws(), fixed | spreads(self.origin, self.courses), fitted=False)

    def key(self) -> str:
        """Return the fingerprint of all that the run depends on."""
        rests_on = {part: found for part, found in foundations().items() if part != "posterior"}
        own = files_hash([Path(__file__), Path(history.__file__)], ROOT)
        told = dataclasses.asdict(self), names(), spreads(self.origin, self.courses)
        return fingerprint(rests_on, own, history.past_plan(), self.setting(), *told)[:32]

    def run(self) -> Arrays:
        """Return yearly totals by indicator of the city panel, (years from 2013, places)."""
        model = PilotModel(self.setting(), history.past_plan(), self.parameters(), self.draws())
        try:
            return totals(model.run())
        finally:
            model.free()


def spreads(origin: int, courses: bool = True) -> dict[str, float]:
    """Return the spreads of own courses that were known by the end of a year, by parameter; zero without courses."""
    told = known_by(origin)
    found = {name: declared()[name].default * told[of] * courses for name, of in SPREADS.items()}
    return found | {OF_CHINA: declared()[OF_CHINA].default * courses}


def totals(results: Arrays) -> Arrays:
    """Return yearly totals of monthly results by indicator of the city panel, (years, :data:`PLACES`).

    Receipts are Nanjing's alone; rivals have none.
    """
    rivals = [CITIES.index(city) for city in PLACES[1:]]
    found = {}
    for indicator, own, others in (
        ("inbound_visitors", "visitors", "rival_visitors"),
        ("fdi_musd", "fdi_actual_use", "rival_fdi"),
        ("inbound_receipts_musd", "visitor_spending", None),
    ):
        here = history.yearly(own, results[own])
        here = here.reshape(len(here), -1).sum(axis=1, keepdims=True)
        there = (
            history.yearly(others, results[others])[:, rivals] if others else np.full((len(here), len(rivals)), np.nan)
        )
        found[indicator] = np.hstack([here, there])
    return found
