import itertools
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import run
from common.problems import InputError
from scenarios.explaining import library, listing
from tests.support.quick_commands import without_pace

ROOT = Path(run.__file__).parent
FULL = str(ROOT / "scenarios" / "full-pilot.yaml")


@pytest.fixture(scope="module", autouse=True)
def quick():
    with pytest.MonkeyPatch.context() as patch:
        without_pace(patch)
        yield


def ask(*words):
    return CliRunner().invoke(run.app, list(words))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_sound_file_is_said_to_be_sound(lang):
    result = ask("check", FULL, "--lang", lang)
    assert result.exit_code == 0
    assert {"zh": "全面实施", "en": "Full pilot"}[lang] in result.stdout


def test_check_tells_problems_of_all_files_and_what_is_sound(tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(
            f"name: {name}\ntitle: {{zh: 甲, en: A}}\nlevrs: {{}}\n", encoding="utf-8"
        )
    result = ask("check", str(tmp_path / "one.yaml"), FULL, str(tmp_path / "two.yaml"), "--lang", "en")
    assert result.exit_code == 2
    assert "one.yaml:3:1" in result.stderr
    assert "two.yaml:3:1" in result.stderr
    assert "levers" in result.stderr
    assert "sound: Full pilot" in result.stdout


def test_one_file_at_fault_is_named_and_the_others_are_listed(monkeypatch, tmp_path):
    (tmp_path / "sound.yaml").write_text("name: sound\ntitle: {zh: 甲, en: Sound}\n", encoding="utf-8")
    (tmp_path / "faulty.yaml").write_text("name: faulty\ntitle: {zh: 乙, en: B}\nlevrs: {}\n", encoding="utf-8")
    monkeypatch.setattr(library, "FOLDER", tmp_path)
    forget_library()
    try:
        for words in (("list",), ("list", "scenarios")):
            result = ask(*words, "--lang", "en")
            assert result.exit_code == 0 and "Sound" in result.stdout and "faulty" not in result.stdout
            assert "not listed" in result.stderr and "faulty.yaml:3:1" in result.stderr
        assert library.at_fault().keys() == {"faulty"}
        with pytest.raises(InputError):
            library.entry("faulty")
    finally:
        forget_library()


def forget_library():
    library.files.cache_clear()
    library._read.cache_clear()


@pytest.mark.parametrize(
    "what", [None, "scenarios", "levers", "tasks", "parameters", "variables", "origins", "world", "words"]
)
def test_lists_are_printed_in_both_languages(what, monkeypatch):
    some = dict(itertools.islice(listing.declared().items(), 0, None, 20))  # a table of all takes seconds to lay out
    monkeypatch.setattr(listing, "declared", lambda: some)
    english, chinese = (ask("list", *([what] if what else []), "--lang", lang) for lang in ("en", "zh"))
    assert english.exit_code == chinese.exit_code == 0
    assert len(english.stdout.splitlines()) >= 5
    assert english.stdout != chinese.stdout


@pytest.mark.parametrize(
    ("words", "there", "not_there"),
    [
        (("--sector", "health"), ("1.34", "1.31", "6.19"), ("1.25", "4.1", "1.16")),
        (("--field", "legal"), ("1.49", "1.50"), ("1.48",)),
        (("--table", "3"), ("3.1", "3.8"), ("2.1", "1.3")),
        (("--zone", "lukou"), ("6.1", "6.3"), ("3.1",)),
        (("--channel", "pool_quota"), ("1.29",), ("1.2",)),
        (("--channel", "route_rights"), ("1.16", "6.2"), ("6.1",)),
        (("--sector", "finance", "--channel", "foreign_finance"), ("1.25", "1.28"), ("1.29", "1.2")),
    ],
)
def test_tasks_are_found_by_what_they_are_about(words, there, not_there):
    told = ask("list", "tasks", *words, "--lang", "en")
    assert told.exit_code == 0
    ids = [line.split()[0] for line in told.stdout.splitlines() if line[:1].isdigit() and "." in line.split()[0]]
    assert set(there) <= set(ids)
    assert not set(not_there) & set(ids)
    assert f"{len(ids)} tasks" in told.stdout
    assert f"{len(ids)} 项任务" in ask("list", "tasks", *words, "--lang", "zh").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("tasks", "--sector", "helth"), "did you mean health?"),
        (("tasks", "--table", "7"), "one of 1, 2, 3, 4, 5, 6"),
        (("levers", "--sector", "health"), "list tasks --sector"),
    ],
)
def test_a_search_that_cannot_be_meant_is_an_input_at_fault(words, said):
    told = ask("list", *words, "--lang", "en")
    assert (told.exit_code, told.stdout) == (2, "")
    assert said in told.stderr


@pytest.mark.parametrize(
    ("words", "others"),
    [
        (("tasks", "--sector", "金融"), ("tasks", "--sector", "finance")),
        (("任务", "--sector", "Financial services"), ("tasks", "--sector", "finance")),
        (("tasks", "--zone", "江北新区"), ("tasks", "--zone", "jiangbei")),
        (("tasks", "--zone", "禄口"), ("tasks", "--zone", "lukou")),
        (("tasks", "--table", "３"), ("tasks", "--table", "3")),
        (("tasks", "--table", "表3"), ("tasks", "--table", "3")),
        (("tasks", "--channel", "航权"), ("tasks", "--channel", "route_rights")),
        (("tasks", "--channel", "Cash pools"), ("tasks", "--channel", "pool_quota")),
        (("tasks", "--field", "法律服务"), ("tasks", "--field", "legal")),
        (("来源地",), ("origins",)),
        (("Countries",), ("origins",)),
    ],
)
def test_lists_and_their_filters_understand_names_in_use(words, others):
    shown = ask("list", *words, "--lang", "zh")
    assert shown.exit_code == 0, shown.stderr
    assert shown.stdout == ask("list", *others, "--lang", "zh").stdout


@pytest.mark.parametrize(("typed", "near"), [("禄口空巷", "lukou"), ("Jiangbai", "jiangbei")])
def test_a_filter_that_is_misspelt_is_answered_with_the_nearest(typed, near):
    told = ask("list", "tasks", "--zone", typed, "--lang", "en")
    assert (told.exit_code, told.stdout) == (2, "")
    assert f"did you mean {near}?" in told.stderr


def test_a_country_of_the_rest_of_the_world_is_explained_as_such():
    for lang, said in (
        ("en", "Austria is not modelled separately; it is part of ROW"),
        ("zh", "奥地利没有单独建模，归入 ROW"),
    ):
        shown = ask("explain", "奥地利", "--lang", lang)
        assert shown.exit_code == 0
        assert shown.stdout.startswith(said) and "ROW  " in shown.stdout
    refused = ask("explain", "中国", "--lang", "zh")
    assert refused.exit_code == 2 and "不是客源地" in refused.stderr


def test_a_suggestion_says_what_it_is():
    assert "是否想写 jiangbei？（江北新区）" in ask("explain", "江北新曲", "--lang", "zh").stderr


def test_an_unknown_list_or_name_is_an_input_at_fault():
    assert ask("list", "tusks", "--lang", "en").exit_code == 2
    unknown = ask("explain", "rout", "--lang", "en")
    assert unknown.exit_code == 2
    assert "did you mean route-rights?" in unknown.stderr


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_name_is_explained(lang):
    result = ask("explain", "route_rights", "--lang", lang)
    assert result.exit_code == 0
    assert "weekly_frequencies" in result.stdout
    assert {"zh": "允许范围：0.5 至 500", "en": "Allowed: 0.5 to 500"}[lang] in result.stdout


def test_the_language_is_the_systems_unless_said(monkeypatch):
    for name, lang in (("zh_CN.UTF-8", "政策工具"), ("en_GB.UTF-8", "lever"), ("C", "lever")):
        monkeypatch.setenv("LC_ALL", name)
        assert lang in ask("explain", "duty_free").stdout


def test_help_loads_nothing_heavy():
    code = "import run, sys; print([m for m in ('numpy', 'pydantic', 'xarray', 'model', 'scenarios', 'outputs') if m in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert shown.stdout.strip() == "[]"


def test_who_hands_out_work_loads_nothing_that_members_alone_need():
    code = "import commands.run_ensemble, sys; print([m for m in ('scipy', 'mesa', 'numba', 'model.pilot') if m in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert shown.stdout.strip() == "[]"
