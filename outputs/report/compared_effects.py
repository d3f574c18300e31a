"""Effects of several runs beside each other, over the months that all have, in sentences and tables."""

from collections.abc import Iterator, Sequence

import numpy as np

from outputs.comparing.compare import Comparison
from outputs.comparing.compare_table import luck_notes, outcome_label
from outputs.comparing.effect_differences import effect_difference
from outputs.documents.document import Cell, Table
from outputs.report.effect_cells import heads, hides, note, rows_of, without_interval
from outputs.report.effects import FALL, NOTHING, RISE, SMALL, UNSETTLED, Effect, measured, span_ends
from outputs.report.measures import period_words, whole, years
from outputs.report.run import Run
from outputs.report.summary import rounding
from outputs.results.amounts import amount
from outputs.results.numbers import MISSING, negligible, number, percent, places
from outputs.results.outcomes import FEWEST, HEADLINES, LEVELS, Outcome, interval_name, quantiles, unit
from outputs.results.reader_names import period
from outputs.results.summary_rows import COST, EXPORTED, is_stock, present

_NAMED = {"fdi": ("FDI", "外资"), "visitors": ("visitors", "入境过夜游客")}
"""Outcomes that the headline and the sentences tell; the others are in the tables."""
_WORDS = {
    NOTHING: ("no difference", "无差别"),
    SMALL: ("hardly any change", "无明显变化"),
    UNSETTLED: ("direction not settled", "增减尚难判断"),
}


def headline(runs: Sequence[Run]) -> str:
    """Which of the scenarios has the largest mean effect, where that is clear of zero."""
    first = runs[0]
    best: dict[str, list[str]] = {}
    for key, names in _NAMED.items():
        clear = [(run, one) for run in runs if (one := whole(run, _outcome(key))).direction == RISE]
        if clear:
            run, one = max(clear, key=lambda item: item[1].mean)
            size = amount(one.mean, one.decimals, unit(run.dataset, _outcome(key), run.lang), run.lang)
            best.setdefault(run.title, []).append(
                first.pick(f"on {names[0]} (about {size})", f"{names[1]}（约{size}）")
            )
    when = period_words(first)
    if not best:
        return first.pick(
            f"Over {when}, no scenario clearly raises FDI or visitors", f"{when}，各情景对外资和游客均无明确增加"
        )
    told = [
        first.pick(
            f"“{title}” has the largest mean effect {' and '.join(sizes)}",
            f"平均效果最大的是《{title}》：{'、'.join(sizes)}",
        )
        for title, sizes in best.items()
    ]
    return first.pick(f"Over {when}, {'; '.join(told)}", f"{when}，{'；'.join(told)}")


def _outcome(key: str) -> Outcome:
    return next(outcome for outcome in HEADLINES if outcome.key == key)


def sentences(runs: Sequence[Run], pairs: Sequence[Comparison]) -> Iterator[str]:
    """What each scenario brings against its own counterfactual, then how far each differs from the first."""
    for run in runs:
        told = [
            f"{run.pick(en + ' ', zh)}{_in_words(run, whole(run, _outcome(key)), _outcome(key))}"
            for key, (en, zh) in _NAMED.items()
        ]
        yield run.pick(f"“{run.title}”: {'; '.join(told)}.", f"《{run.title}》：{'；'.join(told)}。")
    for pair in pairs:
        yield _difference_sentence(runs[0], pair)


def _in_words(run: Run, one: Effect, outcome: Outcome) -> str:
    if one.direction in _WORDS:
        return run.pick(*_WORDS[one.direction])
    of = unit(run.dataset, outcome, run.lang)
    low, high = span_ends(one, of, run.lang, signed=True)
    span = interval_name(one.members, run.lang)
    mean = amount(one.mean, one.decimals, of, run.lang, signed=True)
    share = percent(one.change, signed=True, lang=run.lang)
    pulled = (
        run.pick("; mean outside it: a few members pull it", "；均值由个别样本拉动而在区间之外") if one.outside else ""
    )
    return run.pick(
        f"{mean} ({span} {low} to {high}{pulled}; {share})", f"{mean}（{span}{low}至{high}{pulled}；{share}）"
    )


_ALIKE = {NOTHING: ("the same", "相同"), SMALL: ("hardly any difference", "几乎相同")}
"""What is said of two effects that do not differ, or not so that anybody would see it."""


def _difference_sentence(first: Run, pair: Comparison) -> str:
    told = []
    for key, (en, zh) in _NAMED.items():
        outcome, of = _outcome(key), unit(pair.old.dataset, _outcome(key), first.lang)
        one = difference(pair, outcome, of.factor)
        if one.direction in (RISE, FALL):
            ends = span_ends(one, of, first.lang)
            size = amount(abs(one.mean), one.decimals, of, first.lang)
            more_en, more_zh = ("more", "多") if one.direction == RISE else ("less", "少")
            span = interval_name(one.members, first.lang)
            told.append(
                first.pick(
                    f"effect on {en} {size} {more_en} ({span} {ends[0]} to {ends[1]})",
                    f"{zh}效果{more_zh}{size}（{span}{ends[0]}至{ends[1]}）",
                )
            )
        else:
            same_en, same_zh = _ALIKE.get(one.direction, ("which is larger is not settled", "孰大孰小尚难判断"))
            told.append(first.pick(f"effects on {en}: {same_en}", f"{zh}效果{same_zh}"))
    how = (
        first.pick(f"{len(pair.members)} members in pairs", f"{len(pair.members)}个样本逐一配对")
        if pair.paired
        else first.pick("luck differs, all members against all", "随机因素不同，样本两两相比")
    )
    return first.pick(
        f"“{pair.new.label}” against “{pair.old.label}” ({how}): {'; '.join(told)}.",
        f"《{pair.new.label}》与《{pair.old.label}》相比（{how}）：{'；'.join(told)}。",
    )


def difference(pair: Comparison, outcome: Outcome, factor: float) -> Effect:
    """The effect of the new run less that of the old one, as an effect whose levels are the two effects."""
    found = effect_difference(pair, outcome)
    one, usual = measured(np.zeros_like(found.differences), found.differences, factor), _usual(pair, outcome, factor)
    base, level = (float(effects.mean()) * factor for effects in (found.old, found.new))
    ends = (0.0, 0.0, base, level) if outcome.key == COST else (one.low, one.high, one.mean)
    return one._replace(
        base=base,
        level=level,
        decimals=places(*ends, level=usual),
        direction=SMALL if negligible(usual, one.low, one.high, one.mean) else one.direction,
    )


def _usual(pair: Comparison, outcome: Outcome, factor: float) -> float:
    """The level beside which effects and their difference may be negligible: that of the old run's scenario."""
    return float(pair.difference(outcome).old.mean()) * factor


def overview(runs: Sequence[Run], shared: Sequence[Run]) -> Table:
    """One row for each run: its months and members, and its mean effect on each headline outcome over the shared months."""
    first = runs[0]
    effects = {outcome: [whole(run, outcome) for run in shared] for outcome in HEADLINES}
    rows = tuple(
        (
            Cell(run.title),
            Cell(period(run.dataset["month"].values, run.lang)),
            Cell(str(run.members), run.members),
            *(
                Cell(
                    "0" if found[k].direction == NOTHING else number(found[k].mean, found[k].decimals, signed=True),
                    found[k].mean,
                )
                for found in effects.values()
            ),
        )
        for k, run in enumerate(runs)
    )
    names = (
        first.pick(
            f"{outcome.en}, {unit(first.dataset, outcome, 'en').name}",
            f"{outcome.zh}（{unit(first.dataset, outcome, 'zh').name}）",
        )
        for outcome in HEADLINES
    )
    header = (*first.pick("Scenario|Own period|Members", "情景|自身时段|样本数").split("|"), *names)
    caption = first.pick(
        f"Effect of each scenario on its own counterfactual, {period_words(shared[0])}, means over its members",
        f"各情景相对自身对照情景的效果，{period_words(shared[0])}，各自样本的平均值",
    )
    return Table(caption, header, rows, words=frozenset({1}))


def how_compared(runs: Sequence[Run], shared: Sequence[Run], pairs: Sequence[Comparison]) -> Iterator[str]:
    """A word where members, months or worlds differ."""
    first = runs[0]
    if any(run.dataset.sizes["month"] > shared[0].dataset.sizes["month"] for run in runs):
        yield first.pick(
            f"The runs have different months: everything here is over the months that all have, {period_words(shared[0])}.",
            f"各次运行的时段不同：本报告一律只用共有月份（{period_words(shared[0])}）。",
        )
    if len({run.members for run in runs}) > 1:
        kinds = first.pick(", ", "，").join(
            first.pick(
                f"“{run.title}” {run.members} ({interval_name(run.members, 'en')})",
                f"《{run.title}》{run.members}个（{interval_name(run.members, 'zh')}）",
            )
            for run in runs
        )
        yield first.pick(
            f"The runs have different numbers of members: {kinds}. Means over different members differ by luck as well.",
            f"各次运行的样本数不同：{kinds}。样本不同，均值之差中也含随机因素。",
        )
    yield rounding(first)
    for pair in pairs:
        start = first.pick(
            f"“{pair.new.label}” against “{pair.old.label}”: ", f"《{pair.new.label}》与《{pair.old.label}》："
        )
        yield start + first.pick(" ", "").join(luck_notes(pair, first.lang))


def by_outcome(runs: Sequence[Run]) -> Iterator[Table]:
    """A table for each outcome, one row a run: effect, interval and levels, one number a cell."""
    kinds = {run.members >= FEWEST for run in runs}
    for outcome in EXPORTED:
        rows = [(run.title, whole(run, outcome)) for run in runs]
        if all(one.base == 0 and one.level == 0 for _, one in rows):
            continue
        first, of = runs[0], unit(runs[0].dataset, outcome, runs[0].lang)
        end = first.pick(", at the end", "（期末）") if is_stock(first.dataset, outcome) else ""
        header = heads(min(run.members for run in runs), first.lang)
        if len(kinds) == 2:
            low, high = first.pick("80 % interval or range, from|to", "80%区间或最小值：下限|上限或最大值").split("|")
            header = (header[0], low, high, *header[3:])
        caption = first.pick(f"{outcome.en}{end}, {of.name}", f"{outcome.zh}{end}（{of.name}）")
        cells = rows_of(rows, first.lang, apart=True)
        if outcome.key == COST:
            cells = tuple(map(without_interval, cells))
        yield Table(
            caption, (first.pick("Scenario", "情景"), *header), cells, note=note(rows, first.lang, hides(cells))
        )


def by_year(runs: Sequence[Run]) -> Iterator[Table]:
    """A table for each headline outcome: mean effects by year, one column a run."""
    first = runs[0]
    for outcome in HEADLINES:
        found = [[(name, whole(run, outcome, months)) for name, months in years(run)] for run in runs]
        totals = [[] if is_stock(run.dataset, outcome) else [("", whole(run, outcome))] for run in runs]
        columns = [
            {name.text: mean for name, mean, *_ in rows_of([*rows, *total], first.lang, last=True)}
            for rows, total in zip(found, totals, strict=True)
        ]  # as in the report of each run
        labels = dict.fromkeys(name for rows in found for name, _ in rows)
        body = tuple((Cell(label), *(column.get(label, Cell(MISSING)) for column in columns)) for label in labels)
        of = unit(first.dataset, outcome, first.lang).name
        caption = first.pick(f"{outcome.en}: mean effect by year, {of}", f"{outcome.zh}：分年度平均效果（{of}）")
        yield Table(caption, (first.pick("Year", "年份"), *(run.title for run in runs)), body)


def _mean_of(effects: np.ndarray, outcome: Outcome, level: float) -> Cell:
    """The mean effect of a run with the digits that it has in the run's own tables; ``level`` as of :func:`_usual`."""
    mean = float(effects.mean())
    ends = (0.0, 0.0) if outcome.key == COST else map(float, quantiles(effects, LEVELS["80"]))
    return Cell(number(mean, places(*ends, mean, level=level), signed=True) if effects.any() else "0", mean)


def there(pair: Comparison) -> list[Outcome]:
    """The outcomes that either run has: what is zero in every month of all variants is left out."""
    found = {outcome.key for one in (pair.old, pair.new) for outcome in present(one.dataset)}
    return [outcome for outcome in EXPORTED if outcome.key in found]


def difference_table(pair: Comparison, first: Run) -> Table:
    """Effects of both runs on every outcome and their difference with its interval."""
    rows = []
    for outcome in there(pair):
        factor = unit(pair.old.dataset, outcome, first.lang).factor
        ((_, mean, low, high, *_),) = rows_of([("", difference(pair, outcome, factor))], first.lang)
        found = effect_difference(pair, outcome)
        base, level = (
            _mean_of(effects * factor, outcome, _usual(pair, outcome, factor)) for effects in (found.old, found.new)
        )
        if outcome.key == COST:
            low, high = Cell(MISSING), Cell(MISSING)
        label = outcome_label(pair, pair.difference(outcome), first.lang)
        rows.append((Cell(label), base, level, mean, low, high))
    _, low_head, high_head, *_ = heads(pair.draws, first.lang)
    header = (
        *first.pick(
            f"Outcome, unit|{pair.old.label}|{pair.new.label}|Difference",
            f"结果（单位）|{pair.old.label}|{pair.new.label}|差额",
        ).split("|"),
        low_head,
        high_head,
    )
    caption = first.pick(
        f"Effects compared: “{pair.new.label}” less “{pair.old.label}”, each against its own counterfactual",
        f"效果之差：《{pair.new.label}》减《{pair.old.label}》（各自相对其对照情景）",
    )
    return Table(caption, header, tuple(rows), mixed=True)
