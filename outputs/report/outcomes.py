"""The part of a report that tells FDI, trade and tourism by year."""

from collections.abc import Sequence

from outputs.documents.document import Block, Bullets, Cell, Paragraph, Section, Table
from outputs.report.effect_cells import heads, hides, note, rows_of
from outputs.report.effects import FALL, NOTHING, RISE, SMALL, UNSETTLED, Effect, in_unit, rescale, sentence
from outputs.report.measures import period_words, whole, yearly, yearly_table
from outputs.report.pictures import picture
from outputs.report.run import Run
from outputs.results.numbers import MISSING, percent
from outputs.results.outcomes import HEADLINES, Outcome, unit
from outputs.results.summary_rows import COST, EXPORTED, is_stock

GROUPS = (
    (
        "fdi",
        "Foreign direct investment",
        "外资",
        ("fdi", "fdi-jiangsu", "fdi-china", "new-firms", "jobs"),
        ("fdi-pipeline",),
    ),
    ("home", "Domestic firms", "本土企业", ("domestic-firms",), ()),
    ("trade", "Trade", "贸易", ("goods-trade", "services-trade"), ()),
    (
        "tourism",
        "Inbound tourism",
        "入境旅游",
        ("visitors", "visitors-jiangsu", "visitors-china", "nights", "spending", "duty-free"),
        (),
    ),
    ("talent", "International talent", "国际人才", ("talent",), ("talent",)),
)
"""Parts with the keys of their outcomes and the figures that belong to the whole part."""
BY_KEY = {outcome.key: outcome for outcome in EXPORTED}
_FANS = frozenset(outcome.key for outcome in HEADLINES)


def outcomes(run: Run) -> Section:
    """Effects by year in one table, then each group of outcomes in sentences and figures."""
    parts = tuple(
        Section(anchor, run.pick(en, zh), tuple(_group(run, keys, pictures)))
        for anchor, en, zh, keys, pictures in GROUPS
    )
    intro = run.pick(
        "Means over the members of scenario less counterfactual. A flow of the whole period is the sum of its years, a stock is "
        "that of the last month. Counterfactual, scenario and intervals of each year stand in the annex.",
        "下表为各样本“情景减对照情景”的平均值。流量的全期数为各年之和，存量取期末值。各年的对照情景、情景与区间见附录。",
    )
    title = run.pick("FDI, trade and tourism by year", "外资、贸易与旅游：分年度结果")
    return Section("outcomes", title, (Paragraph(intro), years_table(run), picture(run, "effects")), parts)


def outcome_sentence(run: Run, outcome: Outcome) -> str:
    """What happens to an outcome over the whole run."""
    stock = is_stock(run.dataset, outcome)
    return sentence(
        outcome.key,
        outcome.name(run.lang),
        whole(run, outcome),
        unit(run.dataset, outcome, run.lang),
        run.lang,
        end=stock,
        when="" if stock else period_words(run),
    )


def _group(run: Run, keys: tuple[str, ...], pictures: tuple[str, ...]) -> list[Block]:
    blocks: list[Block] = [Bullets(tuple(_told(run, BY_KEY[key]) for key in keys))]
    blocks += [picture(run, f"fan-{key}", _alt(run, BY_KEY[key])) for key in keys if key in _FANS]
    return blocks + [picture(run, name) for name in pictures]


def _alt(run: Run, outcome: Outcome) -> str:
    return run.pick("Fan chart over the months. ", "逐月扇形图。") + outcome_sentence(run, outcome)


def _told(run: Run, outcome: Outcome) -> str:
    """The whole run in a sentence, then in which years the effect is clear."""
    return outcome_sentence(run, outcome) + when_clear(run, yearly(run, outcome))


def when_clear(run: Run, found: list[tuple[str, Effect]]) -> str:
    """In which years the effect is clear of zero and in which it is not; empty where there is but one year."""
    if len(found) < 2 or all(one.direction in (NOTHING, SMALL) for _, one in found) or found[0][1].alone:
        return ""
    words = {
        RISE: ("above the counterfactual in {}", "{}高于对照情景"),
        FALL: ("below it in {}", "{}低于对照情景"),
        SMALL: ("with hardly any change in {}", "{}无明显变化"),
        UNSETTLED: ("not settled in {}", "{}方向不明"),
        NOTHING: ("without any difference in {}", "{}无差别"),
    }
    if len(directions := {one.direction for _, one in found}) == 1:
        en, zh = {
            RISE: (" It is above the counterfactual in every year.", "各年度均高于对照情景。"),
            FALL: (" It is below the counterfactual in every year.", "各年度均低于对照情景。"),
            UNSETTLED: (" It is not settled in any year.", "各年度方向均不明。"),
        }[directions.pop()]
        return run.pick(en, zh)
    told = []
    for direction, (en, zh) in words.items():
        if named := [name for name, one in found if one.direction == direction]:
            told.append(run.pick(en.format(", ".join(named)), zh.format("、".join(named))))
    return run.pick(" By year: " + "; ".join(told) + ".", "分年度看：" + "，".join(told) + "。")


def years_table(run: Run) -> Table:
    """The effect on every outcome by year and over the whole period, each row with its unit and its own decimals."""
    found = [(outcome, yearly(run, outcome), whole(run, outcome)) for outcome in run.present]
    rows = tuple(_years_row(run, *one) for one in found)
    years = [name for name, _ in found[0][1]] if found else []
    header = (
        run.pick("Outcome", "结果"),
        run.pick("Unit", "单位"),
        *years,
        *run.pick("Whole period|Change", "全期|变化").split("|"),
    )
    caption = run.pick("Effect on every outcome by year", "各项结果的分年度效果")
    marks = note([(outcome.name(run.lang), total) for outcome, _, total in found], run.lang)
    return Table(caption, header, rows, words=frozenset({1}), mixed=True, note=marks)


def _years_row(run: Run, outcome: Outcome, years: list[tuple[str, Effect]], total: Effect) -> tuple[Cell, ...]:
    stock = is_stock(run.dataset, outcome)  # the last year's end is that of the run
    own = unit(run.dataset, outcome, run.lang)
    total, of = in_unit(total, own)
    years = [(name, rescale(one, of.factor / own.factor)) for name, one in years]
    rows = rows_of(years if stock or len(years) == 1 else [*years, ("", total)], run.lang, last=True)
    ((_, effect, _, _, change, *_),) = rows_of([("", total)], run.lang)
    cells = (row[1] for row in rows[: len(years)])
    return Cell(_name(run, outcome)), Cell(of.name), *cells, effect, change


def _name(run: Run, outcome: Outcome) -> str:
    at_end = is_stock(run.dataset, outcome)
    return outcome.name(run.lang) + (run.pick(", at the end", "（期末）") if at_end else "")


def whole_table(run: Run, only: Sequence[str] = ()) -> Table:
    """Every outcome over the whole run that is not zero in both variants, or ``only`` those with these keys, each with its unit."""
    shown = [outcome for outcome in run.present if not only or outcome.key in only]
    found = [(outcome, whole(run, outcome)) for outcome in shown]
    rows = []
    for outcome, one in found:
        fit, of = in_unit(one, unit(run.dataset, outcome, run.lang))
        name, *cells = rows_of([(_name(run, outcome), fit)], run.lang)[0]
        gain = MISSING if one.direction == NOTHING else percent(one.above, lang=run.lang)
        if outcome.key == COST:
            cells[1:3], gain = [Cell(MISSING), Cell(MISSING)], MISSING
        rows.append((name, Cell(of.name), *cells, Cell(gain, one.above)))
    caption = run.pick(
        f"{'Main' if only else 'All'} outcomes over the whole period: flows added up, stocks at the end; means over the members",
        f"全期{'主要' if only else '各项'}结果：流量为全期合计，存量为期末值；均为样本平均值",
    )
    header = (
        *run.pick("Outcome|Unit", "结果|单位").split("|"),
        *heads(run.members, run.lang),
        run.pick("Share of runs with a gain", "效果为正的模拟占比"),
    )
    marks = note([(outcome.name(run.lang), one) for outcome, one in found], run.lang, hides(rows))
    return Table(caption, header, tuple(rows), words=frozenset({1}), mixed=True, note=marks)


def yearly_tables(run: Run) -> list[Block]:
    """A table by year for every outcome: effect, interval, change, counterfactual and scenario."""
    return [yearly_table(run, outcome) for outcome in run.present]
