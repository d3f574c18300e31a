"""The section on other airports: what the same rules give there, beside what was counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import xarray as xr

from common.records import CountOfAirport
from common.text import Text, pick
from outputs.documents.document import Block, Bullets, Cell, Paragraph, Picture, Section, Table
from outputs.results.numbers import number
from outputs.validation.airport_figures import airport_counts

AIRPORTS_FILE = "routes-airports.csv"
MEASURES = {
    "destinations_abroad": Text("Destinations abroad", "境外通航城市（不含港澳台）"),
    "destinations": Text("Destinations, with Hong Kong, Macao and Taiwan", "国际及地区通航城市"),
    "far_destinations": Text("Intercontinental destinations", "洲际通航城市"),
    "weekly_flights": Text("Return flights a week", "每周往返航班"),
    "passengers_m": Text("Passengers, million a year", "旅客，百万人次/年"),
}


@dataclass(frozen=True)
class OtherAirports:
    """All that the section shows.

    Attributes:
        counts: what was counted, and the members.
        names: of airports by code.
        ranks_agree: rank correlation over airports of destinations abroad in June 2014, 1: the same order.
        passengers_agree: the same of the latest count of passengers.
        sources: where each airport's own facts are from, one sentence an airport.
        about: what the figure says of where it is from.
    """

    counts: Sequence[CountOfAirport]
    names: Mapping[str, Text]
    ranks_agree: float
    passengers_agree: float
    sources: Sequence[str]
    about: xr.Dataset

    def of(self, measure: str) -> list[CountOfAirport]:
        """Return the counts of a measure."""
        return [row for row in self.counts if row.measure == measure]


def section(found: OtherAirports, lang: str) -> Section:
    """The section of the page on routes in ``"en"`` or ``"zh"``."""
    say = partial(pick, lang)
    caption = say("Other airports of mainland China, as counted and in the model", "国内其他机场：统计与模型")
    alt = say("The numbers are in the table below.", "数据见下表。")
    blocks: list[Block] = [
        Paragraph(_what(lang)),
        Picture("airports", caption, alt, partial(_drawn, found, lang), 2),
        _table(found, lang),
        Paragraph(_limits(lang)),
        Bullets(tuple(found.sources)),
    ]
    return Section("airports", say("Other airports", "其他机场"), tuple(blocks))


def sentences(found: OtherAirports, lang: str) -> list[str]:
    """What the comparison shows: order and number of destinations, passengers, and far routes."""
    abroad = [row for row in found.of("destinations_abroad") if row.when == "2014-06"]
    passengers, far = found.of("passengers_m"), found.of("far_destinations")
    least, most = min(passengers, key=_ratio), max(passengers, key=_ratio)
    inside = sum(row.low_80 <= row.counted <= row.high_80 for row in passengers)
    airports = len({row.airport for row in passengers})
    named = [found.names[row.airport].of(lang) + pick(lang, f" {row.when}", f"{row.when}年") for row in (least, most)]
    return [
        pick(
            lang,
            f"Order: over {len(abroad)} airports the ranks of destinations abroad in June 2014 correlate with "
            f"{number(found.ranks_agree, 2)} (1: the same order). The model has {number(_middle(abroad), 1)} times as many in the "
            "middle; the count is a volunteers' table that is far from complete.",
            f"排序：{len(abroad)}个机场2014年6月境外通航城市数的秩相关为{number(found.ranks_agree, 2)}（1表示次序一致）。模型与统计之比的中位数为"
            f"{number(_middle(abroad), 1)}；统计来自志愿者整理的航线表，缺漏较多。",
        ),
        pick(
            lang,
            f"Passengers: {inside} of {len(passengers)} counts lie within the 80 % band; the model has {number(_middle(passengers), 2)} "
            f"times as many in the middle, {number(_ratio(least), 2)} times at the lowest ({named[0]}) and "
            f"{number(_ratio(most), 2)} times at the highest ({named[1]}). Over the latest counts of {airports} airports the ranks correlate "
            f"with {number(found.passengers_agree, 2)}.",
            f"旅客：{len(passengers)}项统计中有{inside}项在80%区间内；模型与统计之比的中位数为{number(_middle(passengers), 2)}，最低为"
            f"{number(_ratio(least), 2)}（{named[0]}），最高为{number(_ratio(most), 2)}（{named[1]}）。按{airports}个机场的最近统计，秩相关为{number(found.passengers_agree, 2)}。",
        ),
        pick(
            lang,
            f"Intercontinental: at {len(far)} airports the model has {number(_middle(far), 2)} times the destinations in the middle.",
            f"洲际：{len(far)}个机场的洲际通航城市，模型与统计之比的中位数为{number(_middle(far), 2)}。",
        ),
    ]


def _ratio(row: CountOfAirport) -> float:
    return row.median / row.counted


def _middle(counts: Sequence[CountOfAirport]) -> float:
    return float(np.median([_ratio(row) for row in counts]))


def _drawn(found: OtherAirports, lang: str, columns: int):
    return airport_counts(found.counts, found.names, found.about, lang, columns)


def _table(found: OtherAirports, lang: str) -> Table:
    header = pick(
        lang,
        "Airport|When|What|Counted|Model: median|10 %|90 %|Source",
        "机场|时间|指标|统计|模型：中位数|10%分位|90%分位|来源",
    ).split("|")
    rows = tuple(
        (
            Cell(found.names[row.airport].of(lang)),
            Cell(row.when),
            Cell(MEASURES[row.measure].of(lang)),
            *(
                Cell(number(one, 2 if row.measure == "passengers_m" else 0), one)
                for one in (row.counted, row.median, row.low_80, row.high_80)
            ),
            Cell(row.source),
        )
        for row in found.counts
    )
    caption = pick(
        lang, "Counts of other airports, and of Lukou without its history", "其他机场的统计值，以及不用其历史的禄口"
    )
    return Table(caption, tuple(header), rows, words=frozenset({2, 7}))


def _what(lang: str) -> str:
    return pick(
        lang,
        "The airlines' rules, with all their numbers, are run for other airports. Replaced are the distances to the markets, the "
        "people within some 150 km and their income, the way to the next hub, and the visitors of the city. Residents and "
        "visitors have the tastes that Nanjing's have. Every airport starts in 2013 without a route; no right holds flights back; far "
        "flights have the support that Lukou's had. Lukou itself is run in the same way: its flights enter by the tastes alone, which "
        "were found with those of 2019. "
        "Nothing is fitted to these counts.",
        "航空公司规则及其全部参数不变，用于其他机场。替换的资料包括：与各市场的距离、约150公里内的人口与收入、前往最近枢纽的路程，以及所在城市的入境游客。居民与游客的偏好"
        "取南京的值。各机场均自2013年起运行，起始无航线，航权不设限，洲际航班按禄口当时的标准补贴。禄口也按同样方法运行，其航班资料只通过偏好（按2019年航班求得）起作用。模型参数没有按这些统计值拟合。",
    )


def _limits(lang: str) -> str:
    return pick(
        lang,
        "Where it misses, and why: airports that draw people from farther than 150 km or change them between flights of their own "
        "(Chengdu, Wuhan), routes over the border (Kunming), kin abroad (Shenyang) and the business people of Zhejiang (Hangzhou) are no "
        "facts of the model. Intercontinental routes are too few even at Lukou when what its flights of 2019 tell of their costs is "
        "not used: by costs alone most of them do not pay. Cities differ in whom they count as a visitor; counts that include people of the day are "
        "brought to those who stay. A market is counted as one city and a further one for each eight or nine weekly flights, as at "
        "Lukou in 2019. Counts before June 2014 are left out, for the model has just started, and so are Beijing, Shanghai and "
        "Guangzhou, whose hubs the rules do not make.",
        "偏差及原因：部分机场的客源超出150公里，或有自身的中转客流（成都、武汉），另有跨境航线（昆明）、海外亲属联系（沈阳）和浙江商务人群（杭州），均不在模型资料之内。"
        "如不使用2019年航班所反映的成本信息，即使在禄口，洲际航线也偏少：仅按成本计算，多数洲际航线并不盈利。各城市入境游客口径不一，含一日游的统计已折算为过夜口径。"
        "每个市场计一个城市，每周每增加八九班另计一个城市，与2019年禄口航线网络一致。2014年6月以前模型刚起步，不作比较；"
        "北京、上海和广州为枢纽，其枢纽地位不由这些规则产生，故不列入。",
    )
