"""Text in the two languages of the project, English and Chinese."""

from typing import NamedTuple

LANGUAGES = ("zh", "en")
"""The languages that a reader can choose, in the order in which files are written."""


class Text(NamedTuple):
    """The same text in English and in Chinese."""

    en: str
    zh: str

    def of(self, lang: str) -> str:
        """Return the text in ``lang``, ``"en"`` or ``"zh"``."""
        return pick(lang, self.en, self.zh)


def pick(lang: str, en: str, zh: str) -> str:
    """Return the one of two texts that is in ``lang``, ``"en"`` or ``"zh"``."""
    return zh if lang == "zh" else en


def full_width(text: str) -> str:
    """Return a Chinese name with the brackets, commas and colons that stand beside its characters made full-width."""
    return text.translate(str.maketrans("(),:", "（），："))
