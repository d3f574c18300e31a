"""Every kind of action of every lever, with what makes it more, and what a month's policy offers because of it."""

import math

import numpy as np

from model.facts import facts
from model.levers.actions import (
    Action,
    Campaign,
    Conversion,
    EasierVisa,
    Event,
    LaunchSupport,
    Plan,
    RouteGrant,
    Shop,
    TaskRun,
    TaxRefund,
    TransitExemption,
    VisaFree,
    WorkPermits,
)
from model.levers.digital_trade import ComputingCentre, DataDesk, DataExchange, DedicatedLines, FreeList
from model.levers.places import Corridor, EnclavePark, Metropolitan, OverseasPark, PlatformArea, PlatformRule
from model.levers.science import (
    AlumniPark,
    Institute,
    Laboratory,
    ProofFund,
    RightsReform,
    TransferOffice,
    YoungScientists,
)
from model.parameters import Parameters
from model.policy import Policy
from model.rules.business import FinanceRules, ScienceRules
from model.rules.places import PlacesInForce
from model.science.transfer import drawn_by_rights
from tests.metamorphic import kinds_of_institutions
from tests.metamorphic.chain_kinds import MAKES as CHAIN_MAKES
from tests.metamorphic.chain_kinds import chain_offers
from tests.metamorphic.event_kinds import CONSUMPTION, EVENTS, VENUES, shops_on_offer
from tests.metamorphic.finance_kinds import FINANCE_KINDS
from tests.metamorphic.freight_kinds import FREIGHT, freight_on_offer
from tests.metamorphic.kind import Kind, between
from tests.support.worlds import START, months_of

MIX = {"office": 0.5, "retail": 0.3, "culture": 0.2}
PURCHASES_CNY = (50.0, 150.0, 300.0, 700.0, 2500.0, 20_000.0)
"""Purchases at which refunds are looked at."""
VISA_USD, DAY_USD = 50.0, 30.0
"""Fee of the usual visa, and what a day lost to it costs, USD."""
TASKS = ("1.15", "4.8", "4.12", "5.13", "6.16")
"""Tasks that push channels, one that pushes none."""


KINDS = {
    "rights": Kind(
        "route_rights",
        lambda dose, origins, **when: RouteGrant(
            origins=origins, weekly_frequencies=between(1, 28, dose), **when
        ),
        adds_up=True,
    ),
    "fifth freedom": Kind(
        "route_rights",
        lambda dose, origins, **when: RouteGrant(
            origins=tuple(o for o in origins if o != "ARE") or ("DEU",),
            weekly_frequencies=between(1, 28, dose), freedom="fifth", via="ARE", **when,
        ),
        adds_up=True,
    ),
    "launch support": Kind(
        "route_rights",
        lambda dose, origins, **when: LaunchSupport(origins=origins, cny_per_seat=between(0, 5000, dose), **when),
        by_origin=True,
    ),
    "visa-free, national": Kind(
        "visa_facilitation",
        lambda dose, origins, **when: VisaFree(
            origins=origins, stay_days=between(1, 365, dose), scope="national", **when
        ),
        by_origin=True,
    ),
    "visa-free, Nanjing": Kind(
        "visa_facilitation",
        lambda dose, origins, **when: VisaFree(
            origins=origins, stay_days=between(1, 365, dose), scope="nanjing", **when
        ),
        by_origin=True,
    ),
    "visa fee": Kind(
        "visa_facilitation",
        lambda dose, origins, **when: EasierVisa(
            origins=origins, scope="national", form="e_visa", fee_usd=between(50, 0, dose), **when
        ),
        by_origin=True,
    ),
    "visa days": Kind(
        "visa_facilitation",
        lambda dose, origins, **when: EasierVisa(
            origins=origins, scope="nanjing", fee_usd=50.0, days_lost=between(1.2, 0, dose), **when
        ),
        by_origin=True,
    ),
    "transit, national": Kind(
        "visa_facilitation",
        lambda dose, origins, **when: TransitExemption(hours=between(24, 240, dose), scope="national", **when),
    ),
    "transit, Nanjing": Kind(
        "visa_facilitation",
        lambda dose, origins, **when: TransitExemption(hours=between(24, 240, dose), scope="nanjing", **when),
    ),
    "permit days": Kind(
        "visa_facilitation",
        lambda dose, origins, **when: WorkPermits(
            processing_days=between(120, 1, dose), residence_years=2.0, **when
        ),
    ),
    "permit years": Kind(
        "visa_facilitation",
        lambda dose, origins, **when: WorkPermits(
            processing_days=30.0, residence_years=between(1, 10, dose), **when
        ),
    ),
    "shop area": Kind(
        "duty_free",
        lambda dose, origins, **when: Shop(
            zone="xinjiekou_fuzimiao", kind="downtown", area_m2=between(50, 20_000, dose), quota_cny=8000.0, **when
        ),
        adds_up=True,
    ),
    "shop quota": Kind(
        "duty_free",
        lambda dose, origins, **when: Shop(
            zone="lukou", kind="arrival", area_m2=2000.0, quota_cny=between(500, 200_000, dose), **when
        ),
        adds_up=True,
    ),
    "refund rate": Kind(
        "duty_free", lambda dose, origins, **when: TaxRefund(rate=between(0, 0.17, dose), minimum_cny=200.0, **when)
    ),
    "refund minimum": Kind(
        "duty_free", lambda dose, origins, **when: TaxRefund(rate=0.11, minimum_cny=between(10_000, 0, dose), **when)
    ),
    "hectares": Kind(
        "mixed_land_use",
        lambda dose, origins, **when: Conversion(
            zone="jiangbei", hectares=between(1, 60, dose), plot_ratio=2.0, use="industry", mix=MIX, build_months=2.0,
            **when,
        ),
        adds_up=True, ends=False,
    ),
    "plot ratio": Kind(
        "mixed_land_use",
        lambda dose, origins, **when: Conversion(
            zone="culture_belt", hectares=5.0, plot_ratio=between(0.2, 10, dose), use="industry", mix=MIX,
            build_months=2.0, **when,
        ),
        adds_up=True, ends=False,
    ),
    "build months": Kind(
        "mixed_land_use",
        lambda dose, origins, **when: Conversion(
            zone="software_valley", hectares=5.0, plot_ratio=2.0, use="industry", mix=MIX,
            build_months=between(60, 1, dose), **when,
        ),
        adds_up=True, ends=False,
    ),
    "event visits": Kind(
        "events_and_campaigns",
        lambda dose, origins, **when: Event(
            held_in=tuple(range(1, 13)), visits_thousand_a_month=between(1, 200, dose), abroad_share=0.1, **when
        ),
        adds_up=True,
    ),
    "event share from abroad": Kind(
        "events_and_campaigns",
        lambda dose, origins, **when: Event(
            held_in=tuple(range(1, 13)), visits_thousand_a_month=50.0, abroad_share=between(0, 1, dose), **when
        ),
        adds_up=True,
    ),
    "campaign budget": Kind(
        "events_and_campaigns",
        lambda dose, origins, **when: Campaign(origins=origins, budget_cny_mn_a_year=between(0, 100, dose), **when),
        adds_up=True,
    ),
    **{name: Kind("events_and_campaigns", make, adds_up=True) for name, make in EVENTS.items()},
    **{name: Kind("events_and_campaigns", make, adds_up=True, ends=False) for name, make in VENUES.items()},
    **{name: Kind("consumption", make, adds_up=True) for name, make in CONSUMPTION.items()},
    "desk cases": Kind(
        "digital_trade", lambda dose, origins, **when: DataDesk(cases_a_year=between(1, 200, dose), **when), adds_up=True
    ),
    "desk days": Kind(
        "digital_trade", lambda dose, origins, **when: DataDesk(cases_a_year=0.0, days=between(180, 20, dose), **when)
    ),
    "free list": Kind(
        "digital_trade",
        lambda dose, origins, **when: FreeList(
            sectors=("technology", "health"), share=dose, **{**when, "decided_by": "national"}
        ),
    ),
    "computing power": Kind(
        "digital_trade",
        lambda dose, origins, **when: ComputingCentre(pflops=between(1, 1000, dose), build_months=3.0, **when),
        adds_up=True, ends=False,
    ),
    "build months of computing": Kind(
        "digital_trade",
        lambda dose, origins, **when: ComputingCentre(pflops=300.0, build_months=between(12, 1, dose), **when),
        adds_up=True, ends=False,
    ),
    "dedicated lines": Kind(
        "digital_trade", lambda dose, origins, **when: DedicatedLines(gbps=between(0, 40, dose), **when), adds_up=True
    ),
    "support of lines": Kind(
        "digital_trade", lambda dose, origins, **when: DedicatedLines(subsidy_cny=between(0, 60_000, dose), **when)
    ),
    "data exchange": Kind(
        "digital_trade",
        lambda dose, origins, **when: DataExchange(turnover_cny_mn_a_year=between(1, 500, dose), **when),
        adds_up=True,
    ),
    "laboratory posts": Kind(
        "science",
        lambda dose, origins, **when: Laboratory(posts=between(1, 1000, dose), budget_cny_mn_a_year=200.0, **when),
        adds_up=True,
    ),
    "laboratory budget": Kind(
        "science",
        lambda dose, origins, **when: Laboratory(posts=200.0, budget_cny_mn_a_year=between(0, 1000, dose), **when),
        adds_up=True,
    ),
    "institute posts": Kind(
        "science",
        lambda dose, origins, **when: Institute(
            origins=origins, posts=between(1, 200, dose), budget_cny_mn_a_year=100.0, **when
        ),
        adds_up=True,
    ),
    "rights assigned": Kind(
        "science",
        lambda dose, origins, **when: RightsReform(share_assigned=dose, universities_covered=0.7, **when),
    ),
    "universities covered": Kind(
        "science",
        lambda dose, origins, **when: RightsReform(share_assigned=0.8, universities_covered=dose, **when),
    ),
    "transfer cases": Kind(
        "science", lambda dose, origins, **when: TransferOffice(cases_a_year=between(1, 3000, dose), **when),
        adds_up=True,
    ),
    "proofs of concept": Kind(
        "science", lambda dose, origins, **when: ProofFund(budget_cny_mn_a_year=between(0, 200, dose), **when),
        adds_up=True,
    ),
    "alumni park": Kind(
        "science",
        lambda dose, origins, **when: AlumniPark(area_m2=between(100, 100_000, dose), firms=1000.0, **when),
        adds_up=True,
    ),
    "young scientists": Kind(
        "science",
        lambda dose, origins, **when: YoungScientists(posts=between(1, 500, dose), grant_cny_mn=2.0, **when),
        adds_up=True,
    ),
    "platform rule": Kind(
        "places",
        lambda dose, origins, **when: PlatformRule(
            platforms=("economic", "outside"), rule="shorter_list", share=dose, **when
        ),
        adds_up=True,
    ),
    "platform area": Kind(
        "places",
        lambda dose, origins, **when: PlatformArea(
            platform="jiangsu_ftz_nanjing", hectares=between(1, 2000, dose), **when
        ),
        adds_up=True,
    ),
    "enclave park": Kind(
        "places",
        lambda dose, origins, **when: EnclavePark(
            city="chuzhou", hectares=between(1, 2000, dose), tax_share=0.5, **when
        ),
        adds_up=True,
    ),
    "corridor": Kind(
        "places",
        lambda dose, origins, **when: Corridor(
            corridor="huning", minutes_saved=30 * dose, trains_a_day=100 * dose, carriage_saved=0.3 * dose, **when
        ),
        adds_up=True,
    ),
    "metropolitan area": Kind(
        "places",
        lambda dose, origins, **when: Metropolitan(shared_licences=0.5 * dose, commuting_minutes=20 * dose, **when),
        adds_up=True,
    ),
    "park abroad": Kind(
        "places",
        lambda dose, origins, **when: OverseasPark(origin=origins[0], hectares=between(1, 800, dose), **when),
        adds_up=True,
    ),
    **{
        name: Kind("institutions", make, adds_up=name != "headquarters threshold")
        for name, make in kinds_of_institutions.MADE.items()
    },
    **{name: Kind("freight", make, adds_up=True) for name, make in FREIGHT.items()},
    **{name: Kind("industrial_chains", make, adds_up=True) for name, make in CHAIN_MAKES.items()},
    **FINANCE_KINDS,
    "task strength": Kind(
        "pilot_tasks", lambda dose, origins, **when: TaskRun(tasks=TASKS, strength=dose, ramp_months=1.0, **when)
    ),
    "task ramp": Kind(
        "pilot_tasks",
        lambda dose, origins, **when: TaskRun(tasks=TASKS, ramp_months=between(60, 0, dose), **when),
    ),
    "task that is a lever": Kind(
        "pilot_tasks", lambda dose, origins, **when: TaskRun(tasks=("1.16", "5.1", "5.3"), strength=dose, **when)
    ),
}  # fmt: skip

COMMON = ("KOR", "DEU", "SGP")
"""Origins of an action where the test does not choose."""


def action(
    kind: str, dose: float = 0.5, origins=COMMON, start: float = 0.0, end: float = math.inf, announced=None
) -> Action:
    """An action of a kind; times are months after the start of the run."""
    when = {"start": START + start, "end": START + end}
    return KINDS[kind].make(dose, origins, announced=None if announced is None else START + announced, **when)


LEVER_OF = {type(action(name)): kind.lever for name, kind in KINDS.items()}
"""Lever of each kind of action."""


def plan(*actions: Action) -> Plan:
    """The plan of these actions, of whatever levers."""
    parts: dict[str, tuple[Action, ...]] = {}
    for each in actions:
        lever = LEVER_OF[type(each)]
        parts[lever] = (*parts.get(lever, ()), each)
    return Plan(**parts)


def offers(done: Plan, months: int = 8, **about) -> dict[str, np.ndarray]:
    """What a plan offers month by month; every number is one of which more is better, cost apart.

    ``months`` and ``about`` are as in :func:`tests.support.worlds.months_of`; the nation's rules are held at 2022 unless
    ``about`` says otherwise.
    """
    listed = months_of(done, months, **{"national_visa_policy": "held_2022", **about})
    built = [_built(policy, policy.month + 1.0) for policy in listed]
    shares = {
        name: np.array([sum(rules.share * getattr(rules, name) for rules in policy.entry) for policy in listed])
        for name in (
            "visa_free_days_national",
            "visa_free_days_nanjing",
            "transit_hours_shanghai",
            "transit_hours_nanjing",
        )
    }
    return {
        "rights": np.array([_rights(policy) for policy in listed]),
        "support": np.array([policy.launch_support_cny_per_seat for policy in listed]),
        **shares,
        "ease of visas": np.array([_ease_of_visas(policy) for policy in listed]),
        "years per day of permit": np.array([policy.residence_years / policy.permit_days for policy in listed]),
        "quickness of permits": np.array([-policy.quickest_permit_days for policy in listed]),
        "shop area": np.array([policy.shop_area_m2 for policy in listed]),
        "shop quota": np.array([_quotas(policy) for policy in listed]),
        "refund": np.array([_refund(policy) for policy in listed]),
        "floor space built": np.array(built),
        "events": np.array([policy.event_visits for policy in listed]),
        "venues": np.array([policy.venues_added for policy in listed]),
        "shops and sellers": np.array([shops_on_offer(policy) for policy in listed]),
        "campaigns": np.array(
            [
                sum((c.budget_cny_mn_a_year * c.origins for c in policy.campaigns), np.zeros(len(ORIGINS)))
                for policy in listed
            ]
        ),
        "data cases": np.array([policy.digital.cases_a_year for policy in listed]),
        "data speed": np.array([policy.digital.speed for policy in listed]),
        "data freed": np.array([policy.digital.freed for policy in listed]),
        "computing": np.array([policy.digital.pflops for policy in listed]),
        "lines": np.array([[policy.digital.gbps, policy.digital.line_subsidy_cny] for policy in listed]),
        "data traded": np.array([policy.digital.exchange_cny_mn for policy in listed]),
        "science": np.array([_science(policy.science) for policy in listed]),
        "institutes": np.array([_institutes(policy.science) for policy in listed]),
        **{name: np.array([getattr(policy.places, name) for policy in listed]) for name in PlacesInForce._fields},
        **kinds_of_institutions.offers(listed),
        "freight": np.array([freight_on_offer(policy) for policy in listed]),
        **chain_offers(listed),
        **{name: np.array([getattr(policy.finance, name) for policy in listed]) for name in FinanceRules._fields},
        "task strength": np.array([policy.task_strength for policy in listed]),
        **{f"channel {key}": np.array([p.channels[key] for p in listed]) for key in listed[0].channels},
    }


def taken(done: Plan, months: int = 8) -> np.ndarray:
    """Floor space that conversions begun by the end of each month may take, m2, and planned cost, million CNY."""
    listed = months_of(done, months)
    return np.array([[sum(site.taken_m2 for site in policy.sites), policy.fiscal_cost.sum()] for policy in listed])


def _science(rules: ScienceRules) -> list[float]:
    drawn = sum(each.share * drawn_by_rights(each.reforms, 0.35, 0.63) for each in rules.rights) or 1.0
    return [*rules[:2], drawn, *rules[4:]]


def _institutes(rules: ScienceRules) -> np.ndarray:
    """Posts in cross-border institutes by origin of the partner, (origins,)."""
    shares = (each.origins / each.origins.sum() * each.posts for each in rules.institutes)
    return sum(shares, np.zeros(len(ORIGINS)))


def _rights(policy: Policy) -> np.ndarray:
    pools = [np.where(pool.origins, pool.weekly_flights, 0.0) for pool in policy.pools]
    return policy.own_rights + np.sum(pools, axis=0) if pools else policy.own_rights


def _ease_of_visas(policy: Policy) -> np.ndarray:
    """Less what the cheapest visa costs those who need one in money and days, USD, by origin, over both ports."""
    usual = np.full((2, len(facts().origins)), VISA_USD + DAY_USD * 1.2)
    ease = np.zeros_like(usual)
    for rules in policy.entry:
        cost = usual.copy()
        for place, offers in enumerate((rules.visas_national, rules.visas_nanjing)):
            for offer in offers:
                fee = VISA_USD if offer.fee_usd is None else offer.fee_usd
                days = (1.2, 0.4, 0.25)[offer.form] if offer.days_lost is None else offer.days_lost
                who = list(offer.origins)
                cost[place, who] = np.minimum(cost[place, who], fee + DAY_USD * days)
        ease -= rules.share * cost * (rules.visa_free_days_national < 365)
    return ease.sum(axis=0)


def _quotas(policy: Policy) -> float:
    return sum(floor.area_m2 * floor.quota_cny for floor in policy.shop_floors)


def _refund(policy: Policy) -> list[float]:
    return [
        sum(
            rules.share * max((rate for least, rate in zip(*rules[1:], strict=True) if purchase >= least), default=0.0)
            for rules in policy.refunds
        )
        for purchase in PURCHASES_CNY
    ]


def _built(policy: Policy, now: float) -> np.ndarray:
    done = [site.delivered_m2.sum() for site in policy.sites if site.start + site.build_months <= now]
    return np.array(float(sum(done)))


ORIGINS = facts().origins
P = Parameters()
