"""National platforms as investors meet them: what their rules are worth, how much land they have, and who settles on them.

An investor who takes a zone takes a platform in it, or a site outside; the platforms of a zone are a nest within the
zone. Each has weight by its land, as far as 2022 shows it: firms on it, less what its rules drew. A wider boundary takes
land, with the firms on it, from the rest of the zone. What a platform wins comes so from the rest of its own zone most of
all, then from other zones, and least from rivals.
"""

from typing import NamedTuple

import numpy as np

from common.vocabulary import PLATFORM_RULES, PLATFORMS, SECTORS, ZONES
from model.city_protocol import City
from model.facts.districts import platforms
from model.facts.months import DAYS_A_YEAR
from model.facts.places import platform_rules
from model.firms.investor_offer import rent_needs
from model.policy import Policy

QUICK, LIMITS, SUPPORT, BONDED = range(len(PLATFORM_RULES))
OUTSIDE = len(PLATFORMS) - 1
IMPORTERS = tuple(SECTORS.index(sector) for sector in ("logistics", "tourism_retail", "manufacturing"))
"""Sectors to which it matters when duty on goods is due."""


class Settling(NamedTuple):
    """Where investors settle this month."""

    entry: np.ndarray
    """What platforms add to each zone for one who enters, utility points, (zones, sectors)."""
    stay: np.ndarray
    """The same for the mean firm that is there, (zones, sectors)."""
    chosen: np.ndarray
    """Share of a zone's entrants that settles on each platform, the rest outside, (platforms, zones, sectors)."""
    days: np.ndarray
    """Days to a licence saved on each platform since 2022, (platforms,)."""
    taken_in: np.ndarray
    """Share of the zone's firms outside that the boundary of each platform took in this month, (platforms, sectors)."""


class Platforms:
    """The national platforms, with the rest of the city as the last.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: City) -> None:
        self.clock, self.facts = model.clock, model.facts
        self.p, self.firms = model.parameters.room("places"), model.parameters.room("firms")
        self.crowding, self.turnover, self.most_taken_in = self.p.crowding, self.p.turnover, self.p.most_taken_in
        self.rent_weight = rent_needs(model.facts)[0]
        listed = platforms()
        self.zone = np.array([ZONES.index(one.zone) for one in listed])
        self.hectares = np.array([one.hectares for one in listed])
        self.let_2022 = np.array([one.let for one in listed])
        own = np.zeros((len(PLATFORMS), len(ZONES), len(SECTORS)))
        for place, one in enumerate(listed):
            sectors = [SECTORS.index(sector) for sector in one.sectors]
            own[place, self.zone[place], sectors] = one.share_of_firms
        own[OUTSIDE] = 1 - own.sum(axis=0)
        self.usual = own
        """Share of a zone's firms on each platform in 2022, (platforms, zones, sectors)."""
        self.scale = self.firms.region_dissimilarity * self.firms.zone_dissimilarity * self.p.platform_dissimilarity
        """Scale of investors' tastes among the platforms of a zone, utility points."""
        self.rules_2022 = platform_rules()
        self.best = self.rules_2022.max(axis=1, keepdims=True)
        """What each rule gives on the platform where it gives most, (rules, 1)."""
        self.worth_2022 = self._worth(self.rules_2022, self.facts.restrictiveness)
        weight = own * np.exp(-self.worth_2022[:, None, :] / self.scale)
        self.weight = weight / weight.sum(axis=0)
        """Weight of each platform's land in its zone, (platforms, zones, sectors)."""
        self.base = self._logsum(self.weight, self.worth_2022)
        self.chosen_2022 = self._chosen(self.weight, self.worth_2022)
        """Share of a zone's entrants on each platform in 2022: the usual share but for rounding, (platforms, zones, sectors)."""
        projects = self.facts.sector_projects_per_year * self.facts.zone_sector_share
        self.of_sector = projects / projects.sum(axis=1, keepdims=True)
        """Share of each sector in a zone's projects, (zones, sectors)."""
        self.dense = np.ones(len(listed))
        """Foreign firms on a hectare of each platform relative to 2022, (platforms without the rest,)."""
        self.taken = np.zeros((len(listed), len(SECTORS)))
        """Share of the zone's other firms that boundaries have taken in since 2022, (platforms without the rest, sectors)."""
        self.rules, self.held = self.rules_2022, self.usual
        """Rules in force, (rules, platforms), and share of a zone's firms within each boundary, (platforms, zones, sectors)."""

        self.touched = False
        """Whether rules or land have ever been other than in 2022; until then nobody settles elsewhere than usual."""
        nothing = np.zeros((len(ZONES), len(SECTORS)))
        self.settling_2022 = Settling(
            entry=nothing,
            stay=nothing,
            chosen=own,
            days=np.zeros(len(PLATFORMS)),
            taken_in=np.zeros((len(PLATFORMS), len(SECTORS))),
        )

    @property
    def let(self) -> np.ndarray:
        """Share of each platform's floor space that is let, (platforms without the rest,)."""
        return np.minimum(self.let_2022 * (1 + self.p.foreign_tenants * (self.dense - 1)), 0.999)

    def settle(self, policy: Policy) -> Settling:
        """Return where investors settle under the month's rules; pass one month, or a part of it."""
        facts, places = self.facts, policy.places
        self.touched = self.touched or bool(places.rules.any() or places.hectares.any())
        if not self.touched:
            return self.settling_2022
        self.rules = self.rules_2022 + places.rules * np.maximum(self.best - self.rules_2022, 0.0)
        closed = np.maximum(facts.restrictiveness - policy.channels["market_access"], 0.0)
        worth = self.worth_2022 + (self._worth(self.rules, closed) - self._worth(self.rules_2022, closed))
        crowded = self.crowding * (np.log(1 - self.let_2022) - np.log(1 - self.let))
        worth[:OUTSIDE] -= crowded[:, None]
        weight, larger = self._weights(places.hectares)
        chosen = self._chosen(weight, worth)
        taken_in, self.held = self._take_in(larger), self._within(larger)
        self._fill(chosen, places.hectares)
        return Settling(
            entry=self._logsum(weight, worth) - self.base,
            stay=self._stay(),
            chosen=chosen,
            days=self.rules[QUICK] - self.rules_2022[QUICK],
            taken_in=taken_in,
        )

    def _worth(self, rules: np.ndarray, closed: np.ndarray) -> np.ndarray:
        """Return what rules are worth to one who enters, utility points, (platforms, sectors).

        Args:
            rules: what each rule gives, (rules, platforms).
            closed: share of lines of business that are closed to foreigners, (sectors,).
        """
        p = self.firms
        # As in the rest of the city: of lines of business that are shut a quick desk has nothing to license.
        waiting = p.value_weight * p.waiting_cost * (1 - closed) / DAYS_A_YEAR
        opened = p.access_weight * closed * (1 - self.facts.open_elsewhere)
        return waiting * rules[QUICK, :, None] + opened * rules[LIMITS, :, None] + self._lasting(rules)

    def _lasting(self, rules: np.ndarray) -> np.ndarray:
        """Return what of it holds for as long as a firm is there: support and deferred duty, (platforms, sectors)."""
        supported = -self.firms.value_weight * self.rent_weight * np.log1p(-rules[SUPPORT, :, None])
        return supported + self.worth_of_bond() * self.bond(rules)[:, None] * np.isin(range(len(SECTORS)), IMPORTERS)

    def worth_of_bond(self) -> float:
        """Return what it is worth to a firm to defer duty on all its imported inputs, utility points."""
        p = self.p
        a_year = p.duty_and_tax * p.bonded_days / DAYS_A_YEAR * p.interest * p.imported_inputs * p.sales_over_capital
        months = np.arange(12 * self.firms.horizon_years)
        years = float(((1 + self.firms.discount_rate) ** (-months / 12)).sum() / 12)
        return float(self.firms.value_weight * a_year * years)

    def bond(self, rules: np.ndarray) -> np.ndarray:
        """Return the share of imported goods that firms on each platform keep in bond, (platforms,).

        Firms of bonded zones all do what the rule allows; of others those that take the trouble.
        """
        fenced = self.rules_2022[BONDED] >= self.best[BONDED]
        return rules[BONDED] * np.where(fenced, 1.0, self.p.bonded_take_up)

    def _weights(self, hectares: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the weights of land with wider boundaries, and what each took of the land outside, (platforms, sectors)."""
        zone, outside = self.zone, self.weight[OUTSIDE]
        own = self.weight[np.arange(zone.size), zone]
        wanted = own * (hectares / self.hectares)[:, None] / outside[zone]
        in_zone = np.zeros_like(outside)
        np.add.at(in_zone, zone, wanted)
        fits = np.minimum(1.0, self.most_taken_in / np.maximum(in_zone, 1e-12))
        larger = wanted * fits[zone]
        weight = self.weight.copy()
        moved = larger * outside[zone]
        weight[np.arange(zone.size), zone] += moved
        np.add.at(weight[OUTSIDE], zone, -moved)
        return weight, larger

    def _take_in(self, larger: np.ndarray) -> np.ndarray:
        """Return the share of firms now outside that boundaries took in since last month; what was taken in once stays so."""
        others = np.zeros((len(ZONES), len(SECTORS)))
        np.add.at(others, self.zone, self.taken)
        grown = np.maximum(larger - self.taken, 0.0)
        self.taken = self.taken + grown
        new = np.zeros((len(PLATFORMS), len(SECTORS)))
        new[:OUTSIDE] = grown / np.maximum(1 - others[self.zone], 1e-12)
        return new

    def _fill(self, chosen: np.ndarray, hectares: np.ndarray) -> None:
        """Let the tenants of platforms follow those who settle, by their turnover."""
        places = np.arange(self.zone.size)
        now, usual = (
            (share[places, self.zone] * self.of_sector[self.zone]).sum(axis=1) for share in (chosen, self.chosen_2022)
        )
        aimed = now / usual / (1 + hectares / self.hectares)
        self.dense = self.dense + self.turnover / self.clock.year * (aimed - self.dense)

    def _within(self, larger: np.ndarray) -> np.ndarray:
        """Return the share of a zone's firms within each boundary, were they still where they were in 2022, as ``usual``."""
        held = self.usual.copy()
        moved = larger * self.usual[OUTSIDE][self.zone]
        held[np.arange(self.zone.size), self.zone] += moved
        np.add.at(held[OUTSIDE], self.zone, -moved)
        return held

    def _stay(self) -> np.ndarray:
        """Return what lasting rules give the mean firm of a zone more than in 2022, utility points, (zones, sectors).

        Support is for firms that come; of those already there a share gets it.
        """
        now, then = self._of_those_there(self.rules), self._of_those_there(self.rules_2022)
        return np.einsum("pzs,ps->zs", self.held, now) - np.einsum("pzs,ps->zs", self.usual, then)

    def _of_those_there(self, rules: np.ndarray) -> np.ndarray:
        least = rules.copy()
        least[SUPPORT] *= self.firms.zone_support_incumbents
        return self._lasting(least)

    def _chosen(self, weight: np.ndarray, worth: np.ndarray) -> np.ndarray:
        chosen = weight * np.exp(worth[:, None, :] / self.scale)
        return np.asarray(chosen / chosen.sum(axis=0))

    def _logsum(self, weight: np.ndarray, worth: np.ndarray) -> np.ndarray:
        return np.asarray(self.scale * np.log((weight * np.exp(worth[:, None, :] / self.scale)).sum(axis=0)))

    def bonded_times(self) -> float:
        """Return goods kept in bond relative to 2022, as the rules and land of platforms let makers keep them."""
        if not self.touched:
            return 1.0
        now, then = self._in_bond(self.rules, self.held), self._in_bond(self.rules_2022, self.usual)
        return now / then

    def _in_bond(self, rules: np.ndarray, held: np.ndarray) -> float:
        makers = SECTORS.index("manufacturing")
        return float(self.bond(rules) @ held[:, :, makers] @ self.facts.zone_sector_share[:, makers])

    def support(self) -> np.ndarray:
        """Return support beyond 2022 as a share of the rent of a zone's mean firm, (zones, sectors)."""
        if not self.touched:
            return self.settling_2022.stay
        now, then = self.rules[SUPPORT], self.rules_2022[SUPPORT]
        return np.einsum("pzs,p->zs", self.held, now) - np.einsum("pzs,p->zs", self.usual, then)
