"""The page on the history of routes: what opened at Lukou when, what stayed, how full it was, and what the model says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import xarray as xr

from common.records import FarMarket, FlightsOfYear, LoadOfRoute, PastSupport
from common.text import Text, pick
from outputs.documents.document import Block, Bullets, Cell, Document, Paragraph, Picture, Section, Table
from outputs.results.numbers import MISSING, number, percent
from outputs.validation import airport_page
from outputs.validation.past_page import framed, share, source
from outputs.validation.route_figures import NEVER, route_history

OFTEN, SOMETIMES = 0.5, 0.25
"""Least share of the members that fly a market for its delay to count, and for one that nobody opened to be named."""


@dataclass(frozen=True)
class Routes:
    """All that the page shows.

    Attributes:
        years: by year, as counted and in the members.
        markets: by intercontinental market.
        loads: load factors that were published of routes.
        flights_counted: weekly flights of a year that somebody counted: year, number and source.
        names: of markets by code.
        not_told_apart: intercontinental routes to places that the model does not model apart.
        sources: where the openings are from, one sentence a route.
        support: of flights to intercontinental markets in the members.
        others: what the same rules give at other airports.
        members: of the model.
        version: of the model.
    """

    years: Sequence[FlightsOfYear]
    markets: Sequence[FarMarket]
    loads: Sequence[LoadOfRoute]
    flights_counted: tuple[int, float, str]
    names: Mapping[str, Text]
    not_told_apart: Sequence[str]
    sources: Sequence[str]
    support: PastSupport
    others: airport_page.OtherAirports
    members: int
    version: str

    def about(self) -> xr.Dataset:
        """What figures say of where they are from."""
        data = Text("Openings: model/data/route_history.csv", "开航资料：model/data/route_history.csv")
        return source(data, Text("history of routes", "航线历史检验"), self.members, self.version)


def document(found: Routes, lang: str) -> Document:
    """What the page says in ``"en"`` or ``"zh"``."""
    say = partial(pick, lang)
    sections = (
        Section("summary", say("Summary", "摘要"), (Bullets(tuple(sentences(found, lang))),)),
        Section("routes", say("Openings", "开航"), tuple(_openings(found, lang))),
        Section("years", say("Year by year", "逐年"), (_years(found, lang),)),
        Section("loads", say("How full", "客座率"), (_loads(found, lang),)),
        airport_page.section(found.others, lang),
        Section("method", say("How it was done", "方法"), tuple(_method(found, lang))),
    )
    title = Text("The history of Lukou's routes", "禄口航线历史")
    subtitle = Text("What opened from 2013 to 2019, and what the model opens", "2013—2019年的实际开航与模型开航")
    return framed(title, subtitle, sections, found.members, found.version, lang)


def sentences(found: Routes, lang: str) -> list[str]:
    """What the history shows, a sentence each on how many, when, which others, and how many flights; then other airports."""
    last = found.years[-1]
    real = [row for row in found.markets if not np.isnan(row.opened)]
    first = found.years[0].year
    late = [row.opened_median - row.opened for row in real if row.opened > first and row.share_2019 >= OFTEN]
    others = [row for row in found.markets if np.isnan(row.opened) and row.share_2019 >= SOMETIMES]
    named = pick(lang, ", ", "、").join(
        f"{found.names[row.origin].of(lang)}{pick(lang, ' ({})', '（{}）').format(share(row.share_2019, lang))}"
        for row in others
    )
    told = [
        pick(
            lang,
            f"At the end of {last.year} Lukou flew to {last.markets} intercontinental markets; the members to "
            f"{number(last.markets_median)} ({number(last.markets_low_80)} to {number(last.markets_high_80)}).",
            f"{last.year}年末，禄口实际通航{last.markets}个洲际市场；模型样本为{number(last.markets_median)}个"
            f"（80%区间{number(last.markets_low_80)}至{number(last.markets_high_80)}个）。",
        )
    ]
    if late:
        middle = float(np.median(late))
        early = middle < 0
        size = number(abs(middle), 1)
        told.append(
            pick(
                lang,
                f"In the middle of the markets that opened, the model is {size} years {'early' if early else 'late'}.",
                f"就已开通的市场取中位数，模型{'早' if early else '晚'}{size}年。",
            )
        )
    if others:
        told.append(
            pick(
                lang,
                f"Markets that nobody opened, and the share of members that fly them in {last.year}: {named}.",
                f"实际未开、但有模型样本在{last.year}年通航的市场及样本比例：{named}。",
            )
        )
    year, counted, _ = found.flights_counted
    row = next(one for one in found.years if one.year == year)
    told.append(
        pick(
            lang,
            f"In {year} some {number(counted)} return flights a week were counted; the members fly "
            f"{number(row.flights_median)} ({number(row.flights_low_80)} to {number(row.flights_high_80)}).",
            f"{year}年实际每周约{number(counted)}班往返航班；模型样本为{number(row.flights_median)}班"
            f"（80%区间{number(row.flights_low_80)}至{number(row.flights_high_80)}班）。",
        )
    )
    return [*told, *airport_page.sentences(found.others, lang)]


def _openings(found: Routes, lang: str) -> list[Block]:
    text = pick(
        lang,
        "The model starts in 2013 with the routes of that year and knows nothing of later ones. Airlines open, thicken, thin "
        "and end routes by its rules; incomes, prices and rules of entry are those that came, and intercontinental flights are "
        "supported as they were.",
        "模型自2013年起，以当年的航线为起点，此后不使用任何航线资料。航空公司按模型规则开航、增班、减班和停航；收入、价格与出入境规则按实际情况，洲际航班按当时的政策给予补贴。",
    )
    caption = pick(lang, "Intercontinental markets of Lukou, as they were and in the model", "禄口洲际市场：实际与模型")
    alt = pick(lang, "The numbers are in the tables of this page.", "数据见本页各表。")
    header = pick(
        lang,
        "Market|Opened|Model: members that fly it in 2019|Model: opened, median|10 % of members by|90 % of members by|"
        "Opened and ended|Load of 2019",
        "市场|实际开航|模型：2019年通航的样本|模型：开航中位数|10%样本早于|90%样本早于|开后又停|2019年客座率",
    ).split("|")
    rows = tuple(
        (
            Cell(found.names[row.origin].of(lang)),
            _moment(row.opened, lang),
            Cell(percent(row.share_2019, lang=lang), row.share_2019),
            *(_moment(one, lang) for one in (row.opened_median, row.opened_low_80, row.opened_high_80)),
            Cell(percent(row.ended, lang=lang), row.ended),
            Cell(MISSING if np.isnan(row.load_2019) else percent(row.load_2019, lang=lang), row.load_2019),
        )
        for row in found.markets
    )
    drawn = partial(_drawn, found, lang)
    return [
        Paragraph(text),
        Picture("routes", caption, alt, drawn, 2),
        Table(pick(lang, "First flights by market", "各市场首次开航"), tuple(header), rows),
    ]


def _drawn(found: Routes, lang: str, columns: int):
    return route_history(found.years, found.markets, found.names, found.about(), lang, columns)


def _moment(year: float, lang: str) -> Cell:
    """A moment as year and month."""
    if np.isnan(year) or year >= NEVER:
        return Cell(pick(lang, "not to 2019", "至2019年未开"), NEVER)
    if year <= 2013:
        return Cell(pick(lang, "before 2013", "2013年以前"), year)
    month = int((year - int(year)) * 12 + 1e-6) + 1
    return Cell(f"{int(year)}-{month:02d}", year)


def _years(found: Routes, lang: str) -> Table:
    header = pick(
        lang,
        "Year|Intercontinental markets|Model: median|10 %|90 %|Model: weekly flights, median|10 %|90 %",
        "年份|洲际市场（实际）|模型：中位数|10%分位|90%分位|模型：每周航班中位数|10%分位|90%分位",
    ).split("|")
    rows = tuple(
        (
            Cell(str(row.year), row.year),
            Cell(str(row.markets), row.markets),
            *(Cell(number(one), one) for one in row[2:]),
        )
        for row in found.years
    )
    return Table(
        pick(lang, "Routes by year, end of year; flights, mean of the year", "逐年航线（年末）与航班（年均）"),
        tuple(header),
        rows,
    )


def _loads(found: Routes, lang: str) -> Table:
    header = pick(
        lang,
        "Route to|Year|Published|Model: median|10 %|90 %|Source",
        "航线|年份|报道值|模型：中位数|10%分位|90%分位|来源",
    ).split("|")
    rows = tuple(
        (
            Cell(found.names[row.origin].of(lang)),
            Cell(str(row.year), row.year),
            *(Cell(percent(one, lang=lang), one) for one in (row.counted, row.median, row.low_80, row.high_80)),
            Cell(row.source),
        )
        for row in found.loads
    )
    return Table(
        pick(lang, "Load factors published of a route", "有报道的航线客座率"), tuple(header), rows, words=frozenset({6})
    )


def _method(found: Routes, lang: str) -> list[Block]:
    apart = pick(lang, ", ", "、").join(found.not_told_apart)
    paid = found.support
    cny, fund = number(paid.cny_per_flight, -3), paid.fund_cny_a_year / 1e6
    text = pick(
        lang,
        "A market counts as flown with one flight a week or more; intercontinental are those beyond the reach of narrow-body "
        f"aircraft. {apart} lies in the rest of the world, which has other routes too, and is not counted. Members draw parameters and "
        "luck; a member that does not fly a market has no opening to 2019. Weekly flights of "
        f"{found.flights_counted[0]}: {found.flights_counted[2]}.",
        f"每周至少一班即计为通航；洲际市场指窄体机航程以外的市场。{apart}属于“其他地区”，该处另有航线，故不计入。各样本抽取参数与随机数；未通航的样本"
        f"按至2019年未开处理。{found.flights_counted[0]}年每周航班来源：{found.flights_counted[2]}。",
    )
    support = pick(
        lang,
        f"Support: {cny} CNY for each return flight that an airline would not plan without it, to every intercontinental "
        f"market, until the end of {paid.last_year}. Jiangsu's fund of {number(fund)} million CNY a year for routes to the USA, "
        f"Canada, Europe and Australia is on record for {paid.first_year}-{paid.last_year_on_record} ({paid.source}). "
        f"{paid.weekly_flights} flights a week on each of the {paid.routes}, the same amount a flight after "
        f"{paid.last_year_on_record}, and the same for every market, are assumptions.",
        f"补贴：凡无补贴则航空公司不会安排的洲际航班，每个往返补贴{cny}元，适用于全部洲际市场，至{paid.last_year}年末。有据可查的是江苏省"
        f"{paid.first_year}—{paid.last_year_on_record}年每年{number(100 * fund)}万元的专项资金，用于美国、加拿大、欧洲和澳大利亚航线"
        f"（{paid.source}）。{paid.routes}条航线各每周{paid.weekly_flights}班、{paid.last_year_on_record}年以后每班金额不变、各市场标准相同，"
        "均为假设。",
    )
    return [Paragraph(text), Paragraph(support), Bullets(tuple(found.sources))]
