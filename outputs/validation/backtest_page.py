"""The page and figures of backtests: what forecasts of the past would have been worth, year after year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import xarray as xr

from common.records import HorizonScore, ThreeYearError
from common.text import Text, pick
from outputs.documents.document import Block, Bullets, Cell, Document, Paragraph, Picture, Section, Table
from outputs.results.numbers import MISSING, number, percent
from outputs.validation.backtest_figures import backtests, hindcast
from outputs.validation.forecast_names import FORECASTS, INDICATORS, within, word
from outputs.validation.past_page import framed, share, source

MODEL = "model"


@dataclass(frozen=True)
class Past:
    """All that the page shows.

    Attributes:
        cities, nanjing: lines over all cities without the model, and of Nanjing with it.
        city_totals, nanjing_totals: errors of three years' sums, alike.
        known: by indicator the observed years and values of Nanjing.
        modelled: by indicator the model's years and members, (members, years).
        bars: by key the published bar, with ``value``, ``en``, ``zh`` and ``source``.
        breaks: definitions that break, by language.
        members: of the model.
        version: of the model.
    """

    cities: Sequence[HorizonScore]
    nanjing: Sequence[HorizonScore]
    city_totals: Sequence[ThreeYearError]
    nanjing_totals: Sequence[ThreeYearError]
    known: Mapping[str, tuple[np.ndarray, np.ndarray]]
    modelled: Mapping[str, tuple[np.ndarray, np.ndarray]]
    bars: Mapping[str, Mapping[str, Any]]
    breaks: Sequence[Mapping[str, str]]
    members: int
    version: str

    def about(self) -> xr.Dataset:
        """What figures say of where they are from."""
        data = Text(
            "Yearly series of seven cities, 2013-2019 (model/data/panel.csv)",
            "七城市2013—2019年年度序列（model/data/panel.csv）",
        )
        return source(data, Text("backtests", "回测"), self.members, self.version)


def document(found: Past, lang: str) -> Document:
    """What the page says in ``"en"`` or ``"zh"``."""
    say = partial(pick, lang)
    sections = (
        Section("summary", say("Summary", "摘要"), (Bullets(tuple(sentences(found, lang))),)),
        Section("model", say("The model and Nanjing's past", "模型与南京的历史"), tuple(_model(found, lang))),
        Section("nanjing", say("Rolling origins in Nanjing", "南京的滚动回测"), tuple(_nanjing(found, lang))),
        Section("cities", say("Reference forecasts in seven cities", "七城市的参照预测"), tuple(_cities(found, lang))),
        Section("bars", say("Against published bars", "与已发表标尺的比较"), (_bars(found, lang),)),
        Section("method", say("How it was done", "方法"), tuple(_method(found, lang))),
    )
    title = Text("Backtests", "历史回测")
    subtitle = Text("Forecasts of years that are known, made from the years before", "用此前年份预测已知年份")
    return framed(title, subtitle, sections, found.members, found.version, lang)


def _at(lines: Sequence[HorizonScore], indicator: str, forecast: str, horizon: int) -> HorizonScore | None:
    return next(
        (one for one in lines if (one.indicator, one.forecast, one.horizon) == (indicator, forecast, horizon)), None
    )


def sentences(found: Past, lang: str) -> list[str]:
    """What the backtests show, a sentence for each indicator."""
    told = []
    for indicator in dict.fromkeys(line.indicator for line in found.nanjing):
        name = word(INDICATORS, indicator, lang)
        errors = {line.forecast: line for line in found.nanjing if line.indicator == indicator and line.horizon == 1}
        parts = [f"{within(yearly(key, lang))} {share(line.mape, lang)}" for key, line in errors.items()]
        if (model := errors.get(MODEL)) is None:
            told.append(
                pick(
                    lang,
                    f"{name} in Nanjing, error one year ahead: {', '.join(parts)}.",
                    f"南京{name}，提前一年的误差：{'、'.join(parts)}。",
                )
            )
            continue
        ends = [line.skill for line in found.nanjing if line.indicator == indicator and line.forecast == MODEL]
        better = [str(k + 1) for k, gain in enumerate(ends) if gain > 0]
        if lang == "zh":
            verdict = f"提前{'、'.join(better)}年优于“与上年相同”" if better else "各期均不优于“与上年相同”"
            told.append(
                f"南京{name}，提前一年的误差：{'、'.join(parts)}。按CRPS，模型{verdict}；80%区间包含其中{share(model.in_80, lang)}的年份。"
            )
        else:
            verdict = (
                f"better than the last value again {_joined(better)} year{'s' * (better != ['1'])} ahead"
                if better
                else "no better than the last value again at any horizon"
            )
            told.append(
                f"{name} in Nanjing, error one year ahead: {', '.join(parts)}. By CRPS the model is {verdict}; its 80 % band "
                f"held {percent(model.in_80, lang=lang)} of the years."
            )
    return told


def _joined(numbers: Sequence[str]) -> str:
    return " and ".join([", ".join(numbers[:-1]), numbers[-1]] if len(numbers) > 1 else numbers)


def _model(found: Past, lang: str) -> list[Block]:
    if not found.modelled:
        return [Paragraph(pick(lang, "The model was not run over the past.", "未对历史时期运行模型。"))]
    text = pick(
        lang,
        "The model over 2013-2019 in the world as it was, from its start in 2013, without being told anything of Nanjing on "
        "the way. Its constants are solved so that the levels of 2019 and 2022 hold, so the end proves nothing; the way "
        "there does.",
        "模型自2013年起在实际外部环境下运行到2019年，途中不使用南京的任何数据。模型常数按2019年和2022年的水平求解，因此终点不说明问题，"
        "走势才是检验。",
    )
    caption = pick(lang, "Nanjing as counted and as modelled, 2013-2019", "南京的统计值与模型值，2013—2019年")
    alt = pick(
        lang,
        "Bars are 50 % and 80 % bands of the members, diamonds what was counted.",
        "竖线为样本的50%与80%区间，菱形为统计值。",
    )
    return [Paragraph(text), Picture("hindcast", caption, alt, partial(_hindcast, found, lang), 2)]


def _hindcast(found: Past, lang: str, columns: int):
    return hindcast(found.known, found.modelled, found.about(), lang, columns)


def _nanjing(found: Past, lang: str) -> list[Block]:
    text = pick(
        lang,
        "At each origin year a forecast knows Nanjing's past up to it. The model starts from what was counted at the origin "
        "and adds its own growth since, in the world as it was; so it knows incomes and rules abroad that the references "
        "do not.",
        "在每个起点年，预测只知道南京此前的数据。模型从起点年的统计值出发，叠加其自身在实际外部环境下的增长；因此它知道参照预测所不知道的境外"
        "收入与规则。",
    )
    caption = pick(
        lang, "Scores of forecasts of Nanjing, shares of what was counted", "对南京各预测的得分（占统计值的比例）"
    )
    figure = pick(lang, "Errors one to three years ahead", "提前一至三年的误差")
    alt = pick(lang, "The numbers are in the tables of this page.", "数据见本页各表。")
    return [
        Paragraph(text),
        _table(found.nanjing, caption, lang),
        Picture("backtests", figure, alt, partial(_drawn, found, lang), 2),
    ]


def _drawn(found: Past, lang: str, columns: int):
    return backtests(found.nanjing, found.cities, found.about(), lang, columns)


def _cities(found: Past, lang: str) -> list[Block]:
    caption = pick(
        lang,
        "Scores of reference forecasts in seven cities, shares of what was counted",
        "七城市参照预测的得分（占统计值的比例）",
    )
    return [_table(found.cities, caption, lang)]


def _table(lines: Sequence[HorizonScore], caption: str, lang: str) -> Table:
    header = pick(
        lang,
        "Series|Forecast|Years ahead|Forecasts|Error|Bias|CRPS|80 % score|In 50 %|In 80 %|Skill over naive",
        "序列|预测|提前年数|预测数|误差|偏差|CRPS|80%区间得分|落入50%|落入80%|相对朴素法的技巧",
    ).split("|")
    rows = tuple(
        (
            Cell(word(INDICATORS, line.indicator, lang)),
            Cell(yearly(line.forecast, lang)),
            Cell(str(line.horizon), line.horizon),
            Cell(str(line.cases), line.cases),
            *(
                Cell(percent(one, signed=k == 1, lang=lang), one)
                for k, one in enumerate((line.mape, line.bias, line.crps, line.score_80))
            ),
            *(Cell(f"{number(100 * one)} %", one) for one in (line.in_50, line.in_80)),
            Cell(MISSING if line.forecast == "naive" else number(line.skill, 2, signed=True), line.skill),
        )
        for line in lines
    )
    return Table(caption, tuple(header), rows, words=frozenset({1}))


def yearly(forecast: str, lang: str) -> str:
    """A forecast of whole years has no season."""
    return pick(lang, "Last value again", "与上年相同") if forecast == "naive" else word(FORECASTS, forecast, lang)


def _bars(found: Past, lang: str) -> Table:
    rows = []
    for indicator in ("inbound_visitors", "inbound_receipts_musd"):
        for place, lines, totals in (
            (pick(lang, "seven cities", "七城市"), found.cities, found.city_totals),
            (pick(lang, "Nanjing", "南京"), found.nanjing, found.nanjing_totals),
        ):
            for forecast in dict.fromkeys(line.forecast for line in lines):
                near = _at(lines, indicator, forecast, 1)
                far = next((one for one in totals if (one.indicator, one.forecast) == (indicator, forecast)), None)
                errors = (near.mape if near else np.nan, far.mape if far else np.nan)
                name = (
                    f"{word(INDICATORS, indicator, lang)}, {place}"
                    if lang == "en"
                    else f"{word(INDICATORS, indicator, lang)}，{place}"
                )
                cells = [Cell(percent(one, lang=lang), one) for one in errors]
                rows.append((Cell(name), Cell(yearly(forecast, lang)), *cells))
    year, three = (found.bars[key] for key in ("year_total", "three_year_total"))
    rows.append(
        (
            Cell(pick(lang, "Published: tourism, 366 series", "已发表：旅游366个序列")),
            Cell(yearly("naive", lang)),
            *(Cell(percent(float(bar["value"]), lang=lang), float(bar["value"])) for bar in (year, three)),
        )
    )
    header = pick(
        lang, "Series|Forecast|Error of the first year|Error of three years' sum", "序列|预测|首年误差|三年合计误差"
    ).split("|")
    caption = pick(
        lang,
        f"Errors of yearly totals beside those of the published competition ({year['source']})",
        f"年度合计误差与已发表竞赛结果的比较（{year['source']}）",
    )
    return Table(caption, tuple(header), tuple(rows), words=frozenset({1}), last=True)


def _method(found: Past, lang: str) -> list[Block]:
    text = pick(
        lang,
        "Origins are 2015 to 2018; at least three years of one definition are known at each. All forecasts are of "
        "logarithms. Last value again spreads by past changes; drift goes on at mean growth; exponential smoothing is chosen "
        "by AICc. Means are over series and origins that all forecasts have. FDI and visitors are as the cities count them; "
        "series are cut where a definition breaks.",
        "起点年为2015至2018年，每个起点至少已知三年同口径数据。各预测均在对数上进行：“与上年相同”按历史变动展开；漂移法按平均增长外推；指数"
        "平滑按AICc选型。均值取各预测共有的序列与起点。外资与游客均按各市口径，口径变动处截断。",
    )
    return [Paragraph(text), Bullets(tuple(one[lang] for one in found.breaks))]
