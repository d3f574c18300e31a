"""``store``: where the variants of members are kept that were run before, how much room they take; clear them away."""

from commands.console import Console
from scenarios.running.variant_store import LIMIT, OFF, PLACE, store_here

_MIB = 2**20


def store(clear: bool, console: Console) -> None:
    """Tell the folder and size of the store, or clear it.

    Raises:
        UserError: the environment names a limit that is none.
    """
    kept = store_here()
    if kept is None:
        console.result(
            f"The store is switched off: {PLACE}={OFF} or {LIMIT}=0 in the environment, or no home folder",
            f"缓存未启用：环境变量 {PLACE}={OFF} 或 {LIMIT}=0，或没有用户主目录",
        )
        return
    count, size = kept.size()
    if clear:
        kept.clear()
        console.result(
            f"Cleared {count} variants ({_said(size)}) from {kept.folder}",
            f"已从 {kept.folder} 清除 {count} 个已算完的方案（{_said(size)}）",
        )
        return
    console.result(
        f"{count} variants, {_said(size)} of at most {_said(kept.limit)}, in {kept.folder}",
        f"{kept.folder} 中有 {count} 个已算完的方案，占用 {_said(size)}，上限 {_said(kept.limit)}",
    )


def _said(size: int) -> str:
    return f"{size / _MIB:,.0f} MiB" if size >= 10 * _MIB or not size else f"{size / _MIB:,.2f} MiB"
