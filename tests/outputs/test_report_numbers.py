"""Numbers of reports: those of the terminal, the parts of a column with one number of decimals, texts as tables, odd means marked."""

import functools
import re
from dataclasses import replace

import numpy as np
import pytest

from outputs.documents.document import Bullets, Paragraph, Picture, Table, chinese_number
from outputs.report.answer import headline
from outputs.report.build import report
from outputs.report.comparison import comparison
from outputs.report.effect_cells import column_decimals, hides, note, rows_of
from outputs.report.effects import OUTSIDE, SMALL, measured, sentence, shown
from outputs.report.measures import whole
from outputs.report.outcomes import BY_KEY, outcome_sentence, whole_table
from outputs.report.run import as_run
from outputs.report.summary import rounding
from outputs.results.amounts import amount
from outputs.results.closing_rows import closing_rows
from outputs.results.direction import UNSETTLED
from outputs.results.numbers import MINUS, MISSING, Unit
from outputs.results.outcomes import HEADLINES, unit
from tests.support.reporting import blocks, results, run_of, sections

LANGUAGES = ("zh", "en")
EFFECT = {"zh": ("效果", "对照情景", "情景"), "en": ("Effect", "Counterfactual", "Scenario")}
MILLION = Unit(1.0, "million USD")


@functools.cache
def run(lang):
    """A run of 14 months and 12 members."""
    return run_of(lang, months=14)


@functools.cache
def made(lang):
    """Its report."""
    return report(run(lang))


def read(text):
    """A printed number; None where there is none."""
    plain = text.rstrip(OUTSIDE).replace(",", "").replace("−", "-")
    return float(plain) if re.fullmatch(r"[+-]?\d+(\.\d+)?", plain) else None


def decimals_of(text):
    return len(text.rstrip(OUTSIDE).partition(".")[2])


def effect_tables(document):
    return [one for one in blocks(document, Table) if one.header[1:2] == EFFECT[document.lang][:1] and not one.mixed]


@pytest.mark.parametrize("lang", ["en", pytest.param("zh", marks=pytest.mark.long)])
def test_the_parts_in_a_column_of_effects_have_one_number_of_decimals(lang):
    found = effect_tables(made(lang))
    assert len(found) > 30
    for table in found:
        for column in (1, 2, 3, 5, 6):
            texts = [row[column].text for row in table.rows[:-1] if row[column].text not in ("0", MISSING, ">0", "<0")]
            assert len({decimals_of(text) for text in texts}) <= 1, (table.caption, column, texts)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_numbers_of_the_whole_run_are_those_of_the_terminal(lang):
    tables = {table.caption: table for table in effect_tables(made(lang))}
    whole_rows = {row[0].text: row for row in whole_table(run(lang)).rows}
    for outcome, row in zip(run(lang).present, closing_rows(run(lang).dataset, lang), strict=True):
        mean = re.split(r"[ （]", row.effect)[0]
        _, _, effect, _, _, _, base, level, _ = whole_rows[row.outcome]
        assert (base.text, level.text) == (row.counterfactual, row.scenario)
        assert effect.text.rstrip(OUTSIDE) in (mean, "0")
        (caption,) = [
            name
            for name in tables
            if name.startswith((f"{outcome.en} by year", f"分年度{outcome.zh}（", f"分年度{outcome.zh}，"))
        ]
        last = tables[caption].rows[-1]  # of a flow the sum, of a stock the last year
        assert [cell.text for cell in (last[1], last[5], last[6])] == [effect.text, base.text, level.text]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_number_is_rounded_by_itself(lang):
    """Nothing is changed for sums to close; that they may miss by a last digit is said once."""
    for table in effect_tables(made(lang)):
        for row in table.rows:
            for cell in (row[1], row[5], row[6]):
                if (printed := read(cell.text)) is not None and cell.text != "0":
                    zeros = len(cell.text) - len(cell.text.rstrip("0")) if "." not in cell.text else 0
                    step = 10.0 ** (zeros or -decimals_of(cell.text))
                    assert abs(printed - cell.value) <= 0.5001 * step, (table.caption, cell)
    notes = [one.text for one in blocks(made(lang), Paragraph) if rounding(run(lang)) in one.text]
    assert len(notes) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentences_and_tables_tell_the_same_total(lang):
    tables = {table.caption: table for table in effect_tables(made(lang))}
    for outcome in HEADLINES:
        one = whole(run(lang), outcome)
        (caption,) = [name for name in tables if name.startswith((f"{outcome.en} by year", f"分年度{outcome.zh}"))]
        shown = read(tables[caption].rows[-1][1].text)
        told = re.search(
            r"比对照情景多([\d,.]+)(?:[万亿](?=[美元]))?|, (?:USD |CNY )?([\d,.]+)( \w+)? \(",
            outcome_sentence(run(lang), outcome),
        )
        value = read(told[1] or told[2])
        if told[3] == " billion" and unit(run(lang).dataset, outcome, lang).name.startswith("million"):
            value *= 1000
        own = unit(run(lang).dataset, outcome, lang).name
        if lang == "zh" and own.startswith("亿") and f"{told[0]}".endswith("万"):
            value /= 1e4
        assert value == pytest.approx(shown, abs=0.51 * 10.0**-one.decimals)


@pytest.mark.parametrize(
    ("value", "decimals", "name", "told"),
    [
        (1090.0, -1, "million USD", "USD 1.09 billion"),
        (999.6, 0, "million USD", "USD 1.000 billion"),
        (940.0, -1, "million CNY", "CNY 940 million"),
        (2194.0, 0, "billion CNY", "CNY 2.194 trillion"),
        (1448.0, 0, "thousand visitors", "1.448 million"),
        (112.0, 0, "thousand visitors", "112 thousand"),
        (151.0, 0, "firms", "151"),
    ],
)
def test_english_sentences_have_money_first_and_the_scale_that_reads(value, decimals, name, told):
    assert amount(value, decimals, Unit(1, name), "en") == told
    assert amount(10.9, 1, Unit(1, "亿美元"), "zh") == "10.9亿美元"
    assert amount(-value, decimals, Unit(1, name), "en", signed=True).startswith(MINUS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_end_that_is_rounded_away_is_explained(lang):
    narrow = measured(np.full(12, 50.0), 50.0 + np.array([0.001, 0.002, *np.linspace(1, 40, 10)]))
    rows = rows_of([("A", narrow)], lang)
    assert hides(rows) and ">0" in note([("A", narrow)], lang, hides(rows))
    assert ">0" not in note([("A", narrow)], lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_mean_outside_its_interval_is_marked_and_its_median_told(lang):
    members = np.array([*np.linspace(1.0, 1.3, 23), 90.0])
    pulled = measured(np.full(24, 50.0), 50.0 + members)
    plain = measured(np.full(24, 50.0), 50.0 + members.clip(max=1.3))
    assert pulled.outside and not plain.outside
    marked, unmarked = rows_of([("A", pulled), ("B", plain)], lang)
    assert marked[1].text.endswith(OUTSIDE) and OUTSIDE not in unmarked[1].text
    text = note([("A", pulled), ("B", plain)], lang)
    assert text.startswith(OUTSIDE) and "A +1" in text and "B" not in text
    assert {"zh": "中位数为1", "en": "the median is 1"}[lang] in sentence("fdi", "FDI", pulled, MILLION, lang)
    assert note([("B", plain)], lang) == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_under_a_thousandth_hardly_changes(lang):
    tiny = measured(np.full(12, 1000.0), 1000.0 + np.linspace(0.1, 0.3, 12))
    assert tiny.direction == SMALL
    assert measured(np.full(12, 1000.0), 1000.0 + np.linspace(-3, 3.2, 12)).direction == SMALL
    assert measured(np.full(12, 1000.0), 1000.0 + np.linspace(-30, 30.2, 12)).direction == UNSETTLED
    word = {"zh": "无明显变化", "en": "hardly any"}[lang]
    assert word in sentence("fdi", "FDI", tiny, MILLION, lang)
    ((_, effect, *_, change, base, _),) = rows_of([("A", tiny)], lang)
    assert change.text == word and effect.text == "+0.200" and base.text.startswith("1,000")


def test_decimals_follow_the_largest_effect_and_show_more_where_most_would_vanish():
    large = measured(np.full(12, 5000.0), 5000.0 + np.linspace(200, 900, 12))
    small = measured(np.full(12, 50.0), 50.0 + np.linspace(0.2, 0.6, 12))
    assert column_decimals([large]) < 0 < column_decimals([small])
    assert column_decimals([large, small]) >= 0


def clear(change):
    """The run with each headline outcome changed by some share in every member, alike but for a little."""
    dataset = run("en").dataset
    spread = 1 + 0.1 * np.linspace(-1, 1, dataset.sizes["member"])
    arrays = {}
    for name in {name for outcome in HEADLINES for name in outcome.variables}:
        usual = dataset[name].sel(variant="counterfactual").astype(float)
        moved = dataset[name].astype(float)
        moved.loc[{"variant": "scenario"}] = usual * (1 + change * dataset["member"].copy(data=spread))
        arrays[name] = moved.assign_attrs(dataset[name].attrs)
    return dataset.assign(arrays)


@pytest.mark.parametrize(
    ("change", "en", "zh"),
    [
        (-0.1, "less FDI", "外资减少约"),
        (0.1, "more FDI", "外资增加约"),
        (0.0002, "hardly any change in the main", "均无明显变化"),
        (0.0, "none of the main outcomes differs", "均无差别"),
    ],
)
def test_the_headline_stays_true_when_effects_fall_or_vanish(change, en, zh):
    for lang, words in (("en", en), ("zh", zh)):
        one = as_run(clear(change), lang)
        effects = {outcome.key: whole(one, outcome) for outcome in HEADLINES}
        assert words in headline(one, effects)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_page_answers_before_the_contents(lang):
    document = made(lang)
    page = document.sections[0]
    assert document.opens and page.anchor == "answer"
    first, strip, bullets, sources = page.blocks
    assert isinstance(strip, Picture) and isinstance(sources, Picture)
    assert (strip.name, sources.name) == ("answer-strip", "sources")
    assert isinstance(first, Paragraph) and first.kind == "headline" and len(first.text) < 300
    assert isinstance(bullets, Bullets) and 4 <= len(bullets.items) <= 6
    starts = {
        "zh": ("效果：", "效果来源：", "决定权限：", "代价与风险：", "把握程度："),
        "en": ("How much", "By which way", "Who decides", "Cost and risk", "How sure"),
    }[lang]
    assert all(any(item.startswith(start) for start in starts) for item in bullets.items)
    assert {"zh": "编制单位：", "en": "Prepared by:"}[lang] in document.about[0]


def test_headings_are_numbered_as_readers_of_each_language_number_them():
    first = made("zh").sections[3]
    assert first.title.startswith("四、") and first.parts[0].title.startswith("（一）")
    assert made("en").sections[3].parts[0].title.startswith("4.1 ")
    assert [chinese_number(k) for k in (1, 10, 11, 20, 35)] == ["一", "十", "十一", "二十", "三十五"]


def test_labels_of_a_comparison_are_true_of_each_run():
    many = replace(run("en"), name="many")
    few = replace(as_run(results(members=3, months=20), "en"), name="few")
    document = comparison([many, few])
    overview = blocks(document, Table)[0]
    assert [row[2].text for row in overview.rows] == ["12", "3"]
    assert overview.rows[0][1].text != overview.rows[1][1].text
    for outcome, column in zip(HEADLINES, range(3, 8), strict=True):
        shared = few.dataset.sel(month=many.dataset["month"])
        for row, dataset in zip(overview.rows, (many.dataset, shared), strict=True):
            assert row[column].value == pytest.approx(whole(as_run(dataset, "en"), outcome).mean)
    (page,) = (one for one in sections(document) if one.anchor == "answer")
    notes = " ".join(block.text for block in page.blocks if isinstance(block, Paragraph))
    assert "different months" in notes and "12 (80 % interval)" in notes and "3 (min–max range)" in notes
    fdi = next(table for table in blocks(document, Table) if table.caption.startswith(BY_KEY["fdi"].en + ","))
    assert "range" in fdi.header[2] and len(fdi.rows) == 2
    apart = next(table for table in blocks(document, Table) if table.caption.startswith("Effects compared"))
    cost = next(row for row in apart.rows if row[0].text.startswith("Fiscal cost"))
    assert [cell.text for cell in cost[4:]] == ["–", "–"], "an error that all unit costs share is in no member"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_level_in_a_sentence_is_that_of_the_table(lang):
    """157.76 and 10.56 make 168.32: as printed 157.8 and 10.6 would make 168.4."""
    one = measured(np.full(12, 157.76), 157.76 + 10.56 + np.linspace(-4, 4, 12))
    ((_, effect, *_, base, level),) = rows_of([("A", one)], lang)
    assert (base.text, effect.text, level.text) == ("157.8", "+10.6", "168.3")
    assert level.text in sentence("fdi", "FDI", one, MILLION, lang)


def test_what_is_luck_beside_the_level_has_no_digits_of_its_own():
    """Foreign investment of a plan of flights alone: −0.00004 of 158."""
    luck = measured(np.full(12, 158.1), 158.1 + np.linspace(-3.2e-4, 2.4e-4, 12))
    assert shown(luck, "en") == "0" and luck.direction == SMALL
    ((_, *cells),) = rows_of([("", luck)], "zh")
    assert [cell.text for cell in cells] == ["0", "0", "0", "无明显变化", "158.1", "158.1"]
    clear = measured(np.full(12, 6778.0), 6778.0 + np.linspace(0.011, 0.151, 12))
    assert shown(clear, "en") == "+0.081 (+0.015 to +0.147)", "clear of zero"
