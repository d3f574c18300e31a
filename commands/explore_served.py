"""``explore --serve``: the page with a form that writes scenario files, checks them, runs them and shows them beside the others."""

import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path

from commands import explore_form
from commands.console import Console
from commands.explore_job import Bench
from commands.explore_server import PageServer
from commands.library_facts import EFFECTS, facts
from commands.options_check import check_workers
from commands.pages import open_address, runs_in
from common.errors import UserError
from outputs.explore.write import MOST, page_of, read_runs
from outputs.results.open import find_run
from scenarios.reading.json_schema import json_schema

SCRIPTS = ("form", "job")
"""Scripts of the page that only a served page has."""


class Workbench:
    """What a served page shows and does.

    Args:
        folders: the runs that it begins with.
        out: the folder that holds runs.
        scenarios: the folder in which scenario files are written, beside those that they build on.
        lang: the language that it opens in.
        observed: a file of observations.
        workers: processes of a simulation, None: one per core.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        out: Path,
        scenarios: Path,
        lang: str,
        observed: Path | None = None,
        workers: int | None = None,
    ):
        self.folders, self.out, self.scenarios, self.lang = list(folders), out, scenarios, lang
        self.observed, self.workers = observed, workers
        self.bench = Bench()
        self._made: tuple[tuple, str] | None = None

    def server(self) -> PageServer:
        """Return a server for it, not yet serving."""
        asks = {"job": lambda _: self.job()}
        return PageServer(self.page, asks, {"check": self.check, "simulate": self.simulate}, self.lang)

    def page(self) -> str:
        """The page with the runs that there are now; made again where one has changed."""
        key = tuple((folder, (folder / "results.nc").stat().st_mtime_ns) for folder in self.folders)
        if self._made is None or self._made[0] != key:
            runs = read_runs(self.folders, EFFECTS if EFFECTS.is_file() else None, self.observed)
            schema = json_schema()
            more = {
                "schema": schema,
                "units": explore_form.unit_words(schema),
                "files": sorted(path.name for path in self.scenarios.glob("*.yaml")),
            }
            self._made = key, page_of(runs, facts(), self.lang, SCRIPTS, more)
        return self._made[1]

    def check(self, sent: dict) -> dict:
        """Return the text of the file that a form stands for, and what ``check`` says of it."""
        text, problems, notes = explore_form.check(_scenario(sent), self.scenarios, self._lang(sent))
        return {"text": text, "problems": problems, "notes": notes}

    def simulate(self, sent: dict) -> dict:
        """Write the file of a sound scenario and begin to run it; tell its problems otherwise.

        Raises:
            UserError: another one runs, or the file is somebody else's.
        """
        scenario, lang = _scenario(sent), self._lang(sent)
        text, problems, notes = explore_form.check(scenario, self.scenarios, lang)
        if problems:
            return {"text": text, "problems": problems, "notes": notes}
        self.bench.free()
        file = explore_form.save(scenario, self.scenarios)
        words = ["simulate", str(file), "--out", str(self.out), "--lang", lang, "--resume"]
        words += ["--replace"] if sent.get("replace") is True else []
        words += [] if self.workers is None else ["--workers", str(self.workers)]
        self.bench.begin(str(scenario["name"]), words)
        return {"text": text, "problems": [], "notes": notes, "file": str(file)}

    def job(self) -> dict:
        """Return how far the simulation has come; one that is done is shown first from then on."""
        state = self.bench.state()
        folder = self.out / state["name"]
        if state["state"] == "done" and (folder / "results.nc").is_file():
            others = [one for one in self.folders if one.resolve() != folder.resolve()]
            self.folders = [folder, *others][:MOST]
        return state

    def _lang(self, sent: dict) -> str:
        return sent["lang"] if sent.get("lang") in ("zh", "en") else self.lang


def _scenario(sent: dict) -> dict:
    found = sent.get("scenario")
    return found if isinstance(found, dict) else {}


def serve(bench: Workbench, console: Console, open_it: bool = True) -> None:
    """Serve the page until Ctrl-C; a simulation that runs then ends with it, and what it has finished is kept."""
    server = bench.server()
    try:
        console.result(f"Page: {server.address} (Ctrl-C stops)", f"页面：{server.address}（按 Ctrl-C 停止）")
        sys.stdout.flush()  # who waits for the address in a file or a pipe has it at once
        if open_it:
            open_address(server.address)
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever(poll_interval=0.2)
    finally:
        server.server_close()
        bench.bench.stop()


def serve_runs(
    names: Sequence[str],
    out: Path,
    scenarios: Path,
    console: Console,
    observed: Path | None = None,
    workers: int | None = None,
) -> None:
    """Serve the page of some runs under ``out``, or of the newest there; of none where there are none yet.

    Raises:
        UserError: runs that cannot be read, or no folder of scenarios.
    """
    check_workers(workers)
    if not scenarios.is_dir():
        raise UserError(f"--scenarios {scenarios}: no such folder", f"--scenarios {scenarios}：没有这个文件夹")
    folders = [find_run(name, out) for name in names] or runs_in(out)[:1]
    serve(Workbench(folders, out, scenarios, console.lang, observed, workers), console)
