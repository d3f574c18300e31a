"""From a scenario to what the model is given: a setting, and what each variant does."""

import dataclasses
import math
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from common.vocabulary import LEVERS, VARIANTS
from model.levers import actions, consumption, digital_trade, industrial_chains, places, science
from model.levers import cross_border_finance as finance
from model.setting import Setting, SupplyShock
from scenarios.reading import origins, schema, schema_chains, tasks
from scenarios.reading.dates import span
from scenarios.reading.schema import Scenario
from scenarios.reading.schema_parts import Action, Lasting
from scenarios.reading.schema_visas import EasierVisa
from scenarios.running.history import after

AnyAction = TypeVar("AnyAction", bound=actions.Action)


def setting(scenario: Scenario) -> Setting:
    """What both variants share: when, how finely and in which world; with a history the run begins with it."""
    before = months_before(scenario)
    return Setting(
        start=int(span(scenario.period.start)[0]) - before,
        months=before + scenario.period.months,
        scale=float(scenario.scale),
        world=scenario.world.model_dump(exclude={"supply_shocks"}),
        supply_shocks=tuple(_shock(shock) for shock in scenario.world.supply_shocks),
    )


def months_before(scenario: Scenario) -> int:
    """Return the months of the run that come before the period and are no part of its results."""
    if scenario.history is None:
        return 0
    return int(span(scenario.period.start)[0]) - int(span(scenario.history.period.start)[0])


def plans(scenario: Scenario) -> dict[str, actions.Plan]:
    """What each variant does, by its name, the counterfactual first; what was done before comes first in both."""
    both = [plan(one.levers, one.brakes) for one in (scenario.counterfactual, scenario)]
    if scenario.history is not None:
        done, start = plan(scenario.history.levers, scenario.history.brakes, "history."), span(scenario.period.start)[0]
        ends = (scenario.counterfactual.ends, scenario.ends)
        both = [after(done, some, start, own) for some, own in zip(ends, both, strict=True)]
    if scenario.triggers:
        both[1] = dataclasses.replace(both[1], triggers=tuple(map(_trigger, scenario.triggers)))
    return dict(zip(VARIANTS, both, strict=True))


def overrides(scenario: Scenario) -> dict[str, float]:
    """Parameter values set by the scenario, by name."""
    return {name: float(value) for name, value in scenario.parameters.items()}


def plan(levers: schema.Levers, brakes: Iterable[schema.Brake] = (), of: str = "") -> actions.Plan:
    """Return the actions of one variant; each carries its place in the file, after ``of``, as its label."""
    made = _plan(levers, brakes)
    if not of:
        return made
    named: dict[str, Any] = {
        lever: tuple(dataclasses.replace(one, label=of + one.label) for one in getattr(made, lever)) for lever in LEVERS
    }
    return dataclasses.replace(made, **named)


def _plan(levers: schema.Levers, brakes: Iterable[schema.Brake]) -> actions.Plan:
    routes, visas, shopping = levers.route_rights, levers.visa_facilitation, levers.duty_free
    chains = levers.industrial_chains
    return actions.Plan(
        route_rights=(
            *_each(actions.RouteGrant, routes.grants, "route_rights.grants"),
            *_each(actions.RightsWithdrawal, routes.withdrawals, "route_rights.withdrawals"),
            *_each(actions.LaunchSupport, routes.launch_support, "route_rights.launch_support"),
        ),
        visa_facilitation=(
            *_each(actions.VisaFree, visas.visa_free, "visa_facilitation.visa_free"),
            *_each(actions.EasierVisa, visas.visas, "visa_facilitation.visas"),
            *_each(actions.TransitExemption, visas.transit, "visa_facilitation.transit"),
            *_each(actions.WorkPermits, visas.work_permits, "visa_facilitation.work_permits"),
        ),
        duty_free=(
            *_each(actions.Shop, shopping.shops, "duty_free.shops"),
            *_each(actions.TaxRefund, shopping.tax_refund, "duty_free.tax_refund"),
        ),
        mixed_land_use=(
            *_each(actions.Conversion, levers.mixed_land_use.conversions, "mixed_land_use.conversions"),
            *_each(actions.TemporaryUse, levers.mixed_land_use.temporary_uses, "mixed_land_use.temporary_uses"),
        ),
        events_and_campaigns=(
            *_each(actions.Event, levers.events_and_campaigns.events, "events_and_campaigns.events"),
            *_each(actions.Fair, levers.events_and_campaigns.fairs, "events_and_campaigns.fairs"),
            *_each(actions.Venue, levers.events_and_campaigns.venues, "events_and_campaigns.venues"),
            *_each(actions.Campaign, levers.events_and_campaigns.campaigns, "events_and_campaigns.campaigns"),
        ),
        consumption=(
            *_each(consumption.FirstStores, levers.consumption.first_stores, "consumption.first_stores"),
            *_each(consumption.Brands, levers.consumption.brands, "consumption.brands"),
            *_each(consumption.Ecommerce, levers.consumption.ecommerce, "consumption.ecommerce"),
            *_each(consumption.LiveBase, levers.consumption.live_bases, "consumption.live_bases"),
        ),
        digital_trade=(
            *_each(digital_trade.DataDesk, levers.digital_trade.data_desks, "digital_trade.data_desks"),
            *_each(digital_trade.FreeList, levers.digital_trade.free_lists, "digital_trade.free_lists"),
            *_each(digital_trade.ComputingCentre, levers.digital_trade.computing, "digital_trade.computing"),
            *_each(digital_trade.DedicatedLines, levers.digital_trade.links, "digital_trade.links"),
            *_each(digital_trade.DataExchange, levers.digital_trade.data_exchange, "digital_trade.data_exchange"),
        ),
        science=(
            *_each(science.Laboratory, levers.science.laboratories, "science.laboratories"),
            *_each(science.Institute, levers.science.institutes, "science.institutes"),
            *_each(science.RightsReform, levers.science.rights, "science.rights"),
            *_each(science.TransferOffice, levers.science.transfer_offices, "science.transfer_offices"),
            *_each(science.ProofFund, levers.science.proof_of_concept, "science.proof_of_concept"),
            *_each(science.AlumniPark, levers.science.alumni_parks, "science.alumni_parks"),
            *_each(science.YoungScientists, levers.science.scientists, "science.scientists"),
        ),
        places=(
            *_each(places.PlatformRule, levers.places.platform_rules, "places.platform_rules"),
            *_each(places.PlatformArea, levers.places.platform_area, "places.platform_area"),
            *_each(places.EnclavePark, levers.places.enclave_parks, "places.enclave_parks"),
            *_each(places.Corridor, levers.places.corridors, "places.corridors"),
            *_each(places.Metropolitan, levers.places.metropolitan, "places.metropolitan"),
            *_each(places.OverseasPark, levers.places.overseas_parks, "places.overseas_parks"),
        ),
        institutions=(
            *_each(actions.HeadquartersRule, levers.institutions.headquarters, "institutions.headquarters"),
            *_each(
                actions.Institution, levers.institutions.functional_institutions, "institutions.functional_institutions"
            ),
            *_each(actions.OffshoreRule, levers.institutions.offshore_trade, "institutions.offshore_trade"),
        ),
        freight=(
            *_each(actions.Freighters, levers.freight.freighters, "freight.freighters"),
            *_each(actions.Trains, levers.freight.trains, "freight.trains"),
            *_each(actions.Sailings, levers.freight.river_sea, "freight.river_sea"),
            *_each(actions.CargoBase, levers.freight.cargo_base, "freight.cargo_base"),
            *_each(actions.LogisticsHub, levers.freight.hubs, "freight.hubs"),
            *_each(actions.ExpressRail, levers.freight.express_rail, "freight.express_rail"),
        ),
        industrial_chains=(
            *_each(industrial_chains.Platform, chains.shared_platforms, "industrial_chains.shared_platforms"),
            *_each(industrial_chains.LeadingFirms, chains.leading_firms, "industrial_chains.leading_firms"),
            *_each(industrial_chains.LocalSupply, chains.local_supply, "industrial_chains.local_supply"),
            *_each(industrial_chains.BackupStock, chains.backup_stocks, "industrial_chains.backup_stocks"),
            *_each(industrial_chains.FirstUse, chains.first_use, "industrial_chains.first_use"),
        ),
        cross_border_finance=(
            *_each(finance.CashPools, levers.cross_border_finance.cash_pools, "cross_border_finance.cash_pools"),
            *_each(
                finance.SingleAccounts,
                levers.cross_border_finance.single_pool_accounts,
                "cross_border_finance.single_pool_accounts",
            ),
            *_each(
                finance.ForeignInstitutions,
                levers.cross_border_finance.foreign_institutions,
                "cross_border_finance.foreign_institutions",
            ),
            *_each(
                finance.CreditProgramme,
                levers.cross_border_finance.credit_programmes,
                "cross_border_finance.credit_programmes",
            ),
            *_each(
                finance.FinanceCompanies,
                levers.cross_border_finance.finance_companies,
                "cross_border_finance.finance_companies",
            ),
            *_each(finance.FundPilot, levers.cross_border_finance.fund_pilots, "cross_border_finance.fund_pilots"),
        ),
        pilot_tasks=_each(actions.TaskRun, levers.pilot_tasks, "pilot_tasks"),
        brakes=tuple(
            actions.Brake(risk=brake.risk, slows=tasks.expand_braked(brake.slows), to=float(brake.to))
            for brake in brakes
        ),
    )


def _trigger(trigger: schema.Trigger) -> actions.Trigger:
    month = int(span(trigger.by)[0])
    then = plan(trigger.then, of="triggers.")
    return actions.Trigger(outcomes=trigger.outcome, below=float(trigger.below), by=month, then=then)


def _shock(shock: schema_chains.SupplyShock) -> SupplyShock:
    return SupplyShock(
        chain=shock.chain,
        origins=shock.origins,
        start=span(shock.from_)[0],
        end=span(shock.until)[1],
        share_lost=float(shock.share_lost),
    )


def _each(kind: type[AnyAction], listed: Iterable[Lasting], place: str) -> tuple[AnyAction, ...]:
    """Return the actions of one list, each labelled with its place."""
    return tuple(
        kind(**_timing(action), **_contents(action), label=f"levers.{place}[{number}]")
        for number, action in enumerate(listed)
    )


def _timing(action: Lasting) -> dict[str, Any]:
    until = getattr(action, "until", None)
    return {
        "start": span(action.from_)[0],
        "end": math.inf if until is None else span(until)[1],
        "announced": None if action.announced is None else span(action.announced)[0],
        "decided_by": action.decided_by,
    }


def _contents(action: Lasting) -> dict[str, Any]:
    """What an action states beyond its dates, under the names that file and model share."""
    contents = {
        name: _number(value)
        for name, value in action.model_dump().items()
        if name not in Action.model_fields and name != "title" and value is not None
    }
    if isinstance(action, schema.TaskRun):
        contents["tasks"] = tasks.expand_all(action.tasks)
    if isinstance(action, schema.LaunchSupport | EasierVisa):
        contents["origins"] = action.origins or origins.known()
    return contents


def _number(value: object) -> object:
    """Return a number as the model stores it, whole or not; truth values do not occur in actions."""
    if isinstance(value, Mapping):
        return {key: _number(item) for key, item in value.items()}
    return float(value) if isinstance(value, int) else value
