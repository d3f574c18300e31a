"""What the actions of the lever of science are, in words."""

from collections.abc import Callable, Mapping

from outputs.documents.document import clean
from outputs.report.run import Run
from outputs.report.scenario_words import in_wan
from outputs.results.numbers import number, percent


def _amount(value: float) -> str:
    return number(float(value), 0 if float(value) == round(float(value)) else 2)


def _partners(run: Run, a: Mapping) -> str:
    return run.pick(", ", "、").join(run.name_of("origin", code) for code in a["origins"])


def _named(run: Run, a: Mapping, en: str, zh: str) -> str:
    title = a.get("title") or {}
    return run.pick(clean(title.get("en", en), 80), clean(title.get("zh", zh), 80))


def _laboratory(run: Run, a: Mapping) -> str:
    name, posts, budget = (
        _named(run, a, "laboratory", "实验室"),
        _amount(a["posts"]),
        _amount(a["budget_cny_mn_a_year"]),
    )
    return run.pick(
        f"{name}: {posts} posts, {budget} million CNY a year", f"{name}：科研岗位{posts}个，年度经费{in_wan(budget)}"
    )


def _institute(run: Run, a: Mapping) -> str:
    return run.pick(
        f"{_laboratory(run, {'title': {'en': 'cross-border institute'}, **a})}; partners from {_partners(run, a)}",
        f"{_laboratory(run, {'title': {'zh': '跨境科研机构'}, **a})}；合作方：{_partners(run, a)}",
    )


def _rights(run: Run, a: Mapping) -> str:
    share, cover = (percent(float(a[key]), False, lang=run.lang) for key in ("share_assigned", "universities_covered"))
    return run.pick(
        f"{share} of an invention's worth assigned to its researcher, at {cover} of universities",
        f"职务科技成果赋权：科研人员分享{share.replace(' ', '')}，覆盖{cover.replace(' ', '')}的高校院所",
    )


def _transfer(run: Run, a: Mapping) -> str:
    cases = _amount(a["cases_a_year"])
    return run.pick(f"transfer offices for {cases} cases a year", f"技术转移机构，每年办理成果{cases}件")


def _proof(run: Run, a: Mapping) -> str:
    budget = _amount(a["budget_cny_mn_a_year"])
    return run.pick(f"proofs of concept, {budget} million CNY a year", f"概念验证资金，每年{in_wan(budget)}")


def _park(run: Run, a: Mapping) -> str:
    area, firms = _amount(a["area_m2"]), _amount(a["firms"])
    return run.pick(
        f"alumni science park of {area} m2 for {firms} firms", f"校友科技园{area}平方米，可容纳企业{firms}家"
    )


def _scientists(run: Run, a: Mapping) -> str:
    posts, grant = _amount(a["posts"]), _amount(a["grant_cny_mn"])
    return run.pick(
        f"{posts} posts for young scientists, start-up grant of {grant} million CNY each",
        f"青年科学家岗位{posts}个，人均启动经费{in_wan(grant)}",
    )


SCIENCE: dict[tuple[str, str], Callable[[Run, Mapping], str]] = {
    ("science", "laboratories"): _laboratory,
    ("science", "institutes"): _institute,
    ("science", "rights"): _rights,
    ("science", "transfer_offices"): _transfer,
    ("science", "proof_of_concept"): _proof,
    ("science", "alumni_parks"): _park,
    ("science", "scientists"): _scientists,
}
"""Kind of action → how the report words it; see :mod:`outputs.report.levers`."""
