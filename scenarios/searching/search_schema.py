"""The search file as frozen pydantic models; what levers add is judged as part of a scenario."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from common.vocabulary import RISKS, WORLD_CASES
from scenarios.reading.rules import Date, FileName, Name, Number, OneOf, Range, ResultName
from scenarios.reading.schema_parts import Decider, InBothLanguages, Part, Prose, Share, StartMonth, TaskList
from scenarios.searching.question import STATISTICS
from scenarios.searching.search_rules import FieldName, FlowName

Anything = Annotated[Any, Field()]


def _several(value: object) -> object:
    """One value stands for a list of one."""
    return (value,) if isinstance(value, str) else value


Flows = Annotated[tuple[Annotated[str, FlowName()], ...], Field(min_length=1), BeforeValidator(_several)]


class TaskChoices(Part):
    """Tasks that may be chosen one by one; keys that are left out leave all.
    可以逐项选择的任务；不填的条件不作限制。"""

    tasks: TaskList | None = None
    """Ids, ranges or tables, in quotes.
    任务编号、区间或整张表，须加引号。"""
    decided_by: Annotated[tuple[Decider, ...], Field(min_length=1)] | None = None
    """Only tasks that these decide.
    只选由这些主体决定的任务。"""
    fields: Annotated[tuple[Annotated[str, FieldName()], ...], Field(min_length=1)] | None = None
    """Only tasks of these fields of the plan.
    只选方案中这些领域的任务。"""
    from_: Annotated[tuple[Annotated[str, Date()], ...], Field(min_length=1, max_length=4)] = Field(alias="from")
    """Dates at which each may begin, two or three.
    每项任务可选的起始日期，两三个为宜。"""


class When(Part):
    """Only where an outcome has not reached a level by the end of a month, as a trigger of a scenario file.
    仅当某项结果到某月底仍未达到某一水平时，同情景文件的触发条件。"""

    outcome: Annotated[tuple[Annotated[str, ResultName()], ...], Field(min_length=1), BeforeValidator(_several)]
    """A result, or several that are added up.
    一个结果变量，或合计的几个。"""
    below: Annotated[float, Number()]
    """The level that it would have to reach.
    应达到的水平。"""
    by: Annotated[str, StartMonth]
    """The month by whose end it would have to be reached.
    应在该月底之前达到。"""


class LeverChoice(Part):
    """Something that may be added to the base, or left out; with steps, one of them is taken.
    可以加入、也可以不加的一项措施；写有 steps 时从中取一档。"""

    title: InBothLanguages
    """What it is called, in both languages.
    中英文名称。"""
    adds: Anything
    """Levers as in a scenario file; their entries are added to those of the base.
    写法同情景文件的 levers，其条目加在所依据的情景之上。"""
    trigger: When | None = None
    """Only where an outcome stays behind: what adds holds begins after that month.
    仅在某项结果未达预期时采取：adds 中的日期须在该月之后。"""
    steps: Annotated[dict[str, Annotated[tuple[Anything, ...], Field(min_length=1, max_length=12)]], Field(min_length=1)] | None = None  # fmt: skip
    """Keys that stand once in adds, and the values among which each may be chosen: weekly_frequencies: [3, 7, 14].
    adds 中出现一次的键及其可选取值：weekly_frequencies: [3, 7, 14]。"""


class Choose(Part):
    """What may be chosen.
    可以选择的内容。"""

    tasks: TaskChoices | None = None
    """Tasks, each by itself.
    逐项任务。"""
    levers: dict[Annotated[str, Name()], LeverChoice] = Field(default_factory=dict)
    """Other measures by name.
    按名称列出的其他措施。"""


class WantPart(Part):
    """An outcome of which as much as possible is wanted: its effect against the base, over all months.
    希望尽可能多的结果：相对所依据情景、全期合计的效果。"""

    most: Flows
    """A flow among the results, or several whose sum counts: visitors, [goods_exports, goods_imports].
    一个流量结果变量，或合计的几个：visitors，[goods_exports, goods_imports]。"""
    of: Annotated[str, OneOf(STATISTICS)] = "mean"
    """What counts over the worlds: the mean, the value that nine in ten exceed, the mean of the worst tenth, or the share that reaches amount.
    以什么衡量：各外部环境的均值、十中有九超过的值、最差十分之一的均值，或达到 amount 的比例。"""
    amount: Annotated[float, Range(0, 1e12, "own_unit")] | None = None
    """For share_reaching: what is to be reached, in the unit of the results file.
    用于 share_reaching：应达到的数量，单位同结果文件。"""
    weight: Annotated[float, Range(0.01, 100, "ratio_of_weights")] = 1.0
    """Against other wants, each in units of the largest mean that the budget can bring of it alone; shares of worlds count as they are.
    相对其他目标的权重；各目标以该预算单独所能达到的最大均值为单位，比例则直接计入。"""


class Within(Part):
    """What the plan must keep.
    方案须满足的条件。"""

    fiscal_cost: Annotated[float, Range(0.001, 10_000_000, "cny_mn")]
    """The most that the mean public cost over all months may be.
    全期财政成本均值的上限。"""
    decided_by: Annotated[tuple[Decider, ...], Field(min_length=1)] = ("city", "province", "national")
    """Whose decisions the plan may rest on; what others decide is priced as a right.
    方案可以依靠谁的决定；须由其他主体决定的，另行估算其价值。"""
    risks: dict[Annotated[str, OneOf(RISKS)], Annotated[float, Range(0.01, 100, "threshold")]] = Field(
        default_factory=dict
    )
    """The most that the highest level of a risk may be, as the mean over members; 1 is its threshold.
    各风险最高水平（样本均值）的上限；1 为阈值。"""


class ReachPart(Part):
    """The reverse question: the cheapest plan that reaches an effect.
    反向问题：达到某一效果的最省方案。"""

    most: Flows
    """A flow among the results, or several whose sum counts.
    一个流量结果变量，或合计的几个。"""
    amount: Annotated[float, Range(0, 1e12, "own_unit")]
    """The effect that is to be reached, in the unit of the results file.
    应达到的效果，单位同结果文件。"""
    share: Annotated[float, Share] = 0.9
    """In which share of the worlds.
    在多大比例的外部环境中达到。"""


class Worlds(Part):
    """Cases of the world among which the runs are spread; a dimension that is left out stays as the base has it.
    各次运行所遍及的外部情形；不填的维度沿用所依据的情景。"""

    reopening: Annotated[tuple[Annotated[str, OneOf(WORLD_CASES["reopening"])], ...], Field(min_length=1)] | None = None
    """How fast international travel comes back.
    国际往来恢复的快慢。"""
    investment_climate: Annotated[tuple[Annotated[str, OneOf(WORLD_CASES["investment_climate"])], ...], Field(min_length=1)] | None = None  # fmt: skip
    """Foreign investment in China as a whole.
    全国吸收外资的大环境。"""
    incomes: Annotated[tuple[Annotated[str, OneOf(WORLD_CASES["incomes"])], ...], Field(min_length=1)] | None = None
    """Incomes in the origin markets.
    各市场的收入。"""
    exchange_rate: Annotated[tuple[Annotated[str, OneOf(WORLD_CASES["exchange_rate"])], ...], Field(min_length=1)] | None = None  # fmt: skip
    """Yuan per dollar.
    人民币对美元汇率。"""
    rivals: Annotated[tuple[Annotated[str, OneOf(WORLD_CASES["rivals"])], ...], Field(min_length=1)] | None = None
    """What rival cities do.
    竞争城市的动作。"""
    national_visa_policy: Annotated[tuple[Annotated[str, OneOf(WORLD_CASES["national_visa_policy"])], ...], Field(min_length=1)] | None = None  # fmt: skip
    """National visa rules.
    国家签证政策。"""
    national_data_rules: Annotated[tuple[Annotated[str, OneOf(WORLD_CASES["national_data_rules"])], ...], Field(min_length=1)] | None = None  # fmt: skip
    """National rules for data that leave the country.
    国家数据出境规定。"""


class SearchFile(Part):
    """A search: what may be chosen, what is wanted, within what.
    方案寻优：可以选什么、希望得到什么、受什么约束。"""

    name: Annotated[str, Name()]
    """Names the folder of the results: small letters, digits and hyphens.
    结果文件夹的名称：小写字母、数字和连字符。"""
    title: InBothLanguages
    """Title in both languages.
    中英文标题。"""
    question: Prose | None = None
    """The question it answers: one text, or one in each language.
    要回答的问题：一段文字，或中英文各一段。"""
    base: Annotated[str, FileName()]
    """What holds anyway, and what plans are compared with: a scenario file of this folder or of the one above.
    无论如何都成立、也是各方案对照的情景：同目录或上级目录中的情景文件。"""
    choose: Choose
    """What may be chosen.
    可以选择的内容。"""
    want: Annotated[tuple[WantPart, ...], Field(min_length=1, max_length=4)]
    """What is wanted, one to four outcomes.
    希望得到的结果，一至四项。"""
    within: Within
    """What the plan must keep.
    方案须满足的条件。"""
    reach: ReachPart | None = None
    """The reverse question, where it is asked.
    反向问题，可不填。"""
    worlds: Worlds = Worlds()
    """Cases of the world among which the runs are spread.
    各次运行所遍及的外部情形。"""
    runs: Annotated[int, Range(100, 1_000_000, "count", whole=True)] = 1000
    """About how many runs of a plan in a member the search may take.
    约用多少次运行（一个方案在一个样本中算一次）。"""
