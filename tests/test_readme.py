"""What the READMEs and the pages in docs/ say can be done, can be done; and both languages say the same."""

import contextlib
import re
import shlex
import shutil
import tomllib

import pytest
from renew_readme import BLOCK, FILE, MADE, NAMES, ROOT, fences, page, renewed, said
from typer.main import get_command

import run
from tests.support.quick_commands import use, without_pace
from tests.support.stub_run import quick_model

COMMANDS = get_command(run.app).commands
LANGUAGES = ("en", "zh")
PAGES = {lang: {name: page(name, lang).read_text(encoding="utf-8") for name in NAMES} for lang in LANGUAGES}
TEXTS = {lang: "\n".join(pages.values()) for lang, pages in PAGES.items()}
"""All pages of a language, one after the other."""
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
UV_RUN = ".uv/bin/uv run"
README_LINES = 250
"""A README is for the reader who wants an answer; the rest has pages of its own."""
EACH = pytest.mark.parametrize("lang", LANGUAGES)


def lines(lang: str) -> list[str]:
    """Every command line on the page, in blocks and in running text."""
    inline = re.findall(rf"`({re.escape(UV_RUN)} [^`]+)`", TEXTS[lang])
    return [*"".join(fences(TEXTS[lang], "console")).splitlines(), *inline]


def asked(line: str) -> list[str] | None:
    """The words after ``run.py`` of a command line; None where it runs something else."""
    words = shlex.split(line.rpartition("&&")[2])
    return words[words.index("run.py") + 1 :] if "run.py" in words[1:] else None


def options(command: str) -> set[str]:
    return {name for parameter in COMMANDS[command].params for name in parameter.opts if name.startswith("--")}


def table_names(lang: str, head: str) -> set[str]:
    """The first words in code of the rows under a table's head."""
    rows = TEXTS[lang].partition(head)[2].partition("\n\n")[0]
    return set(re.findall(r"^\| `([\w-]+)", rows, re.MULTILINE))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with the scenarios and a short run of the first command's scenario, without figures."""
    place = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "scenarios", place / "scenarios", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (place / FILE).write_text(fences(TEXTS["en"], "yaml")[0], encoding="utf-8")
    first = next(words for line in lines("en") if (words := asked(line)) and words[0] == "simulate")
    with pytest.MonkeyPatch.context() as patch, contextlib.chdir(place):
        use(patch, quick_model)  # its numbers are looked at in another test
        code, shown, errors = said(*first, "--members", "1", "--scale", "0.005", "--workers", "1", "--lang", "en")
    assert code == 0, errors
    assert "Inbound overnight visitors" in shown
    return place


@EACH
def test_every_command_line_is_one_that_run_takes(lang, folder):
    found = [words for line in lines(lang) if (words := asked(line))]
    assert {words[0] for words in found} <= set(COMMANDS)
    assert len(found) >= 5
    for command, *words in found:
        assert {word for word in words if word.startswith("--")} <= options(command)
        for word in words:
            assert not word.endswith(".yaml") or (folder / word).is_file(), word


def test_quick_commands_do_what_they_are_named_for(folder, monkeypatch):
    """In one language: pages of the other name the same commands, and what each says in both has tests of its own."""
    monkeypatch.chdir(folder)
    without_pace(monkeypatch)
    quick = {
        tuple(words) for line in lines("zh") if (words := asked(line)) and words[0] in ("check", "list", "explain")
    }
    assert quick
    for words in sorted(quick):
        code, shown, errors = said(*words, "--lang", "zh")
        assert code == 0, errors
        assert shown


@EACH
def test_the_tables_name_every_command_and_option(lang):
    heads = {"en": ("| command |", "| option of"), "zh": ("| 命令 |", "| `simulate` 的选项")}[lang]
    assert table_names(lang, heads[0]) == set(COMMANDS)
    assert table_names(lang, heads[1]) == options("simulate") - {"--lang", "--help"}


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_help_in_both_languages(command):
    code, shown, _ = said(command, "--help")
    assert code == 0
    assert re.search(r"[a-z]{3}", shown) and re.search(r"[\u4e00-\u9fff]", shown)


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_name_the_same_commands_links_and_steps(name):
    def content(lang):
        text = BLOCK.sub("", PAGES[lang][name]).replace(".zh.md", ".md")
        inline = re.findall(rf"`({re.escape(UV_RUN)} [^`]+)`", text)
        return {
            "commands": sorted([*"".join(fences(text, "console")).splitlines(), *inline]),
            "links": sorted(set(re.findall(r"\]\(([^)]+)\)", text))),
            "headings": re.findall(r"^#+", text, re.MULTILINE),
            "made": [block for _, block, _, _ in BLOCK.findall(PAGES[lang][name])],
            "scenarios": [re.sub(r"question: .*\n", "", text) for text in fences(text, "yaml")],
            "rows": text.count("\n| "),
        }

    assert content("en") == content("zh")


@EACH
def test_every_made_part_stands_on_some_page(lang):
    assert sorted(name for _, name, _, _ in BLOCK.findall(TEXTS[lang])) == sorted(MADE)


@EACH
def test_the_readme_is_short_and_leads_to_every_page(lang):
    readme = PAGES[lang]["README"]
    assert len(readme.splitlines()) <= README_LINES
    assert all(f"({page(name, lang).relative_to(ROOT).as_posix()})" in readme for name in NAMES if name != "README")


@EACH
def test_python_examples_run_as_they_stand(lang, folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    blocks = fences(TEXTS[lang], "python")
    assert blocks
    for block in blocks:
        exec(compile(block, f"README {lang}", "exec"), {"__name__": "__main__"})
    shown = capsys.readouterr().out
    assert {"en": "thousand visitors", "zh": "万人次"}[lang] in shown
    assert "2025" in shown and "via_shanghai" in shown


@EACH
def test_mistakes_are_told_as_the_page_shows(lang):
    readme = PAGES[lang]["README"]
    assert renewed(lang, readme, ("check",)) == readme
    assert readme.count("my-plan.yaml:7:") == 4


@EACH
def test_what_is_drawn_and_what_is_met_is_counted(lang):
    assert renewed(lang, TEXTS[lang], ("numbers", "published", "backtests")) == TEXTS[lang]


@pytest.mark.long
@EACH
def test_the_closing_table_is_what_the_model_gives(lang, tmp_path_factory):
    out = tmp_path_factory.getbasetemp() / "closing-table"  # one run for both languages
    assert renewed(lang, TEXTS[lang], ("table",), out=out) == TEXTS[lang]


def test_the_test_command_is_the_one_that_ci_runs():
    command = next(line for line in lines("en") if line.startswith("python3 -m venv") and "pytest" in line)
    assert command in CONTRIBUTING
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


def test_groups_that_are_named_exist():
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    named = {name for lang in PAGES for line in lines(lang) for name in re.findall(r"--group (\w+)", line)}
    assert named <= set(groups)
    assert named
