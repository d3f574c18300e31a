"""The kinds of action of the lever of cross-border finance; see :mod:`tests.metamorphic.lever_kinds`."""

from model.levers.cross_border_finance import (
    CashPools,
    CreditProgramme,
    FinanceCompanies,
    ForeignInstitutions,
    FundPilot,
    SingleAccounts,
)
from tests.metamorphic.kind import Kind, between

FINANCE_KINDS = {
    "pool quota": Kind(
        "cross_border_finance",
        lambda dose, origins, **when: CashPools(quota=between(0.5, 3, dose), threshold_revenue_cny_mn=1000.0, **when),
    ),
    "pool threshold": Kind(
        "cross_border_finance",
        lambda dose, origins, **when: CashPools(
            quota=0.5, threshold_revenue_cny_mn=between(1000, 50, dose), **when
        ),
    ),
    "banks with single accounts": Kind(
        "cross_border_finance",
        lambda dose, origins, **when: SingleAccounts(banks=between(0, 100, dose), firms_eligible=20_000.0, **when),
        adds_up=True,
    ),
    "firms eligible for single accounts": Kind(
        "cross_border_finance",
        lambda dose, origins, **when: SingleAccounts(banks=500.0, firms_eligible=between(0, 9000, dose), **when),
        adds_up=True,
    ),
    "foreign institutions": Kind(
        "cross_border_finance",
        lambda dose, origins, **when: ForeignInstitutions(kind="bank", licences=between(0, 20, dose), **when),
        adds_up=True,
    ),
    "credit programme": Kind(
        "cross_border_finance",
        lambda dose, origins, **when: CreditProgramme(
            kind="green", cny_mn_a_year=between(1, 9000, dose), guarantee_share=0.3, **when
        ),
        adds_up=True,
    ),
    "guarantees": Kind(
        "cross_border_finance",
        lambda dose, origins, **when: CreditProgramme(kind="seed", cny_mn_a_year=200.0, guarantee_share=dose, **when),
        adds_up=True,
    ),
    "finance companies": Kind(
        "cross_border_finance",
        lambda dose, origins, **when: FinanceCompanies(licences=between(0, 10, dose), **when),
        adds_up=True,
    ),
    "fund pilot": Kind(
        "cross_border_finance",
        lambda dose, origins, **when: FundPilot(direction="inward", quota_usd_mn=between(0, 2000, dose), **when),
        adds_up=True,
    ),
}  # fmt: skip
