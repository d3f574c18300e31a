"""Visa facilitation: exempted origins, permitted stays, transit hours, and work permits."""

import numpy as np

from model.facts import Facts
from model.levers.actions import Plan, Setting, TransitExemption, VisaFree, WorkPermits, month_index
from model.parameters import Parameters
from model.policy import EntryRules

END_OF_2022 = month_index(2023, 1) - 1e-6


def write(plan: Plan, facts: Facts, p: Parameters, setting: Setting, month: int) -> dict:
    """The month's rules of entry and work permits: the better of the lever, the world and 2022."""
    held = setting.world["national_visa_policy"] == "held_2022"
    changes = {float(month), month + 1.0}
    moments = [event.month for event in facts.visa_events + facts.transit_events]
    moments += [moment for action in plan.visa_facilitation for moment in (action.start, action.end)]
    edges = sorted(changes | {moment for moment in moments if month < moment < month + 1})
    stretches = [
        _rules(plan, facts, held, (a + b) / 2, b - a) for a, b in zip(edges[:-1], edges[1:], strict=True)
    ]
    days, years = p["levers.permit_days_2022"], p["levers.residence_years_2022"]
    for action in plan.visa_facilitation:
        if isinstance(action, WorkPermits) and (share := action.share_of(month)) > 0:
            days = min(days, share * action.processing_days + (1 - share) * days)
            years = max(years, share * action.residence_years + (1 - share) * years)
    return {"entry": tuple(stretches), "permit_days": days, "residence_years": years}


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
        if not action.start <= moment < action.end:
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
