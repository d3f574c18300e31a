"""Science in the scenario file: laboratories, institutes, rights, transfer offices, proofs, alumni parks, young scientists."""

from typing import Annotated

from scenarios.reading.rules import Range
from scenarios.reading.schema_parts import Action, Decider, InBothLanguages, Origins, Part, Share


class Laboratory(Action):
    """A laboratory that is built up: posts and budget together make research; some seven in ten posts or more go to people from China.
    新建或扩建的实验室：岗位与经费共同决定科研产出，多数岗位由国内人员担任。"""

    title: InBothLanguages | None = None
    """What it is called.
    实验室名称。"""
    posts: Annotated[float, Range(1, 20_000, "posts")]
    """Posts for researchers.
    科研岗位数。"""
    budget_cny_mn_a_year: Annotated[float, Range(0, 20_000, "cny_mn")]
    """Budget of a year, pay and equipment together.
    年度经费，含人员与设备。"""


class Institute(Action):
    """A cross-border institute with a university or an institute abroad, in Hong Kong, Macao or Taiwan.
    与境外或港澳台高校、科研机构合办的跨境科研机构。"""

    title: InBothLanguages | None = None
    """What it is called.
    机构名称。"""
    origins: Origins
    """Where the partners are from; candidates from there hear of it. Israel is part of the rest of the world (ROW).
    合作方所在国家（地区），当地人选会因此关注南京；以色列归入其他国家（ROW）。"""
    posts: Annotated[float, Range(1, 5000, "posts")]
    """Posts for researchers, for all partners together.
    科研岗位数，各合作方合计。"""
    budget_cny_mn_a_year: Annotated[float, Range(0, 5000, "cny_mn")]
    """Budget of a year.
    年度经费。"""


class RightsReform(Action):
    """Rights to research results assigned to those who made them (job inventions).
    职务科技成果赋权改革：赋予科研人员成果所有权或长期使用权。"""

    share_assigned: Annotated[float, Share]
    """Share of an invention's worth that is its researcher's; below the usual share it changes nothing.
    科研人员分享的成果收益比例；低于现有水平则无变化。"""
    universities_covered: Annotated[float, Share]
    """Share of universities and institutes covered, by their research.
    覆盖的高校院所比例，按科研规模计。"""
    decided_by: Decider = "province"
    """Who decides it: the nation, the province or the city.
    由谁决定：国家、省或市。"""


class TransferOffice(Action):
    """Officers who prove, value and sell research results, at universities or a market for rights.
    高校技术转移机构或成果交易平台，办理成果的验证、评价与交易。"""

    cases_a_year: Annotated[float, Range(1, 20_000, "cases")]
    """Inventions that they can handle in a year; those that look best come first.
    每年可办理的成果件数，优先办理前景较好的成果。"""


class ProofFund(Action):
    """Money to prove that an invention works, before any investor looks at it.
    概念验证资金：在投资机构进入之前验证成果可行性。"""

    budget_cny_mn_a_year: Annotated[float, Range(0, 2000, "cny_mn")]
    """Money of a year.
    年度资金。"""


class AlumniPark(Action):
    """A science park for firms of alumni, returnees and foreigners.
    校友科技园：面向校友、留学归国和外籍人员创办的企业。"""

    area_m2: Annotated[float, Range(100, 2_000_000, "m2")]
    """Floor space; in buildings that stand already.
    建筑面积，利用既有楼宇。"""
    firms: Annotated[float, Range(1, 10_000, "firms")]
    """Firms that it takes at most.
    可容纳企业数上限。"""


class YoungScientists(Action):
    """Posts for young scientists, who start a group of their own: a community of young scientists.
    青年科学家社区：支持青年科学家独立组建团队的岗位。"""

    posts: Annotated[float, Range(1, 10_000, "posts")]
    """Posts.
    岗位数。"""
    grant_cny_mn: Annotated[float, Range(0, 50, "cny_mn")]
    """Start-up grant for each, spent over some years.
    人均启动经费，分年使用。"""


class Science(Part):
    """Research and its transfer into licences and firms. Research takes years: three years show little of it in investment and trade.
    科研及其成果转化。科研见效需要数年，三年内对外资和外贸的影响很小。"""

    laboratories: tuple[Laboratory, ...] = ()
    """Laboratories.
    实验室。"""
    institutes: tuple[Institute, ...] = ()
    """Cross-border institutes.
    跨境科研机构。"""
    rights: tuple[RightsReform, ...] = ()
    """Rights assigned to researchers.
    职务科技成果赋权。"""
    transfer_offices: tuple[TransferOffice, ...] = ()
    """Transfer offices and markets for rights.
    技术转移机构与交易平台。"""
    proof_of_concept: tuple[ProofFund, ...] = ()
    """Money for proofs of concept.
    概念验证资金。"""
    alumni_parks: tuple[AlumniPark, ...] = ()
    """Alumni science parks.
    校友科技园。"""
    scientists: tuple[YoungScientists, ...] = ()
    """Young scientists.
    青年科学家。"""
