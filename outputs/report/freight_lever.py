"""Actions of the lever freight as a reader understands them."""

from collections.abc import Callable, Mapping

from outputs.report.run import Run
from outputs.report.scenario_words import HUBS, SAILINGS, in_wan, word
from outputs.report.scenario_words import plain_number as _plain
from outputs.results.numbers import number


def _freighters(run: Run, a: Mapping) -> str:
    market, flights, tonnes = (
        run.name_of("freight_market", a["market"]),
        _plain(a["weekly_flights"]),
        _plain(a.get("tonnes", 100)),
    )
    paid = number(float(a["support_cny_per_flight"]))
    return run.pick(
        f"{market}: support on offer for {flights} return flights a week of {tonnes} t freighters, {paid} CNY a flight flown",
        f"{market}：每周{flights}个{tonnes}吨级全货机往返班次可获支持，每个执飞班次{paid}元",
    )


def _trains(run: Run, a: Mapping) -> str:
    corridor, trains = run.name_of("train", a["corridor"]), _plain(a["weekly_trains"])
    paid = number(float(a["support_cny_per_train"]))
    return run.pick(
        f"{corridor}: support on offer for {trains} trains a week, {paid} CNY a train run",
        f"{corridor}：每周{trains}列可获支持，每列开行{paid}元",
    )


def _sailings(run: Run, a: Mapping) -> str:
    service, more, hours = (
        word(SAILINGS, a["service"], run.lang),
        _plain(a.get("weekly_sailings", 0)),
        _plain(a.get("hours_saved", 0)),
    )
    return run.pick(
        f"{service}: {more} more sailings a week, {hours} hours saved; {_paid(run, a)}",
        f"{service}：每周加密{more}班，节省{hours}小时；{_paid(run, a)}",
    )


def _cargo_base(run: Run, a: Mapping) -> str:
    saved, slots = number(float(a.get("cny_saved_per_flight", 0))), _plain(a.get("night_slots", 0))
    return run.pick(
        f"cargo airline's base: {saved} CNY saved a flight, {slots} more slots a week; {_paid(run, a)}",
        f"货运基地航空：每班次节省{saved}元，每周新增{slots}个夜间时刻；{_paid(run, a)}",
    )


def _logistics_hub(run: Run, a: Mapping) -> str:
    kind, saved, hours = (
        word(HUBS, a["kind"], run.lang),
        _plain(a.get("cny_saved_per_tonne", 0)),
        _plain(a.get("hours_saved", 0)),
    )
    return run.pick(
        f"{kind}: {saved} CNY a tonne and {hours} hours saved; {_paid(run, a)}",
        f"{kind}国家物流枢纽：每吨节省{saved}元、{hours}小时；{_paid(run, a)}",
    )


def _express(run: Run, a: Mapping) -> str:
    tonnes = _plain(a["tonnes_a_day"])
    return run.pick(
        f"express rail of {tonnes} t a day to the airports of Shanghai; {_paid(run, a)}",
        f"至上海机场高铁快运，每日{tonnes}吨；{_paid(run, a)}",
    )


def _paid(run: Run, a: Mapping) -> str:
    paid = _plain(a.get("cost_cny_mn_a_year", 0))
    return run.pick(f"{paid} million CNY a year", f"每年支出{in_wan(paid)}")


FREIGHT: dict[tuple[str, str], Callable[[Run, Mapping], str]] = {
    ("freight", "freighters"): _freighters,
    ("freight", "trains"): _trains,
    ("freight", "river_sea"): _sailings,
    ("freight", "cargo_base"): _cargo_base,
    ("freight", "hubs"): _logistics_hub,
    ("freight", "express_rail"): _express,
}
