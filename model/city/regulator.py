"""The regulator: measures the plan's risks, warns early, and slows tasks where the scenario says so."""

import dataclasses
from collections import deque

import mesa
import numpy as np

from common.vocabulary import PURPOSES, RISKS
from model.city.brakes import Brakes
from model.city.risks import Measures, early_warning, herfindahl, risks, thresholds, volatility
from model.city_protocol import CityWithRooms
from model.draws import poisson_counts
from model.facts.months import month_index
from model.firms.booking import city_season
from model.policy import Policy
from model.rolling import MONTHS, RollingYear

NEVER_ASKED = 365
"""Permitted stay, days, by which the tables of 2022 mark people to whom no visa rule applies."""
TRANSIT = PURPOSES.index("transit")
ZERO = np.zeros(1, np.uint64)
CONSEQUENCES = {
    "capital_flows": "dispute",
    "concentration": "goods_cost",
    "overstay": "talent_entry",
    "data": "cross_border",
}
"""The channel on which a broken risk is felt: capital asks a higher premium, supplies cost more, permits are checked
longer, data cross the border at a higher cost. Crowds and rents are felt by those who meet them."""


class Regulator(mesa.Agent):
    """One regulator for the whole city.

    It reviews the last twelve months of results (``model.month_results``); until a year has passed, 2022 replaces the
    missing months (overstays are scaled up to a year). A brake limits tasks and levers, and their cost, to a share of
    their strength while its risk is over the threshold (:mod:`model.city.brakes`); a risk over its threshold has a
    consequence in the month after (``CONSEQUENCES``, parameters ``regulator.consequence.*``), up to twice the threshold.

    Args:
        model: the pilot model.
    """

    model: CityWithRooms  # ty: ignore[incompatible-attribute-override]  # every city is a Mesa model

    def __init__(self, model: CityWithRooms) -> None:
        super().__init__(model)  # ty: ignore[invalid-argument-type]
        self.p, facts = model.parameters.room("regulator"), model.facts
        self._thresholds = thresholds(self.p)
        self._lost = {risk: self.p.consequence[risk] for risk in CONSEQUENCES}
        self._ahead = int(self.p.look_ahead_months)
        self._partners = np.delete(np.arange(len(facts.origins)), facts.origin_index["ROW"])
        self._usual = {
            "volatility": self.p.usual_volatility,
            "herfindahl": herfindahl(facts.sector_fdi_share),
            "hong_kong_share": float(facts.fdi_share_2022[facts.origin_index["HKG"]]),
            "exit_rate": model.parameters.room("firms").new_projects_2022 / facts.foreign_firms_2022.sum(),
            "incidents": self.p.incidents,
            "supplier_share": self._largest(facts.goods_import_share),
        }
        self._season = MONTHS * city_season(facts.fdi_season, model.parameters.room("firms").season_tilt)
        """Inflow of capital in each month of a usual year relative to its mean, (months,)."""
        self._firms = facts.foreign_firms_2022.sum()
        self._space = facts.floor_space_m2 / facts.floor_space_m2.sum()
        self._never_asked = facts.visa_free_days(float(month_index(2022, 12))) >= NEVER_ASKED
        self._hong_kong = facts.origin_index["HKG"]
        self._firms_before: float | None = None
        self._rents: deque[np.ndarray] = deque(maxlen=13)
        self._year = RollingYear()
        self._history: deque[np.ndarray] = deque(maxlen=self._ahead)
        self.brakes = Brakes(model)
        self.policy = model.policy_before_start
        """The policy in force this month, reduced where brakes act."""
        self.risk = np.zeros(len(RISKS))
        """Risks after the last review, 1 = threshold, (risks,)."""
        self.warning = np.zeros(len(RISKS))
        """1 where the regulator warns, else 0, (risks,)."""

    def applied(self, policy: Policy) -> Policy:
        """Return the month's policy, reduced where brakes act and by what follows from a risk that has broken.

        The same object where neither does.
        """
        if self._firms_before is None:
            self._firms_before = float(self.model.firms.foreign.sum())
        braked = self.brakes.applied(policy, self.risk)
        self.policy = self._met(braked)
        return self.policy

    def _met(self, policy: Policy) -> Policy:
        """Return the policy as the city meets it: a risk over its threshold costs the trust, time or money it rests on."""
        over = {risk: self.risk[RISKS.index(risk)] - 1.0 for risk in CONSEQUENCES}
        lost = {
            channel: self._lost[risk] * min(over[risk], 1.0) for risk, channel in CONSEQUENCES.items() if over[risk] > 0
        }
        if not lost:
            return policy
        channels, promised = (
            {key: push - lost.get(key, 0.0) for key, push in pushes.items()}
            for pushes in (policy.channels, policy.promised)  # investors take what has broken to last
        )
        return dataclasses.replace(policy, channels=channels, promised=promised)

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
        firms = float(np.asarray(last["foreign_firms"]).sum())
        entries = np.asarray(last["new_foreign_firms"]).sum()
        before, self._firms_before = self._firms_before, firms
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
                "imports": last["goods_imports"],
                "exits": before + entries - firms,
                "firms": firms,
                "overstays": self._overstays(policy),
                "incidents": self._new_incidents(firms / self._firms),
            },
        )

    def _left(self, risk: str) -> float:
        """Return the share of a risk that is left by the tasks that lower it and raise it, at least 0.

        The other measures (inflows, exits, sectors, crowds, rents) result from what others do; supervision does not
        change them.
        """
        return max(0.0, 1.0 - float(self.policy.channels["risk_control"][RISKS.index(risk)]))

    def _short_term(self) -> float:
        """Return the share of foreign capital that can leave at short notice, with what cash pools have drawn in since 2022."""
        capital = float(self.model.wires.hear("finance_to_regulator").item())
        return 1.0 - (1.0 - self.p.short_term_share) / capital

    def _overstays(self, policy: Policy) -> float:
        """Return the expected number of the month's visitors who will overstay."""
        visitors = np.asarray(self.model.month_results["visitors"])
        exempt = need = 0.0
        for rules in policy.entry:
            asked = rules.visa_free_days_nanjing <= 0
            by_transit = visitors[asked & (rules.transit_hours_nanjing > 0), TRANSIT].sum()
            exempt += rules.share * (visitors[~(asked | self._never_asked)].sum() + by_transit)
            need += rules.share * (visitors[asked].sum() - by_transit)
        return self._left("overstay") * (self.p.overstay_exempt * exempt + self.p.overstay_visa * need)

    def _new_incidents(self, exposure: float) -> float:
        """Return data incidents of the month: a Poisson number that grows with firms and with what tasks open to data."""
        mean = self.p.incidents / 12 * exposure * self._left("data")
        draws, month = self.model.draws, self.model.clock.month
        luck = draws.cached("regulator.incident", month, lambda: draws.uniform("regulator.incident", month, ZERO))
        return float(poisson_counts(luck.astype(np.float64), np.array([mean]))[0])

    def observe(self) -> Measures:
        """Return the measures of the last twelve months."""
        year, usual, months = self._year, self._usual, len(self._year)
        by_origin = year.total("by_origin")
        measured = {
            "volatility": volatility(year.each("inflow")),
            "herfindahl": herfindahl(year.total("by_sector")),
            "hong_kong_share": float(by_origin[self._hong_kong] / max(by_origin.sum(), 1e-9)),
            "supplier_share": self._largest(year.total("imports")),
            "exit_rate": float(year.total("exits") / max(year.mean("firms"), 1.0)),
            "overstays": float(year.total("overstays")),
            "incidents": float(year.total("incidents")),
        }
        blended = {
            name: (months * value + (MONTHS - months) * usual.get(name, value)) / MONTHS
            for name, value in measured.items()
        }
        blended["supplier_share"] *= self._left("concentration")
        return Measures(
            **blended,
            short_term_share=self._short_term() * self._left("capital_flows"),
            crowding=float(self.model.zones.streets.crowding.max()),
            rent_rise=float(np.vdot(self._space, self._rents[-1] / self._rents[0] - 1)),
        )

    def _largest(self, by_partner: np.ndarray) -> float:
        """Return the share of the largest single partner; the rest of the world is none."""
        return float(by_partner.take(self._partners).max() / max(by_partner.sum(), 1e-9))

    def results(self) -> dict[str, np.ndarray]:
        """Return risks and warnings after the month's review."""
        return {"risk": self.risk, "warning": self.warning}
