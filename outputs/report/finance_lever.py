"""What the actions of the lever of cross-border finance are, in words."""

from collections.abc import Callable, Mapping

from common.vocabulary import DIRECTION_WORDS, FINANCIAL_INSTITUTION_WORDS, PROGRAMME_WORDS
from outputs.report.run import Run
from outputs.report.scenario_words import in_wan, plain_number
from outputs.results.numbers import percent


def _named(words: tuple, key: str, run: Run) -> str:
    found = next(each for each in words if each.key == key)
    return run.pick(found.en, found.zh)


def _pools(run: Run, a: Mapping) -> str:
    quota, revenue = plain_number(a.get("quota", 0.5)), plain_number(a.get("threshold_revenue_cny_mn", 1000))
    return run.pick(
        f"cash pools: quota of {quota} times members' own funds, for groups from {revenue} million CNY of revenue on",
        f"跨境双向资金池：额度系数{quota}，年营收{in_wan(revenue)}以上的集团",
    )


def _accounts(run: Run, a: Mapping) -> str:
    banks, firms = plain_number(a["banks"]), plain_number(a["firms_eligible"])
    return run.pick(
        f"single accounts for all currencies at {banks} outlets, {firms} firms eligible",
        f"本外币合一账户：银行网点{banks}个，符合条件企业{firms}家",
    )


def _institutions(run: Run, a: Mapping) -> str:
    kind, licences = _named(FINANCIAL_INSTITUTION_WORDS, a["kind"], run), plain_number(a["licences"])
    return run.pick(f"{kind}: {licences} licences", f"{kind}：牌照{licences}张")


def _credit(run: Run, a: Mapping) -> str:
    kind, money = _named(PROGRAMME_WORDS, a["kind"], run), plain_number(a["cny_mn_a_year"])
    share = percent(float(a.get("guarantee_share", 0)), False, lang=run.lang)
    return run.pick(
        f"{kind}: {money} million CNY a year, {share} guaranteed",
        f"{kind}：每年{in_wan(money)}，政府担保{share.replace(' ', '')}",
    )


def _companies(run: Run, a: Mapping) -> str:
    licences = plain_number(a["licences"])
    return run.pick(f"finance companies of foreign groups: {licences} licences", f"外资集团财务公司：牌照{licences}张")


def _funds(run: Run, a: Mapping) -> str:
    way, quota = _named(DIRECTION_WORDS, a["direction"], run), plain_number(a["quota_usd_mn"])
    name = {"inward": "QFLP", "outward": "QDLP"}[a["direction"]]
    return run.pick(f"{name} ({way}): quota of {quota} million USD", f"{name}（{way}）：额度{in_wan(quota, '美元')}")


TELLERS: dict[tuple[str, str], Callable[[Run, Mapping], str]] = {
    ("cross_border_finance", "cash_pools"): _pools,
    ("cross_border_finance", "single_pool_accounts"): _accounts,
    ("cross_border_finance", "foreign_institutions"): _institutions,
    ("cross_border_finance", "credit_programmes"): _credit,
    ("cross_border_finance", "finance_companies"): _companies,
    ("cross_border_finance", "fund_pilots"): _funds,
}
"""By kind of action, what tells it."""
