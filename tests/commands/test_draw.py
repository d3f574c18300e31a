"""``draw`` writes the figures and forms that are asked for, and refuses a wrong name before anything is read."""

import pytest
from typer.testing import CliRunner

import run
from tests.support.reporting import results, write_run


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs")
    write_run(folder / "one", results(months=4, members=9))
    return folder


def draw(out, *words, lang="en"):
    return CliRunner().invoke(run.app, ["draw", "one", "--out", str(out), "--lang", lang, *words])


def test_a_figure_is_drawn_in_the_forms_asked_for(out):
    done = draw(out, "--figure", "costs", "--format", "png,svg", lang="zh")
    assert done.exit_code == 0, done.output
    names = {path.name for path in (out / "one" / "figures").iterdir()}
    assert {"costs.zh.png", "costs.zh.svg"} <= names and not any(
        ".en." in name or name.endswith(".pdf") for name in names
    )


def test_it_is_pdf_where_nothing_else_is_said(out, tmp_path):
    assert draw(out, "--figure", "costs", "--to", str(tmp_path)).exit_code == 0
    assert {path.suffix for path in tmp_path.iterdir()} == {".pdf", ".csv"}
    assert (tmp_path / "costs.en.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("words", "en", "zh"),
    [
        (("--figure", "cost"), "did you mean costs?", "是否指 costs？"),
        (("--format", "pgn"), "did you mean png?", "是否指 png？"),
    ],
)
def test_a_wrong_name_gets_the_nearest(out, words, en, zh):
    for lang, told in (("en", en), ("zh", zh)):
        done = draw(out, *words, lang=lang)
        assert done.exit_code == 2 and told in done.output
