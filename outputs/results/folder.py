"""The folder of a run while it grows and when it is done: a reader sees a whole run or none.

``outputs/runs/.NAME.partial/`` holds ``members/`` (what ``--resume`` goes on from) and ``run/``, which is moved to
``outputs/runs/NAME`` in one step when everything in it is written.
"""

import importlib
import importlib.util
import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

from common.errors import UserError
from common.files import write_text
from outputs.results.open import open_run, read_provenance

# Windows has no ``fcntl``: two processes on one run are then not kept apart
fcntl: Any = importlib.import_module("fcntl") if importlib.util.find_spec("fcntl") else None

PARTS = {
    "scenario": ("scenario", "情景"),
    "ledger": ("ledger", "台账"),
    "observed": ("observations", "观测数据"),
    "parameters": ("parameters", "参数"),
    "data": ("data", "数据"),
    "posterior": ("fit", "拟合结果"),
    "code": ("code", "代码"),
}
"""What a run depends on, with the readers' names."""


def changed(then: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, str]:
    """Say which parts differ between two runs, by their hashes, in English and Chinese; where none does, the members."""
    differ = [names for part, names in PARTS.items() if then.get(part) != now.get(part)] or [("members", "样本数")]
    return ", ".join(en for en, _ in differ), "、".join(zh for _, zh in differ)


class RunFolder:
    """Where one run is kept.

    Args:
        out: the folder that holds runs.
        name: the run's name.
        identity: fingerprint of everything that the finished run depends on.
        inputs: fingerprint of what its members depend on (the identity without their number and the titles).
        hashes: hashes of the parts of the identity, by the keys of :data:`PARTS`, to say what has changed.
    """

    def __init__(self, out: Path, name: str, identity: str, inputs: str, hashes: Mapping[str, str]):
        self.name, self.identity, self.inputs, self.hashes = name, identity, inputs, hashes
        self.final = out / name
        self.partial = out / f".{name}.partial"
        self.members = self.partial / "members"
        self.run = self.partial / "run"
        self._lock: TextIO | None = None

    def reusable(self, replace: bool = False) -> bool:
        """Whether the finished run is there and made from the same inputs.

        With ``replace``, a run that lost members or cannot be opened is to be made again.

        Raises:
            UserError: the final name is taken by another run (and ``replace`` is false) or by something that is no run.
        """
        if not self.final.exists() and not self.final.is_symlink():
            return False
        provenance = read_provenance(self.final)
        if provenance is None or not (self.final / "results.nc").is_file():
            raise UserError(
                f"{self.final} already exists and is not a run of this model. Nothing was changed: choose another name or --out",
                f"{self.final} 已存在，但不是本模型的结果，未作改动；请换名称或换 --out",
            )
        if provenance.get("fingerprint") == self.identity:
            try:
                open_run(self.final).close()
            except UserError:
                if not replace:
                    raise
                return False
            return not (replace and provenance.get("failed_members"))
        if not replace:
            raise self._changed(provenance.get("hashes") or {})
        return False

    def _changed(self, then: Mapping[str, str]) -> UserError:
        """The error that a finished run has other inputs, with the parts that differ."""
        en, zh = changed(then, self.hashes)
        return UserError(
            f"{self.final} holds a run of other inputs (changed: {en}); --replace overwrites it",
            f"{self.final} 中的结果来自不同的输入（有变：{zh}）；加 --replace 可覆盖",
        )

    def check_partial(self, resume: bool, replace: bool) -> None:
        """See that what an interrupted run left behind is neither mixed up with this one nor lost by mistake.

        Raises:
            UserError: finished members are there, and neither ``resume`` with the same inputs nor ``replace`` is given;
                or another process is at work on them.
        """
        if not any(self.members.glob("*.npz")):
            return
        if self._lock is None:  # while the folder is held, no other process works in it
            self._hold()
            self.release()
        same = (read_provenance(self.partial) or {}).get("inputs") == self.inputs
        if replace or (same and resume):
            return
        if same:
            raise UserError(
                f"an interrupted run of {self.name} is here: --resume goes on from it, --replace starts afresh",
                f"{self.name} 有一次中断的运行：--resume 从中断处继续，--replace 重新开始",
            )
        raise UserError(
            f"an interrupted run of {self.name} is here, made from other inputs (scenario, parameters, data or code "
            f"have changed since): it cannot be resumed; --replace starts afresh",
            f"{self.name} 有一次中断的运行，但其输入（情景、参数、数据或代码）此后有变，不能继续；--replace 重新开始",
        )

    def begin(self, resume: bool, replace: bool = False) -> None:
        """Make the folder ready and hold it; members of the same inputs are kept where ``resume`` is true.

        What was seen before the folder was held may have changed since, so it is seen to once more.

        Raises:
            UserError: another process is at work on this run, or has been since :meth:`reusable` was asked.
        """
        self._hold()
        try:
            self._put_back()
            if self.reusable(replace):
                raise UserError(
                    f"another process has just finished {self.final}; the same command again shows it",
                    f"另一个进程刚刚完成 {self.final}；再次运行同一命令即可查看",
                )
            self.check_partial(resume, replace)
            kept = resume and (read_provenance(self.partial) or {}).get("inputs") == self.inputs
            if not kept:
                shutil.rmtree(self.members, ignore_errors=True)
            shutil.rmtree(self.run, ignore_errors=True)
            self.members.mkdir(exist_ok=True)
            self.run.mkdir()
            self.becomes(self.identity)
        except BaseException:
            self.release()
            raise

    def becomes(self, identity: str) -> None:
        """Write down which run this will be; where its members were an open number, once they are counted."""
        self.identity = identity
        write_text(self.partial / "provenance.json", json.dumps({"inputs": self.inputs, "fingerprint": identity}))

    def publish(self) -> Path:
        """Move the finished run to its final name, in one step; an older run of that name is set aside first.

        Returns:
            The final folder.
        """
        shutil.rmtree(self._aside, ignore_errors=True)
        if self.final.exists():
            self.final.rename(self._aside)
        try:
            self.run.rename(self.final)
        except OSError:
            self._put_back()
            raise
        # Cleared away while it is still held: nobody begins in a folder that is about to go.
        shutil.rmtree(self.partial, ignore_errors=True)
        self.release()
        if fcntl is None:  # Windows removes no file that is open
            shutil.rmtree(self.partial, ignore_errors=True)
        return self.final

    def tidy(self) -> None:
        """Clear away what a process left that was ended between publishing this very run and the end of clearing up.

        What no longer says which run it was for is a rest of that: nothing can go on from it.
        """
        left = read_provenance(self.partial)
        if self.partial.exists() and (left is None or left.get("fingerprint") == self.identity):
            with suppress(UserError, OSError):
                self._hold()
                shutil.rmtree(self.partial, ignore_errors=True)
                self.release()

    def release(self) -> None:
        """Let other processes work on this run; what is in the partial folder stays."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    @property
    def _aside(self) -> Path:
        """Where the older run is while the new one takes its name."""
        return self.partial / "replaced"

    def _put_back(self) -> None:
        """Give an older run its name again, where a process ended between the two moves of :meth:`publish`."""
        if self._aside.exists() and not self.final.exists():
            self._aside.rename(self.final)

    def _hold(self) -> None:
        """Keep other processes out until :meth:`release`; the system lets go when this process ends, however it ends."""
        while self._lock is None:
            self.partial.mkdir(parents=True, exist_ok=True)
            try:
                lock = (self.partial / "lock").open("w")
            except FileNotFoundError:  # another process has just published and cleared the folder away
                continue
            try:
                if fcntl is not None:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                lock.close()
                raise UserError(
                    f"another process is simulating {self.name} into {self.final.parent}; wait for it to end",
                    f"另一个进程正在把 {self.name} 模拟到 {self.final.parent}；请等它结束",
                ) from error
            if _is_at(lock.fileno(), self.partial / "lock"):
                self._lock = lock
            else:
                lock.close()


def _is_at(descriptor: int, path: Path) -> bool:
    """Whether an open file is still the one of that name."""
    try:
        return fcntl is None or os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False
