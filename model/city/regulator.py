"""The regulator: watches the risks that the plan names, warns early, and slows tasks where the scenario says so."""

import dataclasses
from collections import deque

import mesa
import numpy as np

from common.vocabulary import LEVERS, PURPOSES, RISKS, TASKS
from model.city.risks import Measures, early_warning, herfindahl, risks, thresholds, volatility
from model.facts.months import month_index
from model.levers import pilot_tasks
from model.policy import Policy
from model.rolling import MONTHS, Year

NEVER_ASKED = 365
"""Permitted stay, days, that stands in the tables of 2022 for people whom no visa rule concerns."""
TRANSIT = PURPOSES.index("transit")
ZERO = np.zeros(1, np.uint64)


class Regulator(mesa.Agent):
    """One regulator for the whole city.

    It looks at the month's results (``model.month_results``) once they are gathered, over the last twelve months; until a
    year has passed, 2022 stands for the months missing (overstays are scaled up to a year). A brake holds tasks, and what
    they cost, to a share of their strength while its risk is over the threshold; it does not reach headline levers.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: mesa.Model):
        super().__init__(model)
        p, facts = model.parameters, model.facts
        self._thresholds, self._harmless = thresholds(p), p["regulator.hong_kong_share_harmless"]
        self._early, self._floor = p["regulator.early_warning"], p["regulator.trend_floor"]
        self._ahead = int(p["regulator.look_ahead_months"])
        self._short_term = p["regulator.short_term_share"], p["regulator.short_term_per_treasury"]
        self._overstay_exempt, self._overstay_visa = p["regulator.overstay_exempt"], p["regulator.overstay_visa"]
        self._incidents, self._incidents_per_push = p["regulator.incidents"], p["regulator.incidents_per_data_push"]
        self._all_data = p["pilot_tasks.cap.cross_border"]
        self._usual = {
            "volatility": p["regulator.usual_volatility"],
            "herfindahl": herfindahl(facts.sector_fdi_share),
            "hong_kong_share": float(facts.fdi_share_2022[facts.origin_index["HKG"]]),
            "exit_rate": facts.new_projects_per_year / facts.foreign_firms_2022.sum(),
            "incidents": self._incidents,
        }
        self._firms = facts.foreign_firms_2022.sum()
        self._space = facts.floor_space_m2 / facts.floor_space_m2.sum()
        self._never_asked = facts.visa_free_days(float(month_index(2022, 12))) >= NEVER_ASKED
        self._hong_kong = facts.origin_index["HKG"]
        self._firms_before: np.ndarray | None = None
        self._rents: deque[np.ndarray] = deque(maxlen=13)
        self._year = Year()
        self._history: deque[np.ndarray] = deque(maxlen=self._ahead)
        self._brakes = tuple(
            (RISKS.index(brake.risk), np.isin(TASKS, brake.slows), brake.to) for brake in model.plan.brakes
        )
        self.policy: Policy | None = None
        """The policy in force this month, less what is braked."""
        self.risk = np.zeros(len(RISKS))
        """Risks after the last review, 1 = threshold, (risks,)."""
        self.warning = np.zeros(len(RISKS))
        """1 where the regulator warns, else 0, (risks,)."""

    def applied(self, policy: Policy) -> Policy:
        """The month's policy less what is braked; the same object where nothing is."""
        held = np.ones(len(TASKS))
        for risk, tasks, to in self._brakes:
            if self.risk[risk] > 1:
                held = np.where(tasks, np.minimum(held, to), held)
        slowed = held * policy.task_strength
        if np.array_equal(slowed, policy.task_strength):
            self.policy = policy
        else:
            self.policy = self._braked(policy, slowed, held)
        return self.policy

    def _braked(self, policy: Policy, strength: np.ndarray, held: np.ndarray) -> Policy:
        cost = policy.task_cost * held
        saved = np.where(np.array(LEVERS) == "pilot_tasks", (policy.task_cost - cost).sum(), 0.0)
        return dataclasses.replace(
            policy,
            task_strength=strength,
            channels=pilot_tasks.push(strength, self.model.parameters),
            task_cost=cost,
            fiscal_cost=policy.fiscal_cost - saved,
        )

    def review(self) -> None:
        """Look at the month that has passed: risks and warnings."""
        self._note()
        self.risk = risks(self.observe(), self._thresholds, self._harmless)
        self._history.append(self.risk)
        self.warning = early_warning(np.array(self._history), self._early, self._floor, self._ahead).astype(float)

    def _note(self) -> None:
        """Put the month's figures to the last twelve."""
        last, policy = self.model.month_results, self.policy
        firms = np.asarray(last["foreign_firms"]).sum()
        entries = np.asarray(last["new_foreign_firms"]).sum()
        before = firms - entries if self._firms_before is None else self._firms_before
        self._firms_before = firms
        if not self._rents:
            self._rents.append(self.model.wires.start("zones_to_firms"))
        self._rents.append(np.asarray(last["rent"]) / self.model.world.price_level)
        self._year.write(
            self.model.clock.month,
            {
                "by_sector": np.asarray(last["fdi_actual_use"]).sum(axis=1),
                "by_origin": last["fdi_by_origin"],
                "exits": before + entries - firms,
                "firms": firms,
                "overstays": self._overstays(policy),
                "incidents": self._new_incidents(policy, firms / self._firms),
            },
        )

    @property
    def _left_by_control(self) -> float:
        """Share of overstays, incidents and short-term capital that risk control leaves.

        What else is watched (inflows, exits, sectors, crowds, rents) others bring about, and no supervisor removes it.
        """
        return 1.0 - float(self.policy.channels["risk_control"])

    def _overstays(self, policy: Policy) -> float:
        """Visitors of the month who will stay longer than they may, expected number."""
        visitors = np.asarray(self.model.month_results["visitors"])
        exempt = need = 0.0
        for rules in policy.entry:
            free = rules.visa_free_days_nanjing
            without = (free > 0) & ~self._never_asked
            transit = (free <= 0) & (rules.transit_hours_nanjing > 0)
            exempt += rules.share * (visitors[without].sum() + visitors[transit, TRANSIT].sum())
            need += rules.share * (visitors[free <= 0].sum() - visitors[transit, TRANSIT].sum())
        return self._left_by_control * (self._overstay_exempt * exempt + self._overstay_visa * need)

    def _new_incidents(self, policy: Policy, exposure: float) -> float:
        """Data incidents of the month: a Poisson number that grows with firms and with what may cross the border."""
        open_share = float(np.mean(policy.channels["cross_border"])) / self._all_data
        mean = self._incidents / 12 * exposure * (1 + self._incidents_per_push * open_share) * self._left_by_control
        return float(self.model.draws.poisson("regulator.incident", self.model.clock.month, ZERO, np.array([mean]))[0])

    def observe(self) -> Measures:
        """What the last twelve months show."""
        year, usual, months = self._year, self._usual, len(self._year)
        by_origin = year.total("by_origin")
        measured = {
            "volatility": volatility(year.each("by_sector").sum(axis=1)),
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
        base, per_point = self._short_term
        return Measures(
            **blended,
            short_term_share=(base + per_point * float(self.policy.channels["treasury"])) * self._left_by_control,
            crowding=float(np.max(self.model.zones.crowding)),
            rent_rise=float(np.vdot(self._space, self._rents[-1] / self._rents[0] - 1)),
        )

    def results(self) -> dict[str, np.ndarray]:
        """Risks and warnings after the month's review."""
        return {"risk": self.risk, "warning": self.warning}
