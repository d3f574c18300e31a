"""Reports on who brings the effect and on published effects: tables beside the results, sound, strange or broken."""

import functools
import re
from dataclasses import replace
from pathlib import Path

import pytest

from common.errors import UserError
from outputs.attribution.attribution_file import attribution_csv, file_name, write
from outputs.documents.document import Bullets, Paragraph, Picture, Table
from outputs.report import write_report
from outputs.report.attribution_section import attributed
from outputs.report.build import report
from outputs.report.published import published, read_published
from outputs.report.ranking_section import ranked
from outputs.report.run import read_run
from outputs.report.summary import summary
from tests.support.made_up_shares import attribution, ranking
from tests.support.reporting import results, sections, small_figures, write_run

LANGUAGES = ("zh", "en")
EFFECTS = """id,title_en,title_zh,unit_en,unit_zh,low,central,high,kind,accept_low,accept_high
A,A visa required,要求签证,%,%,-25,-20,-15,band,-25,-15
B,More flights,增开航班,%,%,,,,sign,0,
C,"<b>A quota</b>",限额,%,%,,0.155,,band,,
D,Nothing,无,%,%,,,,placebo,0,0.01
E,Never measured,未测,%,%,,1,,band,,
F,At most,上限,%,%,,204,,upper_bound,0,204
"""
MEASURED = """id,part,members,median,low_80,high_80,mean,standard_error,verdict
A,1,30,-21.44,-26.2,-17.9,-21.5,0.6,pass
B,1,30,3.1,1.2,4.9,3,0.2,fail
B,2,30,2,1,3,2,0.2,fail
C,1,30,0.2,0.1,0.3,0.2,0.01,set
D,1,30,0,0,0.00000001,0,0,pass
F,1,30,16,7,27.3,16,1,pass
"""
HOSTILE = "<script>alert(1)</script>\u202e"


@pytest.fixture
def folder(tmp_path) -> Path:
    return write_run(tmp_path / "run", results(members=3, months=14))


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The files of an attribution by who shares the effect, each written once."""

    @functools.cache
    def files(by: str) -> tuple[bytes, str]:
        dataset = attribution(members=6, months=14, by=by)
        path = tmp_path_factory.mktemp(by) / "attribution.nc"
        write(dataset, path)
        return path.read_bytes(), attribution_csv(dataset)

    return files


@pytest.fixture
def share_out(written, folder):
    """Put an attribution into the folder; ``said`` is what it says that it is by."""

    def put(by: str = "levers", said: str | None = None) -> None:
        content, table = written(said or by)
        (folder / f"{file_name(by)}.nc").write_bytes(content)
        (folder / f"{file_name(by)}.csv").write_text(table, encoding="utf-8")

    return put


def tables(folder: Path) -> Path:
    (folder / "effects.csv").write_text(EFFECTS, encoding="utf-8")
    (folder / "effects_measured.csv").write_text(MEASURED, encoding="utf-8")
    return folder / "effects_measured.csv"


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.long)])
def test_each_attribution_has_a_waterfall_and_tables_that_add_up(lang, folder, share_out):
    for by in ("levers", "tables"):
        share_out(by)
    told = attributed(read_run(folder, lang))
    pictures = [one for one in told if isinstance(one, Picture)]
    assert [one.name for one in pictures] == ["attribution-levers", "attribution-tables"]
    assert pictures[1].draw({"en": 1, "zh": 2}[lang]).axes
    found = [one for one in told if isinstance(one, Table)]
    assert [len(one.header) for one in found] == [7, 5] * 2
    for one in found:
        assert one.rows[0][0].text == {"en": "Route rights", "zh": "航权"}[lang]
        for column in range(1, len(one.header), 2):
            *parts, whole = [row[column].value for row in one.rows]
            assert whole == pytest.approx(sum(parts))
    notes = [one.text for one in told if isinstance(one, Paragraph)]
    assert any(
        {"en": "with 6 members, the run with 3", "zh": "6个样本计算，而本次运行有3个"}[lang] in one for one in notes
    )


def test_an_attribution_that_is_damaged_or_another_leaves_its_figure_out(folder, share_out):
    share_out()
    (folder / "attribution.nc").write_bytes((folder / "attribution.nc").read_bytes()[:2000])
    share_out("tables", said="levers")
    run = read_run(folder, "en")
    assert run.shared == {} and set(run.attribution) == {"levers", "tables"}
    assert not [one for one in attributed(run) if isinstance(one, Picture)]


@pytest.mark.parametrize("lang", ["en", pytest.param("zh", marks=pytest.mark.long)])
def test_a_ranking_has_a_figure_and_a_table_for_each_outcome(lang, folder):
    (missing,) = ranked(read_run(folder, lang))
    assert "--by tasks" in missing.text
    write(ranking(), folder / "ranking-tasks.nc")
    (found,) = (one for one in sections(report(read_run(folder, lang))) if one.anchor == "ranking")
    (drawn,) = (one for one in found.blocks if isinstance(one, Picture))
    assert drawn.name == "ranking-tasks" and drawn.draw(2).axes
    tables = [one for one in found.blocks if isinstance(one, Table)]
    assert len(tables) == 5 and tables[0].rows[0][1].text == {"en": "1.2 Loans", "zh": "1.2 贷款"}[lang]
    (folder / "ranking-tasks.nc").write_bytes(b"cut short")
    assert "ranking-tasks.nc" in read_run(folder, lang).damaged


@pytest.mark.parametrize(("lang", "said"), [("en", "Left out because it cannot be read"), ("zh", "未列入本报告")])
def test_tables_that_cannot_be_read_are_named(lang, said, folder, share_out):
    def notes(run):
        return [one.text for one in summary(run).blocks if isinstance(one, Paragraph) and said in one.text]

    share_out()
    assert not notes(read_run(folder, lang))
    (folder / "validation-summary.csv").write_text("group,unit\nvisitors,1\n", encoding="utf-8")
    (folder / "attribution.csv").write_bytes(b"\xff\xfe\x00")
    (folder / "attribution-tables.nc").write_bytes(b"cut short")
    (note,) = notes(read_run(folder, lang))
    assert all(name in note for name in ("attribution.csv", "attribution-tables.nc", "validation-summary.csv"))


@pytest.mark.long
def test_hostile_names_in_an_attribution_do_no_harm(folder, share_out, monkeypatch):
    small_figures(monkeypatch)
    share_out()
    dataset = attribution(members=6, months=14)
    dataset = dataset.assign_coords(player_name=("player", [HOSTILE] * 3)).assign_attrs(title_en=HOSTILE)
    write(dataset, folder / "attribution.nc")
    text = write_report([folder], "en", "html").read_text(encoding="utf-8")
    assert text.count("<script") == 1 and "\u202e" not in text and "&lt;script&gt;alert(1)" in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_published_effects_are_counted_and_told(lang, folder):
    run = replace(read_run(folder, lang), published=read_published(tables(folder)))
    section = published(run)
    (told,) = (one.items for one in section.blocks if isinstance(one, Bullets))
    assert {
        "en": (
            "Of 1 published size, the model agrees with 1 and does not with 0.",
            "Of 1 published ceiling, the model stays below 1 and goes beyond 0.",
            "Of 2 expected directions, orders or absences of an effect, 1 holds and 1 does not.",
            "1 more has set a parameter and is no test.",
        ),
        "zh": (
            "已发表的效果大小1项，相符1项，不符0项。",
            "已发表的上限1项，未超过1项，超过0项。",
            "预期的方向、次序或无效果2项，成立1项，不成立1项。",
            "另有1项已用于设定参数，不作检验。",
        ),
    }[lang] == told
    found = [one for one in section.blocks if isinstance(one, Table)]
    rows = [[cell.text for cell in row] for one in found for row in one.rows]
    if lang == "en":
        assert rows == [
            ["A visa required", "%", "−20 (−25 to −15)", "−21.4 (−26.2 to −17.9)", "agrees"],
            ["At most", "%", "204", "16.0 (7.0 to 27.3)", "stays below"],
            ["More flights", "%", "above 0", "3.1 (1.2 to 4.9); 2 (1 to 3)", "does not hold"],
            ["Nothing", "%", "0 to 0.01", "0", "holds"],
            ["<b>A quota</b>", "%", "0.155", "0.2 (0.1 to 0.3)", "sets a parameter, and is met"],
        ]
    assert len(found) == 4


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_the_table_the_report_says_so(lang, folder):
    section = published(read_run(folder, lang))
    (only,) = section.blocks
    assert {"en": "makes no such comparison", "zh": "不作此项比较"}[lang] in only.text


@pytest.mark.long
def test_the_table_beside_the_results_is_taken_and_another_goes_before_it(folder, tmp_path, monkeypatch):
    small_figures(monkeypatch)
    tables(folder)
    text = write_report([folder], "en", "html").read_text(encoding="utf-8")
    assert "Of 2 expected directions" in text and "&lt;b&gt;A quota&lt;/b&gt;" in text
    other = tmp_path / "other"
    other.mkdir()
    given = tables(other)
    given.write_text(re.sub(r"A,1.*\n|D,1.*\n", "", MEASURED), encoding="utf-8")
    written = write_report([folder], "en", "html", given)
    assert "Of 1 expected direction," in written.read_text(encoding="utf-8")


@pytest.mark.parametrize("wrong", ["", "a,b\n1,2\n", None, b"\xff\xfe\x00"])
def test_a_table_of_another_form_is_refused(wrong, folder, tmp_path):
    path = tables(folder)
    if wrong is None:
        path.unlink()
    else:
        path.write_bytes(wrong if isinstance(wrong, bytes) else wrong.encode())
    with pytest.raises(UserError) as error:
        write_report([folder], "en", "html", path)
    assert error.value.render("zh") != error.value.render("en")
    assert not list(folder.glob("report*"))
