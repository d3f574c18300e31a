"""What reports say: sentences that agree with the numbers, levers in words, units that readers expect."""

from dataclasses import replace

import numpy as np
import pytest

from common import vocabulary
from outputs.documents.document import LONGEST, Bullets, Paragraph, Picture, Table, clean
from outputs.report import scenario_words
from outputs.report.assumptions import assumed
from outputs.report.attribution_section import attribution_tables
from outputs.report.build import report
from outputs.report.comparison import comparison
from outputs.report.effects import FALL, NOTHING, RISE, UNSETTLED, measured, sentence, shown
from outputs.report.levers import IN_ANNEX, actions, lever_table
from outputs.report.measures import yearly_table
from outputs.report.outcomes import BY_KEY, when_clear
from outputs.report.run import as_run
from outputs.report.scenario_words import in_wan
from outputs.results.numbers import Unit
from outputs.results.outcomes import quantiles
from scenarios.reading.reader import read
from scenarios.reading.write import resolved_yaml
from tests.support.reporting import SCENARIO, blocks, document_of, run_of, sections

LANGUAGES = ("zh", "en")
MILLION = Unit(1.0, "million USD")
WORDS_OF_CHANGE = {
    "en": ("more than in the", "less than in the", "fewer than in the"),
    "zh": ("比对照情景多", "比对照情景少"),
}


@pytest.fixture(scope="module")
def shipped() -> list[str]:
    return [resolved_yaml(read(file)) for file in sorted(SCENARIO.glob("*.yaml"))]


@pytest.fixture(scope="module")
def full_pilot(shipped) -> str:
    return next(text for text in shipped if text.startswith("name: full-pilot"))


def told(effect: np.ndarray, lang: str, base: float = 100.0) -> str:
    levels = np.full(len(effect), base)
    return sentence("fdi", "FDI", measured(levels, levels + effect), MILLION, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_effect_whose_interval_spans_zero_is_never_called_a_rise_or_a_fall(lang):
    rng = np.random.default_rng(1)
    for _ in range(300):
        members = rng.normal(rng.normal(0, 2), rng.uniform(0.1, 3), rng.integers(2, 40))
        low, high = quantiles(members, (0.1, 0.9))
        text = told(members, lang)
        changed = any(word in text for word in WORDS_OF_CHANGE[lang])
        assert not (low <= 0 <= high and changed), text
        if changed:
            rise = "more than in" in text or "比对照情景多" in text
            assert (low > 0) if rise else (high < 0), text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_rounding_decides_no_sentence(lang):
    members = np.array([0.454, 5.0, 10.0, 40.0, 126.0] * 4)
    for sign, called in ((1, RISE), (-1, FALL)):
        effect = measured(np.full(20, 500.0), 500.0 + sign * members)
        nearest = min((effect.low, effect.high), key=abs)
        assert nearest * sign > 0 and round(nearest, effect.decimals) == 0
        assert effect.direction == called
        assert "0.5" in shown(effect, lang) and "0.5" in told(sign * members, lang)
    assert measured(np.full(20, 50.0), 50.0 + np.where(members < 1, 0.0, members)).direction == UNSETTLED


def test_directions():
    base = np.zeros(5)
    assert measured(base, base).direction == NOTHING
    assert measured(base, base + np.array([1, 1.1, 1.2, 1.1, 1])).direction == RISE
    assert measured(base, base - np.array([1, 1.1, 1.2, 1.1, 1])).direction == FALL
    assert measured(base, base + np.array([-1, 1, -1, 1, 0.1])).direction == UNSETTLED
    alone = measured(base[:1], base[:1] + 3)
    assert alone.direction == UNSETTLED and "(" not in shown(alone, "en")


def test_a_fall_is_told_without_minus_signs_and_smaller_end_first():
    text = told(np.array([-30.0, -20.0, -25.0, -22.0, -28.0] * 2), "en")
    amounts = (
        "USD 75.0 million, USD 25.0 million (80 % interval 20.0 to 30.0), or 25 %,"  # whose interval it is can be seen
    )
    assert text == f"FDI, in total: {amounts} less than in the counterfactual."
    text = told(np.array([-30.0, -20.0, -25.0, -22.0, -28.0] * 2), "zh").replace("million USD", "亿美元")
    assert text == "累计FDI75.0亿美元，比对照情景少25.0亿美元（80%区间20.0至30.0），低25%。"


@pytest.mark.parametrize("lang", ["en", pytest.param("zh", marks=pytest.mark.long)])
def test_no_effect_anywhere_is_called_a_change(lang):
    document = document_of(lang, effect=0, members=3, months=14)
    texts = [item for block in blocks(document, Bullets) for item in block.items]
    outcomes = [text for text in texts if any(outcome.name(lang) in text for outcome in BY_KEY.values())]
    same = {"en": "no difference", "zh": "无差别"}[lang]
    assert len(outcomes) > 10
    for text in outcomes:
        assert same in text or not any(word in text for word in WORDS_OF_CHANGE[lang]), text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_years_whose_direction_is_not_settled_are_named(lang):
    run = run_of(lang)
    rise, open_ = measured(np.zeros(5), np.arange(5.0) + 5), measured(np.zeros(5), np.arange(5.0) - 2)
    text = when_clear(run, [("2023", open_), ("2024", rise)])
    assert {"en": "not settled in 2023", "zh": "2023方向不明"}[lang] in text
    assert {"en": "above the counterfactual in 2024", "zh": "2024高于对照情景"}[lang] in text
    assert {"en": "every year", "zh": "各年度"}[lang] in when_clear(run, [("2023", rise), ("2024", rise)])


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.long)])
def test_the_report_has_every_part_with_tables_figures_and_units(lang, full_pilot):
    document = document_of(lang, full_pilot, members=3, months=14)
    anchors = [section.anchor for section in sections(document)]
    assert len(set(anchors)) == len(anchors)
    for anchor in ("answer", "summary", "assumed", "levers", "world", "fdi", "trade", "tourism", "attribution", "zones", "sectors",
                   "origins", "costs", "risks", "evidence", "recommendations", "limits", "method",
                   "years", "months", "figure-numbers", "published", "glossary", "parameters", "provenance"):  # fmt: skip
        assert anchor in anchors
    tables, figures = blocks(document, Table), blocks(document, Picture)
    assert [table.number for table in tables] == list(range(1, len(tables) + 1))
    assert [figure.number for figure in figures] == list(range(1, len(figures) + 1))
    assert len({figure.name for figure in figures}) == len(figures) == 20
    assert all(figure.alt and figure.caption for figure in figures)
    assert all(len(row) == len(table.header) for table in tables for row in table.rows)
    units = ("亿元", "万人次", "亿美元") if lang == "zh" else ("billion CNY", "thousand visitors", "million USD")
    captions = " ".join(table.caption for table in tables)
    assert all(unit in captions for unit in units)


def test_years_add_up_to_the_total_as_printed_values():
    table = yearly_table(run_of("en"), BY_KEY["goods-trade"])
    years, total = [row[1].value for row in table.rows[:-1]], table.rows[-1][1].value
    assert table.last and total == pytest.approx(sum(years), rel=1e-9)
    assert [row[0].text for row in table.rows] == ["2023", "2024", "2025 (2 months)", "Total"]


def test_every_lever_of_every_shipped_scenario_is_told_in_words(shipped):
    for text in shipped:
        levers = run_of("zh", text, members=2, months=2).scenario.get("levers", {})  # read once, which takes longest
        for run in (run_of(lang, members=2, months=2) for lang in LANGUAGES):
            table = lever_table(run, levers, "x")
            assert len(table.rows if table else ()) == len(list(actions(levers)))
            for row in table.rows if table else ():
                assert "_" not in row[1].text and "{" not in row[1].text, row[1].text
                assert row[0].text in run.names("lever")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_action_of_an_unknown_form_is_still_told(lang):
    run = run_of(lang, members=2, months=2)
    table = lever_table(run, {"new_lever": {"things": [{"from": "2023-05", "size": 3}]}, "odd": 5}, "x")
    ((lever, what, start, *_),) = table.rows
    assert (lever.text, what.text, start.text) == (
        "new_lever",
        "things: size: 3",
        {"en": "from May 2023", "zh": "2023年5月起"}[lang],
    )
    broken = lever_table(run, {"route_rights": {"grants": [{"origins": 5}]}}, "x")
    assert "origins: 5" in broken.rows[0][1].text


def test_every_word_of_scenario_files_has_a_name_for_readers():
    assert set(vocabulary.WORLD_CASES) == set(scenario_words.WORLD)
    assert {case for cases in vocabulary.WORLD_CASES.values() for case in cases} <= set(scenario_words.CASES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_attribution_is_told_in_readers_units_and_another_table_as_it_is(lang):
    row = {"outcome": "visitors", "period": "total", "part": "contribution", "player": "duty_free"}
    row |= {"mean": "20000", "p10": "10000", "p90": "30000"}
    rows = [row, {**row, "period": "2023"}, {**row, "part": "effect", "player": ""}]
    (table,) = attribution_tables(run_of(lang), "levers", rows)
    assert [r[1].text for r in table.rows] == {"en": ["+20.0", "+20"], "zh": ["+2.00", "+2.0"]}[lang]
    assert [r[2].text for r in table.rows] == [{"en": "100 %", "zh": "100%"}[lang]] * 2
    assert table.rows[0][0].text == {"en": "Duty-free shops", "zh": "免税购物"}[lang]
    (other,) = attribution_tables(run_of(lang), "levers", [{"a": "x", "b": "5"}])
    assert other.header == ("a", "b") and other.words == {0}


def test_runs_of_the_same_title_are_named_by_their_folders():
    runs = [replace(run_of("zh", members=3, months=14), name=name) for name in ("a", "b")]
    first, second = (row[0].text for row in blocks(comparison(runs), Table)[0].rows)
    assert first != second and "a" in first and "b" in second


def test_a_comparison_refers_to_no_annex_and_has_no_rows_of_nothing():
    made = run_of("zh", members=3, months=14).dataset
    levers = "levers: {pilot_tasks: [{tasks: ['1.1', '1.2'], from: 2023-02}]}"
    bare = made.assign(land_income=0 * made["land_income"]).assign_attrs(scenario_yaml=levers)
    bare["land_income"].attrs = made["land_income"].attrs
    tables = blocks(comparison([as_run(bare, "zh", name=name) for name in ("a", "b")]), Table)
    cells = [cell.text for table in tables for row in table.rows for cell in row]
    assert any("1.1" in text for text in cells) and not [text for text in cells if IN_ANNEX["zh"] in text]
    assert not [text for text in cells if text.startswith("土地收入")]


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.long)])
def test_few_members_and_idle_levers_are_warned_of(lang):
    idle = {"idle_levers": [{"lever": "duty_free", "action": None, "label": "duty_free"}, "nonsense"]}
    document = report(as_run(run_of(lang, members=3, months=2).dataset, lang, idle))
    texts = [p.text for p in blocks(document, Paragraph)]
    items = [item for b in blocks(document, Bullets) for item in b.items]
    assert any({"en": "3 members are too few", "zh": "3个样本不足"}[lang] in text for text in texts)
    assert any({"en": "Duty-free shops changed nothing", "zh": "免税购物没有改变"}[lang] in item for item in items)


@pytest.mark.parametrize(
    ("yaml", "lang", "months"),
    [
        pytest.param("", "en", 1, marks=pytest.mark.long),  # as of every other made-up run
        pytest.param("[1, 2", "zh", 1, marks=pytest.mark.long),
        ("- a", "en", 1),
        ("levers: 3\nworld: x\nbrakes: [1, {risk: x}]\nnotes: {en: [1]}", "zh", 13),
    ],
)
def test_a_scenario_that_cannot_be_read_does_not_stop_the_report(yaml, lang, months):
    assert document_of(lang, yaml, members=2, months=months).sections


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_brake_says_what_it_holds_back(lang):
    yaml = 'brakes: [{risk: overstay, slows: [visa_facilitation, "1.25-1.29"], to: 0.5}]'
    part = assumed(run_of(lang, yaml, members=2, months=1))
    items = [item for one in (part, *part.parts) for b in one.blocks if isinstance(b, Bullets) for item in b.items]
    held = {
        "en": "visa facilitation, tasks 1.25–1.29 held back to 50 %",
        "zh": "签证便利、任务1.25–1.29放缓至原力度的50%",
    }
    assert any(held[lang] in item for item in items)


def test_text_from_files_loses_control_and_turning_characters_and_excess():
    assert clean("a\x00b\u202ec\x1bd\ne") == "abcd\ne"
    assert clean("x" * (LONGEST + 1)) == "x" * LONGEST + "…"
    assert clean("joint work on core technologies", 16) == "joint work on…" and clean("joint work", 10) == "joint work"
    assert clean("核心技术联合攻关", 4) == "核心技术…"
    assert clean("שלום عربي 中文") == "שלום عربي 中文"


@pytest.mark.parametrize(
    ("millions", "currency", "text"),
    [
        (2, "元", "200万元"),
        ("1,000", "元", "10亿元"),
        (300, "美元", "3亿美元"),
        (0.05, "元", "5万元"),
        (123.4, "元", "12,340万元"),
    ],
)
def test_sums_of_a_file_are_as_a_chinese_reader_writes_them(millions, currency, text):
    assert in_wan(millions, currency) == text
