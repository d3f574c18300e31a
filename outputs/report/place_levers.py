"""What the lever of places does, in words: platforms, enclave parks, corridors, the metropolitan area and parks abroad."""

from collections.abc import Callable, Mapping

from outputs.report.run import Run
from outputs.report.scenario_words import CORRIDORS, METRO_CITIES, PLATFORM_RULES, PLATFORMS, in_wan, plain_number, word
from outputs.results.numbers import percent


def _platform_rule(run: Run, a: Mapping) -> str:
    named = run.pick(", ", "、").join(word(PLATFORMS, one, run.lang) for one in a["platforms"])
    rule, share = word(PLATFORM_RULES, a["rule"], run.lang), percent(float(a.get("share", 1)), False, lang=run.lang)
    return run.pick(
        f"{rule}, {share} of the gap to the best platform: {named}",
        f"{rule}：补齐与最优平台差距的{share.replace(' ', '')}，适用于{named}",
    )


def _platform_area(run: Run, a: Mapping) -> str:
    name, size = word(PLATFORMS, a["platform"], run.lang), plain_number(a["hectares"])
    return run.pick(f"{name} takes in {size} ha", f"{name}扩区{size}公顷")


def _enclave(run: Run, a: Mapping) -> str:
    city, size = word(METRO_CITIES, a["city"], run.lang), plain_number(a["hectares"])
    share = percent(float(a.get("tax_share", 0.5)), False, lang=run.lang)
    return run.pick(
        f"enclave park of {size} ha at {city}, {share} of its tax for Nanjing",
        f"在{city}共建飞地园区{size}公顷，南京税收分成{share.replace(' ', '')}",
    )


def _corridor(run: Run, a: Mapping) -> str:
    name, parts = word(CORRIDORS, a["corridor"], run.lang), []
    if a.get("minutes_saved"):
        minutes = plain_number(a["minutes_saved"])
        parts.append(run.pick(f"trains {minutes} minutes quicker", f"高铁缩短{minutes}分钟"))
    if a.get("trains_a_day"):
        trains = plain_number(a["trains_a_day"])
        parts.append(run.pick(f"{trains} more trains a day", f"每日增开高铁{trains}列"))
    if a.get("carriage_saved"):
        saved = percent(float(a["carriage_saved"]), lang=run.lang)
        parts.append(run.pick(f"carriage {saved} cheaper", f"货运成本降低{saved.replace(' ', '')}"))
    return run.pick(f"{name}: {', '.join(parts)}", f"{name}：{'，'.join(parts)}")


def _metropolitan(run: Run, a: Mapping) -> str:
    share = percent(float(a.get("shared_licences", 0)), False, lang=run.lang)
    minutes = plain_number(a.get("commuting_minutes", 0))
    return run.pick(
        f"metropolitan area: {share} of licences hold in all its cities, ways between them {minutes} minutes shorter",
        f"都市圈：{share.replace(' ', '')}的许可在各市通用，城际缩短{minutes}分钟",
    )


def _overseas(run: Run, a: Mapping) -> str:
    where, size = run.name_of("origin", a["origin"]), plain_number(a["hectares"])
    paid = plain_number(a.get("support_cny_mn_per_firm", 0))
    return run.pick(
        f"park abroad of {size} ha, {where}; support of {paid} million CNY per firm and year",
        f"在{where}建设境外产业合作园区{size}公顷，每家企业年扶持{in_wan(paid)}",
    )


TELLERS: dict[tuple[str, str], Callable[[Run, Mapping], str]] = {
    ("places", "platform_rules"): _platform_rule,
    ("places", "platform_area"): _platform_area,
    ("places", "enclave_parks"): _enclave,
    ("places", "corridors"): _corridor,
    ("places", "metropolitan"): _metropolitan,
    ("places", "overseas_parks"): _overseas,
}
"""By kind of action, what tells it."""
