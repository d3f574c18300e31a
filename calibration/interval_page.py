"""What the interval rests on and what is held, in words: parts of ``docs/calibration.md`` that new runs make old.

``python -m calibration.interval_page`` writes them anew in both languages, from the tables in ``calibration/data``.
"""

from collections.abc import Callable

from calibration.headline_effects import OUTCOMES
from calibration.page import PAGES
from calibration.report import FOLDER
from common.files import read_csv, write_text

END = "<!-- end -->"
STARTS = {
    "interval": "<!-- the interval: python -m calibration.interval_page -->",
    "held": "<!-- what is held: python -m calibration.interval_page -->",
}
TOLD = 2.0
"""Percent of an effect from which on the page has the move of a held number."""
NAMES = {
    "fdi": ("FDI in actual use", "实际使用外资"),
    "new_foreign_firms": ("new foreign firms", "新设外资企业"),
    "goods_trade": ("goods trade", "货物进出口"),
    "services_trade": ("services trade", "服务进出口"),
    "visitors": ("visitors", "入境过夜游客"),
    "visitor_spending": ("visitor spending", "入境游客消费"),
}
Table = list[dict[str, str]]


def name(outcome: str, lang: str) -> str:
    """Return an outcome's name in a sentence."""
    return NAMES[outcome][lang == "zh"]


def interval(lang: str, shares: Table, rooms: Table, standing: Table) -> str:
    """Return the shares by source as a table, and below it what goes with rooms and single numbers.

    Args:
        lang: ``en`` or ``zh``.
        shares: rows of ``interval_shares.csv``.
        rooms: rows of ``room_shares.csv``.
        standing: rows of ``standing_out.csv``.
    """
    zh = lang == "zh"
    ranks = [row for row in shares if row["measure"] == "rank"]
    sources = list(dict.fromkeys((row["source"], row[lang]) for row in ranks))
    by = {(row["outcome"], row["source"]): row for row in ranks}
    head = ("效果", "样本间标准差") if zh else ("effect on", "spread over members")
    lines = ["| " + " | ".join((*head, *(label for _, label in sources))) + " |"]
    lines += ["| --- |" + " ---: |" * (1 + len(sources))]
    for outcome in OUTCOMES:
        cells = [by[outcome, source] for source, _ in sources]
        told = [_share(row["total"], row["total_error"]) for row in cells]
        spread = f"{float(cells[0]['spread']):.2g}%" if zh else f"{float(cells[0]['spread']):.2g} %"
        lines.append(f"| {' | '.join((name(outcome, lang), spread, *told))} |")
    seen = [row for row in rooms if float(row["chance"]) < 0.01]
    parts = [
        f"{name(row['outcome'], lang)}{'：' if zh else ': '}{row[lang]} {_share(row['share'], row['error'])}"
        for row in sorted(seen, key=lambda row: -float(row["share"]))
    ]
    numbers = [row for row in standing if int(row["verified"])]
    percent = "%" if zh else " %"
    moved = [
        f"- `{row['name']}`{'（' if zh else ' ('}{row[lang]}{'）：' if zh else '): '}{name(row['outcome'], lang)}"
        f" {float(row['at_low']):+.2f}{percent} → {float(row['at_high']):+.2f}{percent}"
        f"{'' if int(row['beyond_chance']) else '（相关未超出偶然）' if zh else ' (not beyond chance by correlation)'}"
        for row in sorted(numbers, key=lambda row: (list(OUTCOMES).index(row["outcome"]), -abs(float(row["moves"]))))
    ]
    beyond = len({row["name"] for row in standing if int(row["beyond_chance"])})
    if zh:
        rest = f"分部分看，超出偶然的有：{'；'.join(parts) or '无'}。\n\n单个参数影响超出偶然的有 {beyond} 个。在 80% 区间两端实际运行、变动得到证实的：\n"
        none = "- 无"
    else:
        rest = f"By room, beyond chance: {'; '.join(parts) or 'none'}.\n\n{beyond} single numbers go with an effect beyond chance. Moved across their 80 % range in real runs, these do something for certain:\n"
        none = "- none"
    return "\n".join((*lines, "", rest, *(moved or [none]))) + "\n"


def _share(share: str, error: str) -> str:
    """A share with its error; an estimate above the whole, which is luck, is shown as the whole."""
    return f"{min(float(share), 1.0):.0%} ± {float(error):.0%}"


def held(lang: str, table: Table) -> str:
    """Return what held numbers do, from rows of ``held.csv``."""
    zh = lang == "zh"
    movers = [row for row in table if int(row["together"]) == 1 and moves(row) > TOLD]
    movers.sort(key=lambda row: -moves(row))
    alone = sum(int(row["together"]) == 1 for row in table)
    quiet = len(table) - len(movers)
    if zh:
        words = f"{len(table)} 个有取值范围的固定参数中，{len(movers)} 个在范围一端使某项效果变动超过 {TOLD:g}%，其余 {quiet} 个不超过（{alone} 个单独检验，其余成组移动而无影响）。\n"
        head = "| 参数 | 取值（范围） | 情景 | 效果 | 取低值时 | 取高值时 |"
    else:
        words = f"Of {len(table)} held numbers that have a range {len(movers)} move an effect by more than {TOLD:g} % of it at an end of their range; the other {quiet} do not ({alone} numbers were tried alone, the rest in groups that moved nothing).\n"
        head = "| number | held at (range) | scenario | effect on | at the low end | at the high end |"
    lines = []
    for row in movers:
        ends = [_end(row[end], zh) for end in ("at_low", "at_high")]
        span = f"{float(row['held_at']):.4g} ({float(row['low']):.4g} – {float(row['high']):.4g})"
        cells = (f"{row[lang]} `{row['name']}`", span, f"`{row['scenario']}`", name(row["outcome"], lang), *ends)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join((words, head, "| --- | --- | --- | --- | ---: | ---: |", *lines)) + "\n"


def moves(row: dict[str, str]) -> float:
    """Return by how many percent of the effect a held number moves it, at the end that does more."""
    return max((abs(float(row[end])) for end in ("at_low", "at_high") if row[end] != "refused"), default=0.0)


def _end(cell: str, zh: bool) -> str:
    if cell == "refused":
        return "不可行" if zh else "impossible"
    return f"{float(cell):+.1f}{'%' if zh else ' %'}"


def filled(page: str, start: str, words: str) -> str:
    """Return the page with new words between a start and the next end."""
    before, rest = page.split(start)
    return f"{before}{start}\n\n{words}\n{END}{rest.split(END, 1)[1]}"


def write() -> None:
    """Write the parts whose tables there are into both pages."""
    parts: dict[str, tuple[Callable[..., str], tuple[str, ...]]] = {
        "interval": (interval, ("interval_shares", "room_shares", "standing_out")),
        "held": (held, ("held",)),
    }
    for lang, path in PAGES.items():
        page = path.read_text(encoding="utf-8")
        for part, (told, tables) in parts.items():
            files = [FOLDER / f"{table}.csv" for table in tables]
            if all(file.is_file() for file in files):
                page = filled(page, STARTS[part], told(lang, *(read_csv(file) for file in files)))
        write_text(path, page)


if __name__ == "__main__":
    write()
