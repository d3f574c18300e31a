"""The evaluation that the plan asks for: what was planned, what was carried out, and what each brings, side by side."""

from collections.abc import Iterator

import numpy as np

from outputs.documents.document import Block, Cell, Paragraph, Section, Table, clean
from outputs.report.aims import aim_blocks
from outputs.report.effects import Effect, measured, shown
from outputs.report.proven import proven_blocks
from outputs.report.run import Run
from outputs.results.carried_out import AgainstPlan, against_plan, months_to
from outputs.results.numbers import MISSING, number, percent, places
from outputs.results.outcomes import HEADLINES, Outcome, interval_name, unit
from outputs.results.summary_rows import COST, is_stock


def evaluation(run: Run) -> tuple[Section, ...]:
    """The section of a run with a ledger; none where there is no ledger."""
    if run.planned is None or not run.progress:
        return ()
    months = months_to(run.dataset, run.progress[0]["as_of"])
    as_of = _date(run, clean(run.progress[0]["as_of"], 10))
    parts = (
        ("evaluation-effects", ("What it brings", "带来的效果"), _effects(run, as_of, months)),
        ("evaluation-aims", ("The four aims", "四个“更加”目标"), aim_blocks(run, months)),
        ("evaluation-proven", ("What is proven enough to copy", "可复制推广的措施"), proven_blocks(run)),
        ("evaluation-tasks", ("Tasks and obstacles", "任务与存在问题"), _tasks(run)),
    )
    return (
        Section(
            "evaluation",
            run.pick("Evaluation: planned, carried out, effect", "落实评估：计划、落实与效果"),
            (Paragraph(_in_short(run, as_of, months)), Paragraph(_scope(run)), _by_field(run, as_of)),
            tuple(Section(anchor, run.pick(*title), tuple(blocks)) for anchor, title, blocks in parts),
        ),
    )


def evaluation_sentence(run: Run) -> tuple[str, ...]:
    """How far the plan was carried out and what that brings of it, for the summary; none where there is no ledger."""
    if run.planned is None or not run.progress:
        return ()
    as_of = run.progress[0]["as_of"]
    return (_in_short(run, _date(run, clean(as_of, 10)), months_to(run.dataset, as_of)),)


def _in_short(run: Run, as_of: str, months: slice) -> str:
    shares = _shares(run.progress)
    told = [
        run.pick(f"{one.name('en')} {percent(share)}", f"{one.name('zh')}{percent(share).replace(' ', '')}")
        for one in HEADLINES
        if (share := _against(run, one, months).share) is not None
    ]
    brought = run.pick(
        f" Of the effect that the plan would have had by then, this brings: {', '.join(told)}.",
        f"与按计划实施到同一日期的效果相比，实际落实达到：{'、'.join(told)}。",
    )
    return run.pick(
        f"By {as_of} the ledger has {int((shares > 0).sum())} of the plan's {len(shares)} tasks begun and {int((shares == 1).sum())} done in full; the mean share "
        f"done is {percent(float(shares.mean()))}.",
        f"截至{as_of}，台账显示方案的{len(shares)}项任务中已启动{int((shares > 0).sum())}项，其中全部完成{int((shares == 1).sum())}项，"
        f"平均落实比例为{percent(float(shares.mean())).replace(' ', '')}。",
    ) + (brought if told else "")


def _scope(run: Run) -> str:
    return run.pick(
        "In this report the scenario is the plan as the ledger says that it was carried out. Each member also runs the plan as written, on the same "
        "luck, so that their difference is the work of what was not, not yet or not wholly done. Tasks that the ledger leaves out count as not carried out; "
        "after its last date each task stays as it was. Levers other than tasks are as written in both.",
        "本报告中的“情景”是按台账实际落实的方案。每个样本另以相同随机数按原方案模拟，两者之差即未落实、迟落实或未完全落实的影响。"
        "台账未列的任务按未实施计算，最后日期之后各任务保持当时进度；试点任务以外的举措两者相同，均按情景原文。",
    )


def _shares(rows: tuple[dict[str, str], ...]) -> np.ndarray:
    return np.array([float(row["share_done"]) for row in rows])


def _against(run: Run, outcome: Outcome, months: slice) -> AgainstPlan:
    assert run.planned is not None  # asked of an evaluation only
    return against_plan(run.dataset, run.planned, outcome, months)


def _by_field(run: Run, as_of: str) -> Table:
    """Tasks planned, due, begun and done by the plan's fields and tables."""
    groups: dict[str, list[dict[str, str]]] = {}
    for row in run.progress:
        groups.setdefault(clean(row[f"group_{run.lang}"], 200), []).append(row)
    lines = [*groups.items(), (run.pick("All", "合计"), list(run.progress))]
    header = run.pick(
        f"Field or table of the plan|Tasks|Due by {as_of}|Begun|Done in full|Share planned by then|Share done|With an obstacle",
        f"方案领域或任务表|任务数|截至{as_of}应启动|已启动|全部完成|计划力度|落实比例|有问题",
    )
    caption = run.pick("Planned and carried out, by field", "各领域计划与落实情况")
    return Table(
        caption, tuple(header.split("|")), tuple(_counts(name, rows, run.lang) for name, rows in lines), last=True
    )


def _counts(name: str, rows: list[dict[str, str]], lang: str) -> tuple[Cell, ...]:
    due, done = np.array([float(row["due"]) for row in rows]), _shares(tuple(rows))
    counts = (len(rows), (due > 0).sum(), (done > 0).sum(), (done == 1).sum())
    means = (float(due.mean()), float(done.mean()))
    obstacles = sum(bool(row["obstacle"]) for row in rows)
    return (
        Cell(name),
        *(Cell(str(int(count)), float(count)) for count in counts),
        *(_whole(mean, lang) for mean in means),
        Cell(str(obstacles), obstacles),
    )


def _effects(run: Run, as_of: str, months: slice) -> Iterator[Block]:
    until = run.pick(f"Effects up to {as_of}", f"截至{as_of}的效果")
    yield _effect_table(run, months, until)
    if months.stop < run.dataset.sizes["month"]:
        text = run.pick(
            "Over the whole period, if nothing more is done after that date than was done by then:",
            "若此后不再推进、各任务保持当时进度，全期效果为：",
        )
        yield Paragraph(text)
        yield _effect_table(run, slice(None), run.pick("Effects over the whole period", "全期效果"))


def _effect_table(run: Run, months: slice, caption: str) -> Table:
    span = interval_name(run.members, run.lang)
    header = run.pick(
        f"Outcome, unit|Planned ({span})|Carried out ({span})|Carried out less planned ({span})|Share of the plan's effect",
        f"结果（单位）|按计划（{span}）|实际落实（{span}）|落实减计划（{span}）|占计划效果",
    )
    rows = tuple(_effect_row(run, outcome, months) for outcome in run.present)
    return Table(caption, tuple(header.split("|")), rows)


def _effect_row(run: Run, outcome: Outcome, months: slice) -> tuple[Cell, ...]:
    found, of = _against(run, outcome, months), unit(run.dataset, outcome, run.lang)
    end = run.pick(", at the end", "（期末）") if is_stock(run.dataset, outcome) else ""
    effects: tuple[Effect, ...] = (
        measured(found.base, found.base + found.planned, of.factor),
        measured(found.base, found.base + found.carried_out, of.factor),
        measured(found.planned, found.carried_out, of.factor),
    )
    share = MISSING if found.share is None else percent(found.share, lang=run.lang)
    name = outcome.name(run.lang) + end
    return (
        Cell(run.pick(f"{name}, {of.name}", f"{name}（{of.name}）")),
        *(Cell(_shown(effect, outcome, run.lang), effect.mean) for effect in effects),
        Cell(share, found.share),
    )


def _shown(effect: Effect, outcome: Outcome, lang: str) -> str:
    """An effect with its interval; cost has none, as an error that all unit costs share is in no member."""
    return number(effect.mean, places(0, 0, effect.mean), signed=True) if outcome.key == COST else shown(effect, lang)


def _whole(share: float, lang: str) -> Cell:
    """A share of a task in whole per cent: nobody knows it better."""
    return Cell(f"{100 * share:.0f}{'' if lang == 'zh' else ' '}%", share)


def _date(run: Run, as_of: str) -> str:
    """Return the date of a ledger as a reader writes it."""
    return run.pick(
        as_of, "".join(f"{int(part)}{unit}" for part, unit in zip(as_of.split("-"), "年月日", strict=False))
    )


def _tasks(run: Run) -> Iterator[Block]:
    """What holds tasks back, then every task of the plan."""
    names = {str(key): name for key, name in zip(run.dataset["task"].values, run.names("task"), strict=True)}
    held = [row for row in run.progress if row["obstacle"]]
    if held:
        header = run.pick("Task|What it is|Share done|Obstacle", "任务|内容|落实比例|存在问题").split("|")
        rows = tuple((*_task(run, row, names), Cell(clean(row["obstacle"], 400))) for row in held)
        yield Table(
            run.pick("Obstacles that the ledger names", "台账所列问题"), tuple(header), rows, words=frozenset({1, 3})
        )
    else:
        yield Paragraph(run.pick("The ledger names no obstacle.", "台账未列任何问题。"))
    header = run.pick(
        "Task|What it is|Share done|Planned by then|Begun|Evidence in the ledger|Grade|Acts by",
        "任务|内容|落实比例|计划力度|启动日期|台账依据|证据等级|作用方式",
    ).split("|")
    acts = {
        "process": ("process", "具体过程"),
        "assumed_push": ("assumed push", "假设推动量"),
        "both": ("both", "两者兼有"),
        "none": ("not modelled", "未建模"),
    }
    every = tuple(
        (
            *_task(run, row, names),
            _whole(float(row["due"]), run.lang),
            Cell(clean(row["begun"], 10) or MISSING),
            Cell(clean(row["evidence"], 200) or MISSING),
            Cell(clean(row["grade"], 1)),
            Cell(run.pick(*acts.get(row["basis"], ("–", "–")))),
        )
        for row in run.progress
    )
    caption = run.pick("Every task of the plan beside the ledger", "方案各项任务与台账对照")
    yield Table(caption, tuple(header), every, words=frozenset({1, 4, 5, 6, 7}), long=True)


def _task(run: Run, row: dict[str, str], names: dict[str, str]) -> tuple[Cell, Cell, Cell]:
    share = float(row["share_done"])
    return Cell(clean(row["task"], 6)), Cell(names.get(row["task"], "")), _whole(share, run.lang)
