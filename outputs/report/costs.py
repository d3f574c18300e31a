"""The part of a report that tells what the scenario costs, and what an effect costs."""

from outputs.documents.document import Block, Cell, Paragraph, Section, Table
from outputs.report.effects import amount, measured, shown
from outputs.report.measures import along, along_values, effect_table, pair, readers
from outputs.report.pictures import picture
from outputs.report.run import Run
from outputs.results.direction import NOTHING
from outputs.results.numbers import number
from outputs.results.outcomes import interval_name
from outputs.results.prices import PRICES, cost_per_unit, price_text


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
        f"较对照情景增加财政支出{amount(mean, of, 'zh')}{spread}。",
    )


def _blocks(run: Run) -> list[Block]:
    blocks: list[Block] = [Paragraph(cost_sentence(run)), _by_lever(run), picture(run, "costs"), *money_back(run)]
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
    header = (run.pick("Lever", "政策工具"), run.pick(f"Cost ({span})", f"成本（{span}）"))
    caption = run.pick(
        f"Fiscal cost beyond the counterfactual, whole period, {of.name}",
        f"较对照情景增加的财政成本，全期（{of.name}）",
    )
    rows = tuple((Cell(name), Cell(shown(one, run.lang).replace("+", ""), one.mean)) for name, one in found)
    return Table(caption, header, rows, last=True)


def money_back(run: Run) -> list[Block]:
    """What comes back as tax, and who else gains."""
    text = run.pick(
        "What comes back: tax on profits, sales at home and wages from the flows that the model follows, at simple rates, for all levels "
        "of government. The model crowds nothing out elsewhere, so this is the most that can come back. Rents are paid out of the other "
        "incomes and are not to be added to them.",
        "回流：按简单税率，由模型所跟踪的就业、内销、游客消费与出口产生的企业所得税、增值税与个人所得税，各级政府合计。"
        "模型不考虑对其他活动的挤出，因此是上限。租金由其他收入支付，不可与之相加。",
    )
    tables = [
        effect_table(
            run,
            first,
            run.pick(f"{en}, {readers(run, name).name}", f"{zh}（{readers(run, name).name}）"),
            along(run, (name,), axis, ranked=False),
        )
        for name, axis, first, en, zh in (
            ("public_income", "tax", run.pick("Tax", "税种"), "Tax income over the whole period", "全期税收收入"),
            (
                "income_by_group",
                "group",
                run.pick("Who gains", "获得者"),
                "Income by who receives it over the whole period",
                "全期收入，按获得者",
            ),
            (
                "jobs_by_education",
                "education",
                run.pick("Education", "学历"),
                "Jobs in foreign firms at the end, by education of the worker",
                "期末外资企业就业，按从业人员学历",
            ),
        )
    ]
    return [Paragraph(text), *tables]


def _prices(run: Run) -> Table | None:
    rows = []
    for price in PRICES:
        numbers = cost_per_unit(run.dataset, price.key)
        if numbers is not None:
            mean = float(numbers[0]) * price.factor(run.lang)
            rows.append((Cell(price.label(run.lang)), Cell(price_text(numbers, price, run.lang), mean)))
    span = interval_name(run.members, run.lang)
    header = (run.pick("Measure", "指标"), run.pick(f"Mean ({span})", f"均值（{span}）"))
    return Table(run.pick("Cost per effect", "单位效果成本"), header, tuple(rows)) if rows else None
