"""National rules that a plan of the city may run against; a note says so, and the model changes nothing by them."""

import functools
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from model.facts import tables
from model.facts.months import real_month

LOCAL_ROUTE_SUPPORT = "local_route_support"
"""No local subsidies for international routes outside hubs."""


class NationalRule(NamedTuple):
    """One rule."""

    start: float
    """When it took force, calendar months since 2013-01."""
    date: str
    """The same as YYYY-MM-DD."""
    en: str
    zh: str
    source: str


@functools.cache
def national_rules() -> Mapping[str, NationalRule]:
    """Return the rules of ``national_rules.csv`` by their key."""
    return {
        row["rule"]: NationalRule(
            real_month(date.fromisoformat(row["from"])), row["from"], row["en"], row["zh"], row["source"]
        )
        for row in tables.rows("national_rules")
    }
