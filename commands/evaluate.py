"""``evaluate``: what the pilot brought in the very years that were, beside the world, the nation's rules and Nanjing's luck."""

import dataclasses
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from commands.coalition_folder import kept, tell_failures
from commands.console import DONE, FAILED, Console
from commands.options import RunOptions
from commands.options_check import check_out, check_workers
from commands.progress import members_done
from commands.run_ensemble import read_all, run_ensembles
from commands.screen import print_table
from common.errors import UserError
from common.files import write_text
from model.draws import Bend
from outputs.evaluation.cause_file import FILE, Period, as_record, read_evaluation
from outputs.results.conditioning import conditioning_of
from outputs.results.outcomes import HEADLINES, Outcome
from scenarios.attributing import causes, ranking
from scenarios.attributing.causes import Causes, observed_parts
from scenarios.running.fingerprints import fingerprint
from scenarios.running.member import Job, Luck
from scenarios.running.prepare import Prepared

MOST_MEMBERS = 8
"""Members whose years are shared out unless more are asked for: eight settings are run for each."""
FIELD_MEMBERS = 3
"""Members in which fields or tasks are left out one by one."""
VARIABLES = tuple(dict.fromkeys(name for outcome in HEADLINES for name in outcome.variables))
BY = ("fields", "tasks", "none")


class EvaluateOptions(NamedTuple):
    """Options of this command beside those of any run."""

    by: str = "fields"
    forms: Sequence[str] = ("html",)


def evaluate(file: Path, options: EvaluateOptions, run_options: RunOptions, console: Console) -> int:
    """Run what was done, share out the years, and write the evaluation in both languages.

    Returns:
        The exit code: 1 where no member finished in every combination, else 0.

    Raises:
        InputError: problems in the files.
        UserError: a scenario whose world is not as observed, or results that would be in the way.
        KeyboardInterrupt: interrupted; what was finished is kept.
    """
    _check(options, run_options)
    (prepared,) = read_all([file], run_options, console)
    if not observed_parts(prepared.job.setting.world) or prepared.scenario.history is not None:
        raise UserError(
            "evaluate looks back: it takes a scenario of what was done, in the world as observed and without a history, such as observed.yaml",
            "evaluate 用于回顾：需要一个“实际情况”情景，外部环境按实际发生，且没有 history，例如 observed.yaml",
        )
    if run_ensembles([file], run_options, console, read=[prepared]) != DONE:
        return FAILED
    folder = run_options.out / prepared.scenario.name
    job = with_luck(prepared.job, folder)
    members = spread(prepared.members, MOST_MEMBERS)
    known = fingerprint(job.inputs, job.luck, members, options.by, VARIABLES)
    record = read_evaluation(folder)
    if record is None or record["identity"] != known:
        made = _shared_out(prepared, job, members, options.by, known, run_options, console)
        if made is None:
            return FAILED
        record = made
        write_text(folder / FILE, json.dumps(record, ensure_ascii=False) + "\n")
    _write(folder, record, options.forms, console)
    return DONE


def _check(options: EvaluateOptions, run_options: RunOptions) -> None:
    check_workers(run_options.workers)
    check_out(run_options.out)
    if options.by not in BY:
        raise UserError(f"--by {options.by}: {' | '.join(BY)}", f"--by {options.by}：可为 {'、'.join(BY)}")
    for form in options.forms:
        if form not in ("html", "docx"):
            raise UserError(f"--format {form}: html or docx", f"--format {form}：只能是 html 或 docx")


def with_luck(job: Job, folder: Path) -> Job:
    """Return a job with the luck that observations have chosen for its members, where they have."""
    record = conditioning_of(folder)
    if record is None:
        return job
    blocks = [(int(course), int(first), int(stop)) for course, first, stop in record["scores_of"]]
    chosen = tuple(
        Luck(
            int(one["candidate"]),
            tuple(Bend(*block, float(score)) for block, score in zip(blocks, one["scores"], strict=True)),
            int(record["fresh_from"]),
        )
        for one in record["members"]
    )
    return dataclasses.replace(job, luck=chosen)


def spread(members: int, most: int) -> tuple[int, ...]:
    """Return at most ``most`` of the members, evenly over all: chosen members stand in the order of their candidates."""
    return tuple(sorted({int(k) for k in np.linspace(0, members - 1, min(members, most)).round()}))


def _shared_out(
    prepared: Prepared,
    job: Job,
    members: Sequence[int],
    by: str,
    known: str,
    run_options: RunOptions,
    console: Console,
) -> dict | None:
    """Return the record of the evaluation; None where no member finished in every combination."""
    name = prepared.scenario.name
    place = kept(run_options.out / f".{name}.coalitions")
    with members_done(f"{name}: {console.pick('causes', '归因')}", console, ("runs", "次运行")) as progress:
        found = causes.run(job, members, VARIABLES, place, workers=run_options.workers, progress=progress)
    tell_failures(found.failed, len(found.members), len(members), place, console)
    if not found.members:
        return None
    parts: list[dict] = []
    if by != "none":
        asked = ranking.question(job, by, VARIABLES, [outcome.variables for outcome in HEADLINES])
        few = min(FIELD_MEMBERS, prepared.members)
        with members_done(
            f"{name}: {console.pick(by, '分任务' if by == 'tasks' else '分领域')}",
            console,
            ("batches of runs", "批运行"),
        ) as progress:
            ranked = ranking.run(asked, few, place, workers=run_options.workers, progress=progress)
        if ranked.members:
            parts = [{**player._asdict(), "effect": _half_way(ranked, k)} for k, player in enumerate(asked.players)]
    return as_record(known, found.members, _periods(found, job), parts, by)


def _half_way(ranked: ranking.Ranking, k: int) -> dict[str, list[float]]:
    """Return a player's part by outcome, the mean of what it brings alone and what is lost without it, (members,)."""
    return {
        outcome.key: list(
            np.sum(
                [(ranked.alone[name][k] + ranked.left_out[name][k]).sum(axis=-1) / 2 for name in outcome.variables],
                axis=0,
            )
        )
        for outcome in HEADLINES
    }


def _periods(found: Causes, job: Job) -> dict[str, dict[str, Period]]:
    """Return by outcome and period what was expected, the parts and what came, (members,) each."""
    years = 2013 + np.arange(job.first, job.first + job.months) // 12
    spans = {str(year): years == year for year in np.unique(years)} | {"total": np.ones(years.size, bool)}
    return {
        outcome.key: {name: _over(found, outcome, months) for name, months in spans.items()} for outcome in HEADLINES
    }


def _over(found: Causes, outcome: Outcome, months: np.ndarray) -> Period:
    """Add up an outcome, a flow, over some months."""

    def total(arrays: Mapping[str, np.ndarray]) -> np.ndarray:
        return np.sum([arrays[name][..., months].sum(axis=-1) for name in outcome.variables], axis=0)

    parts = dict(zip(causes.CAUSES, total(found.parts), strict=True))
    return {"expected": total(found.expected), **parts, "came": total(found.came)}


def _write(folder: Path, record: dict, forms: Sequence[str], console: Console) -> None:
    from outputs.evaluation.page import cause_table, write_evaluation

    console.note("writing the evaluation ...", "正在撰写评估报告……")
    print_table(cause_table(folder, record, console.lang), 160)
    console.result(
        "Parts are averaged over worlds with and without the other causes; what the pilot brought in the years as they were is the "
        "effect in the table above.",
        "各部分为其他成因计入与不计入的各种情形下的平均；试点在实际情形下的成效见上表“效果”。",
    )
    written = [path for form in forms for path in write_evaluation(folder, record, form)]
    console.result(f"Evaluation: {', '.join(map(str, written))}", f"评估报告：{'、'.join(map(str, written))}")
