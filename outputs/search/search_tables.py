"""The tables of a search as CSV, in the units of the results file."""

from collections.abc import Iterable, Sequence

import numpy as np

from common.files import csv_text
from outputs.results.outcomes import quantiles
from outputs.search.search_result import SearchResult


def tables(found: SearchResult) -> dict[str, str]:
    """Text of each file by its name."""
    return {
        "front.csv": _front(found),
        "plans.csv": _plans(found),
        "choices.csv": _choices(found),
        "regret.csv": _regret(found),
        "boxes.csv": _boxes(found),
        "voi.csv": _worths(found),
        "rights.csv": _rights(found),
        "fit.csv": _fits(found),
        "worlds.csv": _worlds(found),
        "failed.csv": _failed(found),
    }


def _text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    return csv_text([header, *([_cell(cell) for cell in row] for row in rows)])


def _cell(cell: object) -> object:
    if isinstance(cell, float | np.floating):
        return format(float(cell), ".8g") if np.isfinite(cell) else ""
    return cell


def _front(found: SearchResult) -> str:
    header = ("budget_cny_mn", "plan", "cost_mean_cny_mn", "outcome", "of", "promised", "found", "mean", "standard_error", "p10", "p90", "per_million_cny_more", "unit")  # fmt: skip
    rows = []
    for point in found.front:
        plan = found.plans[point.plan]
        for k, want in enumerate(found.wants):
            effects = plan.effects[want.key]
            error = effects.std(ddof=1) / np.sqrt(len(effects)) if len(effects) > 1 else np.nan
            low, high = quantiles(effects, (0.1, 0.9))
            rows.append((point.budget, plan.name, plan.cost.mean(), want.key, want.of, point.promised[k], point.found[k], effects.mean(), error, low, high, point.slopes[k], want.units))  # fmt: skip
    return _text(header, rows)


def _plans(found: SearchResult) -> str:
    rows = [
        (plan.name, option.choice, option.key, option.title.en, option.title.zh, option.decided_by)
        for plan in found.plans
        for option in (found.options[k] for k in plan.options)
    ]
    return _text(("plan", "choice", "option", "title_en", "title_zh", "decided_by"), rows)


def _choices(found: SearchResult) -> str:
    shares = found.share_of_good()
    rows = []
    for choice, share in shares.items():
        title = found.title_of(choice)
        deciding = next(option.decided_by for option in found.options if option.choice == choice)
        word = "every" if share == 1 and len(found.good) else "none" if share == 0 else "some"
        best = (
            any(found.options[k].choice == choice for k in found.plans[found.finalists[0]].options)
            if found.finalists
            else False
        )
        rows.append((choice, title.en, title.zh, deciding, word, share, int(best)))
    rows.sort(key=lambda row: -row[5])
    return _text(("choice", "title_en", "title_zh", "decided_by", "in_good_plans", "share", "in_best_plan"), rows)


def _regret(found: SearchResult) -> str:
    units = {want.key: want.units for want in found.wants}
    rows = [
        (found.plans[row.plan].name, row.want, row.mean, row.high, row.most, row.best, units[row.want])
        for row in found.regrets
    ]
    return _text(("plan", "outcome", "mean", "p90", "most", "share_of_worlds_best", "unit"), rows)


def _boxes(found: SearchResult) -> str:
    rows = [
        (
            box.want,
            box.threshold,
            limit.title.en,
            limit.title.zh,
            limit.low,
            limit.high,
            "|".join(case.en for case in limit.cases),
            limit.p,
            box.coverage,
            box.density,
            box.usual,
            box.p,
        )
        for box in found.boxes
        for limit in box.limits
    ]
    header = ("outcome", "falls_short_of", "fact_en", "fact_zh", "low", "high", "cases", "quasi_p", "coverage", "density", "usual", "p_of_box")  # fmt: skip
    return _text(header, rows)


def _worths(found: SearchResult) -> str:
    units = {want.key: want.units for want in found.wants}
    rows = [
        (row.want, row.name, row.title.en, row.title.zh, row.gain, row.error, units[row.want], int(row.sure))
        for row in found.worths
    ]
    return _text(("outcome", "fact", "title_en", "title_zh", "gain", "standard_error", "unit", "beyond_chance"), rows)


def _rights(found: SearchResult) -> str:
    rows = []
    for right in found.rights:
        best = found.plans[found.finalists[0]].cost if found.finalists else 0.0
        more_cost = float((found.plans[right.plan].cost - best).mean())
        for want in found.wants:
            more = added(found, right.plan, want.key)
            error = more.std(ddof=1) / np.sqrt(len(more)) if len(more) > 1 else np.nan
            rows.append((right.title.en, right.title.zh, right.decided_by, found.plans[right.plan].name, want.key, more.mean(), error, want.units, more_cost))  # fmt: skip
    return _text(
        (
            "right_en",
            "right_zh",
            "decided_by",
            "plan",
            "outcome",
            "added",
            "standard_error",
            "unit",
            "added_cost_cny_mn",
        ),
        rows,
    )


def added(found: SearchResult, plan: int, want: str) -> np.ndarray:
    """What a plan brings beyond the best at the full budget, world by world, (worlds,)."""
    best = found.plans[found.finalists[0]].effects[want] if found.finalists else 0.0
    return found.plans[plan].effects[want] - best


def _fits(found: SearchResult) -> str:
    rows = [(fit.title.en, fit.title.zh, fit.explained, fit.error, fit.units) for fit in found.fits]
    return _text(("outcome_en", "outcome_zh", "explained_leaving_one_plan_out", "error", "unit"), rows)


def _worlds(found: SearchResult) -> str:
    rows = [
        (plan.name, world, want.key, plan.effects[want.key][k], plan.cost[k])
        for plan in found.plans
        for want in found.wants
        for k, world in enumerate(found.worlds)
    ]
    return _text(("plan", "world", "outcome", "effect", "cost_cny_mn"), rows)


def _failed(found: SearchResult) -> str:
    rows = [(one.stage, one.seed, one.member, one.why) for one in found.failed]
    return _text(("stage", "seed", "member", "why"), rows)
