"""The ``report`` command: where files go, in which language, and what it says when it cannot."""

import pytest
from typer.testing import CliRunner

import run
from commands.report import EFFECTS
from tests.support.reporting import results, small_figures, write_run


@pytest.fixture
def runs(tmp_path, monkeypatch):
    small_figures(monkeypatch)
    write_run(tmp_path / "runs" / "one", results(members=2, months=2))
    return tmp_path / "runs"


def invoke(*words: object):
    return CliRunner().invoke(run.app, ["report", *map(str, words)])


@pytest.mark.parametrize(("lang", "form"), [("zh", "html"), ("en", "docx")])
def test_a_report_goes_into_the_runs_own_folder(runs, lang, form):
    done = invoke("one", "--out", runs, "--lang", lang, "--format", form)
    assert done.exit_code == 0, done.output
    assert (runs / "one" / f"report.{lang}.{form}").stat().st_size > 10_000
    assert f"report.{lang}.{form}" in done.stdout and {"zh": "报告：", "en": "Report:"}[lang] in done.stdout
    if form == "html":  # the shipped table of effects is shown where there is one
        text = (runs / "one" / "report.zh.html").read_text(encoding="utf-8")
        assert ("不作检验" in text) == EFFECTS.is_file() != ("因此本报告不作此项比较" in text)


def test_several_forms_are_written_at_once_and_options_go_to_those_that_take_them(runs, tmp_path):
    seen = tmp_path / "seen.csv"
    seen.write_text("variable,from,value,unit,source\nvisitors,2023-02,7.7,万人次,1-2月累计\n", encoding="utf-8")
    done = invoke("one", "--out", runs, "--lang", "zh", "--format", "xlsx,html", "--format", "html", "--observed", seen)
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in (runs / "one").iterdir()) == ["report.zh.html", "report.zh.xlsx", "results.nc"]
    assert done.stderr.count("1-2月累计") == 1 and done.stdout.count("report.zh.") == 2
    wrong = invoke("one", "--out", runs, "--lang", "zh", "--format", "html,pdf")
    assert wrong.exit_code == 2 and "--format pdf：只能是" in wrong.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["missing"], "没有名为“missing”的结果"),
        (["one", "one"], "写了两次"),
        (["one", "--format", "pdf"], "只能是 html、docx、xlsx、brief 或 pptx"),
        (["one", "--effects", "missing.csv"], "无法读取 missing.csv"),
        (["one", "--format", "brief", "--observed", "seen.csv"], "brief 不含观测数据对照"),
        (["one", "--format", "xlsx", "--observed", "seen.csv"], "xlsx 不含观测数据对照"),
    ],
)
def test_what_is_at_fault_is_said_and_nothing_is_written(runs, words, said):
    done = invoke(*words, "--out", runs, "--lang", "zh")
    assert done.exit_code == 2 and said in done.stderr
    assert sorted(path.name for path in (runs / "one").iterdir()) == ["results.nc"]


@pytest.mark.parametrize(
    ("lang", "said"),
    [pytest.param("en", "note: ", marks=pytest.mark.long), ("zh", "注意：")],
)
def test_odd_observations_are_told_as_validate_tells_them(runs, tmp_path, lang, said):
    seen = tmp_path / "seen.csv"
    seen.write_text("variable,from,value,unit,source\nvisitors,2023-02,7.7,万人次,1-2月累计\n", encoding="utf-8")
    done = invoke("one", "--out", runs, "--lang", lang, "--observed", seen)
    assert done.exit_code == 0 and said in done.stderr and "1-2月累计" in done.stderr
