"""Which run is this: fingerprints of all that a result depends on, and where it came from.

Two runs with the same fingerprint give the same results file, bit for bit, on the same machine and libraries.
"""

import dataclasses
import datetime
import functools
import importlib.metadata
import json
import platform
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from common.files import digest, file_digest
from model.draws import member_seed

ROOT = Path(__file__).resolve().parents[2]
_LIBRARIES = ("mesa", "numpy", "scipy", "xarray", "h5netcdf", "h5py", "pydantic", "ruamel.yaml", "numba")


def fingerprint(*parts: object) -> str:
    """SHA-256, in hexadecimal, of plain data: mappings, sequences, dataclasses, numbers and text.

    The order of a mapping's keys changes nothing.
    """
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return digest(text.encode())


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {"": type(value).__name__, **{f.name: getattr(value, f.name) for f in dataclasses.fields(value)}}
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no plain form")


def files_hash(paths: Iterable[Path], root: Path = ROOT) -> str:
    """SHA-256 over the names (below ``root``) and contents of files; their order and dates change nothing."""
    return fingerprint({path.relative_to(root).as_posix(): file_digest(path) for path in paths})


COMPUTES = (
    "model/**/*.py",
    "common/vocabulary.py",
    "common/__init__.py",
    "scenarios/__init__.py",
    "scenarios/running/__init__.py",
    "scenarios/running/member.py",
    "scenarios/running/member_draws.py",
)
"""The code that computes a member: all that a process imports to run one, as a test sees to. What other code makes of a
scenario reaches members as data, and is hashed as such."""


@functools.cache
def foundations(root: Path = ROOT) -> dict[str, str]:
    """Hashes of what every run rests on: the code that computes members, parameter tables, data, posterior."""
    code = sorted({path for pattern in COMPUTES for path in root.glob(pattern)})
    data = [path for path in sorted((root / "model" / "data").rglob("*")) if path.is_file() and path.suffix != ".pyc"]
    tables = [path for path in data if path.parent.name == "parameters"]
    fitted = root / "model" / "data" / "posterior" / "draws.csv"
    facts = [path for path in data if path not in tables and path != fitted and path.suffix != ".py"]
    return {
        "code": files_hash(code, root),
        "parameters": files_hash(tables, root),
        "data": files_hash(facts, root),
        "posterior": files_hash([fitted] if fitted.is_file() else [], root),
    }


def inputs_fingerprint(*parts: object) -> str:
    """Return the fingerprint of what each member of a run depends on: ``parts`` and the :func:`foundations`."""
    return fingerprint(foundations(), *parts)


@functools.cache
def version(root: Path = ROOT) -> str:
    """Return the project's version."""
    with (root / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)["project"]["version"]


def git_commit(root: Path = ROOT) -> str | None:
    """Return the checked-out commit, read from ``.git`` so that git need not be installed; None if there is none."""
    try:
        folder = root / ".git"
        if folder.is_file():  # a worktree: the file says where its folder is
            folder = (root / folder.read_text(encoding="utf-8").removeprefix("gitdir:").strip()).resolve()
        head = (folder / "HEAD").read_text(encoding="utf-8").strip()
        if not head.startswith("ref:"):
            return head or None
        name = head.removeprefix("ref:").strip()
        common = folder / "commondir"
        shared = (folder / common.read_text(encoding="utf-8").strip()).resolve() if common.is_file() else folder
        for place in (folder, shared):
            if (place / name).is_file():
                return (place / name).read_text(encoding="utf-8").strip() or None
        for line in (shared / "packed-refs").read_text(encoding="utf-8").splitlines():
            commit, _, ref = line.partition(" ")
            if ref == name:
                return commit
    except OSError:
        pass
    return None


def provenance(
    *,
    identity: str,
    inputs: str,
    hashes: Mapping[str, str],
    seed: int,
    members: Sequence[int],
    failed: Sequence[Mapping],
    command: Sequence[str],
    started: datetime.datetime,
) -> dict:
    """Where a run came from, as plain data for ``provenance.json``; the only place that holds dates and machine.

    Args:
        identity: fingerprint of the whole run.
        inputs: fingerprint of what its members depend on.
        hashes: hashes of the parts of both.
        seed: the ensemble's seed.
        members: the members that finished.
        failed: records of the members that failed.
        command: the words of the command that made the run.
        started: when it began, with time zone.
    """
    return {
        "fingerprint": identity,
        "inputs": inputs,
        "version": version(),
        "commit": git_commit(),
        "hashes": dict(hashes),
        "seed": seed,
        "member_seeds": {str(member): member_seed(seed, member) for member in members},
        "failed_members": list(failed),
        "command": list(command),
        "python": platform.python_version(),
        "machine": platform.machine(),
        "libraries": _library_versions(),
        "started": started.isoformat(timespec="seconds"),
        "finished": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
    }


def _library_versions() -> dict[str, str]:
    found = {}
    for name in _LIBRARIES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found
