"""Sentences on where an effect comes from: which levers, decided by whom, and what of it rests on an assumed push."""

from collections.abc import Iterator

import numpy as np

from outputs.report.attribution_section import read_number
from outputs.report.effects import RISE, Effect
from outputs.report.levers import actions
from outputs.report.measures import along
from outputs.report.run import Run
from outputs.report.scenario_words import DECIDERS, DEFAULT_DECIDER, word
from outputs.results.numbers import percent

MAIN = {"fdi": ("FDI", "外资"), "visitors": ("visitors", "游客")}
"""Outcomes whose origin the first page tells, with their short names."""
ALL = 0.995
"""Share from which on it is all, or more where other ways lose."""
LARGE = 0.2
"""Share of an effect from which on a lever is named."""


def shares_of(run: Run, by: str, outcome: str) -> list[tuple[str, float]]:
    """Shares of the effect on one outcome over the whole run by player, the largest first; empty where unknown."""
    rows = [
        row for row in run.attribution.get(by, ()) if row.get("period") == "total" and row.get("outcome") == outcome
    ]
    whole = [read_number(row.get("mean")) for row in rows if row.get("part") == "effect"]
    if not whole or not whole[0]:
        return []
    parts = [(str(row["player"]), read_number(row.get("mean"))) for row in rows if row.get("part") == "contribution"]
    found = [(player, value / whole[0]) for player, value in parts if value is not None]
    return sorted(found, key=lambda one: -one[1])


def way_sentence(run: Run, effects: dict[str, Effect]) -> Iterator[str]:
    """By which way: the levers that bring most, where the effect has been attributed; sectors and ways of arrival else."""
    told = []
    for key, names in MAIN.items():
        large = [(player, share) for player, share in shares_of(run, "levers", key) if share >= LARGE][:3]
        if effects[key].clear and large:
            listed = [(run.name_of("lever", player), percent(share, lang=run.lang)) for player, share in large]
            told.append(
                run.pick(
                    f"of the effect on {names[0]} "
                    + ", ".join(f"{share} from {_small(name)}" for name, share in listed),
                    f"{names[1]}效果中" + "、".join(f"{name}占{share}" for name, share in listed),
                )
            )
    if told:
        yield run.pick(f"By which way: {'; '.join(told)}.", f"效果来源：{'；'.join(told)}。")
        return
    told = [text for text in (_sector(run, effects["fdi"]), _arrival(run, effects["visitors"])) if text]
    levers = list(dict.fromkeys(run.name_of("lever", lever) for lever, _, _ in actions(run.scenario.get("levers"))))
    ends = run.table("counterfactual").get("ends")
    ended = (
        [str(word) for one in ends if isinstance(one, dict) for word in one.get("what") or ()]
        if isinstance(ends, list)
        else []
    )
    if going_on := list(dict.fromkeys(run.name_of("lever", word) for word in ended)):
        told.append(
            run.pick(
                f"what goes on and ends in the counterfactual: {', '.join(map(_small, going_on))}",
                f"继续实施而对照情景中终止的为{'、'.join(going_on)}",
            )
        )
    if levers:
        told.append(
            run.pick(
                f"levers in use: {', '.join(map(_small, levers))}; what each of them brings has not been computed",
                f"采用的政策工具为{'、'.join(levers)}，各自贡献尚未分解",
            )
        )
    if told:
        yield run.pick(f"By which way: {'; '.join(told)}.", f"效果来源：{'；'.join(told)}。")


def _sector(run: Run, effect: Effect) -> str:
    if not effect.clear:
        return ""
    name, share = _largest(along(run, ("fdi_actual_use",), "sector", total=False), effect)
    if share < LARGE:
        return ""
    zone, here = _largest(along(run, ("fdi_actual_use",), "zone", total=False), effect)
    return run.pick(
        f"FDI changes most in the sector {_small(name)} ({percent(share)} of its effect) and in the zone {zone} ({percent(here)})",
        f"外资变化最大的行业为{name}（占外资效果的{percent(share, lang='zh')}），片区为{zone}（占{percent(here, lang='zh')}）",
    )


def _arrival(run: Run, effect: Effect) -> str:
    if not effect.clear:
        return ""
    name, share = _largest(along(run, ("visitors_by_way",), "way", total=False), effect)
    if share < LARGE:
        return ""
    if effect.direction == RISE and share >= ALL:
        return run.pick(f"additional visitors all arrive this way: {_small(name)}", f"新增游客均经“{name}”到达")
    if effect.direction == RISE:
        return run.pick(
            f"{percent(share)} of the additional visitors arrive this way: {_small(name)}",
            f"新增游客的{percent(share, lang='zh')}经“{name}”到达",
        )
    return run.pick(
        f"{percent(share)} of the visitors lost would have arrived this way: {_small(name)}",
        f"减少的游客中{percent(share, lang='zh')}原可经“{name}”到达",
    )


def _largest(rows: list[tuple[str, Effect]], whole: Effect) -> tuple[str, float]:
    """The label with the largest part of an effect, and that part as a share of the whole."""
    shares = [(name, one.mean / whole.mean) for name, one in rows]
    return max(shares, key=lambda one: one[1], default=("", 0.0))


def decided_sentence(run: Run, effects: dict[str, Effect]) -> Iterator[str]:
    """Who decides: what the city's own part brings alone, or each level's part, or how many actions each decides."""
    alone = run.alone["city"]
    told = [
        run.pick(f"{percent(alone[key])} of the effect on {en}", f"{zh}效果的{percent(alone[key], lang='zh')}")
        for key, (en, zh) in MAIN.items()
        if key in alone and effects[key].clear
    ]
    if told:
        yield run.pick(
            f"Who decides: what the city itself decides would alone bring {' and '.join(told)}; the rest needs the province or the nation.",
            f"决定权限：仅实施南京市可自行决定的部分，可取得{'、'.join(told)}；其余需省或国家授权。",
        )
        return
    for key, (en, zh) in MAIN.items():
        if effects[key].clear and (shares := shares_of(run, "decider", key)):
            told.append(
                run.pick(
                    f"of the effect on {en} "
                    + ", ".join(f"{percent(share)} {_decider(run, name)}" for name, share in shares),
                    f"{zh}效果中"
                    + "、".join(f"{_decider(run, name)}占{percent(share, lang='zh')}" for name, share in shares),
                )
            )
    if told:
        yield run.pick(f"Who decides: {'; '.join(told)}.", f"决定权限：{'；'.join(told)}。")
    elif counts := _counted(run):
        yield run.pick(f"Who decides: {counts}.", f"决定权限：{counts}。")


def _decider(run: Run, key: str) -> str:
    return word(DECIDERS, key, run.lang)


def _counted(run: Run) -> str:
    """How many actions of the scenario each level decides."""
    deciders = [
        str(action.get("decided_by") or DEFAULT_DECIDER.get((lever, kind), "city"))
        for lever, kind, action in actions(run.scenario.get("levers"))
    ]
    counts = [(_decider(run, key), deciders.count(key)) for key in DECIDERS if key in deciders]
    if len(deciders) == 1:
        return run.pick(f"the one action is for {counts[0][0]} to decide", f"唯一的举措由{counts[0][0]}决定")
    return run.pick(
        f"of {len(deciders)} actions " + ", ".join(f"{count} by {name}" for name, count in counts),
        f"{len(deciders)}项举措中" + "、".join(f"{name}决定{count}项" for name, count in counts),
    ) if counts else ""  # fmt: skip


def pushed_sentence(run: Run, effects: dict[str, Effect]) -> str:
    """What rests on an assumed push, and that these are no forecasts."""
    behaviour = run.alone["process"]
    told = [
        run.pick(f"{percent(rest)} of the effect on {en}", f"{zh}效果的{percent(rest, lang='zh')}")
        for key, (en, zh) in MAIN.items()
        if key in behaviour and effects[key].clear and (rest := float(np.clip(1 - behaviour[key], 0, 1))) >= 0.005
    ]
    if told:
        start = run.pick(
            f"{' and '.join(told)} rests on pushes that were assumed for tasks and that nobody has measured",
            f"{'、'.join(told)}依托为任务设定的推动量，未经实测",
        )
        start = start[0].upper() + start[1:]
    elif "pilot_tasks" in dict.fromkeys(lever for lever, _, _ in actions(run.scenario.get("levers"))):
        start = run.pick("How strongly each task acts is assumed, not measured", "各项任务的作用强度均为设定，未经实测")
    else:
        start = run.pick(
            "How people and firms respond rests on estimates from elsewhere", "各方反应的参数多取自其他地区的研究"
        )
    return run.pick(
        f"{start}; intervals do not hold that error. These are answers to “what if”, no forecasts.",
        f"{start}，区间未计入这一误差。结果回答的是“如果……会怎样”，不是预测。",
    )


def _small(name: str) -> str:
    """A name inside an English sentence; abbreviations stay as they are."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
