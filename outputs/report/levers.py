"""What the scenario does, as rows that a reader understands: what, from when, until when, decided by whom."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from common.vocabulary import HEADQUARTERS_WORDS, INSTITUTION_WORDS
from outputs.documents.document import Cell, Table, clean
from outputs.report.finance_lever import TELLERS as FINANCE_TELLERS
from outputs.report.freight_lever import FREIGHT
from outputs.report.place_levers import TELLERS as PLACES_TELLERS
from outputs.report.run import Run
from outputs.report.scenario_words import DECIDERS, DEFAULT_DECIDER, FREEDOMS, SCOPES, SHOPS, VISA_FORMS, in_wan, word
from outputs.report.scenario_words import plain_number as _plain
from outputs.report.science_lever import SCIENCE
from outputs.results.dated_measures import ends, last_day
from outputs.results.numbers import percent

HEADQUARTERS = {word.key: (word.en, word.zh) for word in HEADQUARTERS_WORDS}
INSTITUTIONS = {word.key: (word.en, word.zh) for word in INSTITUTION_WORDS}
IN_ANNEX = {"en": "names in the annex", "zh": "名称见附录"}
"""Where the names of a plan's tasks are; a page that has them elsewhere says so in its place."""
_DATES = frozenset({"from", "until", "announced", "decided_by"})
_HEADERS = {
    "en": ("Lever", "What is done", "In force", "Announced", "Decided by"),
    "zh": ("政策工具", "内容", "生效期", "公布", "决定层级"),
}


def without_annex(what: str, lang: str) -> str:
    """What an action does, without the reference to an annex, where there is none: on a terminal, on slides."""
    return what.replace(f" ({IN_ANNEX['en']})" if lang == "en" else f"（{IN_ANNEX['zh']}）", "")


def unannexed(table: Table, lang: str) -> Table:
    """A table of levers for a document that has no annex of tasks."""
    rows = tuple(tuple(cell._replace(text=without_annex(cell.text, lang)) for cell in row) for row in table.rows)
    return replace(table, rows=rows)


def lever_table(run: Run, levers: object, caption: str) -> Table | None:
    """The actions of ``levers`` (that part of a scenario file) as a table; None where there is none."""
    rows = tuple(_rows(run, levers))
    if not rows:
        return None
    return Table(caption, _HEADERS[run.lang], rows, words=frozenset({1, 2, 3, 4}))


def actions(levers: object) -> Iterator[tuple[str, str, Mapping]]:
    """Every action of the levers of a scenario as (lever, kind, action); what has another shape is left out."""
    for lever, content in levers.items() if isinstance(levers, dict) else ():
        groups = content if isinstance(content, dict) else {"": content}
        for kind, listed in groups.items():
            for action in listed if isinstance(listed, list) else [listed]:
                if isinstance(action, dict):
                    yield str(lever), str(kind), action


def _rows(run: Run, levers: object) -> Iterator[tuple[Cell, ...]]:
    for lever, kind, action in actions(levers):
        start = clean(action.get("from", "–"), 40)
        decider = action.get("decided_by") or DEFAULT_DECIDER.get((lever, kind), "city")
        cells = (
            run.name_of("lever", lever),
            _described(run, lever, kind, action),
            _in_force(run, date_words(run, start), date_words(run, _until(action))),
            date_words(run, clean(action.get("announced", start), 40)),
            clean(word(DECIDERS, decider, run.lang), 40),
        )
        yield tuple(Cell(text) for text in cells)


def _until(action: Mapping) -> str:
    """The end of an action as its file has it, or where the years that support is paid for end before, that day or month."""
    last = ends(action)
    if last is None or last == last_day(action.get("until")):
        return clean(action.get("until", ""), 40)
    whole = (last + 1).astype("datetime64[M]").astype("datetime64[D]") == last + 1
    return str(last)[: len("2023-01") if whole else None]


def _in_force(run: Run, start: str, end: str) -> str:
    """From when until when, each date whole on its line where the column is narrow."""
    return run.pick(f"from {start}", f"{start}起") if not end else run.pick(f"{start} to {end}", f"{start}至{end}")


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def date_words(run: Run, text: str) -> str:
    """A date of a file, ``2023-10`` or ``2023-10-29``, as a reader writes it; another text as it is."""
    if not re.fullmatch(r"\d{4}-\d\d(-\d\d)?", text) or not 1 <= int(text[5:7]) <= 12:
        return text
    year, month, *day = (int(part) for part in text.split("-"))
    en = f"{_MONTHS[month - 1]} {year}" if not day else f"{day[0]} {_MONTHS[month - 1]} {year}"
    return run.pick(en, f"{year}年{month}月{f'{day[0]}日' if day else ''}")


def _described(run: Run, lever: str, kind: str, action: Mapping) -> str:
    """Return an action in words; actions of unknown type are listed key by key."""
    tell = _TELLERS.get((lever, kind))
    try:
        if tell is not None:
            return clean(tell(run, action), 1000)
    except (KeyError, TypeError, ValueError, AttributeError):
        pass
    told = "; ".join(f"{key}: {value}" for key, value in action.items() if key not in _DATES)
    return clean(f"{kind}: {told}" if kind else told, 1000)


def origins_named(run: Run, action: Mapping) -> str:
    """The origins of an action by name, all of them where it names none."""
    if not action.get("origins"):
        return run.pick("all origins", "全部客源地")
    return run.pick(", ", "、").join(run.name_of("origin", code) for code in action["origins"])


def _grant(run: Run, a: Mapping) -> str:
    flights, freedom = _plain(a["weekly_frequencies"]), word(FREEDOMS, a.get("freedom", "third_fourth"), run.lang)
    via = run.name_of("origin", a["via"]) if a.get("via") else ""
    return run.pick(
        f"{flights} more return flights a week, {freedom}{f', via {via}' if via else ''}: {origins_named(run, a)}",
        f"新增每周{flights}班往返航班，{freedom}{f'，经停{via}' if via else ''}：{origins_named(run, a)}",
    )


def _withdrawal(run: Run, a: Mapping) -> str:
    flights = _plain(a["weekly_frequencies"])
    return run.pick(
        f"{flights} fewer return flights a week allowed to each of: {origins_named(run, a)}",
        f"收回航权，每周各减{flights}班往返航班：{origins_named(run, a)}",
    )


def _launch(run: Run, a: Mapping) -> str:
    terms = "".join(_terms(run, a))
    if a.get("cny_per_flight") is not None:
        rate = _plain(a["cny_per_flight"])
        return run.pick(
            f"launch support of {rate} CNY per return flight{terms}: {origins_named(run, a)}",
            f"新航线每个往返航班补贴{rate}元{terms}：{origins_named(run, a)}",
        )
    rate = _plain(a["cny_per_seat"])
    return run.pick(
        f"launch support of {rate} CNY per seat flown{terms}: {origins_named(run, a)}",
        f"新航线每座补贴{rate}元{terms}：{origins_named(run, a)}",
    )


def _terms(run: Run, a: Mapping) -> Iterator[str]:
    """The steps and conditions of launch support, each with the sign that joins it to what stands before."""
    if a.get("by_year"):
        shares = [percent(float(share), lang=run.lang) for share in a["by_year"]]
        zh = "、".join(shares)
        yield run.pick(f", {', '.join(shares)} of it year by year", f"，逐年按{zh}支付")
    if a.get("minimum_weekly_flights"):
        least = _plain(a["minimum_weekly_flights"])
        yield run.pick(f", from {least} flights a week on", f"，每周不少于{least}班")
    if a.get("minimum_load"):
        load = percent(float(a["minimum_load"]), lang=run.lang)
        yield run.pick(f", at a load factor of {load} or more", f"，客座率不低于{load.replace(' ', '')}")


def _visa_free(run: Run, a: Mapping) -> str:
    days, scope = _plain(a["stay_days"]), word(SCOPES, a["scope"], run.lang)
    return run.pick(
        f"visa-free stays of up to {days} days, {scope}: {origins_named(run, a)}",
        f"免签停留不超过{days}天，{scope}：{origins_named(run, a)}",
    )


def _visa(run: Run, a: Mapping) -> str:
    form, scope = word(VISA_FORMS, a.get("form", "consular"), run.lang), word(SCOPES, a["scope"], run.lang)
    fee = (
        run.pick(f" for {_plain(a['fee_usd'])} USD", f"，费用{_plain(a['fee_usd'])}美元")
        if a.get("fee_usd") is not None
        else ""
    )
    days = (
        run.pick(f", {_plain(a['days_lost'])} days lost", f"，耗时{_plain(a['days_lost'])}天")
        if a.get("days_lost") is not None
        else ""
    )
    return run.pick(
        f"{form}{fee}{days}, {scope}: {origins_named(run, a)}", f"{form}{fee}{days}，{scope}：{origins_named(run, a)}"
    )


def _transit(run: Run, a: Mapping) -> str:
    hours, scope = _plain(a["hours"]), word(SCOPES, a["scope"], run.lang)
    return run.pick(f"visa-free transit of up to {hours} hours, {scope}", f"过境免签不超过{hours}小时，{scope}")


def _permits(run: Run, a: Mapping) -> str:
    days, years = _plain(a["processing_days"]), _plain(a["residence_years"])
    return run.pick(f"work permits in {days} days, residence for {years} years", f"工作许可{days}天办结，居留{years}年")


def _shop(run: Run, a: Mapping) -> str:
    kind, zone = word(SHOPS, a["kind"], run.lang), run.name_of("zone", a["zone"])
    area, quota = _plain(a["area_m2"]), _plain(a["quota_cny"])
    return run.pick(
        f"{kind} of {area} m², {zone}; up to {quota} CNY per buyer and trip",
        f"{zone}{kind}，{area}平方米，每人每次限额{quota}元",
    )


def _refund(run: Run, a: Mapping) -> str:
    rate, least = percent(float(a["rate"]), lang=run.lang), _plain(a["minimum_cny"])
    return run.pick(
        f"tax refund on departure: {rate} of the price from {least} CNY on",
        f"离境退税：退税率{rate.replace(' ', '')}，起退点{least}元",
    )


def _conversion(run: Run, a: Mapping) -> str:
    zone, use = run.name_of("zone", a["zone"]), run.name_of("use", a["use"])
    shares = [(run.name_of("use", key), percent(float(share), False, lang=run.lang)) for key, share in a["mix"].items()]
    size, ratio, months = _plain(a["hectares"]), _plain(a["plot_ratio"]), _plain(a["build_months"])
    en = ", ".join(f"{name.lower()} {share}" for name, share in shares)
    zh = "、".join(f"{name}{share.replace(' ', '')}" for name, share in shares)
    by_city = a.get("built_by") == "city"
    may_en, may_zh = ("rebuilt by the city", "由政府统一改造") if by_city else ("may be rebuilt", "允许改造")
    return run.pick(
        f"{zone}: {size} ha of {use.lower()} land {may_en} at plot ratio {ratio} in {months} months ({en})",
        f"{zone}：{size}公顷{use}用地{may_zh}，容积率{ratio}，建设{months}个月（{zh}）",
    )


def _temporary(run: Run, a: Mapping) -> str:
    zone, use = run.name_of("zone", a["zone"]), run.name_of("use", a["use"])
    shares = [(run.name_of("use", key), percent(float(share), False, lang=run.lang)) for key, share in a["mix"].items()]
    size, years = _plain(a["hectares"]), _plain(a.get("years", 5))
    en = ", ".join(f"{name.lower()} {share}" for name, share in shares)
    zh = "、".join(f"{name}{share.replace(' ', '')}" for name, share in shares)
    return run.pick(
        f"{zone}: {size} ha of {use.lower()} land may serve other uses for {years} years, old use and title kept ({en})",
        f"{zone}：{size}公顷{use}用地在{years}年过渡期内可转作他用，原用途和权利类型不变（{zh}）",
    )


def _event(run: Run, a: Mapping) -> str:
    title = a.get("title") or {}
    name_en, name_zh = clean(title.get("en", "event"), 80), clean(title.get("zh", "活动"), 80)
    months, size = [f"{int(month)}" for month in a["held_in"]], _plain(a["visits_thousand_a_month"])
    abroad, paid = percent(float(a["abroad_share"]), False, lang=run.lang), _plain(a.get("cost_cny_mn_a_year", 0))
    return run.pick(
        f"{name_en}: {size} thousand visits a month, {abroad} from abroad, months {', '.join(months)}; {paid} million CNY a year",
        f"{name_zh}：每年{'、'.join(months)}月举办，每月接待{size}千人次，境外占{abroad.replace(' ', '')}；每年支出{in_wan(paid)}",
    )


def _fair(run: Run, a: Mapping) -> str:
    title = a.get("title") or {}
    name_en, name_zh = clean(title.get("en", "trade fair"), 80), clean(title.get("zh", "展会"), 80)
    months, size = [f"{int(month)}" for month in a["held_in"]], _plain(a["m2"])
    abroad, paid = percent(float(a["abroad_share"]), False, lang=run.lang), _plain(a.get("cost_cny_mn_a_year", 0))
    return run.pick(
        f"{name_en}: {size} m2, {abroad} from abroad, months {', '.join(months)}; {paid} million CNY a year",
        f"{name_zh}：每年{'、'.join(months)}月举办，展览面积{size}平方米，境外占{abroad.replace(' ', '')}；每年支出{in_wan(paid)}",
    )


def _venue(run: Run, a: Mapping) -> str:
    hall, size = a["kind"] == "hall", _plain(a["size"])
    zone, months, paid = run.name_of("zone", a["zone"]), _plain(a["build_months"]), _plain(a.get("public_cny_mn", 0))
    return run.pick(
        f"{zone}: {'halls' if hall else 'stadium'} of {size} {'m2' if hall else 'seats'}, built in {months} months with {paid} million CNY of public money",
        f"{zone}：新建{'展馆' if hall else '体育场馆'}{size}{'平方米' if hall else '座'}，建设期{months}个月，公共投资{in_wan(paid)}",
    )


def _stores(run: Run, a: Mapping) -> str:
    number, paid = _plain(a["stores_a_year"]), _plain(a["support_cny_mn"])
    return run.pick(
        f"support of {number} first stores a year with {paid} million CNY each",
        f"每年支持首店{number}家，每家{in_wan(paid)}",
    )


def _brands(run: Run, a: Mapping) -> str:
    number, paid = _plain(a["brands_a_year"]), _plain(a.get("cost_cny_mn_a_year", 0))
    return run.pick(
        f"{number} time-honoured brands renewed a year; {paid} million CNY a year",
        f"每年焕新老字号{number}个，每年支出{in_wan(paid)}",
    )


def _ecommerce(run: Run, a: Mapping) -> str:
    number, size = _plain(a.get("sellers_a_year", 0)), _plain(a.get("warehouse_m2", 0))
    paid = _plain(a.get("cost_cny_mn_a_year", 0))
    return run.pick(
        f"{number} firms a year served to sell abroad by e-commerce, {size} m2 of warehouses abroad; {paid} million CNY a year",
        f"每年培训服务跨境电商企业{number}家，海外仓{size}平方米，每年支出{in_wan(paid)}",
    )


def _live_base(run: Run, a: Mapping) -> str:
    size, paid = _plain(a["m2"]), _plain(a.get("cost_cny_mn_a_year", 0))
    return run.pick(
        f"livestream base of {size} m2; {paid} million CNY a year",
        f"直播电商基地{size}平方米，每年支出{in_wan(paid)}",
    )


def _campaign(run: Run, a: Mapping) -> str:
    budget = _plain(a["budget_cny_mn_a_year"])
    return run.pick(
        f"campaign of {budget} million CNY a year: {origins_named(run, a)}",
        f"境外推广，年度预算{in_wan(budget)}：{origins_named(run, a)}",
    )


def _desk(run: Run, a: Mapping) -> str:
    cases, days = _plain(a["cases_a_year"]), a.get("days")
    return run.pick(
        f"desk for data that leave the country: {cases} cases a year more"
        + (f", in {_plain(days)} days" if days else ""),
        f"数据出境服务专窗：每年多办{cases}件" + (f"，每件{_plain(days)}天" if days else ""),
    )


def _free_list(run: Run, a: Mapping) -> str:
    freed = percent(float(a["share"]), lang=run.lang)
    sectors = run.pick(", ", "、").join(run.name_of("sector", key) for key in a["sectors"])
    return run.pick(
        f"list of the free-trade zone that frees {freed} of data: {sectors}",
        f"自贸试验区数据出境负面清单，免予履行手续的数据占{freed.replace(' ', '')}：{sectors}",
    )


def _computing(run: Run, a: Mapping) -> str:
    size, months, paid = _plain(a["pflops"]), _plain(a.get("build_months", 18)), _plain(a.get("public_cny_mn", 0))
    return run.pick(
        f"{size} PFlops of computing power, built in {months} months with {paid} million CNY of public money",
        f"新建算力{size}PFlops，建设期{months}个月，公共投资{in_wan(paid)}",
    )


def _links(run: Run, a: Mapping) -> str:
    width, paid = _plain(a.get("gbps", 0)), _plain(a.get("subsidy_cny", 0))
    return run.pick(
        f"dedicated international lines: {width} Gbit/s more, {paid} CNY a year for each firm with a line",
        f"国际互联网专用通道扩容{width}Gbps，每家专线用户每年补贴{paid}元",
    )


def _data_exchange(run: Run, a: Mapping) -> str:
    turnover = _plain(a["turnover_cny_mn_a_year"])
    return run.pick(
        f"exchange for data that can handle {turnover} million CNY a year",
        f"数据交易场所，每年可支持交易额{in_wan(turnover)}",
    )


def _headquarters(run: Run, a: Mapping) -> str:
    en, zh = HEADQUARTERS[a["kind"]]
    asked, paid, number = a.get("assets_usd_mn"), a.get("reward_cny_mn", 0), _plain(a.get("number", 0))
    return run.pick(
        en
        + (f"; parent's assets of {_plain(asked)} million USD or more" if asked else "")
        + (f"; {_plain(paid)} million CNY for each of the first {number}" if paid else ""),
        zh
        + (f"；母公司资产总额不低于{in_wan(asked, '美元')}" if asked else "")
        + (f"；前{number}家每家奖励{in_wan(paid)}" if paid else ""),
    )


def _institution(run: Run, a: Mapping) -> str:
    en, zh = INSTITUTIONS[a["kind"]]
    cases, paid = _plain(a["capacity_a_year"]), a.get("support_cny_mn_a_year", 0)
    return run.pick(
        f"{en}: {cases} cases a year" + (f"; support of {_plain(paid)} million CNY a year" if paid else ""),
        f"{zh}：每年{cases}件" + (f"；每年补助{in_wan(paid)}" if paid else ""),
    )


def _offshore(run: Run, a: Mapping) -> str:
    firms, days, refund = _plain(a["listed_firms"]), a.get("settlement_days"), float(a.get("stamp_duty_refund", 0))
    share = percent(refund, False, lang=run.lang)
    return run.pick(
        f"offshore trade of {firms} firms"
        + (f"; settled in {_plain(days)} days" if days is not None else "")
        + (f"; {share} of stamp duty paid back" if refund else ""),
        f"离岸贸易白名单{firms}家"
        + (f"；{_plain(days)}天内结算" if days is not None else "")
        + (f"；返还印花税{share.replace(' ', '')}" if refund else ""),
    )


def _of_chain(en: str, zh: str) -> Callable[[Run, Mapping], str]:
    """Return a sentence on an action of a chain; braces name its numbers, ``{chain}`` the chain and ``{share}`` its support."""

    def told(run: Run, a: Mapping) -> str:
        numbers = {key: _plain(value) for key, value in a.items() if isinstance(value, int | float)}
        numbers |= {
            f"{key}_zh": in_wan(value, "美元" if "usd" in key else "元")
            for key, value in a.items()
            if "_mn" in key and isinstance(value, int | float)
        }
        share = percent(float(a.get("support_share", 0)), False, lang=run.lang)
        return run.pick(en, zh).format(chain=run.name_of("chain", a["chain"]), share=share, **numbers)

    return told


_CHAINS = {
    "shared_platforms": _of_chain(
        "{chain}: shared platforms for {capex_cny_mn_a_year} million CNY a year",
        "{chain}：公共服务平台，每年投入{capex_cny_mn_a_year_zh}",
    ),
    "leading_firms": _of_chain(
        "{chain}: {projects_a_year} leading firms a year of {investment_usd_mn} million USD each, support {share}",
        "{chain}：每年招引龙头企业{projects_a_year}家，单个投资{investment_usd_mn_zh}，支持比例{share}",
    ),
    "local_supply": _of_chain(
        "{chain}: {purchases_cny_mn_a_year} million CNY a year of purchases matched with suppliers in Nanjing",
        "{chain}：本地配套对接，每年{purchases_cny_mn_a_year_zh}",
    ),
    "backup_stocks": _of_chain(
        "{chain}: {weeks} weeks of imported inputs in reserve", "{chain}：进口投入品储备{weeks}周"
    ),
    "first_use": _of_chain(
        "{chain}: first sets insured for {insured_cny_mn_a_year} million CNY a year",
        "{chain}：首台（套）应用保险，每年保额{insured_cny_mn_a_year_zh}",
    ),
}


def _listed_tasks(run: Run, task: str) -> str:
    """One entry of a list of tasks: ids as they are, a whole table by its number."""
    if task.endswith(".*"):
        return run.pick(f"all of table {task[:-2]}", f"表{task[:-2]}全部")
    return task.replace("-", "–")


def _tasks(run: Run, a: Mapping) -> str:
    listed = run.pick(", ", "、").join(_listed_tasks(run, str(task)) for task in a["tasks"])
    strength = percent(float(a.get("strength", 1)), lang=run.lang)
    ramp = a.get("ramp_months")
    alone = len(a["tasks"]) == 1 and not set("-*") & set(str(a["tasks"][0]))
    return run.pick(
        f"task{'' if alone else 's'} {listed} ({IN_ANNEX['en']}); strength {strength}"
        + (f", in full after {_plain(ramp)} months" if ramp else ""),
        f"任务{listed}（{IN_ANNEX['zh']}）；落实力度{strength.replace(' ', '')}"
        + (f"，{_plain(ramp)}个月后全面到位" if ramp else ""),
    )


_TELLERS: dict[tuple[str, str], Callable[[Run, Mapping], str]] = {
    ("route_rights", "grants"): _grant,
    ("route_rights", "withdrawals"): _withdrawal,
    ("route_rights", "launch_support"): _launch,
    ("visa_facilitation", "visa_free"): _visa_free,
    ("visa_facilitation", "visas"): _visa,
    ("visa_facilitation", "transit"): _transit,
    ("visa_facilitation", "work_permits"): _permits,
    ("duty_free", "shops"): _shop,
    ("duty_free", "tax_refund"): _refund,
    ("mixed_land_use", "conversions"): _conversion,
    ("mixed_land_use", "temporary_uses"): _temporary,
    ("events_and_campaigns", "events"): _event,
    ("events_and_campaigns", "fairs"): _fair,
    ("events_and_campaigns", "venues"): _venue,
    ("events_and_campaigns", "campaigns"): _campaign,
    ("consumption", "first_stores"): _stores,
    ("consumption", "brands"): _brands,
    ("consumption", "ecommerce"): _ecommerce,
    ("consumption", "live_bases"): _live_base,
    ("digital_trade", "data_desks"): _desk,
    ("digital_trade", "free_lists"): _free_list,
    ("digital_trade", "computing"): _computing,
    ("digital_trade", "links"): _links,
    ("digital_trade", "data_exchange"): _data_exchange,
    **SCIENCE,
    **PLACES_TELLERS,
    ("institutions", "headquarters"): _headquarters,
    ("institutions", "functional_institutions"): _institution,
    ("institutions", "offshore_trade"): _offshore,
    **FREIGHT,
    **{("industrial_chains", kind): told for kind, told in _CHAINS.items()},
    **FINANCE_TELLERS,
    ("pilot_tasks", ""): _tasks,
}
