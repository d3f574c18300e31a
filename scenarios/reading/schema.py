"""The scenario file as frozen pydantic models, one per part of the file.

A field's docstring, English line first, then Chinese, is its description in the JSON Schema, the editor's help and the
reference page. :class:`Scenario` is both the shape of a file and what the reader returns.
"""

from typing import Annotated

from pydantic import BeforeValidator, Field

from common.vocabulary import (
    BUILDERS,
    FREEDOMS,
    RISKS,
    SHOPS,
)
from model.facts.months import LONGEST_RUN
from scenarios.reading.rules import (
    FreeText,
    Name,
    Number,
    OneOf,
    Origin,
    ParameterName,
    Range,
    ResultName,
    TaskOrLever,
)
from scenarios.reading.schema_chains import IndustrialChains
from scenarios.reading.schema_consumption import ConsumptionAndBrands
from scenarios.reading.schema_cross_border_finance import CrossBorderFinance
from scenarios.reading.schema_digital_trade import DigitalTrade
from scenarios.reading.schema_events import EventsAndCampaigns
from scenarios.reading.schema_freight import Freight
from scenarios.reading.schema_history import Ending
from scenarios.reading.schema_institutions import Institutions
from scenarios.reading.schema_parts import (
    Action,
    Decider,
    InBothLanguages,
    Origins,
    Part,
    Prose,
    SameFolderFile,
    Share,
    StartMonth,
    TaskList,
    UseWord,
    ZoneWord,
    listed,
)
from scenarios.reading.schema_places import Places
from scenarios.reading.schema_science import Science
from scenarios.reading.schema_visas import VisaFacilitation
from scenarios.reading.schema_world import World


def _several(value: object) -> object:
    """One name stands for a list of one."""
    return (value,) if isinstance(value, str) else value


def _written_out(value: object) -> object:
    """Return a counterfactual as it is: the reader has put the levers of a file in place of its name."""
    return value


class Period(Part):
    """Which months are simulated.
    模拟的时段。"""

    start: Annotated[str, StartMonth] = "2023-01"
    """First month, YYYY-MM, 2013-01 to 2035-12.
    首月，YYYY-MM，2013-01 至 2035-12。"""
    months: Annotated[int, Range(1, LONGEST_RUN, "months", whole=True)] = 36
    """How many months.
    月数。"""


class Ensemble(Part):
    """How many runs there are and where their luck comes from.
    运行次数和随机数的来源。"""

    members: Annotated[int, Range(1, 10_000, "count", whole=True)] = 32
    """Runs of each variant; each draws parameters, a path of the world and luck.
    每个方案的运行次数；每次运行各抽取一组参数、一条外部路径和一份随机数。"""
    seed: Annotated[int, Range(0, 2**63 - 1, "count", whole=True)] = 2023
    """Seed of all luck: the same seed gives the same results.
    随机种子：种子相同，结果相同。"""


class Grant(Action):
    """Route rights: weekly return flights added to those in force, one pool for the listed origins.
    航权：在现有权利之上新增的每周往返班次，由所列客源地共用。"""

    origins: Origins
    """Origin markets that share the flights.
    共用这些航班额度的客源地。"""
    weekly_frequencies: Annotated[float, Range(0.5, 500, "weekly_flights")]
    """Weekly return flights added to the rights in force.
    在现有权利之上新增的每周往返班次。"""
    freedom: Annotated[str, OneOf(FREEDOMS)] = "third_fourth"
    """Third and fourth freedom, or fifth (with passengers of a third place on the way).
    第三、第四航权，或第五航权（可在途中载运第三地旅客）。"""
    via: Annotated[str, Origin(apart=True)] | None = None
    """The place on the way of a fifth-freedom flight.
    第五航权航班的经停地。"""
    decided_by: Decider = "national"
    """Who decides it: the nation, the province or the city.
    由谁决定：国家、省或市。"""


class Withdrawal(Action):
    """Route rights taken back: weekly return flights that each listed origin loses, first of its own rights of 2022, then of grants that it shares with nobody.
    收回航权：所列客源地各自减少的每周往返班次，先减其 2022 年自有权利，再减其单独享有的新获航权。"""

    origins: Origins
    """Origin markets that lose flights, each as many as stated.
    减少班次的客源地，各减所写班次。"""
    weekly_frequencies: Annotated[float, Range(0.5, 500, "weekly_flights")]
    """Weekly return flights taken from each origin.
    每个客源地减少的每周往返班次。"""
    decided_by: Decider = "national"
    """Who decides it: the nation, the province or the city.
    由谁决定：国家、省或市。"""


class LaunchSupport(Action):
    """Public money for new and added flights, by seat or by flight: give one of the two rates. Only flights that would not be flown without it are paid for.
    对新增航班的财政补贴，按座位或按航班计，两种标准择一填写；只补没有补贴就不会飞的航班。"""

    cny_per_seat: Annotated[float, Range(0, 5000, "cny_per_seat")] | None = None
    """Support for each seat flown, arriving and departing seats both counted.
    每个实飞座位的补贴，进出港座位均计。"""
    cny_per_flight: Annotated[float, Range(0, 3_000_000, "cny_per_flight")] | None = None
    """Support for each return flight: one departure from Lukou and the flight back.
    每个往返航班（自禄口出港一班及其返程）的补贴。"""
    by_year: Annotated[tuple[Annotated[float, Share], ...], Field(min_length=1, max_length=10)] | None = None
    """Shares of the rate paid in the first, second and later years from the date it takes force; after the last the support ends. Left out: the full rate until it ends.
    自生效日起第一年、第二年及以后各年按标准支付的比例，列完即止；不填则按全额支付至到期。"""
    minimum_weekly_flights: Annotated[float, Range(0, 500, "weekly_flights")] = 0
    """Weekly return flights that a market must have for the support to be paid.
    享受补贴所需的该市场每周往返班次下限。"""
    minimum_load: Annotated[float, Share] = 0
    """Load factor that a market must reach, as the mean of a year, for the support to be paid.
    享受补贴所需的客座率下限，按全年平均计。"""
    origins: Origins | None = None
    """Origin markets whose flights are supported; left out: all.
    受补贴航班的客源地；不填即全部。"""


class RouteRights(Part):
    """Route rights: flights that carriers may open, and support for their first years.
    航权：航空公司可以开设的航班，以及开航初期的补贴。"""

    grants: tuple[Grant, ...] = ()
    """Rights granted.
    新获的航权。"""
    withdrawals: tuple[Withdrawal, ...] = ()
    """Rights taken back.
    收回的航权。"""
    launch_support: Annotated[
        tuple[LaunchSupport, ...],
        BeforeValidator(listed, json_schema_input_type=LaunchSupport | tuple[LaunchSupport, ...]),
    ] = ()
    """Support for new flights: one table, or a list where rates differ.
    新航线补贴：一张表；标准不同时写成列表。"""


class Shop(Action):
    """A duty-free shop.
    免税店。"""

    zone: ZoneWord
    """Where it stands.
    所在片区。"""
    kind: Annotated[str, OneOf(SHOPS)]
    """Downtown, or at the airport on leaving or arriving.
    市内店，或口岸出境店、进境店。"""
    area_m2: Annotated[float, Range(50, 100_000, "m2")]
    """Sales area.
    营业面积。"""
    quota_cny: Annotated[float, Range(500, 200_000, "cny")]
    """Most that one buyer may buy on one trip.
    每位旅客每次的购物限额。"""
    decided_by: Decider = "national"
    """Who decides it: the nation, the province or the city.
    由谁决定：国家、省或市。"""


class TaxRefund(Action):
    """Refund of tax to visitors on departure: one rule, beside that of 2022; each purchase gets the best that it qualifies for.
    离境退税：作为一条整体规定，与 2022 年的规定并存；每笔购物适用其所符合的最优规定。"""

    rate: Annotated[float, Range(0, 0.17, "share")]
    """Share of the price given back.
    退税占售价的比例。"""
    minimum_cny: Annotated[float, Range(0, 10_000, "cny")]
    """Smallest purchase with a refund.
    起退金额。"""
    decided_by: Decider = "national"
    """Who decides it: the nation, the province or the city.
    由谁决定：国家、省或市。"""


class DutyFree(Part):
    """Duty-free shopping: shops, and tax refund on departure.
    免税购物：免税店和离境退税。"""

    shops: tuple[Shop, ...] = ()
    """Shops opened.
    新开的免税店。"""
    tax_refund: tuple[TaxRefund, ...] = ()
    """Tax refund.
    离境退税。"""


class Conversion(Action):
    """Land that may be taken out of one use and rebuilt with several.
    允许把单一用途的土地改造为多种用途并存。"""

    zone: ZoneWord
    """Where the land lies.
    所在片区。"""
    hectares: Annotated[float, Range(0.1, 5000, "hectares")]
    """Land converted.
    改造用地面积。"""
    plot_ratio: Annotated[float, Range(0.2, 10, "ratio")]
    """Floor space built for each unit of land.
    容积率。"""
    use: UseWord
    """Use that the land is taken from.
    原用途。"""
    mix: Annotated[dict[UseWord, Annotated[float, Share]], Field(min_length=1)]
    """Shares of the new floor space by use; they sum to 1.
    新建面积按用途的比例，合计为 1。"""
    build_months: Annotated[float, Range(1, 60, "months")]
    """Months until the new floor space can be used.
    建成所需月数。"""
    built_by: Annotated[str, OneOf(BUILDERS)] = "market"
    """Who builds: builders, when it pays them, or the city, at once.
    由谁实施：开发商视收益自主启动，或政府统一实施。"""


class TemporaryUse(Action):
    """Buildings that may serve other uses for some years, while old use and title of the land are kept.
    在若干年内保持土地原用途和权利类型不变，允许现有建筑转作他用。"""

    zone: ZoneWord
    """Where the land lies.
    所在片区。"""
    hectares: Annotated[float, Range(0.1, 5000, "hectares")]
    """Land on which this is allowed.
    允许转用的土地面积。"""
    use: UseWord
    """Use that the land keeps.
    保持不变的原用途。"""
    mix: Annotated[dict[UseWord, Annotated[float, Share]], Field(min_length=1)]
    """Shares of the floor space by use for the time being; they sum to 1.
    过渡期内建筑面积按用途的比例，合计为 1。"""
    years: Annotated[float, Range(1, 20, "years")] = 5
    """Years for which each building may be used so.
    每处建筑的过渡期年数。"""


class MixedLandUse(Part):
    """Mixed land use: land where several uses stand together.
    混合用地：多种用途并存的土地。"""

    temporary_uses: tuple[TemporaryUse, ...] = ()
    """Land put to other uses for some years under its old title.
    过渡期内按原用途和权利类型转用的土地。"""
    conversions: tuple[Conversion, ...] = ()
    """Land converted.
    用地改造。"""


class TaskRun(Action):
    """Pilot tasks carried out together. A task that an earlier entry carries out goes on from what it has reached.
    一并实施的试点任务。前一条目已在实施的任务，从已达到的水平继续。"""

    tasks: TaskList
    """Task ids in quotes: "1.16", a range "1.39-1.46", or a table "4.*".
    带引号的任务编号："1.16"、区间 "1.39-1.46" 或整张表 "4.*"。"""
    ramp_months: Annotated[float, Range(0, 60, "months")] | None = None
    """Months until full strength; left out: each task's own.
    达到全部力度所需月数；不填则用各任务自己的设定。"""
    strength: Annotated[float, Share] = 1.0
    """How fully the tasks are carried out, 0 to 1. Where entries overlap the larger counts. What a later entry adds has its own delay and ramp; what it takes away ends at once.
    落实力度，0 至 1。条目重叠时取较大值；后续条目增加的力度另有自己的见效时滞和爬坡期，减少的力度立即失效。"""


class Levers(Part):
    """All that is done.
    采用的全部政策工具。"""

    route_rights: RouteRights = RouteRights()
    """Route rights.
    航权。"""
    visa_facilitation: VisaFacilitation = VisaFacilitation()
    """Visa facilitation.
    签证便利。"""
    duty_free: DutyFree = DutyFree()
    """Duty-free shopping.
    免税购物。"""
    mixed_land_use: MixedLandUse = MixedLandUse()
    """Mixed land use.
    混合用地。"""
    events_and_campaigns: EventsAndCampaigns = EventsAndCampaigns()
    """Events and campaigns.
    活动与推广。"""
    consumption: ConsumptionAndBrands = ConsumptionAndBrands()
    """Consumption and brands.
    消费与品牌。"""
    digital_trade: DigitalTrade = DigitalTrade()
    """Digital trade.
    数字贸易。"""
    science: Science = Science()
    """Science and technology.
    科技创新。"""
    places: Places = Places()
    """Parks and the metropolitan area.
    园区与都市圈。"""
    institutions: Institutions = Institutions()
    """Headquarters and functional institutions.
    总部与功能性机构。"""
    freight: Freight = Freight()
    """Freight.
    货运通道。"""
    industrial_chains: IndustrialChains = IndustrialChains()
    """Industrial chains.
    产业链。"""
    cross_border_finance: CrossBorderFinance = CrossBorderFinance()
    """Cross-border finance.
    跨境金融。"""
    pilot_tasks: tuple[TaskRun, ...] = ()
    """Tasks of the pilot.
    试点任务。"""


class Brake(Part):
    """While a risk is over its threshold, tasks or levers are held back.
    风险超过阈值期间，暂缓有关任务或政策工具。"""

    risk: Annotated[str, OneOf(RISKS)]
    """The risk that is watched.
    所监测的风险。"""
    slows: Annotated[tuple[Annotated[str, TaskOrLever()], ...], Field(min_length=1)]
    """Tasks that are held back, or headline levers (route_rights, visa_facilitation, duty_free, cross_border_finance, pilot_tasks); those that convert land (2.4, 2.10) are not held back, for land once cleared stays cleared.
    被放缓的任务或政策工具（route_rights、visa_facilitation、duty_free、cross_border_finance、pilot_tasks）；用地转换类任务（2.4、2.10）不受暂缓，土地一经腾退即不可恢复。"""
    to: Annotated[float, Share]
    """Share of their strength that is left: of flights, support and shop area, of days saved, of the month in which rules hold.
    放缓后保留的力度比例：航班、补贴、店面和压缩天数按比例保留，规定按当月天数的比例执行。"""


class Trigger(Part):
    """What is done besides, only where an outcome has not reached a level by the end of a month.
    触发条件：某项结果到某月底仍未达到某一水平时，才追加的措施。"""

    outcome: Annotated[tuple[Annotated[str, ResultName()], ...], Field(min_length=1), BeforeValidator(_several)]
    """A result, or several that are added up: flows count from the first month of the period to that month, others as they are in it.
    一个结果变量，或合计的几个：流量自时段首月累计到该月，其他取该月的值。"""
    below: Annotated[float, Number()]
    """The level that it would have to reach, in the unit of the results file.
    应达到的水平，单位同结果文件。"""
    by: Annotated[str, StartMonth]
    """The month by whose end it would have to be reached, YYYY-MM.
    应在该月底之前达到，YYYY-MM。"""
    then: Levers
    """What is done if it is not; every date lies after that month, and nobody knows of it before.
    未达到时采取的措施；所有日期都在该月之后，事先无人知晓。"""


class Counterfactual(Part):
    """What the scenario is compared with, written out in place of a file.
    直接写出的对照情景，代替文件名。"""

    name: Annotated[str, Name()] = "no-levers"
    """Name of the scenario compared with.
    对照情景的名称。"""
    title: InBothLanguages = InBothLanguages(zh="不采取措施", en="Nothing done")
    """Its title in both languages.
    对照情景的中英文标题。"""
    levers: Levers = Levers()
    """What is done there.
    对照情景采取的措施。"""
    ends: tuple[Ending, ...] = ()
    """What was done before and is not gone on with there.
    对照情景不再继续的原有内容。"""
    brakes: tuple[Brake, ...] = ()
    """What slows tasks there.
    对照情景的风险暂缓规则。"""


class History(Part):
    """What was done before the period, written out in place of a file.
    直接写出的此前实施内容，代替文件名。"""

    name: Annotated[str, Name()] = "history"
    """Name of what was done before.
    此前情景的名称。"""
    title: InBothLanguages = InBothLanguages(zh="此前实施内容", en="What was done before")
    """Its title in both languages.
    此前情景的中英文标题。"""
    period: Period = Period()
    """The months before the period of the scenario.
    本情景时段之前的月份。"""
    levers: Levers = Levers()
    """What was done then; it goes on unless it ended, or ends by the scenario.
    此前采取的措施；未到期且本情景未终止的，继续有效。"""
    brakes: tuple[Brake, ...] = ()
    """What slowed tasks then, and goes on to.
    此前的风险暂缓规则，继续有效。"""


class Scenario(Part):
    """A scenario: what is done, when, in which world, and how it is simulated.
    情景：做什么、何时做、在怎样的外部环境下，以及如何模拟。"""

    name: Annotated[str, Name()]
    """Names the run: small letters, digits and hyphens.
    运行名称：小写字母、数字和连字符。"""
    title: InBothLanguages
    """Title in both languages.
    中英文标题。"""
    question: Prose | None = None
    """The question it answers: one text, or one in each language.
    要回答的问题：一段文字，或中英文各一段。"""
    author: Annotated[str, FreeText(200)] | None = None
    """Who wrote it.
    作者。"""
    reference: Prose | None = None
    """Where its contents come from.
    内容出处。"""
    notes: Prose | None = None
    """What a reader should know.
    说明。"""
    extends: SameFolderFile | None = Field(default=None, exclude=True)
    """A file of the same folder to build on: tables merge, lists are replaced, null removes.
    所继承的同目录文件：表合并，列表替换，null 删除。"""
    counterfactual: Annotated[
        Counterfactual, BeforeValidator(_written_out, json_schema_input_type=SameFolderFile | Counterfactual)
    ] = Counterfactual()
    """What it is compared with: a file of the folder (only its levers are read), or levers; left out: nothing done.
    对照情景：同目录文件（只读取其中的措施），或直接写出措施；不填即不采取措施。"""
    history: (
        Annotated[History, BeforeValidator(_written_out, json_schema_input_type=SameFolderFile | History)] | None
    ) = None
    """What was done before the period, in both variants: a file of the folder, or levers. The run begins with it, in its world and with its parameters.
    本时段之前已实施的内容，两方案相同：同目录文件，或直接写出措施。模拟自其首月开始，沿用其外部环境和参数。"""
    ends: tuple[Ending, ...] = ()
    """What was done before and is not gone on with.
    此前实施、本时段不再继续的内容。"""
    period: Period = Period()
    """Which months are simulated and shown; with a history, the months after it.
    模拟并给出结果的时段；有 history 时为其后的月份。"""
    ensemble: Ensemble = Ensemble()
    """How many runs, and their seed.
    运行次数与种子。"""
    scale: Annotated[float, Range(0.005, 1, "share")] = 0.05
    """Share of potential travellers that is simulated; firms and talent are always one to one.
    模拟的潜在旅客比例；企业和人才始终一比一。"""
    world: World = World()
    """What Nanjing does not decide.
    南京不能决定的外部环境。"""
    parameters: dict[Annotated[str, ParameterName()], Annotated[float, Number()]] = Field(default_factory=dict)
    """Parameters that have this value in every member, by name: another than the default, or the default of one that members draw.
    在所有样本中取固定值的参数，按名称列出：取值不同于默认值，或把各样本抽取的参数固定为默认值。"""
    levers: Levers = Levers()
    """All that is done.
    采用的全部政策工具。"""
    brakes: tuple[Brake, ...] = ()
    """What slows tasks when a risk runs high.
    风险超过阈值时暂缓有关任务和政策工具的规则。"""
    triggers: tuple[Trigger, ...] = ()
    """What is done besides where an outcome stays behind.
    某项结果未达预期时追加的措施。"""
