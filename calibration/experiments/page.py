"""The page of effects: each row with what was published, what was simulated, and whether they agree.

One HTML file that needs nothing else; every row of the figure stands in the row of the table that it belongs to.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from jinja2 import Environment, FileSystemLoader

from calibration.experiments.table import Row
from calibration.experiments.verdict import Result, one_sided

WIDTH, HEIGHT, MARGIN = 240, 26, 12
"""Size of a row's figure and of the space at its ends, pixels."""
WORDS = {
    "en": {
        "lang": "en",
        "title": "Published effects and what the model says of them",
        "lead": (
            "One thing is switched, everything else stays: same parameters, same luck, a world that stands still. What"
            " follows is measured in months 25 to 36 (long runs: the tenth year) over pairs of members that differ in the"
            " model's uncertain numbers and in luck. A row whose number set a parameter is no test and is shown as such."
            " Failures are listed as failures."
        ),
        "reading": (
            "Figures: grey, what was published; outlined, what counts as agreement where that differs; line, the middle"
            " 80 % of members; mark, their median."
        ),
        "heads": ("Effect", "Published", "Simulated", "", "Verdict"),
        "pass": "pass",
        "fail": "fail",
        "unsure": "not sharp enough",
        "set": "sets a parameter",
        "untested": "not testable here",
        "elsewhere": "see the validation",
        "switched": "Switched",
        "sets": "Sets",
        "members": "members",
        "error": "standard error of the mean",
        "above": "each part above {}",
        "upper_bound": "no more than {}",
        "exclude": "well short of {}",
        "open": "no number",
        "summary": "{passed} of {tested} tests pass, {failed} fail, {unsure} are not sharp enough; {set} rows set a parameter.",
        "sections": (
            ("fail", "Failing"),
            ("unsure", "Not sharp enough"),
            ("pass", "Passing"),
            ("set", "Rows that set a parameter"),
            ("untested", "Not testable here"),
            ("elsewhere", "Dealt with in the validation"),
        ),
    },
    "zh": {
        "lang": "zh",
        "title": "已发表的效应与模型的结果",
        "lead": (
            "每次只改变一件事，其余不变：参数相同、运气相同、外部世界静止。效应在第 25 至 36 个月测量（长期运行取第十年），"
            "成对比较的成员在不确定参数和运气上各不相同。用于设定参数的条目不算检验，并如实标明。未通过者照列。"
        ),
        "reading": "图：灰色为已发表区间；虚框为判定一致的范围（与前者不同时）；横线为成员的中间 80%；标记为中位数。",
        "heads": ("效应", "已发表", "模拟", "", "结论"),
        "pass": "通过",
        "fail": "未通过",
        "unsure": "精度不足",
        "set": "用于设定参数",
        "untested": "此处无法检验",
        "elsewhere": "见验证",
        "switched": "改变",
        "sets": "设定",
        "members": "个成员",
        "error": "均值标准误",
        "above": "各分项均大于 {}",
        "upper_bound": "不超过 {}",
        "exclude": "明显低于 {}",
        "open": "无数值",
        "summary": "{tested} 项检验中 {passed} 项通过，{failed} 项未通过，{unsure} 项精度不足；{set} 项用于设定参数。",
        "sections": (
            ("fail", "未通过"),
            ("unsure", "精度不足"),
            ("pass", "通过"),
            ("set", "用于设定参数的条目"),
            ("untested", "此处无法检验"),
            ("elsewhere", "见验证"),
        ),
    },
}


class Shown(NamedTuple):
    """One row of the page."""

    id: str
    title: str
    citation: str
    switched: str
    sets: str
    note: str
    published: str
    simulated: str
    figure: str
    verdict: str


def write_page(results: Sequence[Result], folder: Path, lang: str = "en") -> Path:
    """Write ``effects.en.html`` or ``effects.zh.html`` into ``folder``; returns its path.

    Raises:
        KeyError: a language other than ``en`` and ``zh``.
    """
    words = WORDS[lang]
    sections = [
        (verdict, title, [shown(one, lang) for one in results if one.verdict == verdict])
        for verdict, title in words["sections"]
    ]
    count = {verdict: len(rows) for verdict, _, rows in sections}
    summary = words["summary"].format(
        passed=count["pass"], failed=count["fail"], unsure=count["unsure"], set=count["set"],
        tested=count["pass"] + count["fail"] + count["unsure"],
    )  # fmt: skip
    pages = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True)
    text = pages.get_template("page.html").render(words=words, sections=sections, summary=summary)
    path = Path(folder) / f"effects.{lang}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def shown(one: Result, lang: str) -> Shown:
    """A result in the reader's words."""
    words, row = WORDS[lang], one.row
    parts = "; ".join(
        f"{number(m)} ({number(a)} – {number(b)})" for m, a, b in zip(one.median, one.low, one.high, strict=True)
    )
    error = "; ".join(number(e) for e in one.error)
    simulated = f"{parts} · {one.members} {words['members']}, {words['error']} {error}" if parts else ""
    return Shown(
        id=row.id,
        title=row.text("title", lang),
        citation=row.citation,
        switched=f"{words['switched']}: {one.switch_zh if lang == 'zh' else one.switch_en}" if one.members else "",
        sets=f"{words['sets']}: {', '.join(row.parameters)}" if row.parameters else "",
        note=row.text("note", lang),
        published=f"{published(row, lang)} ({row.text('unit', lang)})",
        simulated=simulated,
        figure=figure(one),
        verdict=one.verdict,
    )


def published(row: Row, lang: str) -> str:
    """What was published, or what is expected, in few words."""
    words = WORDS[lang]
    if row.kind in ("upper_bound", "exclude") and row.use == "test":
        ends = [end for end in (row.accept_low, row.accept_high, row.central) if end is not None]
        return words[row.kind].format(number(row.central if row.kind == "exclude" else max(ends, key=abs)))
    if one_sided(row):
        return words["above"].format(number(row.accept_low))
    if row.low is not None and row.high is not None:
        middle = f"{number(row.central)}; " if row.central is not None else ""
        return f"{middle}{number(row.low)} – {number(row.high)}"
    if row.central is not None:
        return number(row.central)
    if row.accept_high is not None:
        return f"{number(row.accept_low)} – {number(row.accept_high)}"
    return words["open"]


def number(value: float) -> str:
    """Three significant digits, and no more than needed."""
    return f"{value:.3g}".replace("-", "−") if value else "0"


def figure(one: Result) -> str:
    """The row's part of the forest plot as SVG; empty where a single number on a scale is not what is tested."""
    row = one.row
    if len(one.median) != 1:
        return ""
    ends = [row.low, row.high, row.central, row.accept_low, row.accept_high, float(one.low[0]), float(one.high[0]), 0.0]
    ends = [end for end in ends if end is not None]
    low, high = min(ends), max(ends)
    if high <= low:
        return ""
    place = lambda value: MARGIN + (WIDTH - 2 * MARGIN) * (value - low) / (high - low)  # noqa: E731
    middle = HEIGHT / 2
    return "".join(
        (
            f'<svg width="{WIDTH}" height="{HEIGHT}" role="img" aria-label="{row.id}">',
            *_published_marks(row, place, middle),
            f'<line class="zero" x1="{place(0):.1f}" x2="{place(0):.1f}" y1="2" y2="{HEIGHT - 2}"/>',
            f'<line class="interval {one.verdict}" x1="{place(one.low[0]):.1f}" x2="{place(one.high[0]):.1f}" '
            f'y1="{middle}" y2="{middle}"/>',
            mark(float(place(one.median[0])), middle, one.verdict),
            "</svg>",
        )
    )


def _published_marks(row: Row, place, middle: float) -> Iterable[str]:
    def box(kind: str, low: float, high: float) -> str:
        width = max(place(high) - place(low), 1.0)
        return f'<rect class="{kind}" x="{place(low):.1f}" y="4" width="{width:.1f}" height="{HEIGHT - 8}"/>'

    if row.low is not None and row.high is not None:
        yield box("published", row.low, row.high)
    if row.accept_low is not None and row.accept_high is not None:
        yield box("accepted", row.accept_low, row.accept_high)
    if row.central is not None:
        yield box("central", row.central, row.central)


def mark(x: float, y: float, verdict: str) -> str:
    """The median's mark: a disc passes, a cross fails, a diamond is not sharp, a square sets a parameter."""
    if verdict == "pass":
        return f'<circle class="pass" cx="{x:.1f}" cy="{y}" r="5"/>'
    if verdict == "fail":
        arms = ((x - 5, y - 5, x + 5, y + 5), (x - 5, y + 5, x + 5, y - 5))
        return "".join(f'<line class="fail cross" x1="{a:.1f}" y1="{b}" x2="{c:.1f}" y2="{d}"/>' for a, b, c, d in arms)
    corners = (
        np.array([[-6, 0], [0, -6], [6, 0], [0, 6]])
        if verdict == "unsure"
        else np.array([[-4, -4], [4, -4], [4, 4], [-4, 4]])
    )
    points = " ".join(f"{x + dx:.1f},{y + dy}" for dx, dy in corners)
    return f'<polygon class="{verdict}" points="{points}"/>'
