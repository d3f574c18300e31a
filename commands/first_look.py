"""What the first members say, shown while the others still run; the closing table of all of them takes its place."""

import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from commands.closing_table import LEVELS
from commands.console import Console
from commands.progress import members_done
from common.vocabulary import VARIANTS
from outputs.results.outcomes import HEADLINES
from scenarios.running import results_layout
from scenarios.running.ensemble import FIRST, Progress
from scenarios.running.member_store import MemberStore
from scenarios.running.prepare import Prepared, attributes

if TYPE_CHECKING:
    import xarray as xr
    from rich.console import RenderableType
    from rich.table import Table

SOONEST = 2
"""Members from which a terminal shows a table: it fills up as members come, and says how few there are."""
MOST = 256
"""Members that are looked at; what more of them change is not seen before the closing table."""
_PAUSE_S = 1.0
"""Seconds between two tables at least: members of a small model come faster than anybody reads."""


class FirstLook:
    """The headline outcomes of the members that are there so far.

    Args:
        prepared: the scenario.
        folder: where its members are kept.
        lang: ``"en"`` or ``"zh"``.
    """

    def __init__(self, prepared: Prepared, folder: Path, lang: str) -> None:
        self.prepared, self.lang = prepared, lang
        self.wanted = [min(SOONEST, prepared.members), min(FIRST, prepared.members)]
        """Members from which their means are worth a sentence where there is no terminal: the very first, and some more."""
        self._store = MemberStore(folder, prepared.job.inputs)
        self._flows: dict[int, dict[str, np.ndarray]] = {}
        self._most = MOST if sys.stderr.isatty() else max(self.wanted)
        self._table: Table | None = None
        self._members_shown, self._shown_at = 0, -np.inf

    def __len__(self) -> int:
        """Return how many members are looked at."""
        return len(self._flows)

    def add(self, member: int) -> None:
        """Look at one more member."""
        if member in self._flows or len(self) >= self._most:
            return
        pair = self._store.get(member)
        if pair is None:
            return
        names = {name for outcome in HEADLINES for name in outcome.variables}
        self._flows[member] = {
            name: np.stack([_over_axes(pair[variant][name]) for variant in VARIANTS]) for name in names
        }

    def table(self) -> "Table | None":
        """Return the table of the members so far, made again where some have come and some time has passed.

        None while they are fewer than :data:`SOONEST`.
        """
        members = len(self)
        if members < self.wanted[0] or members == self._members_shown:
            return self._table
        if time.monotonic() - self._shown_at > _PAUSE_S:
            self._table = self._made()
            self._members_shown, self._shown_at = members, time.monotonic()
        return self._table

    def sentence(self) -> tuple[str, str]:
        """What the members so far say, in English and Chinese, where there is no terminal for a table."""
        from outputs.results.closing_rows import closing_rows

        gap = "" if self.lang == "zh" else " "
        said = [
            f"{row.outcome} {row.effect}{gap}{row.unit}" for row in closing_rows(self._dataset(), self.lang, HEADLINES)
        ]
        name, members = self.prepared.scenario.name, self.prepared.members
        return (
            f"{name}: first look, {len(self)} of {members} members: {'; '.join(said)}",
            f"{name}：初步结果，{members} 个样本中的 {len(self)} 个：{'；'.join(said)}",
        )

    def _made(self) -> "Table":
        from outputs.results.closing_rows import as_table

        found = self._dataset()
        table, here, members = as_table(found, self.lang, HEADLINES), found.sizes["member"], self.prepared.members
        title = self.prepared.scenario.title
        table.title = (
            f"{title.zh}：初步结果，{members} 个样本中的 {here} 个，其余仍在运行"
            if self.lang == "zh"
            else f"{title.en}: first look at {here} of {members} members, the others are still running"
        )
        return table

    def _dataset(self) -> "xr.Dataset":
        """The headline outcomes as a results file has them, added up over all axes but variant, member and month."""
        import xarray as xr

        declared = {item["key"]: item for item in results_layout.variables()}
        there = dict(self._flows)  # members come while a terminal asks for the table
        job, members = self.prepared.job, sorted(there)
        first = np.datetime64(results_layout.first_month(job.first), "M")
        months = (first + np.arange(job.months)).astype("datetime64[ns]")
        flows = {name: np.stack([there[member][name] for member in members], axis=1) for name in there[members[0]]}
        return xr.Dataset(
            {
                name: (
                    ("variant", "member", "month"),
                    flow,
                    {"units": declared[name]["unit"], "kind": declared[name]["kind"]},
                )
                for name, flow in flows.items()
            },
            coords={"variant": list(VARIANTS), "member": members, "month": months},
            attrs=attributes(self.prepared, ""),
        )


def _over_axes(array: np.ndarray) -> np.ndarray:
    """Sum over all axes but the first, months."""
    return array.reshape(len(array), -1).sum(axis=1)


@contextmanager
def looked_at(prepared: Prepared, folder: Path, console: Console) -> Generator[tuple[Progress, FirstLook]]:
    """Show how far the members of a run have come: on a terminal with their table above the bar, elsewhere in two sentences.

    Gives the function to call with members done, in all and failed, and the look, to which members are to be added.
    """
    look = FirstLook(prepared, folder, console.lang)
    left = [] if sys.stderr.isatty() else look.wanted

    laid_out: tuple[Table, int, RenderableType] | None = None

    def table() -> "RenderableType | None":
        """Lines of the table, which a terminal asks for far more often than there is another."""
        nonlocal laid_out
        seen = look.table()
        if seen is None:
            return None
        from rich.console import Console as RichConsole
        from rich.segment import SegmentLines

        from commands.screen import fitted

        screen = RichConsole(stderr=True, markup=False, emoji=False, highlight=False)
        if laid_out is None or laid_out[0] is not seen or laid_out[1] != screen.width:
            lines = screen.render_lines(fitted(seen, screen, LEVELS), pad=False)
            laid_out = seen, screen.width, SegmentLines(lines, new_lines=True)
        return laid_out[2]

    with members_done(prepared.scenario.name, console, above=table) as progress:

        def shown(done: int, total: int, failed: int) -> None:
            nonlocal left
            progress(done, total, failed)
            if left and left[0] <= len(look) and done < total:
                left = [members for members in left if members > len(look)]
                console.note(*look.sentence())

        yield shown, look
