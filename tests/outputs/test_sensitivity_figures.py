"""Figures of what the interval rests on, and the words beside them, from made-up tables, in both languages."""

import numpy as np
import pytest

from calibration import interval_page
from calibration.headline_effects import OUTCOMES
from calibration.interval_page import END, STARTS, filled, held, interval, name
from calibration.page import PAGES
from calibration.swapped_members import SOURCES
from outputs.figures.figure_files import as_bytes
from outputs.figures.fit import bracketed, footer
from outputs.figures.sensitivity import interval_shares, room_shares, standing_out

LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])
RNG = np.random.default_rng(3)
SHARES = [
    {"outcome": outcome, "measure": measure, "source": source, "en": en, "zh": zh}
    | {"first": 0.2, "first_error": 0.1, "total": total, "total_error": 0.08, "spread": 3.2}
    for measure, total in (("effect", 0.9), ("rank", 0.41))
    for outcome in OUTCOMES
    for source, (en, zh) in SOURCES.items()
]
ROOMS = [
    {"room": room, "en": room.title(), "zh": zh, "numbers": 20, "outcome": outcome}
    | {"share": share, "error": 0.06, "chance": chance}
    for room, zh, share, chance in (("visitors", "入境游客", 0.37, 0.001), ("trade", "对外贸易企业", -0.02, 0.6))
    for outcome in OUTCOMES
]
STANDING = [
    {"name": f"room.number_{k}", "en": f"A number that stands out, {k}", "zh": f"影响突出的参数{k}", "outcome": outcome}
    | {"beyond_chance": beyond, "verified": verified, "correlation": 0.5, "share": 0.2}
    | {"at_low": 1.25, "at_high": 2.5 + k, "moves": 1.25 + k, "error": 0.1}
    for k, beyond, verified in ((0, 1, 1), (1, 0, 1), (2, 0, 0), (3, 1, 0))
    for outcome in ("fdi", "visitors")
]


def drawn(figure, lang) -> set[str]:
    """Draws the figure (a missing glyph or a layout that fails is a warning, and so an error); gives its texts."""
    assert len(as_bytes(figure, footer(lang, "0.1", "note"), lang, "png", dpi=60)) > 5000
    return {text.get_text().replace("\n", " ") for text in figure.findobj(lambda artist: hasattr(artist, "get_text"))}


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.long)])
def test_sources_rooms_and_numbers_are_shown(lang):
    outcomes = {key: name(key, lang) for key in OUTCOMES}
    texts = drawn(interval_shares(SHARES, outcomes, lang, "0.1", "note"), lang)
    assert {label[lang == "zh"] for label in SOURCES.values()} <= texts
    assert all(any(text.startswith(one) for text in texts) for one in outcomes.values())
    texts = drawn(room_shares(ROOMS, outcomes, lang, "0.1", "note"), lang)
    assert {"37 ± 6", "−2 ± 6", bracketed(ROOMS[0][lang], "20", lang)} <= texts
    figure = standing_out(STANDING, outcomes, lang, "0.1", "note")
    texts = {text.replace(" ", "") for text in drawn(figure, lang)}
    assert {STANDING[0][lang].replace(" ", ""), STANDING[2][lang].replace(" ", "")} <= texts
    assert STANDING[4][lang].replace(" ", "") not in texts  # it stands out in nothing
    assert STANDING[6][lang].replace(" ", "") in texts  # by correlation: hollow
    hollow = [line.get_markerfacecolor() == "white" for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert sum(hollow) == 2 and len(hollow) == 6
    long = [
        {**row, "en": "laboratories, universities and the transfer of their results", "zh": "试" * 60} for row in ROOMS
    ]
    figure = room_shares(long, outcomes, lang, "0.1", "note")
    drawn(figure, lang)
    assert all(label.get_window_extent().x0 >= 0 for label in figure.axes[0].get_yticklabels()), "on the page"


@LANGUAGES
def test_the_page_tells_what_tables_hold(lang):
    as_text = [[{key: str(value) for key, value in row.items()} for row in rows] for rows in (SHARES, ROOMS, STANDING)]
    words = interval(lang, *as_text)
    assert words.count("41% ± 8%") == len(SOURCES) * len(OUTCOMES) and "90%" not in words
    assert ROOMS[0][lang] in words and ROOMS[-1][lang] not in words
    assert "room.number_1" in words and "room.number_2" not in words
    base = {
        "en": "Margin of banks",
        "zh": "银行利差",
        "scenario": "plan-104",
        "outcome": "services_trade",
        "held_at": "2",
    }
    base |= {"low": "1", "high": "3", "error": "0.1"}
    table = [
        base | {"name": "a.much", "at_low": "-7.31", "at_high": "refused", "together": "1"},
        base | {"name": "a.little", "at_low": "-1.1", "at_high": "1.9", "together": "1"},
        base | {"name": "a.group", "at_low": "9", "at_high": "9", "together": "12"},
    ]
    words = held(lang, table)
    assert "a.much" in words and "-7.3" in words and "a.little" not in words and "a.group" not in words


def test_pages_have_both_parts_and_keep_what_stands_between_them(tmp_path, monkeypatch):
    for path in PAGES.values():
        page = path.read_text(encoding="utf-8")
        new = page
        for start in STARTS.values():
            new = filled(new, start, "new words\n")
        assert new.count("new words") == 2 and new.count(END) == page.count(END)
        kept = [line for line in page.splitlines() if line.startswith("## ")]
        assert [line for line in new.splitlines() if line.startswith("## ")] == kept
    copies = {lang: tmp_path / path.name for lang, path in PAGES.items()}
    for lang, path in PAGES.items():
        copies[lang].write_bytes(path.read_bytes())
    monkeypatch.setattr(interval_page, "PAGES", copies)
    monkeypatch.setattr(interval_page, "FOLDER", tmp_path)  # no tables: nothing is written over
    interval_page.write()
    assert all(copies[lang].read_bytes() == path.read_bytes() for lang, path in PAGES.items())
