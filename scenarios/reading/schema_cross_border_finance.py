"""Cross-border finance in the scenario file: cash pools, accounts, licences, programmes of credit, finance companies, funds."""

from typing import Annotated

from common.vocabulary import DIRECTIONS, FINANCIAL_INSTITUTIONS, PROGRAMMES
from scenarios.reading.rules import OneOf, Range
from scenarios.reading.schema_parts import Action, Decider, Part, Share


class CashPools(Action):
    """Rules of two-way cash pools of multinational groups; of several the largest quota and the lowest threshold hold.
    跨国企业集团跨境双向资金池规则；多条并行时取最高额度和最低门槛。"""

    quota: Annotated[float, Range(0, 3, "own_funds")] = 0.5
    """What a pool may move across the border, as a multiple of its members' own funds; 0.5 in 2022.
    资金池额度系数（对成员企业所有者权益的倍数），2022年为0.5。"""
    threshold_revenue_cny_mn: Annotated[float, Range(50, 100_000, "cny_mn")] = 1000
    """Yearly revenue of its firms here from which a group may pool; 1000 in 2022.
    成员企业年营业收入门槛，2022年为1000百万元。"""
    decided_by: Decider = "national"
    """Who decides it: the nation, the province or the city.
    由谁决定：国家、省或市。"""


class SinglePoolAccounts(Action):
    """One settlement account for yuan and all foreign currencies.
    本外币合一银行结算账户。"""

    banks: Annotated[float, Range(0, 2000, "outlets")]
    """Outlets of banks that offer it; each serves about a hundred firms.
    提供合一账户的银行网点数，每个网点约可服务一百家企业。"""
    firms_eligible: Annotated[float, Range(0, 50_000, "firms")]
    """Firms that may hold it.
    符合条件的企业数。"""
    decided_by: Decider = "national"
    """Who decides it: the nation, the province or the city.
    由谁决定：国家、省或市。"""


class ForeignInstitutions(Action):
    """Licences for foreign financial institutions. Banks lend to foreign firms; of the others the number is counted, not yet what they serve.
    外资金融机构牌照。外资银行向外资企业放贷；其他机构仅统计数量，暂不计其服务效果。"""

    kind: Annotated[str, OneOf(FINANCIAL_INSTITUTIONS)]
    """Kind of institution.
    机构类别。"""
    licences: Annotated[float, Range(0, 50, "licences")]
    """Licences on offer; fewer come than are licensed, as few are interested.
    可发放的牌照数；实际落户数少于牌照数。"""
    decided_by: Decider = "national"
    """Who decides it: the nation, the province or the city.
    由谁决定：国家、省或市。"""


class CreditProgramme(Action):
    """Money that lenders may place in a programme; how much is taken depends on those who apply.
    信贷计划：银行和基金可投放的资金，实际投放取决于申请企业。"""

    kind: Annotated[str, OneOf(PROGRAMMES)]
    """What it is lent for.
    信贷类别。"""
    cny_mn_a_year: Annotated[float, Range(0, 50_000, "cny_mn")]
    """Money of a year.
    年度资金规模。"""
    guarantee_share: Annotated[float, Share] = 0
    """Share of each loan that the city guarantees: lenders place more, borrowers default more often, and the city pays.
    政府担保比例：担保越多，投放越多、违约越多，代偿由财政承担。"""


class FinanceCompanies(Action):
    """Finance companies of foreign groups.
    外资集团财务公司。"""

    licences: Annotated[float, Range(0, 50, "licences")]
    """Licences on offer; only groups that are large enough take one.
    可发放的牌照数，仅规模足够的集团设立。"""
    decided_by: Decider = "national"
    """Who decides it: the nation, the province or the city.
    由谁决定：国家、省或市。"""


class FundPilot(Action):
    """Funds that bring foreign capital in (QFLP) or take domestic capital out (QDLP), using part of a quota a year. Statistics count QFLP as FDI; here it stands apart.
    合格境外有限合伙人（QFLP）与合格境内有限合伙人（QDLP）试点；额度分年使用。QFLP外方出资在统计中计入实际使用外资，此处单列。"""

    direction: Annotated[str, OneOf(DIRECTIONS)]
    """Into China (QFLP) or out of it (QDLP).
    流入（QFLP）或流出（QDLP）。"""
    quota_usd_mn: Annotated[float, Range(0, 20_000, "usd_mn")]
    """Quota, million USD.
    试点额度，百万美元。"""
    decided_by: Decider = "national"
    """Who decides it: the nation, the province or the city.
    由谁决定：国家、省或市。"""


class CrossBorderFinance(Part):
    """Money across the border and credit, beside what the tasks do.
    跨境资金与信贷，与试点任务并行。"""

    cash_pools: tuple[CashPools, ...] = ()
    """Two-way cash pools.
    跨境双向资金池。"""
    single_pool_accounts: tuple[SinglePoolAccounts, ...] = ()
    """Accounts for all currencies.
    本外币合一账户。"""
    foreign_institutions: tuple[ForeignInstitutions, ...] = ()
    """Foreign financial institutions.
    外资金融机构。"""
    credit_programmes: tuple[CreditProgramme, ...] = ()
    """Programmes of credit.
    信贷计划。"""
    finance_companies: tuple[FinanceCompanies, ...] = ()
    """Finance companies of groups.
    集团财务公司。"""
    fund_pilots: tuple[FundPilot, ...] = ()
    """Fund pilots.
    基金试点。"""
