"""The section of a report on members that were chosen for agreeing with observations."""

from outputs.documents.document import Bullets, Cell, Paragraph, Section, Table, clean
from outputs.observed.members import unit_of
from outputs.report.run import Run
from outputs.results.conditioning import conditioning_sentences, figure_name
from outputs.results.numbers import number

_TESTS = {(True, True): "both", (True, False): "surprising", (False, True): "unexplained", (False, False): "none"}
_VERDICTS = {
    "none": ("as expected", "在预期之内"),
    "surprising": ("surprising, explained after", "超出预期，移动后可解释"),
    "unexplained": ("not explained", "不能解释"),
    "both": ("surprising and not explained", "超出预期且不能解释"),
}


def conditioned(run: Run) -> tuple[Section, ...]:
    """The section of a run that was given observations; none for others."""
    record = run.conditioning
    if record is None:
        return ()
    sentences = tuple(clean(text, 600) for text in conditioning_sentences(record, run.lang))
    how = run.pick(
        "The figures below were observed. Candidates with numbers, a world and luck of their own were run over the months up to the last figure, "
        "weighted by how likely each figure is under its stated error, and moved: what is moved are the courses of Nanjing alone (its pull on "
        "travellers and investors, its exporters, its tenants), which nobody could foresee. The members of this run were drawn from them by "
        "weight. They keep their luck up to the last figure and have fresh luck after it, so that what comes next stays open.",
        "下表为实际数据。若干候选样本各有自己的参数、外部路径和随机数，先模拟到最后一个数据所在月份，再按各数据在所述误差下的可能性加权并移动；移动的只是南京自身难以预见的走势"
        "（对旅客和投资者的吸引力、出口企业、租户）。本次运行的样本按权重从中抽取：最后一个数据之前沿用原有随机数，此后另行抽取，因此未来仍是开放的。",
    )
    told = run.pick(
        "Told apart: the figures are data; parameters fitted to 2013-2022 are fitted; errors that the file does not state, how far the courses "
        "may go and how strongly tasks act are assumed. A figure that two readings explain equally well (a task at work, or Nanjing's luck) "
        "does not tell which of them it was.",
        "须区分：表中数值是数据；按2013至2022年校准的参数是拟合；文件未注明的误差、南京自身走势的幅度和任务的作用强度是假设。"
        "若某项数据既可由任务见效解释，也可由南京自身走势解释，则无法据此判断是哪一种。",
    )
    return (
        Section(
            "conditioned",
            run.pick("Given what was observed", "与实际数据相符的样本"),
            (Paragraph(how), Bullets(sentences), Paragraph(told), _table(run, record)),
        ),
    )


def _table(run: Run, record: dict) -> Table:
    header = run.pick(
        "Figure|Unit|Observed|Error (±, %)|Model before (80 %)|Model after (80 %)|Pull (nats)|Verdict",
        "数据|单位|实际值|误差（±，%）|移动前（80%区间）|移动后（80%区间）|影响（纳特）|判断",
    ).split("|")
    rows = []
    for one in record["figures"]:
        unit = unit_of(run.dataset, str(one["variable"]), run.lang)
        error = number(100 * float(one["error"]), 0) + ("" if one["error_stated"] else run.pick(" *", "*"))
        verdict = _VERDICTS[_TESTS[bool(one["surprising"]), bool(one["unexplained"])]]
        value = float(one["value"]) * unit.factor
        rows.append(
            (
                Cell(clean(figure_name(one, run.lang), 200)),
                Cell(unit.name),
                Cell(_told(value), value),
                Cell(error),
                Cell(_band(one["before"], unit.factor)),
                Cell(_band(one["after"], unit.factor)),
                Cell(number(float(one["pull"]), 2), float(one["pull"])),
                Cell(run.pick(*verdict)),
            )
        )
    caption = run.pick(
        "Figures (data), and what the model gave before and after (* error assumed, not stated by the file)",
        "实际数据与模型在移动前后的结果（*误差为假设，文件未注明）",
    )
    return Table(caption, tuple(header), tuple(rows), words=frozenset({1, 3, 4, 5, 7}), mixed=True)


def _band(three: list[float], factor: float) -> str:
    mean, low, high = (float(value) * factor for value in three)
    return f"{_told(mean)} ({_told(low)} – {_told(high)})"


def _told(value: float) -> str:
    """A number with three digits or so, whole from a hundred on."""
    size = abs(value)
    return number(value, 0 if size >= 100 else 1 if size >= 10 else 2)
