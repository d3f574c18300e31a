"""Visa facilitation in the scenario file: who may come without a visa or with an easier one, stop over, or work."""

from typing import Annotated

from common.vocabulary import VISA_FORMS
from scenarios.reading.rules import OneOf, Range
from scenarios.reading.schema_parts import Action, Decider, Origins, Part, Scope


class VisaFree(Action):
    """Visa-free stays for nationals of the listed origins.
    对所列国家和地区人员免签。"""

    origins: Origins
    """Whose nationals need no visa.
    免签的国家和地区。"""
    stay_days: Annotated[int, Range(1, 365, "days", whole=True)]
    """Longest stay.
    最长停留天数。"""
    scope: Scope
    """In the whole country, or only for those who enter at Nanjing.
    全国适用，或仅限自南京入境者。"""
    decided_by: Decider = "national"
    """Who decides it: the nation, the province or the city.
    由谁决定：国家、省或市。"""


class EasierVisa(Action):
    """A visa that is easier to get than the usual one, which stays on offer: everybody takes the one that costs least in money, days and waiting.
    比通常签证更易取得的签证，与通常签证并存：各人选择费用、耗时和等待合计最少者。"""

    origins: Origins | None = None
    """Whose nationals may have it; left out: all.
    适用的国家和地区；不填即全部。"""
    form: Annotated[str, OneOf(VISA_FORMS)] = "consular"
    """From a consulate, electronic, or on arrival at the port: the last two take fewer days and keep plans waiting less.
    使领馆签证、电子签证或口岸签证：后两种耗时较少，行程等待较短。"""
    fee_usd: Annotated[float, Range(0, 500, "usd")] | None = None
    """Fee, that of a service centre included; left out: the usual one.
    签证费，含签证中心服务费；不填即通常费用。"""
    days_lost: Annotated[float, Range(0, 30, "days")] | None = None
    """Days that an applicant loses to forms, appointment and collection; left out: those usual for the form.
    申请人填表、预约、取证所耗天数；不填即该形式的通常天数。"""
    scope: Scope
    """In the whole country, or only for those who enter at Nanjing.
    全国适用，或仅限自南京入境者。"""
    decided_by: Decider = "national"
    """Who decides it: the nation, the province or the city.
    由谁决定：国家、省或市。"""


class Transit(Action):
    """Visa-free transit for those on the way to a third country.
    前往第三国途中的过境免签。"""

    hours: Annotated[float, Range(24, 240, "hours")]
    """Longest stay.
    最长停留小时数。"""
    scope: Scope
    """At all ports of the country, or only at Nanjing.
    全国口岸，或仅限南京口岸。"""
    decided_by: Decider = "national"
    """Who decides it: the nation, the province or the city.
    由谁决定：国家、省或市。"""


class WorkPermits(Action):
    """How long a work permit takes and how long it holds: one rule, beside that of 2022. People take the permit with the fewest days of procedure for each year of residence; investors' own people the quickest.
    工作许可的办理时间和有效年限：作为一条整体规定，与 2022 年的规定并存。申请人选择每年居留对应办理天数最少的许可，投资者自身人员选择最快的许可。"""

    processing_days: Annotated[float, Range(1, 120, "days")]
    """Days from application to permit.
    从申请到取得许可的天数。"""
    residence_years: Annotated[float, Range(1, 10, "years")]
    """Years of residence that a permit gives.
    工作类居留许可有效期（年）。"""


class VisaFacilitation(Part):
    """Visa facilitation: who may come without a visa or with an easier one, stop over, or work.
    签证便利：免签、便利签证、过境停留和来宁工作。"""

    visa_free: tuple[VisaFree, ...] = ()
    """Visa-free stays.
    免签停留。"""
    visas: tuple[EasierVisa, ...] = ()
    """Easier visas.
    便利签证。"""
    transit: tuple[Transit, ...] = ()
    """Visa-free transit.
    过境免签。"""
    work_permits: tuple[WorkPermits, ...] = ()
    """Work permits.
    工作许可。"""
