"""Visa facilitation: exempted origins, permitted stays, transit hours, and work permits."""

import numpy as np

from model.facts import Facts
from model.facts.months import month_index
from model.levers.actions import Plan, TransitExemption, VisaFree, WorkPermits, stretches
from model.parameters import Parameters
from model.policy import EntryRules
from model.setting import Setting

END_OF_2022 = month_index(2023, 1) - 1e-6


def write(plan: Plan, facts: Facts, p: Parameters, setting: Setting, month: int) -> dict:
    """The month's rules of entry and work permits: the better of the lever, the world and 2022."""
    held = setting.world["national_visa_policy"] == "held_2022"
    moments = [event.month for event in facts.visa_events + facts.transit_events]
    spans = stretches(plan.visa_facilitation, month, [*moments, *facts.transit_eligible_from])
    days = years = 0.0
    for middle, length in spans:
        permits = [a for a in plan.visa_facilitation if isinstance(a, WorkPermits) and a.holds_at(middle)]
        days += length * min([p["levers.permit_days_2022"], *(a.processing_days for a in permits)])
        years += length * max([p["levers.residence_years_2022"], *(a.residence_years for a in permits)])
    entry = tuple(_rules(plan, facts, held, middle, length) for middle, length in spans)
    return {"entry": entry, "permit_days": days, "residence_years": years}


def _rules(plan: Plan, facts: Facts, held: bool, moment: float, share: float) -> EntryRules:
    """Rules of entry at one moment, for ``share`` of the month."""
    nation = min(moment, END_OF_2022) if held else moment
    national = facts.visa_free_days(nation).copy()
    if moment > END_OF_2022:
        national = np.maximum(national, facts.visa_free_days(END_OF_2022))
    local = np.zeros_like(national)
    eligible = facts.transit_eligible(nation)
    hours = {place: facts.transit_hours(place, nation) for place in ("shanghai", "nanjing")}
    for action in plan.visa_facilitation:
        if not action.holds_at(moment):
            continue
        if isinstance(action, VisaFree):
            target = national if action.scope == "national" else local
            members = np.isin(facts.origins, action.origins)
            target[members] = np.maximum(target[members], action.stay_days)
        elif isinstance(action, TransitExemption):
            for place in ("shanghai", "nanjing") if action.scope == "national" else ("nanjing",):
                hours[place] = max(hours[place], action.hours)
    return EntryRules(
        share,
        national,
        np.maximum(national, local),
        np.where(eligible, hours["shanghai"], 0.0),
        np.where(eligible, hours["nanjing"], 0.0),
    )
