"""The few words of a report's frame: contents, table, figure, how to sort, tabs."""

_LABELS = {
    "contents": ("Contents", "目录"),
    "table": ("Table {}", "表{}"),
    "figure": ("Figure {}", "图{}"),
    "sort": ("Sort by this column", "按此列排序"),
    "skip": ("Skip to the report", "跳到正文"),
    "show": ("Show the table", "展开表格"),
    "scroll": ("Table, scrolls sideways", "表格，可左右滚动"),
    "numbers": ("Numbers (CSV)", "数据（CSV）"),
    "stop": (". ", "。"),
    "language": ("Language", "语言"),
    "parts": ("Parts of the page", "页面内容"),
    "top": ("Back to contents", "回到目录"),
}


def labels(lang: str) -> dict[str, str]:
    """The words in ``"en"`` or ``"zh"``; ``table`` and ``figure`` take a number."""
    return {key: pair[1 if lang == "zh" else 0] for key, pair in _LABELS.items()}
