"""Simulations that are killed at any moment and resumed, until one of them ends: told as one line of JSON.

``python -m tests.support.killed_runs FOLDER --kills 6 --seed 1`` imports everything once and forks each attempt from there
into a process group of its own, so that a kill takes a fraction of a second instead of several.
"""

import argparse
import contextlib
import dataclasses
import io
import json
import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

import commands.run_ensemble
import run
from commands.console import FAILED
from common.errors import UserError
from outputs.results.open import open_run
from scenarios.reading.reader import read
from scenarios.running.member_store import MemberStore
from scenarios.running.prepare import prepare
from tests.support import stub_run

NAME = "killed"
SCENARIO = """
name: killed
title: {zh: 被终止, en: Killed}
period: {start: 2023-01, months: 2}
ensemble: {members: 3, seed: 5}
scale: 0.005
levers:
  route_rights:
    grants: [{from: 2023-02, origins: [SGP], weekly_frequencies: 14}]
  duty_free:
    tax_refund: [{from: 2023-02, rate: 0.11, minimum_cny: 500}]
"""
SAME = ("results.nc", "scenario.yaml", "summary.csv")
"""What must have the straight run's bits; the provenance beside them holds dates."""
EVENTS = {"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree", "os.scandir", "os.listdir"}


class Killer:
    """Kills this process, with its group, just before it touches the file system for the n-th time (None: never)."""

    def __init__(self, at: int | None):
        self.at, self.steps = at, 0

    def __call__(self, event: str, args: tuple) -> None:
        if event in EVENTS:
            self.steps += 1
            if self.steps == self.at:
                os.killpg(0, signal.SIGKILL)


def use_quick_model() -> None:
    """The stand-in of the model; figures have tests of their own."""

    def prepared(scenario, *beside):
        real = prepare(scenario, *beside)
        return real._replace(job=dataclasses.replace(real.job, pair=stub_run.quick_model))

    commands.run_ensemble.prepare = prepared


class Trial:
    """One scenario in one folder, simulated again and again."""

    def __init__(self, folder: Path, workers: int):
        self.folder, self.workers = folder, workers
        folder.mkdir(parents=True)
        self.file, self.out = folder / "killed.yaml", folder / "runs"
        self.file.write_text(SCENARIO, encoding="utf-8")
        self.log = folder / "said.txt"

    def attempt(self, *options: str, after: float | None = None, at: int | None = None) -> int:
        """Simulate in a process of its own and give its exit code, -9 where it was killed.

        Args:
            options: of the command, beside files and folders.
            after: seconds until it is killed.
            at: it is killed before it touches the file system for this time.
        """
        child = os.fork()
        if child == 0:
            self._simulate(options, at)
        with contextlib.suppress(OSError):  # where it has done so itself and ended
            os.setpgid(child, child)
        if after is not None:
            time.sleep(after)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def _simulate(self, options: tuple[str, ...], at: int | None) -> None:
        os.setpgid(0, 0)
        said = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(said, 1)
        os.dup2(said, 2)
        sys.stdout = sys.stderr = os.fdopen(said, "w", encoding="utf-8")  # where a test has put others in their place
        code = FAILED
        try:
            killer = Killer(at)
            sys.addaudithook(killer)
            code = self.here(*options)
            (self.folder / "steps.txt").write_text(str(killer.steps))
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            commands.run_ensemble.workers.stop(at_once=True)
            os._exit(code)

    def here(self, *options: str) -> int:
        """Simulate in this process and give the command's exit code."""
        words = ["simulate", str(self.file), "--out", str(self.out), "--workers", str(self.workers), "--lang", "en"]
        try:
            run.app([*words, *options])
        except SystemExit as error:
            return error.code
        return FAILED

    def bits(self) -> dict[str, bytes] | None:
        """The finished run's files, None where there is none."""
        final = self.out / NAME
        return {name: (final / name).read_bytes() for name in SAME} if final.exists() else None

    def faults(self, *allowed: dict[str, bytes]) -> list[str]:
        """What a reader would stumble over now: half a run, half a member."""
        found, bits = [], self.bits()
        if bits is not None:
            try:
                open_run(NAME, self.out).close()
            except UserError as error:
                found.append(error.en)
            if bits not in allowed:
                found.append("a run that is neither the old nor the new one")
        partial = self.out / f".{NAME}.partial"
        inputs = commands.run_ensemble.prepare(read(self.file)).job.inputs
        for path in partial.glob("members/*.npz"):
            if MemberStore(path.parent, inputs).get(int(path.stem)) is None and not allowed[1:]:
                found.append(f"half a member: {path.name}")
        return found

    def clear(self) -> None:
        """Begin anew."""
        shutil.rmtree(self.out, ignore_errors=True)


def straight(trial: Trial) -> tuple[dict[str, bytes], float]:
    """The bits of a run that nobody disturbs, and how long it takes."""
    trial.clear()
    before = time.monotonic()
    if trial.attempt():
        raise SystemExit(trial.log.read_text())
    return trial.bits(), time.monotonic() - before


def at_random(trial: Trial, kills: int, luck: random.Random) -> dict:
    """Runs killed at random moments and resumed until each ends, until there were so many kills."""
    expected, seconds = straight(trial)
    done, runs, faults = 0, 0, []
    while done < kills:
        trial.clear()
        code = -signal.SIGKILL
        while code == -signal.SIGKILL and done < kills:
            code = trial.attempt("--resume", after=luck.uniform(0, 1.1 * seconds))
            done += code == -signal.SIGKILL
            faults += trial.faults(expected)
        code = trial.attempt("--resume")
        faults += _end(trial, code, expected)
        runs += 1
    return {"kills": done, "runs": runs, "faults": faults}


def at_each_step(trial: Trial, steps: int | None, replacing: bool, luck: random.Random) -> dict:
    """Runs killed before they touch the file system for the first, second, third... time, each then resumed.

    Args:
        trial: what is simulated.
        steps: how many of the times, taken at random; None: all of them.
        replacing: whether a finished run of another seed is there, which must be there until the new one is.
        luck: takes the times.
    """
    expected, _ = straight(trial)
    earlier, options = [], ["--resume"]
    if replacing:
        trial.clear()
        if trial.attempt("--seed", "6"):
            raise SystemExit(trial.log.read_text())
        earlier, options = [trial.bits()], ["--resume", "--replace"]
        shutil.copytree(trial.out, trial.folder / "earlier")
    done, faults = 0, []
    last = _steps(trial, replacing, options) if steps else None
    times = sorted(luck.sample(range(1, last), steps)) if steps else iter(range(1, 1_000_000))
    for at in times:
        _begin(trial, replacing)
        if trial.attempt(*options, at=at) != -signal.SIGKILL:
            break
        done += 1
        faults += [f"{fault} (killed at {at})" for fault in trial.faults(expected, *earlier)]
        faults += [f"{fault} (killed at {at})" for fault in _end(trial, trial.attempt(*options), expected)]
    return {"kills": done, "runs": done, "faults": faults}


def _begin(trial: Trial, replacing: bool) -> None:
    trial.clear()
    if replacing:
        shutil.copytree(trial.folder / "earlier", trial.out)


def _steps(trial: Trial, replacing: bool, options: list[str]) -> int:
    """How often a run touches the file system."""
    _begin(trial, replacing)
    trial.attempt(*options)
    return int((trial.folder / "steps.txt").read_text())


def _end(trial: Trial, code: int, expected: dict[str, bytes]) -> list[str]:
    """What is wrong with a run that was resumed and must have ended."""
    said = trial.log.read_text(encoding="utf-8")
    if code or "Traceback" in said:
        return [f"exit code {code}: {said[-2000:]}"]
    if trial.bits() != expected:
        return ["other bits than the straight run's"]
    left = sorted(path.name for path in trial.out.iterdir())
    return [] if left == [NAME] else [f"left behind: {left}"]


def main() -> None:
    """Read the command's words, do as they say, print what came of it."""
    words = argparse.ArgumentParser()
    words.add_argument("folder", type=Path)
    words.add_argument("--kills", type=int, help="default: at each step of a run")
    words.add_argument("--steps", action="store_true", help="kill at steps, not at random moments")
    words.add_argument("--replacing", action="store_true")
    words.add_argument("--real", action="store_true", help="the real model in place of the quick one")
    words.add_argument("--workers", type=int, default=1)
    words.add_argument("--seed", type=int, default=1)
    asked = words.parse_args()
    # Figures are drawn from what is stored, the closing table once all is published: neither can lose anything.
    commands.run_ensemble._draw = lambda run, workers: []
    commands.run_ensemble.show = lambda *told: None
    os.fsync = lambda descriptor: None  # a kill, unlike a power cut, loses nothing that was written
    if not asked.real:
        use_quick_model()
    trial, luck = Trial(asked.folder, asked.workers), random.Random(asked.seed)
    with contextlib.redirect_stderr(io.StringIO()):
        trial.here("--workers", "1")  # imports and reads whatever an attempt would
    if asked.steps:
        told = at_each_step(trial, asked.kills, asked.replacing, luck)
    else:
        told = at_random(trial, asked.kills, luck)
    print(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main()
