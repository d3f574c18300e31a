"""Errors that the user can mend, with their message in both languages."""

from typing import Any

from common.text import pick


class UserError(Exception):
    """A request that cannot be carried out; the message says why and what to do instead."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en, self.zh = en, zh

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.en, self.zh)

    def render(self, lang: str) -> str:
        """Return the message in ``lang``, ``"en"`` or ``"zh"``."""
        return pick(lang, self.en, self.zh)
