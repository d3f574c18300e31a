"""``validate``: a run against what was observed; or the model against the past and against published effects."""

import importlib.util
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from commands.console import DONE, Voice
from commands.options_check import check_workers
from commands.simulate import Wishes
from common.errors import UserError

PARTS = ("backtests", "effects")
FOLDER = "validation"
"""Where the model's own validation goes, under the folder that holds runs."""
MEMBERS, FEWEST = 30, 2


@dataclass(frozen=True)
class Asked:
    """What the command line asks for beside the wishes of any run."""

    target: str | None = None
    observed: Path | None = None
    alone: bool = False
    part: str | None = None
    only: tuple[str, ...] = ()


def validate(asked: Asked, wishes: Wishes, voice: Voice) -> int:
    """Score a run against observations, or test the model against what is published.

    Returns:
        The exit code.

    Raises:
        UserError: something asked for that cannot be had, or libraries that are missing.
        InputError: problems in a scenario file.
        KeyboardInterrupt: interrupted; what was finished is kept.
    """
    _check(asked, wishes)
    if asked.observed is not None:
        from commands.validate_observed import Asked as Scored
        from commands.validate_observed import validate_observed

        return validate_observed(Scored(asked.target, asked.observed, asked.alone), wishes, voice)
    folder = wishes.out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    if asked.part in (None, "backtests"):
        from commands.validate_past import validate_past

        validate_past(folder, wishes.members or MEMBERS, wishes.scale, wishes.workers, voice)
    if asked.part in (None, "effects"):
        _effects(folder, wishes, asked.only, voice)
    return DONE


def _check(asked: Asked, wishes: Wishes) -> None:
    from scenarios.running.posteriors import posterior_of

    posterior_of(None)
    if asked.part is not None and asked.part not in PARTS:
        raise UserError(f"--part {asked.part}: {' | '.join(PARTS)}", f"--part {asked.part}：可为 {'、'.join(PARTS)}")
    if asked.target is not None and asked.observed is None:
        raise UserError(
            f"to score {asked.target}, name what was observed: --observed FILE.csv",
            f"要为 {asked.target} 评分，请用 --observed FILE.csv 指明实际数据",
        )
    if asked.observed is None and wishes.members is not None and wishes.members < FEWEST:
        raise UserError(
            f"--members {wishes.members}: at least {FEWEST}, for a spread between members",
            f"--members {wishes.members}：至少为 {FEWEST}，否则没有成员间的离散",
        )
    check_workers(wishes.workers)
    if wishes.out.exists() and not wishes.out.is_dir():
        raise UserError(f"--out {wishes.out}: not a folder", f"--out {wishes.out}：不是文件夹")
    if missing := [name for name in ("statsmodels",) if importlib.util.find_spec(name) is None]:
        raise UserError(
            f"validate needs {', '.join(missing)}, which is not installed: uv run --group calibration run.py validate ... "
            "brings it",
            f"validate 需要 {'、'.join(missing)}，尚未安装：用 uv run --group calibration run.py validate ... 即可",
        )


def _effects(folder: Path, wishes: Wishes, only: Sequence[str], voice: Voice) -> None:
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

    def told(names: str, members: int) -> None:
        voice.tell(f"published effects, {members} members: {names}", f"已发表效果，{members} 个成员：{names}")

    scale = {} if wishes.scale is None else {"scale": wishes.scale}
    results = run(
        folder,
        members=wishes.members or MEMBERS,
        workers=wishes.workers or os.cpu_count() or 1,
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
    voice.say(en, zh)
    files = ", ".join(map(str, [measured, *pages]))
    voice.say(f"Files: {files}", f"文件：{files}")
