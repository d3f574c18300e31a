"""What can be wrong with a run, said in either language."""


class RunError(Exception):
    """A run that cannot be opened or written."""

    def __init__(self, en: str, zh: str):
        super().__init__(en)
        self.en, self.zh = en, zh

    def __reduce__(self):
        return RunError, (self.en, self.zh)

    def render(self, lang: str) -> str:
        """The message in ``"en"`` or ``"zh"``."""
        return self.zh if lang == "zh" else self.en
