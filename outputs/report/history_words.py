"""What a report says of a run that begins where history stands: what was done before, and what of it ends."""

from collections.abc import Iterator

from outputs.documents.document import Block, Paragraph, clean
from outputs.report.levers import date_words, lever_table
from outputs.report.run import Run


def history_blocks(run: Run) -> Iterator[Block]:
    """Yield what was done before, what goes on and what ends; nothing where the scenario has no history."""
    before = run.table("history")
    if not before:
        return
    title = before.get("title")
    name = (clean(title.get(run.lang, ""), 200) if isinstance(title, dict) else "") or run.pick(
        "what was done before", "此前实施的内容"
    )
    start = date_words(run, clean(run.table("period").get("start", ""), 10))
    yield Paragraph(
        run.pick(
            f"Both variants first run through “{name}” and part only in {start}: up to then they are one city, whose simulated "
            "months stand before the fans of the figures and are no part of any sum in this report. What was done goes on "
            "in both, but for what is said here to end.",
            f"两个方案先共同经历“{name}”，自{start}起才各自展开；此前是同一座城市，其模拟月份画在各图之前，不计入本报告的任何合计。"
            "此前实施的内容在两个方案中均继续有效，下文列明终止的除外。",
        )
    )
    for ends, who in (
        (run.scenario.get("ends"), run.pick("the scenario", "情景")),
        (run.table("counterfactual").get("ends"), run.pick("the counterfactual", "对照情景")),
    ):
        if isinstance(ends, list) and ends:
            told = run.pick("; ", "；").join(_ending(run, one, start) for one in ends if isinstance(one, dict))
            yield Paragraph(run.pick(f"What ends in {who}: {told}.", f"{who}终止的内容：{told}。"))
    table = lever_table(run, before.get("levers"), run.pick(f"Done before: {name}", f"此前实施：{name}"))
    if table is not None:
        yield table


def _ending(run: Run, ending: dict, start: str) -> str:
    listed = ending.get("what")
    words = [clean(word, 40) for word in listed] if isinstance(listed, list) else []
    named = [run.name_of("lever", word) for word in words]
    since = date_words(run, clean(ending["from"], 10)) if "from" in ending else start
    return run.pick(f"{', '.join(named)} from {since}", f"{'、'.join(named)}（自{since}起）")
