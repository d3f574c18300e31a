"""What the parts of an evaluation are called, and what each rests on."""

CAUSES = {
    "world": ("The world as it was", "外部环境"),
    "nation": ("The nation's own rules", "国家政策"),
    "luck": ("Nanjing's own course", "南京自身走势"),
    "pilot": ("The pilot", "试点"),
}
"""Names by cause, English and Chinese."""
BASES = {
    "data": ("data", "数据"),
    "fitted": ("fitted", "拟合"),
    "assumed": ("assumed", "假设"),
}
"""What a number rests on: counted; chosen to agree with what was counted; set by judgement."""


def basis(cause: str, given: bool) -> str:
    """Return what a cause rests on; ``given`` says whether members were chosen for agreeing with figures."""
    if cause in ("world", "nation"):
        return "data"
    return "fitted" if cause == "luck" and given else "assumed"


def of_cause(cause: str, given: bool, lang: str) -> str:
    """Return the name of a cause with what it rests on."""
    zh = lang == "zh"
    name, kind = CAUSES[cause][zh], BASES[basis(cause, given)][zh]
    return f"{name}（{kind}）" if zh else f"{name} ({kind})"
