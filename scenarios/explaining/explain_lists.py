"""Lists by sector in words: limits on foreign investors with who may lift them, and professions with their share of licensed posts."""

from common import vocabulary
from common.text import pick
from common.vocabulary import SECTORS
from model.levers.lists import LISTED, items
from scenarios.explaining import sentences as say
from scenarios.explaining.explanation import name_of


def list_rows(sector: str, lang: str) -> list[tuple[str, str]]:
    """Return labelled lines on what stands on the lists of a sector."""
    place = SECTORS.index(sector)
    return [
        (
            LISTED[channel],
            say.join(
                (
                    f"{item.zh if lang == 'zh' else item.en} {item.weight[place]:g}{_who(item.authority, lang)}"
                    for item in items(channel)
                    if item.weight[place] > 0
                ),
                lang,
            ),
        )
        for channel in LISTED
    ]


def _who(authority: str, lang: str) -> str:
    name = name_of(vocabulary.DECIDER_WORDS, authority, lang)
    return pick(lang, f" ({name.lower()})", f"（{name}）")
