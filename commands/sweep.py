"""``sweep``: many variants of a scenario, run as one and shown in one table and one figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from commands.coalition_folder import kept
from commands.console import DONE, FAILED, Console
from commands.duration import PLAN_S, tell
from commands.options_check import check_cluster_option, check_out, check_workers
from commands.progress import members_done
from commands.screen import print_table
from common.files import write_text
from common.text import LANGUAGES
from model.variables import VARIABLES
from outputs.results.outcomes import ROUNDING, Outcome
from outputs.results.summary_rows import EXPORTED
from outputs.sweep.sweep_result import SweepResult, as_csv, design_csv, members_csv
from scenarios.reading.options import with_options
from scenarios.running import batches, fingerprints
from scenarios.running.batches import Totals
from scenarios.running.prepare import Prepared, prepare
from scenarios.sweeping.key_names import key_name
from scenarios.sweeping.sweep_reader import Sweep, read

NAMES = tuple(dict.fromkeys(name for outcome in EXPORTED for name in outcome.variables))


@dataclass(frozen=True, kw_only=True)
class SweepOptions:
    """Options of the command; None leaves the value to the file or the machine."""

    members: int | None = None
    seed: int | None = None
    scale: float | None = None
    workers: int | None = None
    cluster: str | None = None
    out: Path


def sweep(file: Path, options: SweepOptions, console: Console) -> int:
    """Run all variants of a sweep file on the same members and show them.

    Variants that share world, parameters and counterfactual share one run of the counterfactual in each member.

    Returns:
        The exit code: 1 where no member finished in every variant, else 0.

    Raises:
        InputError: problems in the file, its base or its variants; all of them are in the error.
        UserError: an option that cannot be followed.
        KeyboardInterrupt: interrupted; what was finished is kept, and the same command goes on from it.
    """
    check_workers(options.workers)
    check_cluster_option(options.cluster)
    check_out(options.out)
    asked = read(file)
    prepared = [
        prepare(with_options(one.scenario, options.members, options.seed, options.scale)) for one in asked.variants
    ]
    members = prepared[0].members
    groups = _groups(prepared)
    scenario = prepared[0].scenario
    console.note(
        f"{asked.name}: {len(prepared)} variants, {len(groups)} counterfactual{'s' * (len(groups) > 1)}, {members} members",
        f"{asked.name}：{len(prepared)} 个方案，{len(groups)} 个对照情景，{members} 个样本",
    )
    runs = (len(prepared) + len(groups)) * members
    tell(runs, scenario.scale, scenario.period.months, options.workers, console, PLAN_S)
    place = kept(options.out / f".{asked.name}.batches")
    found = []
    for turn, group in enumerate(groups, 1):
        job = prepared[group[0]].job
        plans = [job.counterfactual, *(prepared[k].job.scenario for k in group)]
        part = console.pick(f" ({turn} of {len(groups)})", f"（第{turn}组，共{len(groups)}组）") * (len(groups) > 1)
        with members_done(asked.name + part, console, ("batches of runs", "批运行")) as progress:
            found.append(
                batches.run(
                    job,
                    plans,
                    range(members),
                    NAMES,
                    place,
                    keeps=True,
                    workers=options.workers,
                    cluster=options.cluster,
                    progress=progress,
                )
            )
    whole = tuple(member for member in range(members) if all(member in one.members for one in found))
    failed = [record for one in found for record in one.failed]
    if failed:
        first = failed[0]
        console.note(
            f"{members - len(whole)} of {members} members failed and are left out; the first, member {first['member']}: {first['why']}",
            f"{members} 个样本中有 {members - len(whole)} 个失败，未计入；首个为样本 {first['member']}：{first['why']}",
        )
    if not whole:
        return FAILED
    result = _result(asked, prepared, groups, found, whole)
    written = _write(result, options.out / asked.name)
    _show(result, written, console)
    return DONE


def _groups(prepared: Sequence[Prepared]) -> list[list[int]]:
    """Variants by what else they depend on: setting, seed, values, counterfactual."""
    by_key: dict[str, list[int]] = {}
    for k, one in enumerate(prepared):
        job = one.job
        key = fingerprints.fingerprint(job.setting, job.seed, job.overrides, job.counterfactual)
        by_key.setdefault(key, []).append(k)
    return list(by_key.values())


def _result(
    asked: Sweep,
    prepared: Sequence[Prepared],
    groups: Sequence[Sequence[int]],
    found: Sequence[Totals],
    members: tuple[int, ...],
) -> SweepResult:
    effects = {outcome.key: np.zeros((len(prepared), len(members))) for outcome in EXPORTED}
    levels = {key: array.copy() for key, array in effects.items()}
    for group, totals in zip(groups, found, strict=True):
        columns = [totals.members.index(member) for member in members]
        for outcome in EXPORTED:
            values = over_months(totals.values, outcome)[:, columns]
            change = values[1:] - values[:1]
            rounding = np.abs(change) <= ROUNDING * np.abs(values[:1])
            effects[outcome.key][list(group)] = np.where(rounding, 0.0, change)
            levels[outcome.key][list(group)] = values[0]
    identity = fingerprints.fingerprint([one.job.inputs for one in prepared], NAMES, list(members))
    return SweepResult(
        asked.name,
        asked.title,
        tuple(one.name for one in asked.variants),
        tuple(one.title for one in asked.variants),
        tuple(one.values for one in asked.variants),
        effects,
        levels,
        {outcome.key: VARIABLES[outcome.variables[0]].unit for outcome in EXPORTED},
        members,
        fingerprints.version(),
        identity,
        {key: key_name(key) for one in asked.variants for key in one.values},
    )


def over_months(values: Mapping[str, np.ndarray], outcome: Outcome) -> np.ndarray:
    """Return an outcome over all months, (plans, members): flows added up, stocks at the end."""
    total = sum(values[name] for name in outcome.variables)
    array = np.asarray(total)
    return array[..., -1] if VARIABLES[outcome.variables[0]].kind == "stock" else array.sum(axis=-1)


def _write(found: SweepResult, folder: Path) -> list[Path]:
    from outputs.figures.figure_files import save_forms
    from outputs.sweep import sweep_file
    from outputs.sweep.sweep_figure import footer
    from outputs.sweep.sweep_figure import sweep as draw

    folder.mkdir(parents=True, exist_ok=True)
    texts = {"sweep.csv": as_csv(found), "members.csv": members_csv(found)}
    write_text(folder / sweep_file.FILE, sweep_file.text(found))
    if any(found.values):
        texts["design.csv"] = design_csv(found)
    for name, text in texts.items():
        write_text(folder / name, text)
    for lang in LANGUAGES:
        save_forms(draw(found, lang), folder, "sweep", footer(found, lang), lang)
    return [*(folder / name for name in texts), folder / "sweep.*"]


def _show(found: SweepResult, written: Sequence[Path], console: Console) -> None:
    from outputs.sweep.sweep_table import heading, notes, table

    console.say(heading(found, console.lang))
    print_table(table(found, console.lang), spare=(3, 5))
    console.tell(notes(found, console.lang), written)
