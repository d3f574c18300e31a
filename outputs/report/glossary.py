"""The words of a report that an office outside the project does not know, each in one sentence."""

from outputs.documents.document import Cell, Section, Table
from outputs.report.run import Run

_WORDS = (
    ("Scenario", "情景", "what the scenario file says is done", "按情景文件所列举措实施时的模拟结果"),
    (
        "Counterfactual",
        "对照情景",
        "the same city, world and luck without the scenario's measures",
        "外部环境与随机因素相同、但不实施该情景时的模拟结果",
    ),
    ("Effect", "效果", "scenario less counterfactual, run by run", "逐次模拟的情景值减对照情景值"),
    (
        "Member",
        "样本",
        "one run: one set of drawn numbers, one path of the world, one luck; a mean is the mean over all of them",
        "一次模拟：一组抽取的参数、一条外部路径、一份随机因素；“均值”为全部样本的平均",
    ),
    (
        "80 % interval",
        "80%区间",
        "holds about four in five runs, given the uncertainties that were considered; the truth may lie outside",
        "在已考虑的不确定因素下，约八成模拟结果所在的范围；真实结果仍可能在其外",
    ),
    (
        "Flow, stock",
        "流量与存量",
        "a flow is added up over months or years, a stock is counted at the end",
        "流量按月、按年累加；存量取期末值",
    ),
    (
        "FDI in actual use",
        "实际使用外资",
        "capital that foreign investors have paid in, by immediate origin",
        "境外投资者实际到位的资金，按直接投资来源地统计",
    ),
    (
        "Inbound overnight visitor",
        "入境过夜游客",
        "a visitor from outside the mainland who sleeps at least one night in Nanjing",
        "来自内地以外、在南京至少住一夜的旅客",
    ),
    (
        "Lever",
        "政策工具",
        "one kind of measure: rights of routes, visas, duty-free shops, land, tasks and others",
        "一类举措：航权、签证、免税、用地、试点任务等",
    ),
    (
        "Shapley value",
        "沙普利值",
        "a measure's mean addition over all orders in which the measures could come; the values add up to the whole effect",
        "某项举措在各种先后次序下所带来增量的平均；各项之和等于总效果",
    ),
    (
        "Assumed push",
        "假设推动量",
        "an amount assumed for a task, which acts by an elasticity, where no process is modelled",
        "为任务设定、经弹性起作用的幅度，用于没有建模具体过程之处",
    ),
    (
        "Warning",
        "风险预警",
        "a risk stands near its threshold for two months, or its trend would soon cross it",
        "某项风险连续两个月接近阈值，或按趋势不久将越过阈值",
    ),
)


def glossary(run: Run) -> Section:
    """The words with what they mean here."""
    rows = tuple((Cell(run.pick(en, zh)), Cell(run.pick(told_en, told_zh))) for en, zh, told_en, told_zh in _WORDS)
    header = tuple(run.pick("Word|What it means here", "名词|本报告中的含义").split("|"))
    table = Table(run.pick("Words", "名词解释"), header, rows, words=frozenset({1}))
    return Section("glossary", run.pick("Words", "名词解释"), (table,))
