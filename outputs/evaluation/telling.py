"""Whether the figures could tell the effect of the pilot at all: its size beside the error of a count and beside Nanjing's luck."""

from collections.abc import Iterator

import numpy as np

from outputs.documents.document import Block, Bullets, Cell, Paragraph, Table
from outputs.report.run import Run
from outputs.results.numbers import percent
from outputs.results.outcomes import HEADLINES, Outcome

USUAL_ERROR = 0.10
"""Error of a year's count where none is stated, as a share; *assumption*, the same as where members are chosen by figures."""
_VERDICTS = {
    "error": ("no: smaller than the error of a count", "否：小于统计误差"),
    "luck": ("no: smaller than what luck does", "否：小于南京自身走势的波动"),
    "yes": ("larger than both", "大于两者"),
}


def telling(run: Run, record: dict) -> Iterator[Block]:
    """Yield what the figures can and cannot tell."""
    yield Paragraph(
        run.pick(
            "A figure tells an effect only where the effect is larger than the error of the count, and than what happens to Nanjing without any cause "
            "that is known. The table sets the last whole year's effect beside both.",
            "只有当效果大于统计误差、也大于南京自身无明确原因的波动时，数据才可能识别它。下表把最后一个整年的效果与两者对照。",
        )
    )
    rows = tuple(_row(run, record, outcome) for outcome in HEADLINES)
    header = run.pick(
        "Outcome|Effect of the pilot|Error of a count (one standard deviation)|Spread of Nanjing's own course|Can the figures tell it?",
        "结果|试点效果|统计误差（一个标准差）|南京自身走势的离散程度|数据能否识别",
    ).split("|")
    caption = run.pick("Per cent of the level without the pilot, last whole year", "占无试点水平的百分比，最后一个整年")
    yield Table(caption, tuple(header), rows, words=frozenset({4}))
    yield Bullets(
        (
            run.pick(
                "There is one Nanjing and no second one without the pilot: no figure of Nanjing alone can tell the pilot from whatever else began in the same months.",
                "南京只有一个，没有不实施试点的另一个南京：仅凭南京自身数据，无法把试点与同期开始的其他变化区分开。",
            ),
            run.pick(
                "Where members were chosen by figures, what the model lacks or misjudges is laid to Nanjing's own course: the pilot's part stays what the assumed "
                "strengths make it, and is moved by the figures only through the level it acts on.",
                "按实际数据选取样本时，模型遗漏或估计有误的部分会计入南京自身走势；试点部分仍由假设的作用强度决定，数据只通过其作用的水平间接影响它。",
            ),
            run.pick(
                "What would tell more: dates and shares of tasks from a ledger, figures by field or origin where a task acts on some and not on others, and the same "
                "figures of cities with an earlier, a later or no pilot.",
                "能够增加识别力的：任务台账中的日期与落实比例；任务只作用于部分行业或客源地时，分行业、分客源地的数据；试点更早、更晚或没有试点的城市的同口径数据。",
            ),
        )
    )


def _row(run: Run, record: dict, outcome: Outcome) -> tuple[Cell, ...]:
    periods = record["causes"][outcome.key]
    years = [name for name in periods if name.isdigit() and _months(run, name) == 12] or ["total"]
    last = periods[years[-1]]
    without = np.array(last["came"]) - np.array(last["pilot"])
    level = float(without.mean()) or np.nan
    effect, luck = (
        float(np.mean(last["pilot"])) / level,
        float(np.std(last["luck"], ddof=min(1, len(last["luck"]) - 1))) / level,
    )
    error = _error(run, outcome)
    verdict = "error" if abs(effect) < error else "luck" if abs(effect) < luck else "yes"
    return (
        Cell(outcome.name(run.lang)),
        Cell(percent(effect, signed=True, lang=run.lang), effect),
        Cell(percent(error, lang=run.lang), error),
        Cell(percent(luck, lang=run.lang), luck),
        Cell(run.pick(*_VERDICTS[verdict])),
    )


def _months(run: Run, year: str) -> int:
    return int((run.dataset["month"].dt.year.values == int(year)).sum())


def _error(run: Run, outcome: Outcome) -> float:
    """Return the error of a year's count: the smallest that the figures of this outcome have, else the usual one."""
    figures = (run.conditioning or {}).get("figures", [])
    names = {*outcome.variables, outcome.key.replace("-", "_")}
    stated = [float(one["error"]) for one in figures if one["variable"] in names and not one["cell"]]
    return min(stated, default=USUAL_ERROR)
