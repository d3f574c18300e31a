"""The fonts in the project hold every character that the project may write on a figure."""

import functools
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.text import Text

from outputs.figures import letters, style
from outputs.figures.effect import effects as headline_effects
from outputs.figures.figure_files import as_bytes
from outputs.figures.fonts import FAMILY, FOLDER
from tests.support.made_up_results import dataset

ROOT = Path(__file__).parents[2]
ROOMS = ("model", "outputs", "scenarios", "calibration")
WIDE_FROM = 0x2000
"""Below lie Latin, Greek and Cyrillic, which need no Chinese font."""
FILES = sorted(FOLDER.glob("*.ttf"))


@functools.cache
def chinese_and_signs() -> dict[str, Path]:
    """Every character beyond Latin in the rooms' code, data and scenarios, with a file that holds it."""
    found: dict[str, Path] = {}
    for room in ROOMS:
        for path in (ROOT / room).rglob("*"):
            if path.suffix in {".py", ".csv", ".yaml"} and "runs" not in path.parts:
                for character in path.read_text(encoding="utf-8"):
                    if ord(character) >= WIDE_FROM:
                        found.setdefault(character, path.relative_to(ROOT))
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_character_of_the_project_is_in_the_font(file: Path):
    held = TTFont(file).getBestCmap()
    missing = {character: str(path) for character, path in chinese_and_signs().items() if ord(character) not in held}
    assert not missing


def test_common_chinese_latin_and_punctuation_are_held():
    held = TTFont(FILES[0]).getBestCmap()
    common = [bytes([high, low]).decode("gb2312") for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFF)]
    for character in (*common, *map(chr, range(0x20, 0x7F)), *"，。、；：？！（）《》“”‘’…—–−²³%‰·×±€£¥"):
        assert ord(character) in held, character


def test_rare_and_traditional_characters_of_names_are_held():
    for file in FILES:
        held = {*TTFont(file).getBestCmap(), 0xFFFD}
        assert not [c for c in "桠秣镕燊犇喆昇珺堃龘淼祎翀臺灣館鍾龍鄔澧暐ソウルЛодзь" if ord(c) not in held]
        pairs = [bytes([high, low]) for high in range(0xD8, 0xF8) for low in range(0xA1, 0xFF)]
        assert not [pair for pair in pairs if ord(pair.decode("gb2312", "replace")[0]) not in held]


def test_letters_that_no_font_has_become_squares_and_are_named():
    text = "溧水𠮷祥·서울·🛫 Łódź é"
    assert letters.drawable(text) == "溧水□祥·□□·□ Łódź é"
    assert letters.lacking([text, text]) == ("𠮷", "서", "울", "🛫")
    assert (
        letters.note(letters.lacking([text]), "en")
        == "□: letters that the font lacks, U+20BB7, U+C11C, U+C6B8, U+1F6EB"
    )
    assert "字体所缺的字 U+20BB7、" in letters.note(letters.lacking([text]), "zh")
    assert letters.note(letters.lacking(["溧水 Lishui"]), "en") == ""
    assert "and 4 more" in letters.note("𠮷서울가나다라마바사"[:10], "en")


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.long)])
def test_a_figure_says_once_which_letters_it_lacks_and_warns_of_nothing(lang):
    results = dataset(months=12, members=4)
    results.attrs[f"title_{lang}"] = "𠮷서 平台"
    figure = headline_effects(results, lang)
    shown = [text.get_text() for text in figure.findobj(Text)]
    assert sum("U+20BB7" in text for text in shown) == 1
    assert not any("𠮷" in text for text in shown) and any("□□ 平台" in text for text in shown)
    as_bytes(figure, results, lang, "png", dpi=40)  # a warning is an error here


@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_figures_find_the_fonts_of_the_project(weight: str):
    found = Path(findfont(FontProperties(family=FAMILY, weight=weight), fallback_to_default=False))
    assert found.parent == FOLDER
    assert ("Bold" in found.name) == (weight == "bold")
    assert style.SETTINGS["font.family"][0] == FAMILY


def test_fonts_are_small_and_licensed():
    assert len(FILES) == 2
    assert all(file.stat().st_size < 3.6e6 for file in FILES)
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "LICENSE").read_text(encoding="utf-8")
