"""What one more unit of an outcome costs the public purse, and what each lever costs.

The closing table, ``summary.csv`` and the report take prices from here. The whole cost is divided by each effect in
turn, so prices must not be added up. A price exists where money is spent in every member and the effect is a rise, as
:func:`outputs.results.direction.direction` has it; otherwise nobody knows whether anything was bought.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import xarray as xr

from common.files import csv_text
from common.text import LANGUAGES, pick
from outputs.results.direction import RISE, direction
from outputs.results.numbers import MISSING, interval, number, places
from outputs.results.outcomes import difference, interval_name, quantiles
from outputs.results.reader_names import axis_names
from outputs.results.summary_rows import EXPORTED, QUANTILES, SummaryRow, levels_over, over, periods, summary_row

BY_KEY = {outcome.key: outcome for outcome in EXPORTED}
MEASURE = "cost per unit"
"""The measure of such a line in the summary."""


class Price(NamedTuple):
    """An outcome and the units of its price; each factor turns million CNY per unit of the results file into one."""

    key: str
    file_factor: float
    file_unit: str
    en_factor: float
    en: str
    zh_factor: float
    zh: str
    zh_unit: str

    def factor(self, lang: str) -> float:
        """Return the factor of the reader's unit."""
        return self.zh_factor if lang == "zh" else self.en_factor

    def label(self, lang: str) -> str:
        """Return the name of the price with its unit."""
        return pick(lang, self.en, f"{self.zh}（{self.zh_unit}）")

    def plain(self, lang: str) -> str:
        """Return the name of the price without a unit, for numbers in that of a file."""
        return pick(lang, f"Cost {self.en[self.en.index('per additional') :]}", f"{self.zh}的成本")


PRICES = (
    Price("fdi", 1, "million CNY per million USD", 1, "CNY per additional USD of FDI", 1, "每增加1美元外资", "元"),
    Price(
        "goods-trade", 1, "million CNY per million CNY", 1, "CNY per additional CNY of goods trade",
        1, "每增加1元货物贸易", "元",
    ),
    Price(
        "services-trade", 1, "million CNY per million CNY", 1, "CNY per additional CNY of services trade",
        1, "每增加1元服务贸易", "元",
    ),
    Price("visitors", 1000, "million CNY per 1000", 1e6, "CNY per additional visitor", 100, "每增加1人次游客", "万元"),
    Price(
        "spending", 1, "million CNY per million USD", 1, "CNY per additional USD spent by visitors",
        1, "每增加1美元游客消费", "元",
    ),
    Price(
        "new-firms", 1, "million CNY per 1", 1, "million CNY per additional foreign firm",
        100, "每增加1家外资企业", "万元",
    ),
    Price("jobs", 1, "million CNY per 1", 1e3, "thousand CNY per additional job", 100, "每增加1个岗位", "万元"),
)  # fmt: skip


def cost_per_unit(dataset: xr.Dataset, key: str, months: slice = slice(None)) -> np.ndarray | None:
    """Return the cost of one more unit of an outcome, million CNY per unit of the file, shape (6,): mean and quantiles.

    The mean is that of cost over that of effect. Quantiles (:data:`outputs.results.summary_rows.QUANTILES`) are over members,
    taken of effect per cost and turned over, which is never a division by zero.

    Args:
        dataset: results with the outcomes of the summary.
        key: key of the outcome.
        months: months that count, all where not given.

    Returns:
        None where the effect is not a rise, or a member spends nothing.
    """
    gain, cost = (difference(*over(dataset, BY_KEY[one], months).values) for one in (key, "cost"))
    if direction(gain) != RISE or not (cost > 0).all():
        return None
    gain_per_million = quantiles(gain / cost, [1 - share for share in QUANTILES])
    if gain_per_million[-1] <= 0:
        return None
    return np.array([cost.mean() / gain.mean(), *(1 / gain_per_million)])


def price_text(members: np.ndarray | None, price: Price, lang: str) -> str:
    """Return a price with its 80 % interval in the reader's unit; "–" where there is none."""
    if members is None:
        return MISSING
    mean, low, high = (float(members[k]) * price.factor(lang) for k in (0, 1, -1))
    return number(mean, places(0, 0, mean)) if low == high else interval(mean, low, high, lang)


def rows(dataset: xr.Dataset) -> Iterator[SummaryRow]:
    """Fiscal cost by lever in every period of the summary; cost per unit over the whole run and its first 36 months."""
    dims = "lever", "variant", "member", "month"
    cost, spans = dataset["fiscal_cost"].transpose(*dims).values.astype(np.float64), periods(dataset)
    names = {lang: axis_names(dataset, "lever", lang) for lang in LANGUAGES}
    for k, lever in enumerate(dataset["lever"].values):
        extra = difference(*cost[k])
        for period, months in spans.items():
            members = levels_over(extra, stock=False, months=months)
            numbers = (float(members.mean()), *map(float, quantiles(members, QUANTILES)))
            row = summary_row(f"cost-{lever}".replace("_", "-"), period, "sum", "effect", numbers, "million CNY")
            yield row._replace(name_en=f"Fiscal cost: {names['en'][k]}", name_zh=f"财政成本：{names['zh'][k]}")
    for price in PRICES:
        for period, months in spans.items():
            cost_of_one = None if period.isdigit() else cost_per_unit(dataset, price.key, months)
            if cost_of_one is not None:
                in_file = map(float, cost_of_one * price.file_factor)
                row = summary_row(price.key, period, MEASURE, "effect", in_file, price.file_unit)
                yield row._replace(name_en=price.plain("en"), name_zh=price.plain("zh"))


def prices_csv(dataset: xr.Dataset) -> str:
    """Return the lines of :func:`rows`, to stand below those of the summary."""
    return csv_text(
        [format(cell, ".10g") if isinstance(cell, float) else cell for cell in row] for row in rows(dataset)
    )


def prices_note(dataset: xr.Dataset, lang: str) -> str:
    """Return one sentence: what one more of each outcome costs, with 80 % intervals; empty where no price exists."""
    named = []
    for price in PRICES:
        numbers = cost_per_unit(dataset, price.key)
        if numbers is not None:
            text = price_text(numbers, price, lang)
            named.append(pick(lang, f"{text} {price.en}", f"{price.zh} {text}{price.zh_unit}"))
    if not named:
        return ""
    span = interval_name(dataset.sizes["member"], lang)
    return pick(
        lang,
        f"Cost per effect (the whole cost against each in turn; {span}): {'; '.join(named)}.",
        f"单位效果成本（全部成本分别对应每一项，不可相加；{span}）：{'；'.join(named)}。",
    )
