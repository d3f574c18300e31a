"""The part of a report that tells what the scenario costs, and what an effect costs."""

from outputs.documents.document import Block, Cell, Paragraph, Section, Table
from outputs.report.effect_cells import heads
from outputs.report.measures import along, along_values, effect_table, period_words, readers, whole
from outputs.report.pictures import cost_picture
from outputs.report.run import Run
from outputs.results.amounts import amount, rescaled
from outputs.results.numbers import Unit, fitting, interval_end, middle_of, number, places
from outputs.results.outcomes import effect
from outputs.results.prices import PRICES, cost_per_unit
from outputs.results.summary_rows import COST, EXPORTED


def costs(run: Run) -> Section:
    """Cost by lever, and the whole cost beside each effect that is clear."""
    return Section("costs", run.pick("Cost, and cost per effect", "成本与单位效果成本"), tuple(_blocks(run)))


def cost_sentence(run: Run) -> str:
    """What the scenario costs beyond the counterfactual, and the two levers that cost most, in a sentence.

    No interval: unit costs are assumptions. Members draw the cost of each task apart, so that errors all but cancel in the
    sum, while an error that tasks share is in no member.
    """
    of, (parts, total) = readers(run, "fiscal_cost"), cost_parts(run)
    if not total:
        return run.pick(
            "The scenario costs the public purse nothing beyond the counterfactual.", "该情景不增加财政成本。"
        )
    decimals, when = two_digits(total), period_words(run)
    text = money(abs(total), of, run.lang)
    dear = [] if total < 0 else sorted(parts, key=lambda part: -part[1])[:2] if len(parts) > 1 else []
    shares = [
        (name, amount(value, decimals, of, run.lang, scale=total)) for name, value in dear if round(value, decimals) > 0
    ]
    told = run.pick(
        ", ".join(f"{value} for {name[0].lower() + name[1:]}" for name, value in shares),
        "、".join(f"{name}{value}" for name, value in shares),
    )
    more_en, more_zh = ("more", "多") if total > 0 else ("less", "少")
    return run.pick(
        f"Over {when} the scenario costs about {text} {more_en} than the counterfactual{f', of it {told}' if told else ''}. Unit "
        "costs are assumed, and an error that they share is not included.",
        f"{when}财政成本比对照情景{more_zh}约{text}{f'，其中{told}' if told else ''}（按设定标准测算，未计入标准本身的共同误差）。",
    )


def money(value: float, of: Unit, lang: str) -> str:
    """A sum of public money with two digits, inside a sentence."""
    return amount(value, two_digits(value), of, lang)


def two_digits(value: float) -> int:
    """Decimals that show two digits of a value."""
    return places(0, 0, value) - 2


def cost_parts(run: Run) -> tuple[list[tuple[str, float]], float]:
    """Mean cost of each lever that costs something, and of all, in the reader's unit."""
    values = effect(along_values(run, ("fiscal_cost",), "lever").astype(float)) * readers(run, "fiscal_cost").factor
    means = values.mean("member").values
    parts = [(name, float(mean)) for name, mean in zip(run.names("lever"), means, strict=True) if mean]
    return parts, float(means.sum())


def _blocks(run: Run) -> list[Block]:
    blocks: list[Block] = [Paragraph(cost_sentence(run)), _by_lever(run), cost_picture(run), *money_back(run)]
    prices = _prices(run)
    if prices is None:
        text = run.pick(
            "No cost per effect is given: no outcome rises clearly, or nothing is spent.",
            "未列单位效果成本：没有明确上升的结果，或没有支出。",
        )
        return [*blocks, Paragraph(text)]
    text = run.pick(
        "The whole cost is set against each effect in turn, so the rows are not to be added up. Outcomes whose effect is "
        "not clearly a rise have no such ratio. The middle is the whole cost over the mean effect, not a mean of the members' ratios; "
        "the interval is that of the members' ratios.",
        "下表以全部成本分别对应每一项效果，各行不可相加；未明确上升的结果不计算该比值。比值为总成本除以平均效果，并非各样本比值的平均；区间为各样本比值的区间。",
    )
    return [*blocks, Paragraph(text), prices]


def _by_lever(run: Run) -> Table:
    of, (parts, total) = readers(run, "fiscal_cost"), cost_parts(run)
    decimals = whole(run, next(outcome for outcome in EXPORTED if outcome.key == COST)).decimals
    fit = fitting(of, total)
    factor = fit.factor / of.factor
    of, total, decimals = fit, total * factor, rescaled(decimals, factor)
    parts = [(name, value * factor) for name, value in parts]
    caption = run.pick(
        f"Fiscal cost beyond the counterfactual, sum over the period, mean over the members, {of.name}",
        f"较对照情景增加的财政成本，全期合计，样本平均（{of.name}）",
    )
    rows = tuple((Cell(name), Cell(number(value, decimals), value)) for name, value in parts)
    together = (Cell(run.pick("Together", "合计")), Cell(number(total, decimals), total))
    return Table(caption, tuple(run.pick("Lever|Cost", "政策工具|成本").split("|")), (*rows, together), last=True)


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
            along(run, (name,), axis, ranked=False, total=name != "income_by_group"),
            last=name != "income_by_group",
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
            middle, low, high = (float(numbers[k]) * price.factor(run.lang) for k in (0, 1, -1))
            decimals = places(low, high, middle)
            ends = (Cell(interval_end(end, decimals), end) for end in (low, high))
            rows.append((Cell(price.label(run.lang)), Cell(middle_of(middle, low, high, decimals), middle), *ends))
    _, low_head, high_head, *_ = heads(run.members, run.lang)
    header = (run.pick("Measure", "指标"), run.pick("Whole cost ÷ mean effect", "总成本÷平均效果"), low_head, high_head)
    return Table(run.pick("Cost per effect", "单位效果成本"), header, tuple(rows), mixed=True) if rows else None
