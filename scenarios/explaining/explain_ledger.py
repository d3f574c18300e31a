"""The ledger of tasks in plain words: what it holds, how it is read, what it changes."""

from common.text import pick
from scenarios.explaining import sentences as say
from scenarios.explaining.explanation import Explanation, lines
from scenarios.ledger.ledger import COLUMNS

NAME = "ledger"
CALLED = ("台账", "任务台账", "落实台账", "ledger of tasks", "task ledger", "--ledger")
"""What else it is called."""
_TITLE = ("Ledger of tasks: what was carried out", "任务台账：实际落实情况")
_ROWS = (
    (
        "about",
        "A table (CSV or Excel) that says of each task of a scenario how far it was carried out from which date on. The scenario is "
        "then run so, and beside it as it was written, on the same luck.",
        "一张表（CSV 或 Excel），逐项写明情景中的任务自何日起落实到何种程度。情景按此模拟，同时以相同随机数按原方案模拟。",
    ),
    (
        "actions",
        f"columns {', '.join(COLUMNS)}, or their usual names in Chinese; several dates of a task make steps; share_done is 0 to 1 or a "
        "percentage and does not fall, but 0 ends a task",
        f"列名为 {'、'.join(COLUMNS)} 或通行中文名（任务、日期、落实比例、依据、存在问题）；同一任务可有多个日期；落实比例为 0 至 1 或百分数，只升不降，0 表示中止",
    ),
    (
        "acts_on",
        "pilot tasks alone: a share done is a strength, half done is half the strength. Ramp, announcement and decider stay as in the "
        "scenario. A task that the ledger leaves out counts as not carried out. Routes, visas, shops and land stay as written.",
        "仅限试点任务：落实比例即力度，完成一半即一半力度；爬坡期、公布日期和决定层级仍按情景。台账未列的任务按未实施计算。航权、签证、免税店和用地仍按情景原文。",
    ),
    (
        "set_by",
        "simulate scenarios/plan-104.yaml --ledger scenarios/ledger-synthetic.csv (a made-up example); check does it too",
        "simulate scenarios/plan-104.yaml --ledger scenarios/ledger-synthetic.csv（虚构示例）；check 亦可加 --ledger",
    ),
)


def ledger(name: str, lang: str) -> Explanation:
    """Explain the ledger."""
    rows = ((label, pick(lang, en, zh)) for label, en, zh in _ROWS)
    return Explanation(say.kind("input", lang), name, pick(lang, *_TITLE), lines(lang, *rows))
