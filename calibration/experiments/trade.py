"""Trade: distance across partners, what a saved cost or a rule brings, what follows foreign firms and sends travellers."""

from calibration.experiments.gravity import ppml
from calibration.experiments.intervention import Arm
from calibration.experiments.record import THIRD_YEAR, Experiment, Runs, by_origin, elasticity, growth, total
from model.interventions import ChannelPlus, PathTimes, WiresCut, WireTimes

SAVED = 0.01
MORE_FIRMS, MORE_TRADE, RICHER_HOME = 1.1, 1.2, 1.1
FIRMS_UNHEARD = WiresCut(("firms_to_trade",))
RULES = Arm(interventions=(ChannelPlus("market_access", 0.05), FIRMS_UNHEARD))
"""A twentieth of a point less restrictiveness; the foreign firms that it brings do not count."""


def _goods(run, months: slice = THIRD_YEAR) -> float:
    return total(run, "goods_exports", months) + total(run, "goods_imports", months)


def _distance(runs: Runs) -> float:
    flows = by_origin(runs["with"], "goods_exports") + by_origin(runs["with"], "goods_imports")
    return ppml(flows)[0]


def _investors_distance(runs: Runs) -> float:
    return ppml(by_origin(runs["with"], "firms_by_source"))[0]


def _cost(runs: Runs) -> float:
    """Return the change of trade per 1 % of cost."""
    return -100 * (_goods(runs["with"]) / _goods(runs["without"]) - 1) / (100 * SAVED)


def _first_year(runs: Runs) -> float:
    """What trade of the first year answers to lower costs, % of what that of the third does."""
    first, third = (
        _goods(runs["with"], year) / _goods(runs["without"], year) - 1 for year in (slice(0, 12), THIRD_YEAR)
    )
    return 100 * first / third


def _services_by_output(runs: Runs) -> float:
    return elasticity(runs, RICHER_HOME, "services_exports", slice(12, 36))


def _imports_by_output(runs: Runs) -> float:
    return elasticity(runs, RICHER_HOME, "goods_imports", slice(12, 36))


def _services(runs: Runs) -> float:
    return growth(runs, "services_exports")


def _services_bought(runs: Runs) -> float:
    return growth(runs, "services_imports")


def _firms(runs: Runs) -> float:
    return elasticity(runs, MORE_FIRMS, "goods_exports", slice(12, 24))


def _travel(runs: Runs) -> float:
    return growth(runs, "visitors", purpose="business")


_RULES = {"without": Arm(interventions=(FIRMS_UNHEARD,)), "with": RULES}
_RULES_EN, _RULES_ZH = "restrictiveness 0.05 lower in every sector", "各行业限制指数降低 0.05"
_SAVED = {"without": Arm(), "with": Arm(interventions=(ChannelPlus("goods_cost", SAVED),))}
_HOME = {"without": Arm(), "with": Arm(interventions=(PathTimes("domestic_growth", RICHER_HOME),))}
_HOME_EN, _HOME_ZH = "output of the city a tenth higher", "本市产出提高一成"
EXPERIMENTS = (
    Experiment("G01", {"with": Arm()}, _distance, "nothing", "无"),
    Experiment("G02", {"with": Arm()}, _distance, "nothing", "无"),
    Experiment(
        "G03", _SAVED, _cost, "trade costs lower by 1 % of the price", "贸易成本降低相当于价格的 1%",
    ),
    Experiment(
        "trade-years", _SAVED, _first_year, "trade costs lower by 1 % of the price", "贸易成本降低相当于价格的 1%",
    ),
    Experiment("services-output", _HOME, _services_by_output, _HOME_EN, _HOME_ZH),
    Experiment("imports-output", _HOME, _imports_by_output, _HOME_EN, _HOME_ZH),
    Experiment("G05", {"with": Arm()}, _investors_distance, "nothing", "无"),
    Experiment("P12", _RULES, _services, _RULES_EN, _RULES_ZH),
    Experiment("rules-imports", _RULES, _services_bought, _RULES_EN, _RULES_ZH),
    Experiment(
        "X01", {"without": Arm(), "with": Arm(interventions=(WireTimes("firms_to_trade", MORE_FIRMS),))}, _firms,
        "a tenth more foreign firms", "外资企业增加一成",
    ),
    Experiment(
        "T07", {"without": Arm(), "with": Arm(interventions=(PathTimes("trade_cycle", MORE_TRADE),))}, _travel,
        "world trade a fifth higher", "世界贸易提高五分之一",
    ),
)  # fmt: skip
