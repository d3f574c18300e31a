"""Tasks through one channel at a time: each is felt by those it is for, in the right direction."""

import functools

import numpy as np
import pytest

from common.vocabulary import RISKS, SECTORS, ZONES
from model.facts import facts
from model.interventions import ChannelOnly
from model.levers import pilot_tasks
from model.levers.actions import Plan, TaskRun
from model.levers.catalogue import catalogue
from model.levers.channels import CHANNELS
from model.levers.partner_groups import partner_groups
from tests.support.whole_model import ALL_WIRES_CUT, OPEN, START, run, run_channel, run_channels

MONTHS = 15
SOON = 5
SLOW = {
    "equity_cap", "licensing_certainty", "research_rights", "credit", "zone_attraction", "consumption", "payment", "promotion",
    "home_airline", "headquarters_assets",
}  # fmt: skip
"""Channels that are felt only later than in the first few months."""
SCALES = {"consumption": 0.02}
"""Larger samples for what few travellers answer to."""
FELT = {
    "market_access": ("new_foreign_firms", "services_exports", "services_imports"),
    "equity_cap": ("new_foreign_firms",),
    "licensing": ("new_foreign_firms", "foreign_firms"),
    "licensing_certainty": ("new_foreign_firms",),
    "recognition": ("talent", "talent_arrivals"),
    "talent_entry": ("talent", "talent_arrivals"),
    "settlement": ("talent",),
    "recommendation": ("talent", "talent_arrivals"),
    "alumni": ("talent", "talent_arrivals"),
    "family_services": ("talent", "talent_arrivals"),
    "cross_border": ("services_exports", "services_imports"),
    "pool_quota": ("pooled_groups", "pool_balance", "cost_of_capital_saved"),
    "finance_companies": ("group_finance_companies", "cost_of_capital_saved"),
    "single_accounts": ("single_account_firms", "cost_of_capital_saved"),
    "foreign_finance": ("foreign_financial_institutions",),
    "green_credit": ("credit_outstanding", "credit_takers", "cost_of_capital_saved"),
    "research_money": ("researchers", "inventions", "talent"),
    "research_rights": ("research_spin_offs", "domestic_firms", "domestic_pay"),
    "transfer_cases": ("transfer_cases", "licence_income", "research_spin_offs"),
    "proof_money": ("research_spin_offs",),
    "founder_cover": ("research_spin_offs",),
    "founder_space": ("start_ups_from_abroad", "domestic_firms"),
    "credit": ("domestic_firms", "technology_loans"),
    "customs": ("goods_exports", "goods_imports"),
    "customs_certainty": ("goods_exports", "goods_imports"),
    "documents": ("goods_exports", "goods_imports"),
    "chain_platforms": ("chain_platform_users",),
    "chain_purchases": ("chain_local_share",),
    "chain_reserves": ("chain_input_weeks",),
    "freighters": ("freighter_flights", "air_cargo"),
    "trains": ("international_trains", "goods_exports"),
    "river_sea": ("goods_exports", "goods_imports", "port_containers"),
    "express_rail": ("goods_exports", "goods_imports", "freight_saved"),
    "digital_links": ("services_exports", "services_imports", "dedicated_lines"),
    "data_cases": ("services_exports", "services_imports", "may_send_data"),
    "data_scope": ("services_exports", "services_imports", "may_send_data"),
    "computing": ("services_exports", "services_imports", "computing_power"),
    "data_exchange": ("services_exports", "services_imports", "data_exchange_turnover"),
    "integration": ("services_exports", "domestic_firms", "domestic_sales", "servitised_makers"),
    "zone_attraction": ("new_foreign_firms", "fdi_contracted"),
    "first_stores": ("first_stores", "renewed_shop_space"),
    "ecommerce": ("ecommerce_sellers", "ecommerce_exports", "goods_exports"),
    "warehouses": ("ecommerce_exports", "goods_exports"),
    "consumption": ("renewed_shop_space", "visitors", "visitor_spending"),
    "culture": ("visitors", "visitor_spending"),
    "events": ("exhibition_area_used", "visitors", "visitor_spending"),
    "payment": ("visitors", "visitor_spending"),
    "promotion": ("visitors", "visitor_spending"),
    "home_airline": ("weekly_flights", "seats"),
    "complaints": ("complaints_settled",),
    "institution_arbitration": ("institution_cases", "institution_saving"),
    "institution_law": ("institution_cases", "institution_saving"),
    "institution_rating": ("institution_cases", "institution_saving"),
    "institution_insurance": ("institution_cases", "institution_saving"),
    "institution_testing": ("institution_cases", "institution_saving"),
    "institution_ip_centre": ("institution_cases", "institution_saving"),
    "headquarters_assets": ("headquarters",),
    "dispute": ("new_foreign_firms", "fdi_actual_use"),
    "enclave_land": ("enclave_jobs",),
    "overseas_land": ("firms_in_parks_abroad", "headquarters_posts_of_parks"),
}
"""What rises when tasks push a channel; ``risk_control`` lowers risk, see below."""
OWN = {
    "firms": {
        "new_foreign_firms",
        "foreign_firms",
        "fdi_actual_use",
        "fdi_by_origin",
        "fdi_contracted",
        "jobs",
        "complaints_settled",
    },
    "home": {
        "domestic_firms_founded",
        "domestic_firms",
        "domestic_jobs",
        "domestic_sales",
        "domestic_pay",
        "servitised_makers",
        "technology_loans",
    },
    "exhibitions": {"exhibition_area_used", "hall_use", "stadium_use"},
    "consumption": {"first_stores", "renewed_shop_space", "ecommerce_sellers", "ecommerce_exports"},
    "digital": {
        "data_cases_waiting",
        "data_case_days",
        "may_send_data",
        "computing_power",
        "computing_price",
        "dedicated_lines",
        "data_exchange_turnover",
    },
    "finance": {
        "pooled_groups",
        "pool_balance",
        "single_account_firms",
        "group_finance_companies",
        "foreign_financial_institutions",
        "fund_capital",
        "credit_outstanding",
        "credit_takers",
        "credit_losses",
        "cost_of_capital_saved",
    },
    "science": {
        "researchers",
        "research_spending",
        "inventions",
        "research_patents",
        "transfer_cases",
        "licence_income",
        "research_spin_offs",
        "start_ups_from_abroad",
        "science_posts_abroad",
    },
    "chains": {"chain_platform_users", "chain_local_share", "chain_input_weeks"},
    "freight": {
        "freight_tonnes",
        "freight_value",
        "freight_saved",
        "air_cargo",
        "air_cargo_value",
        "air_cargo_load",
        "freighter_flights",
        "international_trains",
        "train_cargo_value",
        "port_containers",
    },
    "trade": {
        "export_clearance_hours",
        "import_clearance_hours",
        "import_clearance_late_hours",
        "goods_exports",
        "goods_imports",
        "services_exports",
        "services_imports",
    },
    "institutions": {
        "functional_institutions",
        "headquarters",
        "headquarters_founded",
        "headquarters_investment_city",
        "institution_cases",
        "institution_saving",
        "offshore_trade",
    },
    "talent": {"talent", "talent_arrivals", "talent_departures"},
    "visitors": {"visitors", "visitor_nights", "visitor_spending", "visitors_by_way", "rival_visitors"},
    "carriers": {"weekly_flights", "seats", "load_factor", "outbound_passengers"},
    "regulator": {"risk", "warning"},
    "places": {"enclave_jobs", "firms_in_parks_abroad", "headquarters_posts_of_parks"},
}
"""By whom a channel acts on: what may move when no wire carries the news further."""


@functools.cache
def nothing_done(cut: bool = False, months: int = MONTHS) -> dict[str, np.ndarray]:
    if months < MONTHS:  # a short run is the beginning of a long one
        return {key: values[:months] for key, values in nothing_done(cut).items()}
    return run(months=months, interventions=(ALL_WIRES_CUT,) if cut else (), **OPEN)


def until_felt(channel: str) -> int:
    """Months within which a channel is felt."""
    return MONTHS if channel in SLOW else SOON


def test_every_channel_is_looked_at():
    assert set(FELT) | {"risk_control", "goods_cost"} == set(CHANNELS), "goods_cost: no task, but risks and experiments"


CHEAPER_FREIGHT = ("trains", "river_sea", "express_rail")
"""Channels of freight that move trade, as freight tells it on a wire."""


def own_of(channel: str) -> set[str]:
    """What a channel may move when no wire carries the news further."""
    return set().union(*(OWN[room] for room in CHANNELS[channel].acts_on.split()))


def carried(channel: str) -> bool:
    """Whether a channel is felt in other rooms than those it acts on."""
    return not set(FELT[channel]) <= own_of(channel) or channel in CHEAPER_FREIGHT


def of_unlike_rooms() -> list[tuple[str, ...]]:
    """The channels that are felt where they act, in groups of which no two act on the same room and all are felt as soon."""
    groups: list[list[str]] = []
    for channel in (channel for channel in FELT if not carried(channel)):
        rooms = CHANNELS[channel].acts_on.split()
        for group in groups:
            taken = {room for other in group for room in CHANNELS[other].acts_on.split()}
            if taken.isdisjoint(rooms) and until_felt(group[0]) == until_felt(channel):
                group.append(channel)
                break
        else:
            groups.append([channel])
    return [tuple(group) for group in groups]


@pytest.mark.parametrize("channels", of_unlike_rooms(), ids="+".join)
def test_what_channels_are_for_rises_where_they_act(channels):
    months = until_felt(channels[0])
    done, usual = run_channels(channels, months=months, **OPEN), nothing_done(True, months)
    for channel in channels:
        for key in FELT[channel]:
            assert done[key].sum() > usual[key].sum(), (channel, key)
    moved = {key for keys in OWN.values() for key in keys if not np.array_equal(done[key], usual[key])}
    assert moved <= set().union(OWN["regulator"], *map(own_of, channels))


@pytest.mark.parametrize(
    "channel", [name if carried(name) else pytest.param(name, marks=pytest.mark.long) for name in FELT]
)
def test_what_a_channel_is_for_rises_in_the_whole_city(channel):
    """Those that are felt where they act rise above too, many in one run; here each is alone and news goes on."""
    months, scale = until_felt(channel), SCALES.get(channel)
    about = OPEN if scale is None else OPEN | {"scale": scale}
    usual = nothing_done(months=months) if scale is None else run(months=months, **about)
    done = run_channel(channel, months=months, **about)
    for key in FELT[channel]:
        assert done[key].sum() > usual[key].sum(), key


def test_risk_control_lowers_the_risks_that_its_tasks_name_and_nothing_else():
    plan = Plan(pilot_tasks=(TaskRun(start=START - 120, tasks=("5.6", "5.7", "5.11"), ramp_months=0.0),))
    done, usual = run(plan, interventions=(ChannelOnly("risk_control"),), months=MONTHS, **OPEN), nothing_done()
    for word in RISKS:
        risk, before = (series["risk"][:, RISKS.index(word)] for series in (done, usual))
        assert np.all(risk <= before), word
        assert word == "data" or np.array_equal(risk, before), word
    others = set(usual) - {"risk", "warning", "force_index", "fiscal_cost", "task_strength", "task_cost"}
    assert all(np.array_equal(done[key], usual[key]) for key in others)


def test_a_task_for_some_partners_moves_trade_with_them_alone():
    plan = Plan(pilot_tasks=(TaskRun(start=START - 120, tasks=("4.13",), ramp_months=0.0),))
    done = run(plan, interventions=(ALL_WIRES_CUT,), months=SOON, **OPEN)
    more = (done["goods_exports"] - nothing_done(True, SOON)["goods_exports"]).sum(axis=0)
    named = np.isin(facts().origins, partner_groups()["rcep"])
    assert (more[named] > 0).all() and not more[~named].any()


def one_of_each_kind() -> set[str]:
    """For each set of rooms that channels act on, one that is felt soon, if there is one; all others take minutes."""
    return set({CHANNELS[channel].acts_on: channel for channel in FELT if channel not in SLOW}.values())


def looked_at_alone() -> set[str]:
    """Of these, those that are not looked at beside others above, where nothing but what they act on may move either."""
    return {channel for channel in one_of_each_kind() if carried(channel)}


@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.long)])
@pytest.mark.parametrize(
    "channel",
    [name if name in looked_at_alone() else pytest.param(name, marks=pytest.mark.long) for name in FELT],
)
def test_with_the_wires_cut_a_channel_moves_only_what_it_acts_on(channel, whole):
    months = MONTHS if whole else until_felt(channel)
    done = run_channel(channel, months=months, interventions=(ALL_WIRES_CUT,), **OPEN)
    usual = nothing_done(True, months)
    own = own_of(channel)
    moved = {key for keys in OWN.values() for key in keys if not np.array_equal(done[key], usual[key])}
    assert moved & own
    assert moved - own - OWN["regulator"] == set()


@pytest.mark.parametrize("sector", ["business", "tourism_retail"])
def test_access_to_one_sector_brings_firms_of_that_sector_only(sector):
    done = run_channel("market_access", sector, months=MONTHS, interventions=(ALL_WIRES_CUT,), **OPEN)
    more = (done["new_foreign_firms"] - nothing_done(cut=True)["new_foreign_firms"]).sum(axis=0)
    assert more[SECTORS.index(sector)] > 0
    assert not np.delete(more, SECTORS.index(sector)).any()


@pytest.mark.parametrize("zone", ["jiangbei", "software_valley"])
@pytest.mark.long
def test_a_zone_programme_brings_investment_to_its_zone(zone):
    done, usual = run_channel("zone_attraction", zone, months=2 * MONTHS, **OPEN), run(months=2 * MONTHS, **OPEN)
    by_zone = (done["fdi_actual_use"] - usual["fdi_actual_use"]).sum(axis=(0, 1))
    assert by_zone[ZONES.index(zone)] > 0
    assert by_zone[ZONES.index(zone)] == by_zone.max()


def test_swapping_the_channels_of_two_tasks_changes_the_results(monkeypatch):
    runs = (TaskRun(start=START - 60.0, tasks=("1.29",)), TaskRun(start=START - 60.0, tasks=("4.2",), strength=0.3))
    about = {"months": 3, **OPEN}
    as_told = run(Plan(pilot_tasks=runs), **about)
    known = catalogue()
    one, other = known["1.29"], known["4.2"]
    swapped = {**known, "1.29": one._replace(pushes=other.pushes), "4.2": other._replace(pushes=one.pushes)}
    monkeypatch.setattr(pilot_tasks, "catalogue", lambda: swapped)
    kept = (pilot_tasks._amounts, pilot_tasks._sums_of_month, pilot_tasks._sums_of_months)
    for one in kept:
        one.cache_clear()
    try:
        mixed_up = run(Plan(pilot_tasks=runs), **about)
    finally:
        monkeypatch.undo()
        for one in kept:
            one.cache_clear()
    for key in ("fdi_actual_use", "force_index", "risk"):
        assert not np.array_equal(as_told[key], mixed_up[key]), key
    np.testing.assert_array_equal(as_told["task_strength"], mixed_up["task_strength"])
