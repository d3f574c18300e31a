"""See whether the files of a run are as they were written: digests, the seal, and whether its records agree. Offline."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from common.errors import UserError
from common.files import file_digest
from common.system_errors import reason
from common.text import Text
from outputs.citing.crate import NAME
from outputs.documents.document import clean
from outputs.results.open import open_run, read_provenance
from outputs.results.seal import sealed

Progress = Callable[[str], None]
"""Is called with the name of each file before it is read."""


class Verdict(NamedTuple):
    """What was found.

    Attributes:
        sound: files that are as they were recorded.
        wrong: what is not as it was recorded, in sentences.
        unrecorded: files that no record of the run knows, such as reports made later.
        fingerprint: of the run.
    """

    sound: tuple[str, ...]
    wrong: tuple[Text, ...]
    unrecorded: tuple[str, ...]
    fingerprint: str


NOT_ESTABLISHED = (
    Text(
        "that the numbers are right: a sound file holds what the model gave, with its assumptions and errors",
        "数字是否正确：文件完好只说明其内容是模型当时给出的，模型的假设与误差不在其列",
    ),
    Text(
        "who made the files: there is no signature, and one who can change a file can change the digests beside it. Compare the fingerprint "
        "with one that you have from elsewhere (--fingerprint)",
        "文件由谁生成：没有数字签名，能改文件的人也能改旁边的摘要。请与从其他途径得到的指纹核对（--fingerprint）",
    ),
    Text(
        "that the code named in the record gives these numbers: for that, make the run again (cite tells how) and compare",
        "所记代码能否得出这些数字：需按 cite 给出的命令重新模拟后比较",
    ),
)
"""What a sound run does not show."""


def verify(folder: Path, fingerprint: str = "", progress: Progress = lambda name: None) -> Verdict:
    """Read every file of a run that a record knows and compare it.

    Args:
        folder: of the run.
        fingerprint: the fingerprint that the run should have, or its first letters (8 at least); empty if not known.
        progress: is called before each file.

    Raises:
        UserError: ``fingerprint`` is none.
    """
    wanted = fingerprint.strip().lower()
    if wanted and not re.fullmatch(r"[0-9a-f]{8,64}", wanted):
        raise UserError(
            f"--fingerprint {fingerprint}: 8 to 64 letters of 0-9 and a-f",
            f"--fingerprint {fingerprint}：应为 8 至 64 位 0-9、a-f",
        )
    sound: list[str] = []
    wrong: list[Text] = []
    known = _recorded(folder, wrong)
    for name, digest in known.items():
        progress(name)
        found = _found(folder, name)
        if found == digest:
            sound.append(name)
        elif found is None:
            wrong.append(
                Text(f"{name} is recorded and not there, or cannot be read", f"{name} 有记录，但缺失或无法读取")
            )
        else:
            wrong.append(
                Text(f"{name} is not as it was recorded (SHA-256 {found[:12]}, not {digest[:12]})",
                     f"{name} 与记录不符（SHA-256 {found[:12]}，记录为 {digest[:12]}）")
            )  # fmt: skip
    if "results.nc" not in known and (folder / "results.nc").is_file():
        progress("results.nc")
        with suppress(UserError):
            sealed(folder / "results.nc")
            sound.append("results.nc")
    own = _agreement(folder, wrong, wanted)
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return Verdict(tuple(sound), tuple(wrong), tuple(sorted(written - {*known, *sound, NAME})), own)


def _recorded(folder: Path, wrong: list[Text]) -> dict[str, str]:
    """Digest by file, from the crate and the provenance; where these disagree it is said."""
    known = dict(_of_crate(folder, wrong))
    of_record = (read_provenance(folder) or {}).get("files")
    for name, digest in of_record.items() if isinstance(of_record, Mapping) else ():
        fit = isinstance(name, str) and isinstance(digest, str) and _inside(folder, name)
        if fit and known.setdefault(name, digest) != digest:
            told = clean(name, 100)
            wrong.append(Text(f"the two records disagree on {told}", f"两份记录对 {told} 的摘要不一致"))
    return known


def _of_crate(folder: Path, wrong: list[Text]) -> Iterator[tuple[str, str]]:
    path = folder / NAME
    if not path.is_file():
        return
    try:
        graph = json.loads(path.read_text(encoding="utf-8"))["@graph"]
        entities = [entity for entity in graph if isinstance(entity, dict)]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        wrong.append(
            Text(f"{NAME} cannot be read ({reason(error, 'en')})", f"{NAME} 无法读取（{reason(error, 'zh')}）")
        )
        return
    for entity in entities:
        name, digest = entity.get("@id"), entity.get("sha256")
        if isinstance(name, str) and isinstance(digest, str):
            if _inside(folder, name):
                yield name, digest
            else:
                wrong.append(
                    Text(f"{NAME} names a file outside the folder: {clean(name, 100)}",
                         f"{NAME} 中有文件夹以外的文件：{clean(name, 100)}")
                )  # fmt: skip


def _inside(folder: Path, name: str) -> bool:
    """Whether a name leads to a place in the folder, also through links."""
    try:
        return (folder / name).resolve().is_relative_to(folder.resolve()) and "\0" not in name
    except (OSError, ValueError):
        return False


def _found(folder: Path, name: str) -> str | None:
    path = folder / name
    try:
        return file_digest(path) if path.is_file() else None
    except OSError:
        return None


def _agreement(folder: Path, wrong: list[Text], wanted: str) -> str:
    """See that results, scenario and provenance are of one run; gives its fingerprint."""
    try:
        with open_run(folder) as dataset:
            attrs = dict(dataset.attrs)
    except UserError as error:
        wrong.append(Text(error.en, error.zh))
        return ""
    own, record = str(attrs.get("fingerprint", "")), read_provenance(folder)
    if record is None:
        wrong.append(Text("provenance.json is not there or cannot be read", "provenance.json 缺失或无法读取"))
    elif record.get("fingerprint") != own:
        wrong.append(
            Text("provenance.json is of another run than results.nc", "provenance.json 与 results.nc 不属于同一次运行")
        )
    text = folder / "scenario.yaml"
    with suppress(OSError, UnicodeDecodeError):
        if text.is_file() and text.read_text(encoding="utf-8") != str(attrs.get("scenario_yaml", "")):
            wrong.append(
                Text(
                    "scenario.yaml is not the scenario that results.nc holds",
                    "scenario.yaml 与 results.nc 内的情景不同",
                )
            )
    if wanted and not own.startswith(wanted):
        wrong.append(
            Text(f"the fingerprint is {own[:12]}, not {wanted[:12]}", f"指纹为 {own[:12]}，而非 {wanted[:12]}")
        )
    return own
