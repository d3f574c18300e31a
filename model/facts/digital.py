"""Facts of digital trade: national rules for data that leave the country by date, and what firms of each sector need."""

import functools
import math
from datetime import date
from typing import NamedTuple

import numpy as np

from common.vocabulary import SECTORS
from model.facts.months import real_month
from model.facts.tables import Table, rows


class DataRule(NamedTuple):
    """What holds from ``start`` on, calendar months since 2013-01, for a firm that sends data of persons abroad.

    From ``assessment_persons`` a year on, or with sensitive data of ``assessment_sensitive``, it must pass a security
    assessment; from ``contract_persons`` or ``contract_sensitive`` on, file a standard contract; below, nothing.
    ``free_lists`` says whether free-trade zones may list what needs a mechanism and free the rest.
    """

    start: float
    assessment_persons: float
    assessment_sensitive: float
    contract_persons: float
    contract_sensitive: float
    free_lists: bool
    valid_years: float
    en: str = ""
    zh: str = ""
    source: str = ""


@functools.cache
def data_rules() -> tuple[DataRule, ...]:
    """Return the rules of ``data_rules.csv`` by date.

    Raises:
        ValueError: rules that are not in order of their dates.
    """
    found = tuple(_rule(row) for row in rows("data_rules"))
    if [rule.start for rule in found] != sorted({rule.start for rule in found}):
        raise ValueError("data_rules.csv: the rules are not in order of their dates")
    return found


def _rule(row: dict[str, str]) -> DataRule:
    return DataRule(
        start=real_month(date.fromisoformat(row["from"])),
        assessment_persons=float(row["assessment_persons"]),
        assessment_sensitive=float(row["assessment_sensitive"]),
        contract_persons=float(row["contract_persons"]),
        contract_sensitive=float(row["contract_sensitive"]),
        free_lists=row["free_lists"] == "1",
        valid_years=float(row["valid_years"]),
        en=row["en"],
        zh=row["zh"],
        source=row["source"],
    )


def rule_in_force(moment: float) -> DataRule:
    """Return the rule that holds at a moment, calendar months since 2013-01."""
    return next((rule for rule in reversed(data_rules()) if rule.start <= moment), data_rules()[0])


def lists_allowed_from() -> float:
    """Return the moment from which free-trade zones may free data by lists of their own, infinity: never."""
    return next((rule.start for rule in data_rules() if rule.free_lists), math.inf)


class DigitalNeeds(NamedTuple):
    """What firms that trade services by line need, each (sectors,)."""

    traders: np.ndarray
    """Firms that sell or buy services by line."""
    sends: np.ndarray
    """Share of these firms, and of their trade, that sends data of persons abroad."""
    sensitive: np.ndarray
    """Share of those who send that sends sensitive data."""
    computing_share: np.ndarray
    """Computing and hosting, share of the cost of what lines deliver."""


@functools.cache
def digital_needs() -> DigitalNeeds:
    """Return the needs of ``digital_needs.csv``, read-only."""
    table = Table("digital_needs", "sector", SECTORS)
    return DigitalNeeds(*(table.array(name) for name in DigitalNeeds._fields))
