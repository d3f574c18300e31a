"""Visa facilitation: exempted origins, permitted stays, easier visas, transit hours, and work permits."""

import math
from typing import NamedTuple

import numpy as np

from common.vocabulary import VISA_FORMS
from model.facts import Facts
from model.facts.months import month_index
from model.levers.actions import EasierVisa, Plan, TransitExemption, VisaFree, WorkPermits, stretches
from model.parameters import Parameters
from model.policy import EntryRules, VisaOffer
from model.setting import Setting

END_OF_2022 = month_index(2023, 1) - 1e-6


def write(plan: Plan, facts: Facts, p: Parameters, setting: Setting, month: int) -> dict:
    """The month's rules of entry and work permits: for each traveller the best of the lever, the world and 2022."""
    held = setting.world["national_visa_policy"] == "held_2022"
    moments = [event.month for event in facts.visa_events + facts.transit_events]
    spans = stretches(plan.visa_facilitation, month, [*moments, *facts.transit_eligible_from])
    days_2022, years_2022 = p["levers.permit_days_2022"], p["levers.residence_years_2022"]
    days, years, quickest = days_2022, years_2022, days_2022
    for middle, length in spans:  # differences from 2022 add up, so that a month without a plan is 2022 to the last bit
        permits = _permits(plan, p, middle)
        chosen = min(permits, key=lambda permit: (permit.days / permit.years, permit.days))
        days += length * (chosen.days - days_2022)
        years += length * (chosen.years - years_2022)
        quickest += length * (min(permit.days for permit in permits) - days_2022)
    entry = tuple(entry_rules(plan, facts, held, middle, length) for middle, length in spans)
    freed, fee_cut = _forgone(plan, facts, p, held, spans, entry)
    of_permits = {"permit_days": days, "residence_years": years, "quickest_permit_days": quickest}
    return {"entry": entry, "freed": freed, "fee_cut_usd": fee_cut, **of_permits}


def _forgone(
    plan: Plan,
    facts: Facts,
    p: Parameters,
    held: bool,
    spans: list[tuple[float, float]],
    entry: tuple[EntryRules, ...],
) -> tuple[np.ndarray, np.ndarray]:
    """Share of the month in which the plan alone frees from a visa, and what it takes off the fee, USD, (origins,) each."""
    freed, fee_cut = np.zeros((2, len(facts.origins)))
    usual = p["visitors.visa_fee_usd"]
    for (middle, length), rules in zip(spans, entry, strict=True) if plan.visa_facilitation else ():
        without = entry_rules(Plan(), facts, held, middle, length)
        freed += length * ((rules.visa_free_days_nanjing > 0) & (without.visa_free_days_nanjing <= 0))
        lowest = np.full(len(facts.origins), usual)
        for offer in rules.visas_nanjing:
            if offer.fee_usd is not None:
                members = list(offer.origins)
                lowest[members] = np.minimum(lowest[members], offer.fee_usd)
        fee_cut += length * (usual - lowest)
    return freed, fee_cut


class _Permit(NamedTuple):
    """A work permit on offer: processing in days, and the years of residence that it gives."""

    days: float
    years: float


def _permits(plan: Plan, p: Parameters, moment: float) -> list[_Permit]:
    """The work permits on offer at a moment: that of 2022 and those of the plan, each as a whole.

    A rule that speaks of days alone or of years alone, as some tasks do, betters all of them in that. People who apply
    take the permit with the fewest days of procedure for each year of residence (assumption); those in a hurry, such as
    an investor's own people, take the quickest.
    """
    rules = [action for action in plan.visa_facilitation if isinstance(action, WorkPermits) and action.holds_at(moment)]
    quicker = min((rule.processing_days for rule in rules if rule.residence_years <= 0), default=math.inf)
    longer = max((rule.residence_years for rule in rules if math.isinf(rule.processing_days)), default=0.0)
    offers = [(p["levers.permit_days_2022"], p["levers.residence_years_2022"])] + [
        (rule.processing_days, rule.residence_years)
        for rule in rules
        if rule.residence_years > 0 and math.isfinite(rule.processing_days)
    ]
    return [_Permit(min(days, quicker), max(years, longer)) for days, years in offers]


def entry_rules(plan: Plan, facts: Facts, held: bool, moment: float, share: float) -> EntryRules:
    """Rules of entry at one moment, for ``share`` of the month."""
    nation = min(moment, END_OF_2022) if held else moment
    national = facts.visa_free_days(nation).copy()
    if moment > END_OF_2022:
        national = np.maximum(national, facts.visa_free_days(END_OF_2022))
    local = np.zeros_like(national)
    eligible = facts.transit_eligible(nation)
    hours = {place: facts.transit_hours(place, nation) for place in ("shanghai", "nanjing")}
    offers: dict[str, list[VisaOffer]] = {"national": [], "nanjing": []}
    for action in plan.visa_facilitation:
        if not action.holds_at(moment):
            continue
        if isinstance(action, VisaFree):
            target = national if action.scope == "national" else local
            members = np.isin(facts.origins, action.origins)
            target[members] = np.maximum(target[members], action.stay_days)
        elif isinstance(action, EasierVisa):
            places = tuple(sorted({facts.origin_index[code] for code in action.origins}))
            offers[action.scope].append(
                VisaOffer(places, VISA_FORMS.index(action.form), action.fee_usd, action.days_lost)
            )
        elif isinstance(action, TransitExemption):
            for place in ("shanghai", "nanjing") if action.scope == "national" else ("nanjing",):
                hours[place] = max(hours[place], action.hours)
    return EntryRules(
        share,
        national,
        np.maximum(national, local),
        np.where(eligible, hours["shanghai"], 0.0),
        np.where(eligible, hours["nanjing"], 0.0),
        tuple(offers["national"]),
        tuple(offers["national"] + offers["nanjing"]),
    )
