"""Rules that are sound and cannot act, or not as a reader may think: said as notes, before anything is simulated."""

import math
from collections.abc import Iterator

from common.problems import Phrase
from scenarios.reading import tasks
from scenarios.reading.dates import span
from scenarios.reading.messages import phrase
from scenarios.reading.places import place_name
from scenarios.reading.schema import Brake, Conversion, LaunchSupport, Levers, Part, Scenario, TemporaryUse
from scenarios.reading.yaml_text import Node

Path = tuple[str | int, ...]
Notes = Iterator[tuple[Path, Phrase]]
SCARCE = 0.2
"""Share of a zone's land of one use from which on taking it is noted (assumption: rents then move by a tenth or more)."""


def idle_brakes(tree: Node, scenario: Scenario) -> Notes:
    """Yield each brake on tasks that its plan does not carry out, and on tasks that convert land."""
    for path, levers, brakes in _plans(scenario):
        # What a trigger may set off is held back as well.
        every = (levers, *(trigger.then for trigger in scenario.triggers if not path))
        done = {
            task for one in every for run in one.pilot_tasks if run.strength > 0 for task in tasks.expand_all(run.tasks)
        }
        done |= {lever for lever in tasks.BRAKED_LEVERS if any(_acts(getattr(one, lever)) for one in every)}
        for number, brake in enumerate(brakes):
            idle = [
                named
                for named in tasks.expand_braked(brake.slows)
                if named not in done and "pilot_tasks" not in brake.slows
            ]
            if idle:
                yield (*path, "brakes", number, "slows"), phrase("brake_on_nothing", tasks=tasks.compact(idle))
            land = [task for task in tasks.LAND if task in done and task in brake.slows]
            if land:
                yield (*path, "brakes", number, "slows"), phrase("land_not_braked")


def _acts(lever: object) -> bool:
    """Whether a lever of the file has any action."""
    lists = [getattr(lever, name) for name in type(lever).model_fields] if isinstance(lever, Part) else [lever]
    return any(lists)


def idle_rules(tree: Node, scenario: Scenario) -> Notes:
    """Yield each rule on visas, transit, permits and refunds that is no better than what is in force when it begins."""
    from model.facts import facts
    from model.levers.actions import Plan
    from model.levers.visa_facilitation import entry_rules
    from model.parameters import Parameters

    f, p = facts(), Parameters(scenario.parameters)
    held = scenario.world.national_visa_policy == "held_2022"
    days, years = p["levers.permit_days_2022"], p["levers.residence_years_2022"]
    for plan, levers, _ in _plans(scenario):
        visas, path = levers.visa_facilitation, (*plan, "levers", "visa_facilitation")
        for number, rule in enumerate(visas.visa_free):
            usual = entry_rules(Plan(), f, held, span(rule.from_)[0], 1.0).visa_free_days_national
            free = [code for code in rule.origins if usual[f.origin_index[code]] >= rule.stay_days]
            if free:
                yield (*path, "visa_free", number, "origins"), phrase("visa_free_already", origins=tuple(free))
        for number, visa in enumerate(visas.visas):
            dearer = visa.fee_usd is None or visa.fee_usd >= p["visitors.visa_fee_usd"]
            longer = visa.days_lost is None or visa.days_lost >= p["visitors.visa_days.consular"]
            if visa.form == "consular" and dearer and longer:
                yield (*path, "visas", number), phrase("visa_no_easier")
        for number, transit in enumerate(visas.transit):
            hours = float(entry_rules(Plan(), f, held, span(transit.from_)[0], 1.0).transit_hours_nanjing.max())
            if hours >= transit.hours:
                yield (*path, "transit", number, "hours"), phrase("transit_already", hours=hours)
        for number, permit in enumerate(visas.work_permits):
            if permit.processing_days >= days and permit.residence_years <= years:
                yield (*path, "work_permits", number), phrase("permit_already", days=days, years=years)
        for number, refund in enumerate(levers.duty_free.tax_refund):
            if refund.rate == 0:
                yield (*plan, "levers", "duty_free", "tax_refund", number, "rate"), phrase("refund_of_nothing")


def idle_rights(tree: Node, scenario: Scenario) -> Notes:
    """Yield each reform that assigns researchers no more than they have of an invention's worth anyway."""
    from model.parameters import Parameters

    usual = Parameters(scenario.parameters)["science.rights.usual"]
    for plan, levers, _ in _plans(scenario):
        for number, reform in enumerate(levers.science.rights):
            if reform.share_assigned <= usual or reform.universities_covered == 0:
                yield (*plan, "levers", "science", "rights", number), phrase("rights_already", usual=f"{usual:.0%}")


def early_lists(tree: Node, scenario: Scenario) -> Notes:
    """Yield each list of a free-trade zone that begins before the national rule that allows such lists, or without one."""
    from model.facts.digital import lists_allowed_from
    from model.facts.months import month_label

    held = scenario.world.national_data_rules == "held_2022"
    allowed = math.inf if held else math.floor(lists_allowed_from())
    start = phrase("no_such_rule") if held else month_label(math.floor(lists_allowed_from()))
    for plan, levers, _ in _plans(scenario):
        for number, listed in enumerate(levers.digital_trade.free_lists):
            if listed.decided_by != "national" and span(listed.from_)[0] < allowed:
                path = (*plan, "levers", "digital_trade", "free_lists", number, "from")
                yield path, phrase("list_too_early", start=start)


def idle_thresholds(tree: Node, scenario: Scenario) -> Notes:
    """Yield each threshold of foreign headquarters that is no lower than that of 2022, which goes on."""
    from model.levers.institutions import FOREIGN
    from model.parameters import Parameters

    asked = Parameters(scenario.parameters).vector("institutions.headquarters.assets_2022", FOREIGN)
    usual = dict(zip(FOREIGN, asked, strict=True))
    for plan, levers, _ in _plans(scenario):
        for number, rule in enumerate(levers.institutions.headquarters):
            if rule.assets_usd_mn is not None and rule.assets_usd_mn >= usual.get(rule.kind, math.inf):
                path = (*plan, "levers", "institutions", "headquarters", number, "assets_usd_mn")
                yield path, phrase("assets_already", usual=f"{usual[rule.kind]:g}")


def support_against_rules(tree: Node, scenario: Scenario) -> Notes:
    """Yield launch support of the city or province that runs on after a national rule against it takes force."""
    from scenarios.reading.national_rules import LOCAL_ROUTE_SUPPORT, national_rules

    rule = national_rules()[LOCAL_ROUTE_SUPPORT]
    for plan, levers, _ in _plans(scenario):
        for number, offer in enumerate(levers.route_rights.launch_support):
            pays = offer.cny_per_seat or offer.cny_per_flight
            if pays and offer.decided_by != "national" and _ends(offer, scenario) > rule.start:
                path = _of_entry(tree, (*plan, "levers", "route_rights", "launch_support"), number)
                yield path, phrase("support_against_rule", start=rule.date)


def _ends(offer: LaunchSupport, scenario: Scenario) -> float:
    """Calendar month in which launch support ends."""
    first = span(scenario.period.start)[0]
    ends = [first + scenario.period.months, math.inf if offer.until is None else span(offer.until)[1]]
    if offer.by_year:
        ends.append(span(offer.from_)[0] + 12 * len(offer.by_year))
    return min(ends)


def idle_withdrawals(tree: Node, scenario: Scenario) -> Notes:
    """Yield each withdrawal that asks for more than an origin has, by the default rights of 2022."""
    from model.facts import facts

    rights = dict(zip(facts().origins, facts().rights_2022_weekly, strict=True))
    for plan, levers, _ in _plans(scenario):
        granted = {code for grant in levers.route_rights.grants for code in grant.origins}
        for number, cut in enumerate(levers.route_rights.withdrawals):
            short = [code for code in cut.origins if code not in granted and rights[code] < cut.weekly_frequencies]
            if short:
                path = (*plan, "levers", "route_rights", "withdrawals", number, "weekly_frequencies")
                most = max(rights[code] for code in short)
                yield path, phrase("nothing_to_withdraw", origins=tuple(short), rights=f"{most:g}")


def unheard_announcements(tree: Node, scenario: Scenario) -> Notes:
    """Yield each announcement of tasks none of which anybody anticipates."""
    from model.levers.catalogue import catalogue
    from model.levers.channels import COUNTED

    for plan, levers, _ in _plans(scenario):
        for number, run in enumerate(levers.pilot_tasks):
            named = tasks.expand_all(run.tasks)
            listed = [catalogue()[task] for task in named]
            heard = any(push.channel in COUNTED for task in listed for push in task.pushes)
            planned_with = any(task.lever == "route_rights" for task in listed)  # carriers plan ahead with rights
            if run.announced not in (None, run.from_) and not heard and not planned_with:
                yield (*plan, "levers", "pilot_tasks", number, "announced"), phrase("announced_unheard")


def scarce_space(tree: Node, scenario: Scenario) -> Notes:
    """Yield the conversion with which a plan has taken much of a zone's land of a use."""
    from common.vocabulary import USES, ZONES
    from model.facts import facts
    from model.levers.mixed_land_use import M2_PER_HECTARE, land_m2

    there = land_m2(facts(), 0.0) / M2_PER_HECTARE
    for plan, levers, _ in _plans(scenario):
        taken: dict[tuple[str, str], float] = {}
        lots = levers.mixed_land_use
        listed: list[tuple[str, int, Conversion | TemporaryUse]] = [
            *(("conversions", number, site) for number, site in enumerate(lots.conversions)),
            *(("temporary_uses", number, use) for number, use in enumerate(lots.temporary_uses)),
        ]
        for kind, number, site in listed:
            place = site.zone, site.use
            before = taken.get(place, 0.0)
            total = taken[place] = before + site.hectares
            all_land = float(there[ZONES.index(site.zone), USES.index(site.use)])
            if before < SCARCE * all_land <= total:
                share = math.floor(100 * total / all_land)
                yield (
                    (*plan, "levers", "mixed_land_use", kind, number, "hectares"),
                    phrase("space_scarce", share=share, zone=place_name(site.zone), use=place_name(site.use)),
                )


def _plans(scenario: Scenario) -> Iterator[tuple[Path, Levers, tuple[Brake, ...]]]:
    """Yield the place, levers and brakes of the scenario and of its counterfactual."""
    yield (), scenario.levers, scenario.brakes
    yield ("counterfactual",), scenario.counterfactual.levers, scenario.counterfactual.brakes


def _of_entry(tree: Node, path: Path, number: int) -> Path:
    """Place of an entry of a list, or of the one table that stands in place of a list."""
    node = tree.get(*path)
    return (*path, number) if node is not None and node.is_list else path
