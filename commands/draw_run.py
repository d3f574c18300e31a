"""The headline figures that come with a run, drawn by several processes side by side."""

import importlib
from concurrent.futures import Future
from pathlib import Path

from common.text import LANGUAGES
from scenarios.running import workers
from scenarios.running.ensemble import Progress

MOST_SHARES = 3
"""Pieces of one language: each process that draws first reads the results, which takes as long as three figures."""


def draw(run: Path, processes: int | None) -> list[Future]:
    """Begin to draw the figures of a run; one process has drawn them all when this returns."""
    several = workers.number(processes)
    if several > 1:
        pool = workers.pool(several)
        return [pool.submit(draw_share, run, lang, *share) for lang, *share in shares(several)]
    for lang in LANGUAGES:
        draw_share(run, lang)
    return []


def shares(processes: int) -> list[tuple[str, int, int]]:
    """Language, number and how many of each piece of the work for some processes."""
    pieces = min(MOST_SHARES, max(1, processes // len(LANGUAGES)))
    return [(lang, k, pieces) for k in range(pieces) for lang in LANGUAGES]


def drawing_soon(progress: Progress, processes: int | None) -> Progress:
    """Let processes import what draws as soon as no member is left for one of them; gives what takes the place of ``progress``."""
    several, begun = workers.number(processes), False

    def also(done: int, total: int, failed: int) -> None:
        nonlocal begun
        progress(done, total, failed)
        if not begun and total - done < several:
            begun = True
            workers.meanwhile([(importlib.import_module, "outputs.figures")] * min(several, len(shares(several))))

    return also


def draw_share(run: Path, lang: str, share: int = 0, shares: int = 1) -> None:
    """The headline figures as pictures, all or one of some equal shares; ``draw`` and a report make others, and PDF, whose fonts take longest."""
    from outputs.figures import HEADLINE, HEADLINE_READS, save_all
    from outputs.results.history import history_of
    from outputs.results.open import open_run
    from outputs.results.outcomes import HEADLINES, load

    with open_run(run, only=HEADLINE_READS) as dataset:
        load(dataset, HEADLINES)
        names = list(HEADLINE)[share::shares]
        save_all(dataset, run / "figures", (lang,), ("png", "svg"), names, history=history_of(run))
