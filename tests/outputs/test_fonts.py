"""The fonts in the project hold every character that the project may write on a figure."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from matplotlib.font_manager import FontProperties, findfont

from outputs.figures import style
from outputs.figures.fonts import FAMILY, FOLDER

ROOT = Path(__file__).parents[2]
ROOMS = ("model", "outputs", "scenarios", "calibration")
WIDE_FROM = 0x2000
"""Below lie Latin, Greek and Cyrillic, which need no Chinese font."""
FILES = sorted(FOLDER.glob("*.ttf"))


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


@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_figures_find_the_fonts_of_the_project(weight: str):
    found = Path(findfont(FontProperties(family=FAMILY, weight=weight), fallback_to_default=False))
    assert found.parent == FOLDER
    assert ("Bold" in found.name) == (weight == "bold")
    assert style.SETTINGS["font.family"][0] == FAMILY


def test_fonts_are_small_and_licensed():
    assert len(FILES) == 2
    assert all(file.stat().st_size < 1.5e6 for file in FILES)
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "LICENSE").read_text(encoding="utf-8")
