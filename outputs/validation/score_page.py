"""The page of a validation against observations, as a document in either language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import xarray as xr

from common.records import PROJECTIONS, Score
from common.text import pick
from outputs.documents.document import Block, Bullets, Document, Paragraph, Picture, Section, clean, numbered
from outputs.figures.figure_page import MODEL_NAME
from outputs.results.numbers import number, percent
from outputs.results.reader_names import period
from outputs.validation import score_figures
from outputs.validation.forecast_names import FORECASTS, group_name, within, word
from outputs.validation.score_rows import BenchmarkResult, GroupScore
from outputs.validation.score_tables import bar_table, number_table, score_table, skill_table

FEW = 10
"""Below this number of observations a share of hits says little, and the page says so."""


@dataclass(frozen=True)
class Validation:
    """All that the page shows.

    Attributes:
        dataset: the run, for names, units and where figures are from.
        scores, lines, bars: the tables.
        histograms: PIT histogram of each projection.
        chance: between which shares a bin lies in nine of ten cases when bands are right.
        notes: what a reader should know of the file of observations, by language.
        name: that file's name.
        assumptions: what the reference forecasts rest on, by language.
    """

    dataset: xr.Dataset
    scores: Sequence[Score]
    lines: Sequence[GroupScore]
    bars: Sequence[BenchmarkResult]
    histograms: Mapping[str, np.ndarray]
    chance: tuple[float, float]
    notes: Sequence[Mapping[str, str]] = ()
    name: str = ""
    assumptions: Sequence[Mapping[str, str]] = ()


def document(found: Validation, lang: str) -> Document:
    """What the page says in ``"en"`` or ``"zh"``."""
    say = partial(pick, lang)
    attrs = found.dataset.attrs
    title = clean(attrs.get(f"title_{lang}", ""), 300)
    sections = (
        Section("summary", say("Summary", "摘要"), (Bullets(tuple(sentences(found, lang))), *_notes(found, lang))),
        Section("numbers", say("Projected and observed", "推演与实际"), tuple(_numbers(found, lang))),
        Section("scores", say("Scores", "得分"), tuple(_scores(found, lang))),
        Section("skill", say("Skill against reference forecasts", "相对参照预测的技巧"), tuple(_skill(found, lang))),
        *_bars(found, lang),
        Section("method", say("How it was scored", "评分方法"), tuple(_method(found, lang))),
        Section("all", say("All numbers", "全部数据"), (number_table(found.scores, found.dataset, lang),)),
    )
    version = clean(attrs.get("version", ""), 40)
    members = found.dataset.sizes["member"]
    return Document(
        lang=lang,
        title=say(f"Validation: {title}", f"验证：{title}"),
        subtitle=say("Projections scored against what was observed", "推演结果与实际数据的对照评分"),
        author=MODEL_NAME[lang],
        sections=numbered(sections),
        about=(
            say(f"Observations: {clean(found.name, 200)}", f"观测数据文件：{clean(found.name, 200)}"),
            f"{period(found.dataset['month'].values, lang)} · "
            + say(f"{members} members", f"{members}个模拟样本")
            + f" · {MODEL_NAME[lang]} {version}",
        ),
    )


def sentences(found: Validation, lang: str) -> list[str]:
    """One sentence for each group and projection of the model."""
    return [_sentence(found, line, lang) for line in found.lines if line.forecast in PROJECTIONS]


def _sentence(found: Validation, line: GroupScore, lang: str) -> str:
    name, forecast = group_name(found.dataset, line.group, lang), word(FORECASTS, line.forecast, lang)
    hits = [round(line.count * share) for share in (line.in_50, line.in_80)]
    beaten = _beaten(line, lang)
    off, crps = percent(abs(line.bias), lang=lang), percent(line.crps_share, lang=lang)
    few = line.count < FEW
    if lang == "zh":
        where = "与实际持平" if off.startswith("0.0") else f"{'高' if line.bias > 0 else '低'}于实际{off}"
        return (
            f"{name}——{forecast}：{line.count}个观测值中，50%区间包含{hits[0]}个，80%区间包含{hits[1]}个"
            f"{'（数量少，仅供参考）' if few else ''}；合计{where}；CRPS为实际均值的{crps}。{beaten}"
        )
    where = "equals what was observed" if off.startswith("0.0") else f"is {off} {'above' if line.bias > 0 else 'below'}"
    return (
        f"{name} – {within(forecast)}: of {line.count} observed number{'s' * (line.count != 1)} the 50 % band held {hits[0]}, the "
        f"80 % band {hits[1]}{' (few, so a hint only)' if few else ''}; in sum the projection {where}; CRPS is "
        f"{crps} of the mean observed number.{beaten}"
    )


def _beaten(line: GroupScore, lang: str) -> str:
    """Which references the projection does better and worse than, by CRPS."""
    names = {name: line.skill(name) for name in FORECASTS if f"skill_{name}" in GroupScore._fields}
    told = {name: value for name, value in names.items() if np.isfinite(value)}
    form = "{}（{}）" if lang == "zh" else "{} ({})"
    shown = {
        name: form.format(within(word(FORECASTS, name, lang)), number(value, 2, signed=True))
        for name, value in told.items()
    }
    better = [shown[name] for name, value in told.items() if value > 0]
    worse = [shown[name] for name, value in told.items() if value <= 0]
    if not told:
        return "没有可用的参照预测。" if lang == "zh" else " No reference forecast could be made."
    if lang == "zh":
        parts = [f"优于{'、'.join(better)}" if better else "", f"不优于{'、'.join(worse)}" if worse else ""]
        return "技巧得分：" + "；".join(part for part in parts if part) + "。"
    parts = [
        f"better than {', '.join(better)}" if better else "",
        f"no better than {', '.join(worse)}" if worse else "",
    ]
    return " By skill it is " + "; ".join(part for part in parts if part) + "."


def _notes(found: Validation, lang: str) -> list[Block]:
    return [Paragraph(note[lang] + pick(lang, ".", "。"), "note") for note in found.notes]


def _numbers(found: Validation, lang: str) -> list[Block]:
    caption = pick(
        lang,
        "Observed numbers with the 50 % and 80 % bands of the projections",
        "实际数据与各推演的50%、80%区间",
    )
    alt = pick(lang, "The same numbers are in the last table of this page.", "同样的数据见本页最后一表。")
    return [Picture("projections", caption, alt, partial(_projections, found, lang), 2)]


def _projections(found: Validation, lang: str, columns: int):
    return score_figures.projections(found.scores, found.dataset, lang, columns)


def _scores(found: Validation, lang: str) -> list[Block]:
    say = partial(pick, lang)
    text = say(
        "Bias is that of the means in sum, MAPE the mean absolute error of the medians in per cent, MASE their error in "
        "mean yearly changes of the known past. CRPS and interval score grow with width as with misses, so a wide band is "
        "no merit. Observations of one series depend on each other; so few say less than their number.",
        "偏差按均值合计计算；MAPE为中位数的平均绝对百分比误差；MASE以已知历史的平均年变动为单位。CRPS和区间得分对过宽与未命中"
        "同样扣分，区间宽不是优点。同一序列的观测相互关联，所含信息少于其个数。",
    )
    caption = say("PIT histograms of the projections", "各推演的PIT直方图")
    alt = say(
        "Shares of the observed numbers by where they fell in the projection.", "按实际值在推演分布中的位置统计的占比。"
    )
    return [
        Paragraph(text),
        score_table(found.lines, found.dataset, lang),
        Picture("pit", caption, alt, partial(_pits, found, lang), 2 if len(found.histograms) > 1 else 1),
    ]


def _pits(found: Validation, lang: str, columns: int):
    return score_figures.pits(dict(found.histograms), found.chance, found.dataset, lang, columns)


def _skill(found: Validation, lang: str) -> list[Block]:
    say = partial(pick, lang)
    table = skill_table(found.lines, found.dataset, lang)
    if table is None:
        return [
            Paragraph(
                say(
                    "No reference forecast could be made: of these series no past was known at the end of 2022.",
                    "无法给出参照预测：2022年底这些序列没有已知的历史数据。",
                )
            )
        ]
    caption = say("Skill of the model against each reference forecast", "模型相对各参照预测的技巧得分")
    alt = say("The numbers are in the table above.", "数据见上表。")
    return [table, Picture("skill", caption, alt, partial(_skills, found, lang), 2)]


def _skills(found: Validation, lang: str, columns: int):
    return score_figures.skills(found.lines, found.dataset, lang, columns)


def _bars(found: Validation, lang: str) -> list[Section]:
    table = bar_table(found.bars, found.dataset, lang)
    if table is None:
        return []
    return [Section("bars", pick(lang, "Against published bars", "与已发表标尺的比较"), (table,))]


def _method(found: Validation, lang: str) -> list[Block]:
    say = partial(pick, lang)
    texts = (
        say(
            "The members of the run are taken as draws of its predictive distribution. A flow is added up over the period "
            "observed (parts of a month by days), a stock is read at its end, an index is averaged. CRPS is in its fair form, "
            "so that few members are no handicap; bands are between quantiles at q(M + 1), which hold one more draw with "
            "their nominal probability.",
            "把各样本视为预测分布的抽样。流量按观测时段累加（不足一月按天数折算），存量取期末，指数取平均。CRPS采用公平形式，"
            "样本少不受惩罚；区间取位于 q(M+1) 处的分位数，使其以名义概率包含新的一次抽样。",
        ),
        say(
            "“World as projected” is the scenario with what could be known of the world in 2022 or was set in its file; “world "
            "as observed” is the same scenario with incomes, climate for investment, exchange rate and national visa rules as "
            "they turned out; what the city itself did is what the scenario assumes in both. The first is a forecast; the second tells the model's own error from that of the world.",
            "“外部环境按推演”使用情景文件的设定或2022年底可知的外部环境；“外部环境按实际”使用同一情景，但收入、投资环境、汇率与国家"
            "签证政策按实际走势；南京自身的做法，两者都按情景的设定。前者是预测，后者把模型自身的误差与外部环境的误差分开。",
        ),
        say(
            "Reference forecasts know yearly series to the year before the run, 2022 at the latest, and are taken to "
            "months by the season of visitors, or evenly. Visitors are known to 2019 only, the last year before the closure; "
            "the benchmark forecast is then 2019's level times the recovery of the region.",
            "参照预测只使用模拟期之前（最晚2022年）的年度数据，再按入境旅游的季节分布（其他序列按月平均）分到各月。入境游客数据只到"
            "2019年，即关闭前最后一年；因此诚实的对手是2019年水平乘以所在地区的恢复率。",
        ),
    )
    blocks: list[Block] = [Paragraph(text) for text in texts]
    if found.assumptions:
        blocks.append(Bullets(tuple(clean(one[lang], 1000) for one in found.assumptions)))
    return blocks
