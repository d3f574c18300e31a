"""The regulator: measures the plan's risks, warns early, and slows tasks where the scenario says so."""

import dataclasses
from collections import deque

import mesa
import numpy as np

from common.vocabulary import LEVERS, PURPOSES, RISKS, TASKS
from model.city.risks import Measures, early_warning, herfindahl, risks, thresholds, volatility
from model.city_protocol import CityWithRooms
from model.facts.months import month_index
from model.firms.booking import city_season
from model.levers import pilot_tasks
from model.levers.promises import held_back
from model.policy import Policy
from model.rolling import MONTHS, RollingYear

NEVER_ASKED = 365
"""Permitted stay, days, by which the tables of 2022 mark people to whom no visa rule applies."""
TRANSIT = PURPOSES.index("transit")
ZERO = np.zeros(1, np.uint64)


class Regulator(mesa.Agent):
    """One regulator for the whole city.

    It reviews the last twelve months of results (``model.month_results``); until a year has passed, 2022 replaces the
    missing months (overstays are scaled up to a year). A brake limits tasks, and their cost, to a share of their strength
    while its risk is over the threshold; it does not act on headline levers.

    Args:
        model: the pilot model.
    """

    model: CityWithRooms

    def __init__(self, model: CityWithRooms) -> None:
        super().__init__(model)
        self.p, facts = model.parameters.room("regulator"), model.facts
        self._thresholds = thresholds(self.p)
        self._ahead = int(self.p.look_ahead_months)
        self._most_data_push = model.parameters.room("pilot_tasks").cap.cross_border
        self._usual = {
            "volatility": self.p.usual_volatility,
            "herfindahl": herfindahl(facts.sector_fdi_share),
            "hong_kong_share": float(facts.fdi_share_2022[facts.origin_index["HKG"]]),
            "exit_rate": model.parameters.room("firms").new_projects_2022 / facts.foreign_firms_2022.sum(),
            "incidents": self.p.incidents,
        }
        self._season = MONTHS * city_season(facts.fdi_season, model.parameters.room("firms").season_tilt)
        """Inflow of capital in each month of a usual year relative to its mean, (months,)."""
        self._firms = facts.foreign_firms_2022.sum()
        self._space = facts.floor_space_m2 / facts.floor_space_m2.sum()
        self._never_asked = facts.visa_free_days(float(month_index(2022, 12))) >= NEVER_ASKED
        self._hong_kong = facts.origin_index["HKG"]
        self._firms_before: np.ndarray | None = None
        self._rents: deque[np.ndarray] = deque(maxlen=13)
        self._year = RollingYear()
        self._history: deque[np.ndarray] = deque(maxlen=self._ahead)
        self._brakes = tuple(
            (RISKS.index(brake.risk), np.isin(TASKS, brake.slows), brake.to) for brake in model.plan.brakes
        )
        self.policy = model.policy_before_start
        """The policy in force this month, reduced where brakes act."""
        self.risk = np.zeros(len(RISKS))
        """Risks after the last review, 1 = threshold, (risks,)."""
        self.warning = np.zeros(len(RISKS))
        """1 where the regulator warns, else 0, (risks,)."""

    def applied(self, policy: Policy) -> Policy:
        """Return the month's policy, reduced where brakes act; the same object where none does."""
        share = np.ones(len(TASKS))
        for risk, tasks, to in self._brakes:
            if self.risk[risk] > 1:
                share = np.where(tasks, np.minimum(share, to), share)
        slowed = share * policy.task_strength
        unchanged = np.array_equal(slowed, policy.task_strength)
        self.policy = policy if unchanged else self._braked(policy, slowed, share)
        return self.policy

    def _braked(self, policy: Policy, strength: np.ndarray, share: np.ndarray) -> Policy:
        cost = policy.task_cost * share
        saved = np.where(np.array(LEVERS) == "pilot_tasks", (policy.task_cost - cost).sum(), 0.0)
        full, left = (pilot_tasks.push(s, self.model.parameters) for s in (policy.task_strength, strength))
        channels = held_back(policy.channels, full, left)
        return dataclasses.replace(
            policy,
            task_strength=strength,
            channels=channels,
            promised=held_back(policy.promised, policy.channels, channels),
            coming=held_back(policy.coming, policy.channels, channels),
            task_cost=cost,
            fiscal_cost=policy.fiscal_cost - saved,
        )

    def review(self) -> None:
        """Set risks and warnings from the month that has passed."""
        self._add_month()
        self.risk = risks(self.observe(), self._thresholds, self.p.hong_kong_share_harmless)
        self._history.append(self.risk)
        warning = early_warning(np.array(self._history), self.p.early_warning, self.p.trend_floor, self._ahead)
        self.warning = warning.astype(float)

    def _add_month(self) -> None:
        """Add the month's figures to the last twelve months."""
        last, policy = self.model.month_results, self.policy
        firms = np.asarray(last["foreign_firms"]).sum()
        entries = np.asarray(last["new_foreign_firms"]).sum()
        before = firms - entries if self._firms_before is None else self._firms_before
        self._firms_before = firms
        if not self._rents:
            self._rents.append(self.model.wires.start("zones_to_firms"))
        self._rents.append(np.asarray(last["rent"]) / self.model.world.price_level)
        month, by_sector = self.model.clock.month, np.asarray(last["fdi_actual_use"]).sum(axis=1)
        self._year.write(
            month,
            {
                "by_sector": by_sector,
                "inflow": by_sector.sum() / self._season[month % MONTHS],
                "by_origin": last["fdi_by_origin"],
                "exits": before + entries - firms,
                "firms": firms,
                "overstays": self._overstays(policy),
                "incidents": self._new_incidents(policy, firms / self._firms),
            },
        )

    @property
    def _left_by_control(self) -> float:
        """Share of overstays, incidents and short-term capital that remains under risk control.

        The other measures (inflows, exits, sectors, crowds, rents) result from what others do; supervision does not
        change them.
        """
        return 1.0 - float(self.policy.channels["risk_control"])

    def _overstays(self, policy: Policy) -> float:
        """Return the expected number of the month's visitors who will overstay."""
        visitors = np.asarray(self.model.month_results["visitors"])
        exempt = need = 0.0
        for rules in policy.entry:
            free = rules.visa_free_days_nanjing
            without = (free > 0) & ~self._never_asked
            transit = (free <= 0) & (rules.transit_hours_nanjing > 0)
            exempt += rules.share * (visitors[without].sum() + visitors[transit, TRANSIT].sum())
            need += rules.share * (visitors[free <= 0].sum() - visitors[transit, TRANSIT].sum())
        return self._left_by_control * (self.p.overstay_exempt * exempt + self.p.overstay_visa * need)

    def _new_incidents(self, policy: Policy, exposure: float) -> float:
        """Return data incidents of the month: a Poisson number that grows with firms and with freer cross-border data."""
        open_share = float(np.mean(policy.channels["cross_border"])) / self._most_data_push
        more = 1 + self.p.incidents_per_data_push * open_share
        mean = self.p.incidents / 12 * exposure * more * self._left_by_control
        return float(self.model.draws.poisson("regulator.incident", self.model.clock.month, ZERO, np.array([mean]))[0])

    def observe(self) -> Measures:
        """Return the measures of the last twelve months."""
        year, usual, months = self._year, self._usual, len(self._year)
        by_origin = year.total("by_origin")
        measured = {
            "volatility": volatility(year.each("inflow")),
            "herfindahl": herfindahl(year.total("by_sector")),
            "hong_kong_share": float(by_origin[self._hong_kong] / max(by_origin.sum(), 1e-9)),
            "exit_rate": float(year.total("exits") / max(year.mean("firms"), 1.0)),
            "overstays": float(year.total("overstays")),
            "incidents": float(year.total("incidents")),
        }
        blended = {
            name: (months * value + (MONTHS - months) * usual.get(name, value)) / MONTHS
            for name, value in measured.items()
        }
        short_term = self.p.short_term_share + self.p.short_term_per_treasury * float(self.policy.channels["treasury"])
        return Measures(
            **blended,
            short_term_share=short_term * self._left_by_control,
            crowding=float(np.max(self.model.zones.streets.crowding)),
            rent_rise=float(np.vdot(self._space, self._rents[-1] / self._rents[0] - 1)),
        )

    def results(self) -> dict[str, np.ndarray]:
        """Return risks and warnings after the month's review."""
        return {"risk": self.risk, "warning": self.warning}
