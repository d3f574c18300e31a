"""Seven industrial chains of Nanjing in 2022: what they make, sell, buy and employ, and how they hang together."""

import functools
from dataclasses import dataclass

import numpy as np

from common.vocabulary import CHAINS, GOODS, SECTORS
from model.facts import facts
from model.facts.goods import FLOWS
from model.facts.tables import frozen, grid, number, rows

QUANTITIES = (
    "output", "foreign_share", "imported", "dependent", "stock", "replaceable", "research", "purchased", "local",
    "firms", "jobs",
)  # fmt: skip
REST = "ROW"
"""Origin that takes what a table leaves to the rest of the world."""


@dataclass(frozen=True, kw_only=True)
class ChainFacts:
    """The chains of 2022; arrays are read-only and by chain, (chains,), where nothing else is said."""

    output: np.ndarray
    """Output or revenue, million CNY a year; scopes do not overlap, see ``chains.csv``."""
    foreign_share: np.ndarray
    """Share of foreign firms in it."""
    imported: np.ndarray
    """Imported inputs, share of output."""
    dependent: np.ndarray
    """Share of output that stops where imported inputs are missing."""
    stock: np.ndarray
    """Stocks of imported inputs, weeks of use."""
    replaceable: np.ndarray
    """Share of missing inputs that other suppliers make up for in the end."""
    research: np.ndarray
    """Cost of research and development, share of output."""
    purchased: np.ndarray
    """Bought inputs, share of output."""
    local: np.ndarray
    """Share of bought inputs that comes from suppliers in Nanjing."""
    firms: np.ndarray
    """Firms, domestic and foreign."""
    jobs: np.ndarray
    """People at work."""
    goods: np.ndarray
    """Part of each kind in Nanjing's exports and imports that the chain sells or uses, (chains, goods, flows)."""
    origins: np.ndarray
    """Where imported inputs come from, (chains, origins), each chain sums to 1."""
    investors: np.ndarray
    """Part of each sector's foreign firms in the chain, (chains, sectors)."""
    services: np.ndarray
    """Part of each sector's services exports in the chain, (chains, sectors)."""
    supplies: np.ndarray
    """Part of what a user buys in Nanjing that comes from each chain, (suppliers, users), each user sums to 1."""


@functools.cache
def chain_facts() -> ChainFacts:
    """Return the chains of 2022.

    Raises:
        ValueError: a share that passes 1, or a word that is unknown.
    """
    about = grid("chains", (("chain", CHAINS), ("quantity", QUANTITIES)), "value").T
    values = {name: frozen(row) for name, row in zip(QUANTITIES, about, strict=True)}
    values |= {"output": frozen(values["output"] * 1000), "jobs": frozen(values["jobs"] * 1000)}
    goods = _spread("chain_goods", ("kind", GOODS), FLOWS)
    sectors = _spread("chain_sectors", ("sector", SECTORS), ("investors", "services_exports"))
    known = facts().origins
    origins = _spread("chain_inputs", ("iso3", known), ("share",))[..., 0]
    if max(total.sum(axis=0).max() for total in (goods, sectors)) > 1 or origins.sum(axis=1).max() > 1:
        raise ValueError("chains: parts of a kind, a sector or of inputs sum to more than 1")
    origins[:, known.index(REST)] += 1 - origins.sum(axis=1)
    return ChainFacts(
        **values,
        goods=frozen(goods),
        origins=frozen(origins),
        investors=frozen(sectors[..., 0]),
        services=frozen(sectors[..., 1]),
        supplies=frozen(_supplies()),
    )


def _spread(table: str, axis: tuple[str, tuple[str, ...]], fields: tuple[str, ...]) -> np.ndarray:
    """Return the numbers of a table with a row for some pairs of chain and word, (chains, words, fields), else 0."""
    column, words = axis
    found = np.zeros((len(CHAINS), len(words), len(fields)))
    for row in rows(table):
        found[CHAINS.index(row["chain"]), words.index(row[column])] = [number(row[field]) for field in fields]
    return found


def _supplies() -> np.ndarray:
    """Return where users buy in Nanjing: what is not listed comes from the suppliers of the chain itself."""
    found = np.zeros((len(CHAINS), len(CHAINS)))
    for row in rows("chain_links"):
        found[CHAINS.index(row["supplier"]), CHAINS.index(row["user"])] = number(row["share"])
    return found + np.diag(1 - found.sum(axis=0))
