"""Where runs lie, and how a page is opened: what both forms of ``explore`` need."""

import sys
from pathlib import Path


def runs_in(out: Path) -> list[Path]:
    """Return the folders of finished runs under ``out``, the newest first."""
    files = [path for path in out.glob("*/results.nc") if not path.parent.name.startswith(".")] if out.is_dir() else []
    return [path.parent for path in sorted(files, key=lambda path: path.stat().st_mtime, reverse=True)]


def open_address(address: str) -> None:
    """Open an address in the browser, where there is one and somebody to see it."""
    import webbrowser

    if sys.stdout.isatty():
        webbrowser.open(address)
