"""The page to look into runs in a real browser: nothing leaves it, its numbers are the summary's, hands and eyes can use it."""

import csv
import functools
import io
import itertools
import re
from contextlib import ExitStack

import numpy as np
import pytest

from outputs.explore.facts import Facts
from outputs.explore.page_file import FOLDER
from outputs.explore.paths import CARDS
from outputs.explore.words import WORDS
from outputs.explore.write import page_of
from outputs.report.run import as_run
from outputs.results.direction import SMALL, direction, seen
from outputs.results.numbers import interval, interval_end, number, percent, places
from outputs.results.outcomes import effect, quantiles, unit
from outputs.results.summary_rows import EXPORTED, over, summary_csv
from tests.support import made_up_page
from tests.support.browser import chromium, opened
from tests.support.made_up_shares import WORTH
from tests.support.reporting import results

browser = pytest.fixture(scope="module")(chromium)
TABS = ("answer", "compare", "tasks", "sure")
BY_KEY = {outcome.key: outcome for outcome in EXPORTED}
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
FIRST_STATE = """() => new Promise((done) => {
  if (location.hash.length < 2) return done();
  addEventListener("hashchange", () => done(), { once: true });
  location.hash = "";
})"""
"""All that a reader chose is in the address: without it the page shows what it opened with. Listeners run in their order."""


@pytest.fixture(scope="module")
def loaded(browser):
    """Give the page of a language, loaded once: loading takes longer than most of what tests ask of it."""
    with ExitStack() as kept:
        yield functools.cache(lambda lang: kept.enter_context(opened(browser, made_up_page.page_path(lang))))


@pytest.fixture
def shown(loaded):
    """Give the page of a language as it opens, to tests that ask nothing of its loading, focus or listeners."""
    used = []

    def first(lang: str = "zh"):
        page = loaded(lang)
        page.set_viewport_size(DESK)
        page.evaluate(FIRST_STATE)
        used.append(page)
        return page

    yield first
    for page in used:
        errors, page.errors[:] = list(page.errors), []  # of this test, not of the next one
        assert errors == []


def test_no_request_leaves_the_page_and_no_script_complains(browser):
    path = made_up_page.page_path()
    with opened(browser, path) as page:
        for tab in TABS:
            page.click(f"#tab-{tab}")
        page.click("#tab-answer")
        page.click("#lang-en")
        page.click("#view-years")
        page.click("#by-tables")
        page.select_option("#choose-run", "1")
        page.click("#drawer-answer summary")
        page.click("#copy-answer")
        assert page.asked == [path.as_uri()]
        assert page.errors == []
        assert page.evaluate("window.violations") == []
        told = page.evaluate("fetch('https://example.org/').then(() => 'sent', () => 'refused')")
        assert told == "refused"
        assert any(one.startswith("connect-src") for one in page.evaluate("window.violations"))


def expected(key: str, lang: str, inside: slice = slice(None)) -> tuple[str, str, str]:
    """Effect, interval and change of an outcome as reports print them."""
    run = made_up_page.run()
    values = over(run.dataset, BY_KEY[key], inside) * unit(run.dataset, BY_KEY[key], lang).factor
    change = effect(values).values
    base = float(values.sel(variant="counterfactual").mean())
    mean, (low, high) = float(change.mean()), map(float, quantiles(change, (0.1, 0.9)))
    decimals = places(low, high, mean)
    ends = [interval_end(end, decimals, True) for end in (low, high)]
    return (
        number(mean, decimals, True),
        " 至 ".join(ends) if lang == "zh" else " to ".join(ends),
        percent(mean / base, True, lang),
    )


def test_cards_say_what_reports_say(shown):
    spans = (("total", slice(None)), ("2024", slice(12, 24)))
    page = shown()
    for lang, (period, months) in itertools.product(("zh", "en"), spans):
        page.click(f"#lang-{lang}")
        page.select_option("#choose-period", period)
        for key in CARDS:
            mean, ends, change = expected(key, lang, months)
            text = page.inner_text(f"#card-{key}").replace("\u00a0", " ")
            if key == "cost":  # one number: an error that its assumed unit costs share is in no member
                assert f"{float(mean.replace(',', '')):+.2g}" in text and change in text and ends not in text, text
                continue
            assert mean in text and ends in text and change in text, text


def test_the_table_that_is_saved_holds_the_summary(shown):
    run = made_up_page.run()
    lines = list(csv.DictReader(io.StringIO(summary_csv(run.dataset))))
    told = {
        line["outcome"]: float(line["mean"])
        for line in lines
        if (line["period"], line["variant"]) == ("total", "effect")
    }
    page = shown("en")
    page.click("#drawer-answer summary")
    with page.expect_download() as waiting:
        page.click("#csv-answer")
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    rows = {row["Outcome"]: row for row in csv.DictReader(io.StringIO(text))}
    assert len(rows) > 10
    for name, row in rows.items():
        outcome = next(one for one in EXPORTED if one.en == name)
        factor = unit(run.dataset, outcome, "en").factor
        assert float(row["Effect"]) == pytest.approx(told[outcome.key] * factor, rel=1e-6)


def test_switches_answer_with_what_that_combination_gave(shown):
    page = shown()
    page.click("#lang-en")
    for off, left in (("route_rights", 6), ("pilot_tasks", 2), ("duty_free", 0)):
        page.uncheck(f"#lever-{off}")
        mean = WORTH[left] * made_up_page.MONTHS
        text = page.inner_text("#card-fdi")
        assert "no difference" in text if mean == 0 else number(mean, 0, True)[:2] in text
    assert "no lever at all" in page.inner_text("#cards .sentence")
    for part in ("zones", "routes", "dots", "cells"):  # known for the whole plan only, and said so
        assert page.locator(f"#{part} .warning").count() == 1
    page.click("#levers-all")
    assert page.locator("#zones .warning").count() == 0 and "Full pilot" in page.inner_text("#cards .sentence")
    assert expected("fdi", "en")[0] in page.inner_text("#card-fdi")


def test_the_keyboard_reaches_and_works_everything(browser):
    with opened(browser, made_up_page.page_path("en")) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.focus("#card-visitors")
        page.keyboard.press("Enter")
        assert page.get_attribute("#card-visitors", "aria-pressed") == "true"
        assert page.evaluate("document.activeElement.id") == "card-visitors"
        page.focus("#fan-picture")
        for key in ("Home", "ArrowRight", "ArrowRight"):
            page.keyboard.press(key)
        assert page.get_attribute("#fan-picture", "aria-valuenow") == "2"
        assert page.get_attribute("#fan-picture", "aria-valuetext").startswith("Mar 2023: ")
        page.focus("#lever-duty_free")
        page.keyboard.press("Space")
        assert not page.is_checked("#lever-duty_free")
        assert page.evaluate("document.activeElement.id") == "lever-duty_free"
        page.focus("#tab-answer")
        page.keyboard.press("ArrowRight")
        assert page.evaluate("document.activeElement.id") == "tab-compare"
        assert page.is_visible("#panel-compare") and not page.is_visible("#panel-answer")
        page.click("#tab-answer")
        page.evaluate("document.activeElement.blur()")
        page.evaluate(
            "window.reached = []; addEventListener('focusin', (event) => window.reached.push(event.target.id))"
        )
        for _ in range(90):
            page.keyboard.press("Tab")
        reached = set(page.evaluate("window.reached"))
        assert {
            "lang-zh",
            "choose-period",
            "tab-answer",
            "card-fdi",
            "choose-outcome",
            "lever-route_rights",
            "fan-picture",
            "by-decider",
            "choose-zones",
        } <= reached


NAMELESS = """() => [...document.querySelectorAll("button, select, input, svg[role=img], [role=region], [role=group], [role=slider], [role=tabpanel]")]
  .filter((one) => one.checkVisibility() && !one.closest("[aria-hidden=true]"))
  .filter((one) => !(one.textContent.trim() && one.matches("button")) && !one.getAttribute("aria-label") && !(one.labels && one.labels.length) && !one.getAttribute("aria-labelledby"))
  .map((one) => one.outerHTML.slice(0, 120))"""
"""What can be worked or seen and has no name."""
DOUBLED = "() => { const ids = [...document.querySelectorAll('[id]')].map((one) => one.id); return ids.filter((id, k) => ids.indexOf(id) !== k); }"


@pytest.mark.parametrize(
    ("lang", "widths"),  # words are longer in English
    [("zh", (360, 1920)), ("en", (360, 1280)), pytest.param("en", (768,), marks=pytest.mark.long)],
)
def test_on_phone_desk_and_wall_nothing_overflows_and_all_has_a_name(shown, lang, widths):
    page = shown(lang)
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        for tab in TABS:
            page.click(f"#tab-{tab}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, tab)
            assert page.inner_text(f"#panel-{tab}").strip()
            if width == widths[-1]:
                assert page.evaluate(NAMELESS) == [] and page.evaluate(DOUBLED) == [], tab
    assert page.get_attribute("html", "lang") == {"zh": "zh-Hans", "en": "en"}[lang]


def test_names_on_the_map_of_visitors_lie_on_no_other_and_inside(browser):
    overlaps = """() => {
      const boxes = [...document.querySelectorAll("#routes svg text")].map((one) => one.getBoundingClientRect());
      const frame = document.querySelector("#routes svg").getBoundingClientRect();
      const outside = boxes.filter((one) => one.left < frame.left - 1 || one.right > frame.right + 1 || one.bottom > frame.bottom + 1);
      const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4;
      return [boxes.length, outside.length, boxes.filter((one, k) => boxes.some((other, j) => j > k && meet(one, other))).length];
    }"""
    codes = made_up_page.run().dataset["origin"].values[:16]
    ring = {str(code): (8.0 * (k % 5), 60.0 + 7 * k) for k, code in enumerate(codes)}  # close to one another
    text = page_of([made_up_page.run()], made_up_page.FACTS._replace(places=ring), "en")
    with opened(browser, "about:blank") as page:
        page.set_content(text)
        for width in (360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_function(f"document.querySelector('#routes svg').clientWidth <= {width}")
            names, outside, meet = page.evaluate(overlaps)
            assert names > 5 and outside == 0 and meet == 0, width


def test_per_cent_reaches_every_picture_of_parts(shown):
    page = shown("en")
    page.click("#unit-percent")
    found = expected("fdi", "en")
    assert found[2] in page.inner_text("#card-fdi").replace("\u00a0", " ")
    assert page.inner_text("#card-fdi .ends").count("%") == 2
    for part in ("#zones svg .value", "#dots svg .value", "#cells .heat td"):
        assert all("%" in one or one in ("0", "[0]", "0.00") for one in page.locator(part).all_text_contents()), part
    for lang, share, unit_name in (
        ("en", "% of the counterfactual", "million USD"),
        ("zh", "占对照情景的百分比", "亿美元"),
    ):
        page.click(f"#lang-{lang}")
        words = page.locator("#fan-picture svg text").all_text_contents()
        assert unit_name in words and sum(share in one for one in words) == 1, (
            "levels are amounts, the difference is not"
        )
        assert page.locator("#dots svg .tick").last.text_content() == unit_name, "the axis has levels"
        page.click("#tab-compare")
        assert share in page.inner_text("#compare .outcome h4 >> nth=0")
        page.click("#tab-answer")


ROUNDED = """([lang, words, cases]) => {
  const [NONE, state] = ["–", { lang }];
  const t = (key, fill) => words[key].replace(/{(\\w+)}/g, (_, name) => fill[name]);
  %s
  return cases.map(([mean, low, high, level, way]) => [
    spread(mean, low, high, level), percent(mean / level, true), scaled(level, mean, low, high, 0, way, 1, 12).slight]);
}"""
"""Gives what the page's own rules of rounding make of some effects with their intervals and levels."""


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_rounds_as_reports_do(shown, lang):
    """Also what is luck beside its level, what is small but clear of zero, and what is small beside a wide interval."""
    effects = [
        (-4e-5, -3e-4, 2e-4, 158.1),
        (0.08, 0.01, 0.15, 6778.0),
        (95, 62, 130, 1500.0),
        (0.2, -31.0, 30.0, 1500.0),
    ]
    members = [np.linspace(low, high, 12) for _, low, high, _ in effects]
    cases = [[*one, direction(some)] for one, some in zip(effects, members, strict=True)]
    script = ROUNDED % (FOLDER / "numbers.js").read_text(encoding="utf-8")
    words = {"spread": WORDS["spread"][lang == "zh"]}
    told = shown(lang).evaluate(script, [lang, words, cases])
    for (mean, low, high, level), some, (text, share, slight) in zip(effects, members, told, strict=True):
        assert text == interval(mean, low, high, lang, signed=True, level=level)
        assert share.replace("\u00a0", " ") == percent(mean / level, True, lang)
        assert slight == (seen(some + mean - some.mean(), level, np.array([low, high])) == SMALL)


def test_an_outcome_is_chosen_where_its_picture_is(shown):
    page = shown("en")
    for tab in ("compare", "sure"):
        page.click(f"#tab-{tab}")
        page.select_option(f"#choose-outcome-{tab}", "visitors")
        assert "Inbound overnight visitors" in page.inner_text(f"#{tab} h3:has(+ .choice)")
        page.select_option(f"#choose-outcome-{tab}", "fdi")


def test_hostile_text_runs_nothing_and_is_shown(browser, tmp_path):
    hostile = "</script><img src=x onerror=\"document.title='owned'\"><svg onload=alert(1)>{{7*7}}"
    found = made_up_page.renamed(results(made_up_page.SCENARIO, months=14, members=2), hostile)
    path = tmp_path / "hostile.html"
    path.write_text(page_of([as_run(found, "en", {}, name="x")], Facts(), "en"), encoding="utf-8")
    with opened(browser, path) as page:
        for tab in TABS:
            page.click(f"#tab-{tab}")
        assert page.inner_text("h1") == hostile
        assert page.locator("img").count() == 0
        assert "owned" not in page.title().split("=")[0]
        assert page.errors == [] and page.asked == [path.as_uri()]


def test_an_address_shows_the_same_again_and_rubbish_in_it_is_ignored(browser, shown):
    path = made_up_page.page_path()
    page = shown()
    page.click("#card-visitors")
    page.select_option("#choose-period", "2024")
    page.uncheck("#lever-duty_free")
    link, cards = page.url, page.inner_text("#cards")
    assert "#" in link
    with opened(browser, link) as page:
        assert page.inner_text("#cards") == cards
        page.goto(f"{path.as_uri()}#outcome=__proto__&run=9&period=<b>&levers=x&tab=..&lang=fr")
        page.reload()
        assert page.errors == []
        assert page.get_attribute("#card-fdi", "aria-pressed") == "true"


def test_with_scripts_off_the_answer_is_a_table(browser):
    with opened(browser, made_up_page.page_path(), java_script_enabled=False) as page:
        text = page.inner_text("main")
        assert WORDS["no scripts"][1] in text and "实际使用外资" in text and "FDI in actual use" in text
        assert not page.is_visible(".tabs")
        assert page.is_visible("article.still table")


def test_it_prints_on_one_page(shown):
    page = shown()
    paper = page.pdf(format="A4", prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


def test_tasks_are_found_by_every_filter(shown):
    page = shown("en")
    page.click("#tab-tasks")

    def found() -> list[str]:
        return page.locator("#tasks table.tasks tbody th").all_inner_texts()

    assert found() == ["1.1", "1.2", "4.10"]
    for name, value, left in (
        ("field", "Science", ["1.1", "1.2"]),
        ("zone", "jiangbei", ["1.2"]),
        ("decider", "national", ["4.10"]),
        ("grade", "B", ["1.1"]),
    ):
        page.select_option(f"#choose-{name}", value)
        assert found() == left
        page.select_option(f"#choose-{name}", "")
    for order, first in (("price", "1.2"), ("evidence", "1.1"), ("number", "1.1")):
        page.select_option("#choose-order", order)
        assert found()[0] == first
    page.set_viewport_size(PHONE)  # a card each: nothing of a task is out of sight
    assert page.evaluate(
        "[...document.querySelectorAll('#tasks td')].every((one) => one.getBoundingClientRect().right <= innerWidth)"
    )
    page.fill("#find-most", "9")
    page.fill("#find-word", "data")
    assert found() == ["4.10"]


def luminance(colour: str) -> float:
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("place", [0, 1], ids=["light", "dark"])
def test_texts_stand_out_from_what_is_behind_them(place):
    style = (FOLDER / "style.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--(\w+): (#\w{6})", re.findall(r":root \{(.*?)\}", style, re.DOTALL)[place]))
    for text, behind, least in (
        ("ink", "paper", 7),
        ("grey", "paper", 4.5),
        ("grey", "pale", 4.5),
        ("blue", "paper", 4.5),
        ("blue", "pale", 4.5),
        ("plan", "paper", 3),
        ("base", "paper", 3),
        ("fall", "paper", 3),
        ("ink", "warn", 7),
    ):
        low, high = sorted([luminance(colours[text]), luminance(colours[behind])])
        assert (high + 0.05) / (low + 0.05) >= least, (text, behind)
