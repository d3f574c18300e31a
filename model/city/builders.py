"""Builders: whether and when they take up the land that plans let them rebuild or use otherwise.

A permission forces nobody. A builder compares what the new floor space is worth at the rents of the day, capitalised
and discounted by the time it takes to build, with what building costs and what the old space was worth; the better the
return, the sooner land is taken up, and where it does not pay hardly any is. What the city builds itself starts at once.
Land put to a temporary use keeps its buildings and its title and goes back to the old use when the term ends.
"""

import math
from bisect import bisect_right
from typing import NamedTuple

import numpy as np

from common.vocabulary import USES, ZONES
from model.city.quarters import Quarter
from model.city_protocol import City
from model.levers.mixed_land_use import M2_PER_HECTARE
from model.policy import Policy
from model.rules.places import Site

CNY_MN = 1e6


class Course:
    """The share of a site's land that has been taken up by each moment, a line between the ends of the steps.

    Args:
        moment: a moment before the start, in calendar months.
    """

    def __init__(self, moment: float) -> None:
        self._times, self._shares, self._sums = [moment], [0.0], [0.0]

    @property
    def taken_up(self) -> float:
        """The share so far."""
        return self._shares[-1]

    def go_on(self, moment: float, share: float) -> None:
        """Add the end of a step and the share taken up by then."""
        mean = (self._shares[-1] + share) / 2
        self._sums.append(self._sums[-1] + mean * (moment - self._times[-1]))
        self._times.append(moment)
        self._shares.append(share)

    def at(self, moment: float) -> float:
        """Return the share at a moment up to the last one."""
        times, shares, place = self._times, self._shares, self._step(moment)
        if not 0 <= place < len(times) - 1:
            return shares[max(place, 0)]
        slope = (shares[place + 1] - shares[place]) / (times[place + 1] - times[place])
        return slope * (moment - times[place]) + shares[place]

    def mean(self, start: float, end: float) -> float:
        """Return the mean share between two moments up to the last one."""
        area = self._area(end) - self._area(start)
        return area / (end - start)

    def _area(self, moment: float) -> float:
        place = max(self._step(moment), 0)
        since = moment - self._times[place]
        if since <= 0:
            return self._sums[place]
        return self._sums[place] + since * (self._shares[place] + self.at(moment)) / 2

    def _step(self, moment: float) -> int:
        """Return the last end of a step that is not after a moment; -1: there is none."""
        return bisect_right(self._times, moment) - 1


class Conversions(NamedTuple):
    """What the sites of the plan have done so far."""

    taken: np.ndarray
    """Floor space taken from each use, m2, (zones, uses)."""
    delivered: np.ndarray
    """Floor space delivered for each use, m2, (zones, uses)."""
    land: np.ndarray
    """Land built on, m2, (zones,)."""
    taken_up: np.ndarray
    """Land taken up, m2, (zones,)."""
    quarters: list[Quarter]
    """What stands on each site."""


class Builders:
    """The builders of one variant.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: City) -> None:
        self.model, self.clock, self.p = model, model.clock, model.parameters.room("builders")
        self._prepare_m2 = model.parameters.room("levers").land_preparation_cny_mn_per_hectare / M2_PER_HECTARE
        self._occupancy = model.facts.occupancy
        self._yield = self.p["yield"].vector(USES)
        self._courses: list[Course] = []
        self.cost = 0.0
        """Public cost of preparing land, and of what the city builds itself, in the month, million CNY at prices of 2022."""
        self.income = np.zeros(len(ZONES))
        """What builders paid the public for land, and what the city's own buildings are worth when they stand, in the
        month, million CNY at prices of 2022, (zones,)."""

    def outlook(self, site: Site, rent: np.ndarray) -> tuple[float, float]:
        """Return what a site brings over what it costs, in logarithms, and what it leaves after all costs, CNY.

        Args:
            site: the whole site.
            rent: CNY of 2022 per m2 and month, (zones, uses).
        """
        new, old, build = self._worth(site, rent)
        new *= (1 + self.p.discount) ** (-site.build_months / 12)
        costs = build * (1 + self.p.profit_asked) + old
        return float(np.log(max(new, 1.0) / max(costs, 1.0))), float(new - costs)

    def _worth(self, site: Site, rent: np.ndarray) -> tuple[float, float, float]:
        """Return what the new space is worth when it stands, what the old space is worth now, and the cost of building, CNY."""
        p = self.p
        if math.isfinite(site.term_months):  # the old space rests for the term and comes back as it was
            years = (site.term_months - site.build_months) / 12
            annuity = (1 - (1 + p.discount) ** -years) / p.discount
            a_year = rent[site.zone] * self._occupancy[site.zone] * 12
            wait = (1 + p.discount) ** (-site.build_months / 12)
            old = wait * annuity * site.taken_m2 * a_year[site.use]
            return (
                annuity * float(site.delivered_m2 @ a_year),
                float(old),
                p.refit_cost * float(site.delivered_m2.sum()),
            )
        worth = rent[site.zone] * self._occupancy[site.zone] * 12 / self._yield
        old = site.taken_m2 * worth[site.use]
        return float(site.delivered_m2 @ worth), float(old), p.build_cost * float(site.delivered_m2.sum())

    def build(self, policy: Policy, rent: np.ndarray) -> Conversions:
        """Take up land and deliver floor space in this step; return all that has been taken and delivered.

        Args:
            policy: its sites are those begun so far, in the order in which they began.
            rent: CNY of 2022 per m2 and month, (zones, uses).
        """
        shape = len(ZONES), len(USES)
        done = Conversions(np.zeros(shape), np.zeros(shape), np.zeros(len(ZONES)), np.zeros(len(ZONES)), [])
        self.cost, self.income = 0.0, np.zeros(len(ZONES))
        now, step = self.clock.end, self.clock.share
        for number, site in enumerate(policy.sites):
            if number == len(self._courses):
                self._courses.append(Course(now - step))
            course, before = self._courses[number], self._courses[number].taken_up
            ratio, left_over = self.outlook(site, rent)
            course.go_on(now, self._taken_up(site, before, ratio, now, step))
            for_good, land = math.isinf(site.term_months), site.land_m2
            back = 0.0 if for_good else course.at(now - site.term_months)
            built = course.at(now - site.build_months) - back
            stands = Quarter(site.zone, land * built, site.delivered_m2 * built)
            done.taken[site.zone, site.use] += site.taken_m2 * (course.taken_up - back)
            done.delivered[site.zone] += stands.space_m2
            done.land[site.zone] += stands.land_m2
            done.taken_up[site.zone] += land * (course.taken_up - back)
            done.quarters.append(stands)
            if for_good:
                spent = course.mean(now - site.build_months, now) - course.mean(
                    now - step - site.build_months, now - step
                )
                self.cost += self._prepare_m2 * land * spent
                if site.by_city:
                    new, old, build = self._worth(site, rent)
                    stood = built - course.at(now - step - site.build_months)
                    self.cost += (old * (course.taken_up - before) + build * spent) / CNY_MN
                    self.income[site.zone] += new * stood / CNY_MN
                else:
                    paid = self.p.land_share * max(left_over, 0.0) * (course.taken_up - before)
                    self.income[site.zone] += paid / CNY_MN
        return done

    def _taken_up(self, site: Site, before: float, ratio: float, now: float, step: float) -> float:
        """Return the share of a site's land taken up by the end of the step."""
        open_for = (min(now, site.end) - max(site.start, now - step)) / step
        if site.by_city:
            return max(before, min((now - site.start) / step, 1.0))
        if open_for <= 0:
            return before
        hazard = self.clock.speed(self.p.rate) / (1 + np.exp(-ratio / self.p.spread))
        return float(1 - (1 - before) * (1 - hazard) ** open_for)
