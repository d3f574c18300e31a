"""``validate``: a run against what was observed; or the model against the past and against published effects."""

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from door.simulate import Wishes
from door.voice import DONE, Voice
from outputs.errors import RunError

PARTS = ("backtests", "effects")
FOLDER = "validation"
"""Where the model's own validation goes, under the folder that holds runs."""
MEMBERS = 30


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
        RunError: something asked for that cannot be had, or libraries that are missing.
        ScenarioError: problems in a scenario file.
        KeyboardInterrupt: interrupted; what was finished is kept.
    """
    _check(asked, wishes)
    if asked.observed is not None:
        from door.validate_observed import Asked as Scored
        from door.validate_observed import validate_observed

        return validate_observed(Scored(asked.target, asked.observed, asked.alone), wishes, voice)
    folder = wishes.out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    if asked.part in (None, "backtests"):
        from door.validate_past import validate_past

        validate_past(folder, wishes.members or MEMBERS, wishes.scale, wishes.workers, voice)
    if asked.part in (None, "effects"):
        _effects(folder, wishes, asked.only, voice)
    return DONE


def _check(asked: Asked, wishes: Wishes) -> None:
    if asked.part is not None and asked.part not in PARTS:
        raise RunError(f"--part {asked.part}: {' | '.join(PARTS)}", f"--part {asked.part}：可为 {'、'.join(PARTS)}")
    if asked.target is not None and asked.observed is None:
        raise RunError(
            f"to score {asked.target}, name what was observed: --observed FILE.csv",
            f"要为 {asked.target} 评分，请用 --observed FILE.csv 指明实际数据",
        )
    for name in ("workers", "members"):
        if (value := getattr(wishes, name)) is not None and value < 1:
            raise RunError(f"--{name} {value}: at least 1", f"--{name} {value}：至少为 1")
    if wishes.out.exists() and not wishes.out.is_dir():
        raise RunError(f"--out {wishes.out}: not a folder", f"--out {wishes.out}：不是文件夹")
    if missing := [name for name in ("statsmodels",) if importlib.util.find_spec(name) is None]:
        raise RunError(
            f"validate needs {', '.join(missing)}, which is not installed: uv run --group calibration run.py validate ... "
            "brings it",
            f"validate 需要 {'、'.join(missing)}，尚未安装：用 uv run --group calibration run.py validate ... 即可",
        )


def _effects(folder: Path, wishes: Wishes, only: Sequence[str], voice: Voice) -> None:
    """Published effects as experiments, and the page that shows them."""
    from calibration.experiments import run, write_page
    from outputs.validation.write import LANGUAGES

    voice.tell("running the experiments on published effects ...", "正在运行已发表效果的对照实验……")
    results = run(folder, members=wishes.members or MEMBERS, workers=wishes.workers or 2, only=only or None)
    pages = [write_page(results, folder, lang) for lang in LANGUAGES]
    files = ", ".join(str(page) for page in pages if page is not None)
    voice.say(f"Published effects: {files or folder}", f"已发表效果：{files or folder}")
