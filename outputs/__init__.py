"""What is shown: the results store, tables, figures and reports. Reads results files only.

For notebooks: ``from outputs import by_year, effect, interval, mean, median, open_run, summary`` (see :mod:`outputs.notebook`).
"""

import importlib

_PUBLIC = {
    "open_run": "outputs.results.open",
    "find_run": "outputs.results.open",
    "by_year": "outputs.notebook",
    "effect": "outputs.notebook",
    "interval": "outputs.notebook",
    "mean": "outputs.notebook",
    "median": "outputs.notebook",
    "summary": "outputs.notebook",
    "read_observed": "outputs.observed",
    "write_report": "outputs.report",
}
__all__ = sorted(_PUBLIC)


def __getattr__(name: str) -> object:
    """Import what is asked for and nothing else, so that commands start quickly."""
    if name in _PUBLIC:
        return getattr(importlib.import_module(_PUBLIC[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*globals(), *_PUBLIC]
