"""How long a piece of work takes, said beforehand and on the way, in words that do not promise more than is known."""

import os

from commands.console import Console

PAIR_S, PAIR_S_AT_1 = 1.4, 8.3
"""Processor seconds of one variant pair of 36 months at a scale near 0 and what scale 1 adds: measured on a small server."""
PLAN_S = 1.2
"""Processor seconds of one plan of 36 months beside others in a member at a small scale: measured with two processes at work."""
USUAL_MONTHS = 36


def variant_seconds(scale: float, months: int) -> float:
    """Processor seconds of one variant of one member, about."""
    return (PAIR_S + PAIR_S_AT_1 * scale) / 2 * months / USUAL_MONTHS


def expected(variants: int, scale: float, months: int, workers: int | None, least: float = 0.0) -> float:
    """Seconds that some variants take on this machine, about; half a minute more or less is nothing to rely on.

    ``least`` is what one of 36 months takes at least, processor seconds, where it is known to take more than usual.
    """
    each = max(variant_seconds(scale, months), least * months / USUAL_MONTHS)
    return variants * each / max(workers or os.cpu_count() or 1, 1)


def in_words(seconds: float) -> tuple[str, str]:
    """A time in English and Chinese, rounded as coarsely as it is known."""
    if seconds < 90:
        shown = max(5 * round(seconds / 5), 5)
        return f"{shown} seconds", f"{shown} 秒"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"{minutes} minutes", f"{minutes} 分钟"
    return f"{seconds / 3600:.1f} hours", f"{seconds / 3600:.1f} 小时"


def tell(variants: int, scale: float, months: int, workers: int | None, console: Console, least: float = 0.0) -> None:
    """Say how many runs there are and how long they take, before they begin; ``least`` as in :func:`expected`."""
    en, zh = in_words(expected(variants, scale, months, workers, least))
    console.note(
        f"{variants} runs, about {en} on this machine if it does nothing else; what is finished is kept, also when you interrupt",
        f"共 {variants} 次运行，本机空闲时约需 {zh}；可随时中断，已完成的部分都会保存",
    )
