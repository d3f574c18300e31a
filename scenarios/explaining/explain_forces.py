"""The five forces in plain words: what they are made of, how rivals stand, and whom the city measures itself against."""

from common.text import pick
from common.vocabulary import CITY_WORDS
from model.facts import facts
from model.facts.tables import rows
from model.parameters import declared
from scenarios.explaining import sentences as say

YEAR = 2019
"""The year to which the forces are compared, the last before the border closed."""


def force_rows(key: str, lang: str) -> list[tuple[str, str | None]]:
    """Return labelled lines on a force: its components with weights, rival cities where there are data, its benchmark.

    Raises:
        KeyError: a component without a weight.
    """
    components = [row for row in rows("force_components") if row["force"] == key]
    weights = {row["component"]: declared()[f"forces.weight.{key}.{row['component']}"].default for row in components}
    total = sum(weights.values())
    parts = [("", f"  {row['component']} {weights[row['component']] / total:.0%}  {row[lang]}") for row in components]
    compared = [(row[lang], line) for row in components if (line := _rivals(row["rival_indicator"], lang))]
    (benchmark,) = [row for row in rows("benchmarks") if row["force"] == key]
    says = pick(lang, f"{benchmark['city_en']} ", benchmark["city_zh"]) + benchmark[lang]
    return [
        (
            "made_of",
            pick(
                lang,
                "weighted mean of its components relative to 2019 (2022 or the start where 2019 has no number), times 100",
                "各组成部分相对 2019 年（无当年数字者以 2022 年或起始月为准）的加权平均，乘以 100",
            ),
        ),
        *parts,
        *[("beside_rivals", f"{name}{pick(lang, ', ', '，')}{line}") for name, line in compared],
        (
            "beside_rivals",
            None if compared else pick(lang, "no comparable numbers were found", "未找到可比数据"),
        ),
        ("benchmark", says + say.given_by(benchmark["source"], lang)),
    ]


def _rivals(indicator: str, lang: str) -> str | None:
    """Rival cities in 2019 as a percentage of Nanjing; None where no number can be compared."""
    if not indicator:
        return None
    own, told = _in_year("nanjing", indicator), []
    for word in CITY_WORDS:
        value = _in_year(word.key, indicator)
        if own and value:
            told.append(f"{word.name(lang)} {100 * value / own:.0f}")
    scope = pick(lang, "; statistics of each city, scopes differ", "；各市统计，口径不尽一致")
    return pick(lang, "2019, Nanjing = 100: ", "2019 年，南京 = 100：") + say.join(told, lang) + scope


def _in_year(city: str, indicator: str) -> float | None:
    try:
        years, values = facts().panel(city, indicator)
    except KeyError:
        return None
    return next((float(value) for year, value in zip(years, values, strict=True) if year == YEAR), None)
