"""Which posterior members draw from: the one that ships, a file of the user's, or the priors themselves."""

from collections.abc import Callable
from pathlib import Path

from common.errors import UserError
from common.system_errors import reason
from model.posterior import FILE, NOTHING_FITTED, Posterior, PosteriorError, read_posterior, shipped

PRIORS = "priors"
"""The word that stands for no posterior: every number is drawn from its prior."""
_AGAIN_EN = "Fit again (.uv/bin/uv run run.py calibrate --only fit) and give the new file: --posterior outputs/calibration/posterior.csv"
_AGAIN_ZH = "请重新拟合（.uv/bin/uv run run.py calibrate --only fit），再指定新文件：--posterior outputs/calibration/posterior.csv"
_REASONS: dict[str, tuple[str, str]] = {
    "form": (
        "this is no posterior that calibrate has written: its first line must say how many draws it has and under which "
        f"priors they were fitted. {_AGAIN_EN}",
        f"这不是 calibrate 写出的后验文件：首行应写明抽样数和拟合时的先验。{_AGAIN_ZH}",
    ),
    "columns": (
        f"its columns and the calibrated parameters differ: {{names}}. {_AGAIN_EN}",
        f"其列与需校准的参数不一致：{{names}}。{_AGAIN_ZH}",
    ),
    "rows": (
        f"it has fewer complete rows than its first line says: the file was cut short. {_AGAIN_EN}",
        f"完整行数少于首行所写，文件不完整。{_AGAIN_ZH}",
    ),
    "range": (
        "draws of {names} lie outside the range that the tables declare",
        "{names} 的抽样值超出参数表声明的范围",
    ),
    "priors": (
        f"it was fitted under other priors of {{names}} than those declared now. {_AGAIN_EN}; or draw all numbers from "
        f"their priors: --posterior {PRIORS}",
        f"它是在 {{names}} 的另一套先验下拟合的，与现在的声明不同。{_AGAIN_ZH}；也可全部从先验抽取：--posterior {PRIORS}",
    ),
}


def posterior_of(wanted: str | Path | None) -> Posterior | None:
    """Return the posterior that is asked for; None stands for the one that ships.

    Args:
        wanted: a file, the word ``priors``, or None. The file that ships, under whatever name, is the one that ships.

    Raises:
        UserError: no such file, or one that cannot be drawn from, with the reason.
    """
    if wanted is not None and str(wanted) == PRIORS:
        return NOTHING_FITTED
    if wanted is None:
        _checked(shipped, FILE.relative_to(FILE.parents[3]))
        return None
    posterior = _checked(lambda: read_posterior(Path(wanted)), wanted)
    try:
        same = posterior == shipped()
    except PosteriorError:
        return posterior
    return None if same else posterior


def _checked(read: Callable[[], Posterior], file: str | Path) -> Posterior:
    try:
        return read()
    except OSError as error:
        raise UserError(
            f"--posterior {file}: the file cannot be read ({reason(error, 'en')}); allowed: a posterior.csv that calibrate has written, "
            f"or {PRIORS}",
            f"--posterior {file}：无法读取（{reason(error, 'zh')}）；可用：calibrate 写出的 posterior.csv，或 {PRIORS}",
        ) from None
    except PosteriorError as error:
        en, zh = _REASONS[error.reason]
        raise UserError(
            f"{file}: {en.format(names=', '.join(error.names))}", f"{file}：{zh.format(names='、'.join(error.names))}"
        ) from None
