"""Visa facilitation: exempted origins, permitted stays, easier visas, transit hours, and work permits."""

import math
from typing import NamedTuple

import numpy as np

from common.vocabulary import VISA_FORMS
from model.facts import Facts
from model.facts.months import month_index
from model.kept import Kept
from model.levers.actions import EasierVisa, Plan, TransitExemption, VisaFree, WorkPermits, stretches
from model.parameters import Parameters
from model.rules.travel import EntryRules, VisaOffer
from model.setting import Setting

END_OF_2022 = month_index(2023, 1) - 1e-6


_ENTRY = Kept()


class _Entry(NamedTuple):
    """Entry in one month, the same for all members."""

    spans: list[tuple[float, float]]
    """Middle and length of each stretch of the month between changes."""
    rules: tuple[EntryRules, ...]
    """Rules of each stretch."""
    freed: np.ndarray
    """Share of the month in which the plan alone frees from a visa, (origins,)."""


def write(plan: Plan, facts: Facts, p: Parameters, setting: Setting, months: range) -> list[dict]:
    """Each month's rules of entry and work permits: for each traveller the best of the lever, the world and 2022."""
    actions, held = plan.visa_facilitation, setting.world["national_visa_policy"] == "held_2022"
    by_month = _ENTRY.of((actions, held, facts, months), lambda: [_entry(plan, facts, held, t) for t in months])
    return [
        {
            "entry": entry.rules,
            "freed": entry.freed,
            **_fee_cuts(entry.rules, p["visitors.visa_fee_usd"]),
            **_work_permits(plan, p, entry.spans),
        }
        for entry in by_month
    ]


def _entry(plan: Plan, facts: Facts, held: bool, month: int) -> _Entry:
    moments = [event.month for event in facts.visa_events + facts.transit_events]
    spans = stretches(plan.visa_facilitation, month, [*moments, *facts.transit_eligible_from])
    entry = tuple(entry_rules(plan, facts, held, middle, length) for middle, length in spans)
    freed = np.zeros(len(facts.origins))
    for (middle, length), rules in zip(spans, entry, strict=True) if plan.visa_facilitation else ():
        without = entry_rules(Plan(), facts, held, middle, length)
        freed += length * ((rules.visa_free_days_nanjing > 0) & (without.visa_free_days_nanjing <= 0))
    return _Entry(spans, entry, freed)


def _fee_cuts(entry: tuple[EntryRules, ...], usual: float) -> dict[str, np.ndarray]:
    """What the plan takes off the fee of a visa, anywhere and beyond that at Lukou, USD, mean of the month, (origins,) each."""
    anywhere, at_lukou = (np.zeros(entry[0].visa_free_days_national.size) for _ in range(2))
    for rules in entry:
        anywhere += rules.share * _fee_cut(rules.visas_national, usual, anywhere.size)
        at_lukou += rules.share * _fee_cut(rules.visas_nanjing, usual, anywhere.size)
    return {"fee_cut_usd": anywhere, "fee_cut_at_lukou_usd": np.maximum(at_lukou - anywhere, 0.0)}


def _fee_cut(offers: tuple[VisaOffer, ...], usual: float, origins: int) -> np.ndarray:
    """What the cheapest of some offers takes off the usual fee, USD, (origins,)."""
    lowest = np.full(origins, usual)
    for offer in offers:
        if offer.fee_usd is not None:
            lowest[list(offer.origins)] = np.minimum(lowest[list(offer.origins)], offer.fee_usd)
    return usual - lowest


def _work_permits(plan: Plan, p: Parameters, spans: list[tuple[float, float]]) -> dict[str, float]:
    days_2022, years_2022 = p["levers.permit_days_2022"], p["levers.residence_years_2022"]
    days, years, quickest = days_2022, years_2022, days_2022
    rules = [action for action in plan.visa_facilitation if isinstance(action, WorkPermits)]
    for middle, length in spans if rules else ():  # differences from 2022 add up, so that 2022 is so to the last bit
        permits = _permits(rules, p, middle)
        chosen = min(permits, key=lambda permit: (permit.days / permit.years, permit.days))
        days += length * (chosen.days - days_2022)
        years += length * (chosen.years - years_2022)
        quickest += length * (min(permit.days for permit in permits) - days_2022)
    return {"permit_days": days, "residence_years": years, "quickest_permit_days": quickest}


class _Permit(NamedTuple):
    """A work permit on offer: processing in days, and the years of residence that it gives."""

    days: float
    years: float


def _permits(permits: list[WorkPermits], p: Parameters, moment: float) -> list[_Permit]:
    """The work permits on offer at a moment: that of 2022 and those of the plan, each as a whole.

    A rule that speaks of days alone or of years alone, as some tasks do, betters all of them in that. People who apply
    take the permit with the fewest days of procedure for each year of residence (assumption); those in a hurry, such as
    an investor's own people, take the quickest.
    """
    rules = [permit for permit in permits if permit.holds_at(moment)]
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
