"""What the refitted backtests found, in words and one table: for the command, ``docs/calibration.md`` and the READMEs.

Everything is read from the two tables that ``calibrate --only backtests`` writes (``data/backtest_scores.csv`` and
``data/backtests.csv``); numbers may be text. A class of figures is *met* where its 80 % bands contain no fewer of the numbers than
bands that are right would by chance.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from calibration.own_departures import known_by
from calibration.validation.past_series import CITY_NAMES
from common.text import pick

Rows = Sequence[Mapping[str, Any]]
MODEL, ALL, FIRST = "model", "all", "2017-2019"
SURE = 0.9
"""Chance from which on a difference between two forecasts is called one."""
NONE = {
    "en": "- No backtest of the newest fit is adopted yet (`calibrate --only fit,coverage,backtests --adopt`).",
    "zh": "- 最新拟合的回测尚未采用（`calibrate --only fit,coverage,backtests --adopt`）。",
}
INTRO = {
    "en": "Years that the same model had not seen: each forecast is fitted anew without them, given the drivers of the world "
    "([how](docs/calibration.md)). This tests levels of the city, and no effect of a policy.",
    "zh": "对模型没有见过的年份作预测：每次都去掉被预测的年份重新拟合，外部条件视为已知（[做法](docs/calibration.zh.md)）。"
    "这检验的是全市水平，不是政策效果。",
}
REFERENCES = {
    "naive": ("the last value again", "与上年相同"),
    "drift": ("drift", "漂移法"),
    "ets": ("exponential smoothing", "指数平滑"),
    "share": ("the last share of the nation", "全国占比不变"),
}


def sentences(scores: Rows, forecasts: Rows, lang: str) -> list[str]:
    """Return for each class of figures what its bands held, what the model gains on references, and why it is not met.

    Args:
        scores: rows of ``backtest_scores.csv``.
        forecasts: rows of ``backtests.csv``.
        lang: ``en`` or ``zh``.
    """
    between = "" if lang == "zh" else " "
    told = []
    for row in classes(scores):
        parts = [_held(row, lang), _gained(row, scores, lang)]
        if not met(row):
            parts.append(_why(row, forecasts, lang))
        told.append(between.join(parts))
    return told


def table(scores: Rows, lang: str) -> str:
    """Return a table in Markdown: coverage, error and skill by class of figures and years."""
    head = pick(
        lang,
        "| figures | years | in 50 % bands | in 80 % bands | error of the median | bias | PIT, mean | "
        "skill against the last value | drift | exponential smoothing | share of the nation |",
        "| 指标 | 年份 | 落入50%区间 | 落入80%区间 | 中位数误差 | 偏差 | PIT均值 | 相对“与上年相同”的技巧分 | 漂移法 | 指数平滑 | 全国占比不变 |",
    )
    lines = [head, "| --- | --- |" + " ---: |" * 9]
    for row in scores:
        if row["forecast"] == MODEL:
            cases = row["cases"]
            years = pick(lang, "all", "全部") if row["years"] == ALL else str(row["years"])
            cells = [row[lang], years]
            cells += [pick(lang, f"{row[key]} of {cases}", f"{row[key]}/{cases}") for key in ("in_50", "in_80")]
            cells += [f"{float(row['mape']):.0%}", f"{float(row['bias']):+.0%}", f"{float(row['pit_mean']):.2f}"]
            cells += [_skill(_of(scores, row, name)) for name in REFERENCES]
            lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines) + "\n"


def classes(scores: Rows) -> list[Mapping[str, Any]]:
    """Return the model's row of each indicator over all its years."""
    found: dict[str, Mapping[str, Any]] = {}
    for row in scores:
        if row["forecast"] == MODEL and (row["indicator"] not in found or row["years"] == ALL):
            found[row["indicator"]] = row
    return list(found.values())


def met(row: Mapping[str, Any]) -> bool:
    """Whether the 80 % bands of a class contain no fewer numbers than bands that are right would by chance."""
    return int(row["in_80"]) >= int(row["least_80"])


def _held(row: Mapping[str, Any], lang: str) -> str:
    if lang == "zh":
        verdict = "符合" if met(row) else f"不符合：可信的区间至少应包含 {row['least_80']} 个"
        return f"{row['zh']}：80%区间包含 {row['cases']} 个统计值中的 {row['in_80']} 个，50%区间包含 {row['in_50']} 个（{verdict}）。"
    verdict = "met" if met(row) else f"not met: bands that are right would hold {row['least_80']} or more"
    return (
        f"{row['en'][0].upper()}{row['en'][1:]}: 80 % bands held {row['in_80']} of {row['cases']}, "
        f"50 % bands {row['in_50']} ({verdict})."
    )


def _gained(row: Mapping[str, Any], scores: Rows, lang: str) -> str:
    """Say what the model gains on each reference by CRPS, and where the difference is more than chance."""
    parts = []
    for name, (en, zh) in REFERENCES.items():
        other = _of(scores, row, name)
        chances = [float(other[key]) for key in ("dm_better", "bootstrap_better") if other[key] != ""]
        sure = bool(chances) and (min(chances) > SURE or max(chances) < 1 - SURE)
        if lang == "zh":
            parts.append(f"{zh} {float(other['skill']):+.0%}{'' if sure or not chances else '（差别不显著）'}")
        else:
            parts.append(f"{en} {float(other['skill']):+.0%}{'' if sure or not chances else ' (may be chance)'}")
    if lang == "zh":
        return f"按 CRPS 相对参照预测的得失：{'、'.join(parts)}。"
    return f"Gain in CRPS on {', '.join(parts)}."


def _why(row: Mapping[str, Any], forecasts: Rows, lang: str) -> str:
    """Say on which side what came lies, in which cities, and how much less cities differed in the years that were known."""
    mine = [one for one in forecasts if one["forecast"] == MODEL and one["indicator"] == row["indicator"]]
    cities = {}
    for city in dict.fromkeys(one["city"] for one in mine):
        inside = [int(one["in_80"]) for one in mine if one["city"] == city]
        cities[city] = len(inside) - sum(inside)
    missed = {city: count for city, count in sorted(cities.items(), key=lambda item: -item[1]) if count}
    spread, bias = known_by(2016)[row["indicator"]], float(row["bias"])
    count, above, below = int(row["cases"]) - int(row["in_80"]), row["above"], row["below"]
    if lang == "zh":
        names = "、".join(f"{CITY_NAMES[city][1]}{many}个" for city, many in missed.items())
        why = f"落在区间外的 {count} 个中，{above} 个高于区间，{below} 个低于区间（{names}）；中位数平均偏差 {bias:+.0%}。"
        narrow = f"截至2016年所见，各城市相互偏离的幅度只有截至2019年所见的{spread:.0%}，据此得出的区间也偏窄。"
    else:
        names = ", ".join(f"{CITY_NAMES[city][0]} {many}" for city, many in missed.items())
        why = f"Of {count} outside the band {above} lie above it and {below} below ({names}); medians are off by {bias:+.0%} on average."
        narrow = f" By 2016 cities had departed from each other by only {spread:.0%} of what was known by 2019: bands made of it are narrow too."
    return why + (narrow if spread < 1 else "")


def _of(scores: Rows, row: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return next(
        one
        for one in scores
        if (one["indicator"], one["years"], one["forecast"]) == (row["indicator"], row["years"], name)
    )


def _skill(row: Mapping[str, Any]) -> str:
    """Skill against a reference, and the chance that the model is the better one: Diebold-Mariano / bootstrap."""
    chances = [f"{float(row[key]):.2f}" for key in ("dm_better", "bootstrap_better") if row[key] != ""]
    return f"{float(row['skill']):+.0%}" + (f" ({' / '.join(chances)})" if chances else "")
