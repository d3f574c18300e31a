"""The world in a scenario file: what Nanjing does not decide."""

from typing import Annotated

from common.vocabulary import WORLD_CASES, WORLD_DEFAULTS
from scenarios.reading.rules import OneOf
from scenarios.reading.schema_chains import SupplyShock
from scenarios.reading.schema_parts import Part


def _case(dimension: str) -> OneOf:
    return OneOf(WORLD_CASES[dimension])


class World(Part):
    """What Nanjing does not decide, by named cases.
    南京不能决定的外部环境，从下列情形中选择。"""

    reopening: Annotated[str, _case("reopening")] = WORLD_DEFAULTS["reopening"]
    """How fast international travel comes back after 2022.
    2022 年之后国际往来恢复的快慢。"""
    investment_climate: Annotated[str, _case("investment_climate")] = WORLD_DEFAULTS["investment_climate"]
    """Foreign investment in China as a whole.
    全国吸收外资的大环境。"""
    incomes: Annotated[str, _case("incomes")] = WORLD_DEFAULTS["incomes"]
    """Incomes in the origin markets.
    各客源地和投资来源地的收入。"""
    exchange_rate: Annotated[str, _case("exchange_rate")] = WORLD_DEFAULTS["exchange_rate"]
    """Yuan per dollar.
    人民币对美元汇率。"""
    rivals: Annotated[str, _case("rivals")] = WORLD_DEFAULTS["rivals"]
    """What rival cities do.
    竞争城市的动作。"""
    own_course: Annotated[str, _case("own_course")] = WORLD_DEFAULTS["own_course"]
    """What happens to Nanjing alone and nobody foresees: its pull on travellers and investors, its exporters, its tenants.
    南京自身难以预见的走势：对旅客和投资者的吸引力、出口企业的销售、租户的需求。"""
    national_visa_policy: Annotated[str, _case("national_visa_policy")] = WORLD_DEFAULTS["national_visa_policy"]
    """National visa rules: as they really changed, the last known going on, or held as in 2022.
    国家签证政策：按实际变化（最后已知规定此后不变），或保持 2022 年的规定。"""
    national_data_rules: Annotated[str, _case("national_data_rules")] = WORLD_DEFAULTS["national_data_rules"]
    """National rules for data that leave the country: as they really changed, the last known going on, or held as in 2022.
    国家数据出境规定：按实际变化（最后已知规定此后不变），或保持 2022 年的规定。"""
    supply_shocks: tuple[SupplyShock, ...] = ()
    """Imported inputs that industrial chains lose for a time.
    产业链进口投入品的断供冲击。"""
