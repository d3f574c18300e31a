"""Origins and fields of Nanjing's foreign professionals and returnees in 2022: starting facts, one row each."""

import functools
from dataclasses import dataclass

import numpy as np

from common.vocabulary import SECTORS
from model.facts import Facts
from model.facts.tables import Table, frozen

KINDS = ("professionals", "returnees")
"""Foreign professionals (nationals of an origin) and returnees (Chinese nationals who studied there)."""


@dataclass(frozen=True)
class Communities:
    """Numbers of 2022; arrays are read-only."""

    people: np.ndarray
    """(kinds, origins, sectors) expected persons."""
    needs_permit: np.ndarray
    """(kinds, origins) whether the kind needs a work permit: foreigners do, people from HKG, MAC and TWN do not."""
    regulated: np.ndarray
    """(sectors,) share of posts in occupations that need a licence."""


@functools.cache
def communities(facts: Facts) -> Communities:
    """Return the communities behind ``facts``.

    Foreign professionals on permits sum to the stock of the facts, those who need none are added in proportion;
    origin and field are independent for lack of a joint count (assumption).

    Raises:
        ValueError: a table that does not list each origin or sector once, or shares that do not sum to 1.
    """
    origins, fields = Table("talent_origins", "iso3", facts.origins), Table("talent_fields", "sector", SECTORS)
    permit = origins.array("needs_permit").astype(bool)
    here, abroad = origins.array("professionals"), origins.array("students_abroad")
    share = np.stack([fields.array(f"{kind}_share") for kind in KINDS])
    if np.abs(share.sum(axis=1) - 1).max() > 1e-9:
        raise ValueError("talent_fields.csv: the shares of a kind do not sum to 1")
    by_origin = np.stack(
        [
            here * facts.foreign_professionals_2022 / here[permit].sum(),
            abroad * facts.returnees_stock / abroad.sum(),
        ]
    )
    return Communities(
        people=frozen(by_origin[:, :, None] * share[:, None, :]),
        needs_permit=frozen(np.stack([permit, np.zeros_like(permit)]), bool),
        regulated=fields.array("regulated_share"),
    )
