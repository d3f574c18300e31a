"""What can be wrong with where an ensemble is run, said in either language."""


class ClusterError(Exception):
    """A cluster that cannot be reached or would compute something else."""

    def __init__(self, en: str, zh: str):
        super().__init__(en)
        self.en, self.zh = en, zh

    def render(self, lang: str) -> str:
        """The message in ``"en"`` or ``"zh"``."""
        return self.zh if lang == "zh" else self.en
