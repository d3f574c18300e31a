"""Which measures are proven enough to copy elsewhere: one stated rule, from the ledger, the evidence and the model's own effect."""

from collections.abc import Iterator

import numpy as np

from common.vocabulary import TASKS
from outputs.attribution.attribution_file import outcome_part
from outputs.documents.document import Block, Cell, Paragraph, Table
from outputs.report.run import Run
from outputs.results.direction import RISE, direction
from outputs.results.outcomes import HEADLINES

DONE = 0.8
"""Share done from which on a task counts as carried out."""
_WORDS = {
    "copy": ("Proven enough to copy", "可复制推广", "all four conditions hold", "四项条件均满足"),
    "trial": (
        "Try elsewhere first",
        "宜先扩大试点",
        "all but the grade: its evidence is an expert's analogy (C), no measurement",
        "仅证据等级不足：依据为专家类比（C级），并非实测",
    ),
    "unranked": (
        "Effect not told apart",
        "效果尚未单独测算",
        "carried out and acting by a process with evidence; its own effect has not been computed",
        "已落实、有依据且经由具体过程起作用，但单项效果尚未测算",
    ),
    "unclear": (
        "No clear effect",
        "效果不明确",
        "left out alone, no headline outcome is clearly lower",
        "唯独不做该项时，各项主要结果均无明确下降",
    ),
    "assumed": (
        "Rests on an assumption",
        "依托假设",
        "it acts in the model by an assumed push, in whole or part, has evidence of grade D, or no effect is modelled: the model cannot prove it",
        "在模型中全部或部分以假设的推动量起作用，或证据为D级，或没有可建模的作用：模型无法证明",
    ),
    "undone": (
        "Not carried out, or no evidence of it",
        "未落实或缺少依据",
        f"share done below {DONE:.0%}".replace("%", " %") + ", or the ledger names no evidence",
        f"落实比例低于{DONE:.0%}，或台账未写依据",
    ),
}
"""Verdicts, the best first: names and reasons in both languages."""


def verdict(row: dict[str, str], rises: bool | None) -> str:
    """Return the verdict on one task, a key of the table of verdicts.

    Args:
        row: the task, as in the file of tasks carried out.
        rises: whether some headline outcome is clearly higher by the task; None where nobody has computed it.
    """
    if float(row["share_done"]) < DONE or not row["evidence"]:
        return "undone"
    if row["basis"] != "process" or row["grade"] == "D":
        return "assumed"
    if rises is None:
        return "unranked"
    if not rises:
        return "unclear"
    return "copy" if row["grade"] in ("A", "B") else "trial"


def own_effects(run: Run) -> dict[str, bool]:
    """Return for each task that was ranked whether some headline outcome is clearly higher by it over the whole run."""
    ranking = run.ranking
    if ranking is None:
        return {}
    lost = [outcome_part(ranking, outcome, "_left_out").transpose("player", "member").values for outcome in HEADLINES]
    return {
        str(key): any(direction(np.asarray(effects[k])) == RISE for effects in lost)
        for k, key in enumerate(ranking["player"].values)
    }


def proven_blocks(run: Run) -> Iterator[Block]:
    """Yield the rule, and the tasks by verdict."""
    found = own_effects(run)
    by_verdict: dict[str, list[str]] = {name: [] for name in _WORDS}
    for row in run.progress:
        by_verdict[verdict(row, found.get(row["task"]))].append(row["task"])
    yield Paragraph(
        run.pick(
            f"A measure is proven enough to copy where four things hold: (1) at least {DONE * 100:.0f} % of it is done and the ledger names "
            "evidence; (2) in the model it acts by days, rules, money or land that somebody meets, not by an assumed push; (3) its evidence is of grade A or B, "
            "that is, measured somewhere; (4) where it alone is left out, the 80 % interval of at least one headline outcome over the "
            "period simulated lies wholly below the full one. The conditions are asked in this order and the first that fails gives the verdict, but (3) last. "
            "The verdict is the model's: it does not replace an evaluation with data of Nanjing.",
            f"认定一项措施可复制推广，须同时满足四项条件：（1）落实比例不低于{DONE * 100:.0f}%，且台账写明依据；（2）在模型中以有人实际遇到的天数、"
            "规则、资金或用地起作用，而非假设的推动量；（3）证据为A级或B级，即曾有实测；（4）唯独不做该项时，模拟期内至少一项主要结果的80%区间"
            "全部低于全部实施时。依次核对，（3）最后，以首个不满足的条件定结论。结论仅就模型而言，不能代替用南京数据所作的评估。",
        )
    )
    rows = tuple(
        (
            Cell(run.pick(*_WORDS[name][:2])),
            Cell(str(len(tasks)), len(tasks)),
            Cell(ranges(tasks, run.lang)),
            Cell(run.pick(*_WORDS[name][2:])),
        )
        for name, tasks in by_verdict.items()
        if tasks or name == "copy"
    )
    header = run.pick("Verdict|Tasks|Which|Because", "结论|任务数|任务编号|原因").split("|")
    caption = run.pick("Which measures are proven enough to copy", "哪些措施可复制推广")
    yield Table(caption, tuple(header), rows, words=frozenset({2, 3}))
    if by_verdict["unranked"]:
        yield Paragraph(
            run.pick(
                "The effect of single tasks is computed by “.uv/bin/uv run run.py attribute FILE --ledger LEDGER --by tasks”; the report made after that "
                "has a verdict for these.",
                "单项任务的效果用“.uv/bin/uv run run.py attribute 情景文件 --ledger 台账 --by tasks”测算，之后重新生成报告即有结论。",
            ),
            "note",
        )


def ranges(tasks: list[str], lang: str) -> str:
    """Return ids of tasks, in the order of the plan, with neighbours of a table drawn together: ``1.1–1.3, 4.2``."""
    runs: list[list[str]] = []
    for task in tasks:
        follows = runs and runs[-1][-1].split(".")[0] == task.split(".")[0]
        if follows and TASKS.index(task) == TASKS.index(runs[-1][-1]) + 1:
            runs[-1].append(task)
        else:
            runs.append([task])
    told = [run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return ("、" if lang == "zh" else ", ").join(told) or "–"
