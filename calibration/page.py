"""What the shipped fit and the backtests found, in words: the parts of ``docs/calibration.md`` that a new fit makes old.

``python -m calibration.page`` writes them anew in both languages, from the tables in ``calibration/data``.
"""

import csv
from pathlib import Path

from calibration import backtest_words
from calibration.report import FOLDER, LEARNT
from common.files import write_text

PAGES = {lang: Path(__file__).parents[1] / "docs" / f"calibration{end}.md" for lang, end in (("en", ""), ("zh", ".zh"))}
START, END = "<!-- the shipped fit: python -m calibration.page -->", "<!-- end -->"
BACKTESTS = "<!-- the backtests: python -m calibration.page -->"
SHOWN = 6
"""Numbers named of those that the data drive."""
Table = list[dict[str, str]]


def told(lang: str, targets: Table, parameters: Table, checks: Table, cities: Table) -> str:
    """Return the words in one language, a paragraph and a table of checks.

    Args:
        lang: ``en`` or ``zh``.
        targets: rows of ``fit_targets.csv``.
        parameters: rows of ``fit_parameters.csv``.
        checks: rows of ``fit_checks.csv``.
        cities: rows of ``coverage.csv``.
    """
    fitted = [row for row in targets if row["use"] == "fit"]
    missed = [row[lang] for row in fitted if abs(float(row["distance"])) > 2]
    met, many, fitted_numbers = len(fitted) - len(missed), len(fitted), len(parameters)
    learnt = sorted(
        (row for row in parameters if float(row["learnt"]) >= LEARNT), key=lambda row: -float(row["learnt"])
    )
    driven = {word: sum(row["driven_by"] == word for row in parameters) for word in ("data", "both", "prior")}
    held = sum(abs(float(row["rank"]) - 0.5) < 0.4 for row in cities) / max(len(cities), 1)
    count = len({row["city"] for row in cities})
    if lang == "en":
        names = ", ".join(f"`{row['name']}` ({float(row['learnt']):.0%})" for row in learnt[:SHOWN])
        words = (
            f"Of {many} targets {met} are met within two standard deviations; missed: {'; '.join(missed) or 'none'}. The data took a fifth or more of the\n"
            f"prior's variance from {len(learnt)} of {fitted_numbers} numbers, most from {names}. Power-scaling: the data alone drive {driven['data']} numbers,\n"
            f"data and prior hold each other back in {driven['both']}, the prior alone drives {driven['prior']}. On {count} synthetic cities whose true numbers are known, 80 %\n"
            f"intervals contained the truth {held:.0%} of the time.\n"
        )
        head = "| could the model have made these figures? | figures | chance under the prior | under the posterior |"
    else:
        names = "、".join(f"`{row['name']}`（{float(row['learnt']):.0%}）" for row in learnt[:SHOWN])
        words = (
            f"{many} 个目标中 {met} 个落在两个标准差以内；未达到：{'；'.join(missed) or '无'}。{fitted_numbers} 个参数中有 {len(learnt)} 个的先验方差被数据消除五分之一以上，\n"
            f"最多的是 {names}。幂缩放检验：{driven['data']} 个参数只由数据决定，{driven['both']} 个由数据与先验相互牵制，{driven['prior']} 个只由先验决定。\n"
            f"在 {count} 个真值已知的合成城市上，名义 80% 的区间有 {held:.0%} 包含真值。\n"
        )
        head = "| 模型能否产生这些数字？ | 数字个数 | 先验下的概率 | 后验下的概率 |"
    rows = [
        f"| {row[lang]} | {row['targets']} | {float(row['prior']):.2f} | {float(row['posterior']):.2f} |"
        for row in checks
    ]
    return "\n".join((words, head, "| --- | ---: | ---: | ---: |", *rows)) + "\n"


def write() -> None:
    """Write the words into both pages; those of the backtests where their tables are there."""
    tables = [_rows(name) for name in ("fit_targets", "fit_parameters", "fit_checks", "coverage")]
    for lang, path in PAGES.items():
        page = between(path.read_text(encoding="utf-8"), START, told(lang, *tables))
        if backtested():
            page = between(page, BACKTESTS, told_of_backtests(lang))
        write_text(path, page)


def between(page: str, start: str, words: str) -> str:
    """Return a page with other words between a mark and the next end; all that follows stays."""
    before, rest = page.split(start, 1)
    return f"{before}{start}\n\n{words}\n{END}{rest.split(END, 1)[1]}"


def backtested() -> bool:
    """Whether backtests were adopted."""
    return all((FOLDER / f"{name}.csv").is_file() for name in ("backtest_scores", "backtests"))


def backtest_sentences(lang: str) -> list[str]:
    """Return what the adopted backtests found in one language, a sentence for each class of figures."""
    return backtest_words.sentences(_rows("backtest_scores"), _rows("backtests"), lang)


def told_of_backtests(lang: str) -> str:
    """Return what the adopted backtests found in one language, a table and sentences."""
    scores = _rows("backtest_scores")
    found = "".join(f"- {sentence}\n" for sentence in backtest_sentences(lang))
    files = {"en": "Scores: {}; each forecast: {}.", "zh": "评分：{}；逐项预测：{}。"}[lang]
    places = (f"`calibration/data/{name}.csv`" for name in ("backtest_scores", "backtests"))
    return f"{backtest_words.table(scores, lang)}\n{found}\n{files.format(*places)}\n"


def _rows(name: str) -> Table:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


if __name__ == "__main__":
    write()
