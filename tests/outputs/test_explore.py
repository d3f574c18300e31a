"""The page to look into runs, as a file: its numbers are those of the summary, it asks for nothing, no text in it is run."""

import base64
import csv
import hashlib
import io
import json
import re
from dataclasses import replace

import numpy as np
import pytest

from commands.library_facts import EFFECTS
from common.errors import UserError
from outputs.attribution.attribution_file import open_attribution, write
from outputs.documents.policy import policy
from outputs.explore.again import again
from outputs.explore.certainty import missed
from outputs.explore.facts import Facts
from outputs.explore.measures import differs
from outputs.explore.page_file import FOLDER, SCRIPTS, STYLES, json_text
from outputs.explore.paths import CARDS
from outputs.explore.run_data import common_months
from outputs.explore.shares import combinations
from outputs.explore.words import WORDS
from outputs.explore.write import MOST, page_of, read_runs, write_page
from outputs.report.published import read_published
from outputs.report.run import as_run
from outputs.results.closing_rows import closing_rows
from outputs.results.summary_rows import EXPORTED, summary_csv
from tests.support import made_up_page
from tests.support.made_up_shares import WORTH, attribution
from tests.support.reporting import results, write_run

HOSTILE = "</script><script>document.title='owned'</script><img src=x onerror=alert(1)>\"'&\u2028{{7*7}}<!--"


def data_of(text: str) -> dict:
    """The data inside a page."""
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL).group(1))


@pytest.fixture(scope="module")
def data() -> dict:
    return data_of(made_up_page.page())


def test_every_number_of_the_summary_is_on_the_page(data):
    told = data["runs"][0]
    lines = list(csv.DictReader(io.StringIO(summary_csv(made_up_page.run().dataset))))
    assert len(lines) > 100
    for line in lines:
        found = told["outcomes"][line["outcome"]]["periods"][line["period"]][line["variant"]]
        six = [float(line[name]) for name in ("mean", "p10", "p25", "p50", "p75", "p90")]
        assert found == pytest.approx(six, rel=1e-9)


def test_fans_end_where_the_summary_of_a_month_would(data):
    flow = made_up_page.run().dataset["visitors"].sum(("origin", "purpose"))
    found = data["runs"][0]["outcomes"]["visitors"]["months"]["scenario"][0]
    assert found == pytest.approx(flow.sel(variant="scenario").mean("member").values, rel=1e-4)


def test_parts_along_an_axis_add_up_to_the_outcome(data):
    run = data["runs"][0]
    for key, outcome in (("fdi-sector", "fdi"), ("fdi-zone", "fdi"), ("goods-origin", "goods-trade")):
        parts = np.array(run["cells"][key]["total"], dtype=float)
        base, level, mean = (
            run["outcomes"][outcome]["periods"]["total"][name][0] for name in ("counterfactual", "scenario", "effect")
        )
        assert parts[:, :3].sum(axis=0) == pytest.approx([base, level, mean], rel=1e-3)


def test_every_combination_of_levers_answers(data):
    found = data["runs"][0]["combinations"]
    assert found["numbers"] == list(range(8))
    assert set(found["outcomes"]) == set(CARDS)
    totals = [row[0] for row in found["outcomes"]["visitors"]["periods"]["total"]]
    assert totals == pytest.approx([worth * made_up_page.MONTHS for worth in WORTH], rel=1e-4)
    assert [row[0] for row in found["outcomes"]["visitors"]["months"]] == pytest.approx(WORTH)


def test_an_attribution_keeps_what_every_combination_gives(tmp_path):
    made = attribution(members=3, months=4)
    write(made, tmp_path / "attribution.nc")
    back = open_attribution(tmp_path)
    assert back["coalition"].values.tolist() == list(range(8))
    assert back.identical(made) or np.array_equal(back["visitors_worth"].values, made["visitors_worth"].values)


def test_without_levels_of_combinations_there_are_none():
    made = attribution(members=3, months=4)
    assert combinations(made.drop_dims("coalition")) is None


def test_words_are_in_both_languages_and_all_that_scripts_ask_for():
    code = "\n".join((FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
    asked = set(re.findall(r'\bt\("([^"]+)"', code))
    form = (FOLDER / "page.html.jinja").read_text(encoding="utf-8")
    asked |= set(re.findall(r'data-(?:word|label)="([^"{]+)"', form))
    assert len(asked) > 100
    assert asked <= set(WORDS)
    for en, zh in WORDS.values():
        assert set(re.findall(r"\{\w+\}", en)) == set(re.findall(r"\{\w+\}", zh)), en


def test_every_file_of_the_page_is_used():
    found = {path.stem for path in FOLDER.iterdir() if path.suffix in (".js", ".css")}
    assert {*SCRIPTS, *STYLES} <= found
    assert all(len(path.read_text(encoding="utf-8").splitlines()) <= 250 for path in FOLDER.iterdir())


def test_the_policy_allows_this_script_and_style_only():
    text = made_up_page.page()
    told = re.search(r'Content-Security-Policy" content="([^"]*)"', text).group(1).replace("&#39;", "'")
    code = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    style = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    assert len(code) == len(style) == 1
    assert told == policy(code[0], style[0])
    assert told.startswith("default-src 'none'; ") and "unsafe" not in told and "http" not in told
    digest = base64.b64encode(hashlib.sha256(code[0].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in told


def test_scripts_set_texts_and_read_no_markup():
    for path in FOLDER.glob("*.js"):
        code = path.read_text(encoding="utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|\.src\b", code
        ), path
        assert "http" not in code.replace("http://www.w3.org/2000/svg", "")


def test_nothing_on_the_page_is_fetched():
    text = made_up_page.page()
    assert not re.search(r"<(?:link|img|iframe|object|embed|base|form)\b", text)
    assert not re.search(r"(?:src|href|action)=[\"'](?!#)", text.split("<script", 1)[0])


def test_hostile_text_stays_text():
    found = made_up_page.renamed(results(made_up_page.SCENARIO, months=14, members=2), HOSTILE)
    text = page_of([as_run(found, "en", {}, name="x")], Facts(), "en")
    assert len(re.findall(r"<script", text)) == 2
    assert "<img" not in text
    assert data_of(text)["runs"][0]["title"]["en"].startswith("</script><script>")


@pytest.mark.parametrize("text", ["</script>", "<!--", "\u2028", "&lt;", "\u2029]]>"])
def test_json_in_a_script_tag_cannot_end_it(text):
    told = json_text({"a": text})
    assert not re.search("[<>&\u2028\u2029]", told)
    assert json.loads(told) == {"a": text}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_with_scripts_off_the_closing_table_stands_there(lang):
    text = made_up_page.page().split("<script", 1)[0]
    for row in closing_rows(made_up_page.run().dataset, lang):
        for cell in row:
            assert str(cell).replace("'", "&#39;") in text, cell


def test_four_runs_take_less_than_two_megabytes(data):
    another = max(len(json_text(run).encode()) for run in data["runs"]) + len(json_text(data["against"]).encode())
    assert 300_000 < len(made_up_page.page().encode()) + 2 * another < 2_000_000


def test_runs_of_other_months_are_compared_on_those_they_share():
    longer = as_run(results("", months=26, members=2), "en")
    later = as_run(results("", months=14, members=2, start="2023-07"), "en")
    assert common_months([longer, later]) == [slice(6, 20), slice(0, 14)]
    assert common_months([longer, longer]) == [None, None]


def test_too_many_runs_or_one_twice_is_refused(tmp_path):
    folder = write_run(tmp_path / "a", results("", months=14, members=2))
    with pytest.raises(UserError, match="twice"):
        read_runs([folder, folder])
    with pytest.raises(UserError, match=f"up to {MOST}"):
        read_runs([folder] * (MOST + 1))


def test_a_page_is_written_from_a_results_file_alone(tmp_path):
    folder = write_run(tmp_path / "a", results("", months=14, members=2))
    written = write_page([folder], tmp_path / "explore.html", "en")
    told = data_of(written.read_text(encoding="utf-8"))
    assert told["lang"] == "en" and told["runs"][0]["name"] == "a"
    assert told["tasks"] == [] and told["runs"][0]["shares"] == {}
    assert {one["key"] for one in told["outcomes"]} <= {outcome.key for outcome in EXPORTED}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "explore.html"]


def test_what_differs_beside_the_levers_is_told(data):
    told = [(one["key"]["en"], one["old"]["en"], one["new"]["zh"]) for one in data["against"][0]["differs"]]
    assert ("Rival cities", "central path", "低路径") in told
    assert not any(key.startswith("levers") for key, *_ in told)
    assert data["against"][0]["world"] is True


def test_brakes_that_differ_are_told_in_words():
    brakes = "brakes: [{risk: data, slows: ['4.10', visa_facilitation], to: 0.5}]\n"
    with_brakes, without = (
        as_run(results(made_up_page.SCENARIO + text, months=3, members=2), "en", {}, name="x") for text in (brakes, "")
    )
    (told,) = [one for one in differs(with_brakes, without) if one["key"]["en"].startswith("Brake")]
    assert told["key"] == {"en": "Brake 1", "zh": "风险制动 1"} and told["new"]["en"] == "–"
    assert "held back to 50 %" in told["old"]["en"] and "放缓至" in told["old"]["zh"]


@pytest.mark.parametrize(
    ("command", "file", "options"),
    [
        ([], "scenarios/full-pilot.yaml", "--members 12"),
        (
            [
                "run.py",
                "simulate",
                "plans/full-pilot.yaml",
                "--members",
                "12",
                "--seed=7",
                "--lang",
                "en",
                "--out",
                "my runs",
            ],
            "plans/full-pilot.yaml",
            "--members 12 --seed 7 --out 'my runs'",
        ),
        (["run.py", "simulate", "a.yaml", "b/full-pilot.yaml", "--resume"], "b/full-pilot.yaml", "--members 12"),
        (["run.py", "simulate", "$(rm x).yaml"], "'$(rm x).yaml'", "--members 12"),
    ],
)
def test_commands_fit_the_run_that_they_are_for(command, file, options):
    run = replace(made_up_page.run(), provenance={"command": command})
    assert again(run) == {"file": file, "options": options}


def test_published_effects_that_are_missed_are_named():
    run = replace(made_up_page.run(), published=read_published(EFFECTS))
    assert 0 < len(missed(run, "en")) == len(missed(run, "zh")) < len(run.published)
    assert all(len(row) == 5 and row[0] for row in missed(run, "en"))


def test_measures_have_dates_and_a_sentence_in_each_language(data):
    shop = next(one for one in data["runs"][0]["measures"] if one["lever"] == "duty_free")
    assert (shop["from"], shop["until"]) == ("2024-03", "2024-12")
    assert "6,000 m²" in shop["en"]["what"] and "免税" in shop["zh"]["what"]


def test_members_with_a_gain_are_counted(data):
    run = replace(made_up_page.run())
    change = run.dataset["visitors"].sum(("origin", "purpose", "month"))
    up = (change.sel(variant="scenario") > change.sel(variant="counterfactual")).mean()
    assert data["runs"][0]["outcomes"]["visitors"]["periods"]["total"]["up"][0] == pytest.approx(float(up), rel=1e-4)
