"""Scenario files of any name and content given to the real command, with a stand-in for the model: what must then hold.

Nothing lands outside the folder of runs, no traceback is told, the exit code is 0 where the file reads and 2 where it
does not, and what is left is one whole run or nothing.
"""

import atexit
import contextlib
import functools
import io
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import strategies as st

import commands.run_ensemble
import run
from commands.console import AT_FAULT, DONE
from common.problems import InputError
from common.text import LANGUAGES
from outputs.results.open import read_provenance
from outputs.results.seal import sealed
from scenarios.reading.options import with_options
from scenarios.reading.reader import read
from scenarios.reading.rules import NAME
from tests.scenarios.test_fuzz import any_bytes, spoil, yaml_like
from tests.support.heavy_files import HEAVY
from tests.support.killed_runs import SCENARIO, use_quick_model

SECRET = "name: secret\ntitle: {zh: 密, en: Secret}\nperiod: {start: 2023-01, months: 1}\n"
NAMES = [
    "killed", "../x", "../../home/x", "..", ".", "", "~", "/", "ROOT/x", "ROOT/secret", "C" + ":\\x", "a/b", "a\\b",
    "a\0b", "x\n", "\nx", "x" * 64, "x" * 65, "x" * 5_000, "con", "nul", "com1", "CON", "-", "--out", "-rf", "a" * 255,
    ".killed.partial", "runs", "members", "lock", "results.nc", "\u202excod", "مرحبا", "南京", "ﬁ", "e\u0301", "İ",
    "$(touch x)", "`touch x`", "%s%n", "{0}", "{name}", "[red]x[/]", "[/]", "<b>&amp;", "\u2028", "\ufeffx", "\U0001f6eb",
    "1", "1e5", "true", "null", "2023-01-01", "0x10", "kılled", "killed ", "killed.", "\ud800",
]  # fmt: skip
"""Names and titles; ROOT stands for the folder of the test."""
FILES = [
    "a.yaml", "base.yaml", "link.yaml", "out.yaml", "../secret/secret.yaml", "ROOT/secret/secret.yaml", "self.yaml",
    "..", "folder.yaml", "a\0.yaml", "x" * 300 + ".yaml", "pipe.yaml", "secret.yaml", "full-pilot.yaml", ".yaml", "a",
]  # fmt: skip
"""Files that others may extend or be compared with, there or not."""
CALLED = [
    "case.yaml", "-case.yaml", "--help", "case", "c" * 250 + ".yaml", "c" * 300 + ".yaml", "مرحبا.yaml", "\u202ecase.yaml",
    "南京.yaml", "a\nb.yaml", "[red].yaml", "%s.yaml", "{x}.yaml", "a b.yaml", "\udcff.yaml", "a\0b.yaml", "\x1b[31m.yaml",
]  # fmt: skip
"""What the file itself is called."""


class Trial:
    """A folder with files that must stay as they are, and the real command given one file after the other."""

    def __init__(self, root: Path):
        self.root, self.home, self.out = root, root / "home", root / "home" / "runs"
        self.home.mkdir(parents=True)
        (root / "secret").mkdir()
        (root / "secret" / "secret.yaml").write_text(SECRET, encoding="utf-8")
        (self.home / "base.yaml").write_text(SCENARIO, encoding="utf-8")
        (self.home / "self.yaml").write_text(SCENARIO + "extends: self.yaml\n", encoding="utf-8")
        (self.home / "folder.yaml").mkdir()
        with contextlib.suppress(OSError, AttributeError):  # where there are no links or pipes
            (self.home / "link.yaml").symlink_to(root / "secret" / "secret.yaml")
            os.mkfifo(self.home / "pipe.yaml")
        self.before = self._tree()
        self.writing: list[str] | None = None

    def check(self, case: tuple[str, bytes, str]) -> int:
        """Give the command a file of this name and content, in one of the languages, and see what it makes of it.

        Returns:
            The exit code.
        """
        name, content, lang = case
        file = self.home / name
        with contextlib.suppress(OSError, ValueError):  # no system has files of such a name
            file.write_bytes(content.replace(b"ROOT", os.fsencode(self.root)))
        try:
            code = self._checked(file, lang)
        finally:
            self.writing = None
            shutil.rmtree(self.out, ignore_errors=True)
            with contextlib.suppress(OSError, ValueError):
                file.unlink()
        assert self._tree() == self.before
        return code

    def _checked(self, file: Path, lang: str) -> int:
        try:
            expected = with_options(read(file), 1, None, 0.005)
        except InputError:
            expected = None
        self.writing = []
        code, said = self.simulate(file, lang)
        wrote, self.writing = self.writing, None
        left = sorted(path.name for path in self.out.iterdir()) if self.out.exists() else []
        assert "Traceback" not in said, said
        assert code == (AT_FAULT if expected is None else DONE), (code, said)
        assert not wrote, wrote
        if expected is None:
            assert left == [], left
            assert said.strip() and all(letter.isprintable() or letter in "\n\u2068\u2069" for letter in said), said
        else:
            assert left == [expected.name] and NAME.fullmatch(expected.name), left
            assert sealed(self.out / expected.name / "results.nc")
            assert read_provenance(self.out / expected.name)
            assert not list(self.out.rglob("*.tmp"))
        return code

    def simulate(self, file: Path, lang: str) -> tuple[int, str]:
        """The exit code of the command and all that it said on standard error."""
        words = ["simulate", str(file), "--out", str(self.out), "--lang", lang]
        words += ["--members", "1", "--scale", "0.005", "--workers", "1"]
        said = io.StringIO()
        with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stderr(said):
            patch.setattr(sys, "argv", ["run.py", *words])
            patch.chdir(self.home)
            with contextlib.redirect_stdout(io.StringIO()), pytest.raises(SystemExit) as ended:
                run.app(words)
        return ended.value.code or DONE, said.getvalue()

    def watch(self) -> None:
        """From now on note whatever this process makes, moves or removes outside the folder of runs during a check."""
        sys.addaudithook(self._note)

    def _note(self, event: str, args: tuple) -> None:
        if self.writing is None:
            return
        if event == "open":
            path, _, flags = args
            touched = [path] if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) else []
        elif event in ("os.rename", "os.link", "os.symlink"):
            touched = args[:2]
        elif event in ("os.remove", "os.rmdir"):
            touched = args[:1] if args[-1] == -1 else []  # within a folder that shutil.rmtree was given
        elif event in ("os.mkdir", "os.truncate", "os.chmod", "shutil.rmtree"):
            touched = args[:1]
        else:
            return
        for path in touched:
            if isinstance(path, str | bytes | os.PathLike):
                full = os.path.abspath(os.fsdecode(path))
                if full != str(self.out) and not full.startswith(f"{self.out}{os.sep}") and full != os.devnull:
                    self.writing.append(f"{event} {full}")

    def _tree(self) -> list[tuple[str, int, int]]:
        """What lies outside the folder of runs: names, sizes and times of change."""
        return [
            (path, info.st_size, info.st_mtime_ns if not path.endswith("home") else 0)
            for path, info in self._walk(str(self.root))
            if not path.startswith(str(self.out))
        ]

    def _walk(self, folder: str) -> Iterator[tuple[str, os.stat_result]]:
        for entry in sorted(os.scandir(folder), key=lambda one: one.name):
            yield entry.path, entry.stat(follow_symlinks=False)
            if entry.is_dir(follow_symlinks=False):
                yield from self._walk(entry.path)


def changed(values: dict[str, object], plain: bool = False) -> bytes:
    """A sound file with other values under some keys, as JSON, which is YAML: letters as they are, or all escaped."""
    keys = tuple(f"{key}:" for key in values)
    kept = [line for line in SCENARIO.strip().splitlines() if not line.startswith(keys)]
    lines = [*kept, *(f"{key}: {json.dumps(value, ensure_ascii=not plain)}" for key, value in values.items())]
    return "\n".join(lines).encode("utf-8", "surrogatepass")


words = st.sampled_from(NAMES) | st.text(max_size=80)
files = st.sampled_from(FILES) | words
of_a_file = {
    "title": st.fixed_dictionaries({"zh": words, "en": words}),
    "question": words,
    "notes": words,
    "author": words,
    "period": st.fixed_dictionaries({"start": st.just("2023-01"), "months": st.integers(-1, 4)}),
}
titles = st.text(st.characters(exclude_categories=("C",)), min_size=1, max_size=60) | st.sampled_from(NAMES)
mostly_sound = st.fixed_dictionaries({"title": st.fixed_dictionaries({"zh": titles, "en": titles}), "question": titles})
hardly_sound = st.one_of(
    st.fixed_dictionaries({"name": words | st.integers() | st.none()}, optional={**of_a_file, "extends": files}).map(
        changed
    ),
    st.fixed_dictionaries({"extends": files, **of_a_file}).map(changed),
    st.fixed_dictionaries({"counterfactual": files, **of_a_file}).map(changed),
    yaml_like,
    any_bytes,
)
contents = st.one_of(  # what is sound runs, which takes a hundred times longer than being refused
    hardly_sound,
    hardly_sound.map(lambda content: content.decode("utf-8", "replace").encode("utf-16")),
    hardly_sound.map(lambda content: b"\xef\xbb\xbf" + content),
    mostly_sound.map(lambda values: changed(values, plain=True))
    | st.integers(0, 2**32).map(lambda seed: spoil(SCENARIO.encode(), seed)),
)
called = st.one_of(
    st.just("case.yaml"),
    st.sampled_from(CALLED),
    st.text(min_size=1, max_size=40).map(lambda text: text.replace("/", "-")).filter(lambda text: text.strip(".")),
)
CASES = st.tuples(called, contents, st.sampled_from(LANGUAGES))
QUICK_CASES = st.tuples(called, hardly_sound.map(lambda content: content + b"\nscale: 7\n"), st.sampled_from(LANGUAGES))
"""Cases of which none runs."""


def prepare() -> None:
    """Let the command have a quick model and draw nothing: figures have tests of their own."""
    commands.run_ensemble._draw = lambda run, workers: []
    use_quick_model()


@functools.cache
def _trial() -> Trial:
    """The trial of this process, which is for nothing else."""
    prepare()
    os.fsync = lambda descriptor: None  # nobody cuts the power
    folder = tempfile.TemporaryDirectory(prefix="hostile-")
    atexit.register(folder.cleanup)
    trial = Trial(Path(folder.name).resolve() / "trial")
    trial.check(("case.yaml", SCENARIO.encode(), "en"))  # whatever is imported may be compiled and kept once
    trial.watch()
    return trial


COMMAND = (CASES, lambda case: _trial().check(case))
HEAVY_COMMAND = (
    st.tuples(st.sampled_from(sorted(HEAVY)), st.sampled_from(LANGUAGES)),
    lambda case: _trial().check(("case.yaml", HEAVY[case[0]], case[1])),
)
