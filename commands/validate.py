"""``validate``: a run against what was observed; or the model against the past and against published effects."""

import importlib.util
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from commands.console import DONE, Console
from commands.options import RunOptions
from commands.options_check import check_out, check_workers
from common.errors import UserError

PARTS = ("backtests", "routes", "effects")
FOLDER = "validation"
"""Where the model's own validation goes, under the folder that holds runs."""
MEMBERS, FEWEST = 30, 2


@dataclass(frozen=True)
class ValidateOptions:
    """Options of this command beside those of any run."""

    target: str | None = None
    observed: Path | None = None
    alone: bool = False
    part: str | None = None
    only: tuple[str, ...] = ()


def validate(options: ValidateOptions, run_options: RunOptions, console: Console) -> int:
    """Score a run against observations, or test the model against what is published.

    Returns:
        The exit code.

    Raises:
        UserError: an option that is not possible, or libraries that are missing.
        InputError: problems in a scenario file.
        KeyboardInterrupt: interrupted; what was finished is kept.
    """
    _check(options, run_options)
    if options.observed is not None:
        from commands.validate_observed import ScoreOptions, validate_observed

        return validate_observed(ScoreOptions(options.target, options.observed, options.alone), run_options, console)
    folder = run_options.out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    if options.part in (None, "backtests"):
        from commands.validate_past import validate_past

        validate_past(folder, run_options.members or MEMBERS, run_options.scale, run_options.workers, console)
    if options.part in (None, "routes"):
        from commands.validate_routes import validate_routes

        validate_routes(folder, run_options.members or MEMBERS, run_options.scale, run_options.workers, console)
    if options.part in (None, "effects"):
        _effects(folder, run_options, options.only, console)
    return DONE


def _check(options: ValidateOptions, run_options: RunOptions) -> None:
    from scenarios.running.posteriors import posterior_of

    posterior_of(None)
    if options.part is not None and options.part not in PARTS:
        raise UserError(
            f"--part {options.part}: {' | '.join(PARTS)}", f"--part {options.part}：可为 {'、'.join(PARTS)}"
        )
    if options.target is not None and options.observed is None:
        raise UserError(
            f"to score {options.target}, name what was observed: --observed FILE.csv",
            f"要为 {options.target} 评分，请用 --observed FILE.csv 指明实际数据",
        )
    if options.observed is None and run_options.members is not None and run_options.members < FEWEST:
        raise UserError(
            f"--members {run_options.members}: at least {FEWEST}, for a spread between members",
            f"--members {run_options.members}：至少为 {FEWEST}，否则没有样本间的离散",
        )
    check_workers(run_options.workers)
    check_out(run_options.out)
    if missing := [name for name in ("statsmodels",) if importlib.util.find_spec(name) is None]:
        raise UserError(
            f"validate needs {', '.join(missing)}, which is not installed: uv run --group calibration run.py validate ... "
            "brings it",
            f"validate 需要 {'、'.join(missing)}，尚未安装：用 uv run --group calibration run.py validate ... 即可",
        )


def _effects(folder: Path, run_options: RunOptions, only: Sequence[str], console: Console) -> None:
    """Published effects as experiments, the table of what was measured and the pages that show it."""
    from calibration.experiments import TABLE, effects, run, write_measured
    from common.text import Text
    from outputs.report.published import read_published
    from outputs.report.published_page import write_pages
    from scenarios.running.fingerprints import version

    if unknown := [name for name in only if name not in effects()]:
        raise UserError(
            f"--only {unknown[0]}: no such effect; there are {', '.join(effects())}",
            f"--only {unknown[0]}：没有这个编号；现有 {'、'.join(effects())}",
        )

    def told(names: str, done: int, members: int) -> None:
        console.note(f"published effects, {members} members: {names}", f"已发表效果，{members} 个样本：{names}")

    scale = {} if run_options.scale is None else {"scale": run_options.scale}
    results = run(
        folder,
        members=run_options.members or MEMBERS,
        workers=run_options.workers or os.cpu_count() or 1,
        only=only or None,
        progress=told,
        **scale,
    )
    measured = folder / "effects.csv"
    write_measured(results, measured)
    published = read_published(measured, TABLE, [result.row.id for result in results])
    switches = {result.row.id: Text(result.switch_en, result.switch_zh) for result in results if result.members}
    pages = write_pages(published, switches, version(), folder)
    counts = {
        verdict: [one.row.id for one in results if one.verdict == verdict] for verdict in ("pass", "fail", "unsure")
    }
    en = f"Published effects: {len(counts['pass'])} pass, {len(counts['fail'])} fail, {len(counts['unsure'])} not sharp"
    zh = f"已发表效果：{len(counts['pass'])} 项通过，{len(counts['fail'])} 项未通过，{len(counts['unsure'])} 项尚不明确"
    if counts["fail"]:
        en, zh = f"{en}; failing: {', '.join(counts['fail'])}", f"{zh}；未通过：{'、'.join(counts['fail'])}"
    if missed := [one.row.id for one in results if one.verdict == "missed"]:
        en, zh = f"{en}; set a number and missed: {', '.join(missed)}", f"{zh}；用于设定参数但不符：{'、'.join(missed)}"
    console.result(en, zh)
    files = ", ".join(map(str, [measured, *pages]))
    console.result(f"Files: {files}", f"文件：{files}")
