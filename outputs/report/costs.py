"""The part of a report that tells what the scenario costs, and what an effect costs."""

from typing import NamedTuple

from outputs.documents.document import Block, Cell, Paragraph, Section, Table
from outputs.report.effects import NOTHING, RISE, amount, measured, shown
from outputs.report.measures import along_values, cost_members, effect_members, pair, readers, whole
from outputs.report.outcomes import BY_KEY
from outputs.report.pictures import picture
from outputs.report.run import Run
from outputs.results.numbers import MISSING, interval, number, places
from outputs.results.outcomes import LEVELS, interval_name, quantiles


class Price(NamedTuple):
    """An outcome and what one more of it costs; the factors turn million CNY per unit of the file into the unit told."""

    key: str
    en_factor: float
    en: str
    zh_factor: float
    zh: str


PRICES = (
    Price("fdi", 1, "CNY per additional USD of FDI", 1, "每增加1美元外资（元）"),
    Price("goods-trade", 1, "CNY per additional CNY of goods trade", 1, "每增加1元货物贸易（元）"),
    Price("services-trade", 1, "CNY per additional CNY of services trade", 1, "每增加1元服务贸易（元）"),
    Price("visitors", 1e6, "CNY per additional visitor", 1e6, "每增加1人次游客（元）"),
    Price("spending", 1, "CNY per additional USD spent by visitors", 1, "每增加1美元游客消费（元）"),
    Price("new-firms", 1, "million CNY per additional foreign firm", 100, "每增加1家外资企业（万元）"),
    Price("jobs", 1e3, "thousand CNY per additional job", 100, "每增加1个岗位（万元）"),
)


def costs(run: Run) -> Section:
    """Cost by lever, and the whole cost beside each effect that is clear."""
    return Section("costs", run.pick("Cost, and cost per effect", "成本与单位效果成本"), tuple(_blocks(run)))


def cost_sentence(run: Run) -> str:
    """What the scenario costs beyond the counterfactual, in a sentence."""
    cost = run.dataset["fiscal_cost"].sum(("month", "lever"))
    of = readers(run, "fiscal_cost")
    found = measured(*pair(cost), of.factor)
    if found.direction == NOTHING:
        return run.pick(
            "The scenario costs the public purse nothing beyond the counterfactual.", "该情景不增加财政支出。"
        )
    if found.alone:
        text = number(found.mean, found.decimals)
        return run.pick(f"Fiscal cost: {amount(text, of, 'en')}.", f"财政成本：{amount(text, of, 'zh')}。")
    mean, low, high = (number(v, found.decimals) for v in (found.mean, found.low, found.high))
    span = interval_name(run.members, run.lang)
    spread = "" if low == high else run.pick(f" ({span} {low} to {high})", f"（{span}{low}至{high}）")
    return run.pick(
        f"Fiscal cost beyond the counterfactual: {amount(mean, of, 'en')}{spread}.",
        f"较反事实情景增加财政支出{amount(mean, of, 'zh')}{spread}。",
    )


def _blocks(run: Run) -> list[Block]:
    blocks: list[Block] = [Paragraph(cost_sentence(run)), _by_lever(run), picture(run, "costs")]
    prices = _prices(run)
    if prices is None:
        text = run.pick(
            "No cost per effect is given: no outcome rises clearly, or nothing is spent.",
            "未列单位效果成本：没有明确上升的结果，或没有支出。",
        )
        return [*blocks, Paragraph(text)]
    text = run.pick(
        "The whole cost is set against each effect in turn, so the rows are not to be added up. Outcomes whose effect is "
        "not clearly a rise have no such ratio.",
        "下表以全部成本分别对应每一项效果，各行不可相加；未明确上升的结果不计算该比值。",
    )
    return [*blocks, Paragraph(text), prices]


def _by_lever(run: Run) -> Table:
    of = readers(run, "fiscal_cost")
    values = along_values(run, ("fiscal_cost",), "lever") * of.factor
    found = [(name, measured(*pair(values.isel(lever=k)))) for k, name in enumerate(run.names("lever"))]
    found.append((run.pick("Together", "合计"), measured(*pair(values.sum("lever")))))
    span = interval_name(run.members, run.lang)
    header = (run.pick("Lever", "举措"), run.pick(f"Cost ({span})", f"成本（{span}）"))
    caption = run.pick(
        f"Fiscal cost beyond the counterfactual, whole period, {of.name}",
        f"较反事实情景增加的财政成本，全期（{of.name}）",
    )
    rows = tuple((Cell(name), Cell(shown(one, run.lang).replace("+", ""), one.mean)) for name, one in found)
    return Table(caption, header, rows, last=True)


def price_members(run: Run, price: Price) -> tuple[float, float, float] | None:
    """Cost per effect: whole cost over mean effect, and the ends of its 80 % interval; None where it means nothing.

    It means nothing where the effect is not clearly a rise or nothing is spent. The interval is that of effect per
    cost, turned over, which stays in order where a few members have an effect below zero.
    """
    cost = cost_members(run)
    if whole(run, BY_KEY[price.key]).direction != RISE or cost.min() <= 0:
        return None
    gain = effect_members(run, BY_KEY[price.key])
    low, high = (1 / share for share in quantiles(gain / cost, LEVELS["80"])[::-1])
    factor = price.zh_factor if run.lang == "zh" else price.en_factor
    return float(cost.mean() / gain.mean()) * factor, low * factor, high * factor


def price_text(run: Run, price: Price) -> str:
    """Cost per effect with its 80 % interval; "–" where it means nothing."""
    found = price_members(run, price)
    if found is None:
        return MISSING
    mean, low, high = found
    return number(mean, places(0, 0, mean)) if low == high else interval(mean, low, high, run.lang)


def _prices(run: Run) -> Table | None:
    rows = []
    for price in PRICES:
        if (found := price_members(run, price)) is not None:
            rows.append((Cell(run.pick(price.en, price.zh)), Cell(price_text(run, price), found[0])))
    span = interval_name(run.members, run.lang)
    header = (run.pick("Measure", "指标"), run.pick(f"Mean ({span})", f"均值（{span}）"))
    return Table(run.pick("Cost per effect", "单位效果成本"), header, tuple(rows)) if rows else None
