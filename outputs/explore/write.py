"""Write the page to look into one to four runs, one file that needs nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from common.errors import UserError
from common.files import write_bytes
from outputs.explore.facts import Facts
from outputs.explore.gather import gather
from outputs.explore.page_file import page
from outputs.explore.run_data import answer, common_months
from outputs.observed import read_observed
from outputs.report.published import MEASURED, read_published
from outputs.report.run import Run, read_run

MOST = 4
"""Runs on one page."""
FILE = "explore.html"


def read_runs(folders: Sequence[Path], effects: Path | None = None, observed: Path | None = None) -> list[Run]:
    """Return some runs with what lies beside them.

    Args:
        folders: folders of runs, as :func:`outputs.results.open.find_run` finds them.
        effects: a table of effects that were measured in the model; where not given, the one beside each run.
        observed: a file of observations, for all runs.

    Raises:
        UserError: too many runs, one named twice, or one that cannot be read; runs without a month in common.
    """
    if len(folders) > MOST:
        raise UserError(
            f"{len(folders)} runs given: explore takes up to {MOST}",
            f"给出了 {len(folders)} 个结果：explore 最多 {MOST} 个",
        )
    if len({folder.resolve() for folder in folders}) < len(folders):
        raise UserError("a run is named twice", "同一结果写了两次")
    runs = [_read(folder, effects, observed) for folder in folders]
    if any(span is not None and span.stop == 0 for span in common_months(runs)):
        raise UserError("the runs have no month in common", "这些结果没有共同的月份")
    return runs


def _read(folder: Path, effects: Path | None, observed: Path | None) -> Run:
    run, beside = read_run(folder, "en"), folder / MEASURED
    table = beside if beside.is_file() else effects
    run = replace(run, published=read_published(table) if table else ())
    return run if observed is None else replace(run, observed=read_observed(observed, run.dataset))


def page_of(
    runs: Sequence[Run], facts: Facts, lang: str, served: Sequence[str] = (), more: Mapping[str, object] | None = None
) -> str:
    """Return the page of some runs as text.

    Args:
        runs: up to four; a page that is served may begin with none.
        facts: what is known beside the results.
        lang: the language that it opens in.
        served: further scripts of a page that a server hands out.
        more: further data for these.
    """
    answers = [(one, [answer(run, one) for run in runs]) for one in (("zh", "en") if lang == "zh" else ("en", "zh"))]
    data = gather(runs, facts) if runs else {"runs": []}
    return page({**data, **(more or {})}, answers, lang, served=served)


def write_page(
    folders: Sequence[Path],
    target: Path,
    lang: str,
    facts: Facts | None = None,
    effects: Path | None = None,
    observed: Path | None = None,
) -> Path:
    """Write the page of one to four runs, whole or not at all.

    Args:
        folders, effects, observed: as :func:`read_runs`.
        target: the file.
        lang: the language that it opens in; both are inside.
        facts: what is known beside the results.

    Raises:
        UserError: as :func:`read_runs`.
        OSError: the disk or the folder refuses.
    """
    runs = read_runs(folders, effects, observed)
    write_bytes(target, page_of(runs, facts or Facts(), lang).encode("utf-8"))
    return target
