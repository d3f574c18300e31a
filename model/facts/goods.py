"""Goods by kind and partner: the shares of kinds and of partners of 2022, joined by who is known to trade what."""

import numpy as np

from common.vocabulary import GOODS
from model.facts.tables import Table, frozen, number, rows

FLOWS = ("exports", "imports")
ROUNDS = 200


def joint_shares(origins: tuple[str, ...], by_partner: np.ndarray) -> np.ndarray:
    """Return the share of each kind and partner in exports and in imports, (goods, flows, origins), each flow sums to 1.

    A table says how much more than usual of a kind a partner buys or sells; shares are scaled in turn to the sums
    of partners and of kinds (iterative proportional fitting) until both hold.

    Args:
        origins: codes of the partners.
        by_partner: share of each partner, (flows, origins).

    Raises:
        ValueError: a kind or partner of ``goods_partners.csv`` that is unknown.
    """
    kinds = Table("goods_kinds", "kind", GOODS)
    by_kind = np.stack([kinds.array("export_share"), kinds.array("import_share")])
    by_kind = by_kind / by_kind.sum(axis=1, keepdims=True)
    share = np.ones((len(GOODS), len(FLOWS), len(origins)))
    for row in rows("goods_partners"):
        share[GOODS.index(row["kind"]), :, origins.index(row["iso3"])] = [number(row[flow]) for flow in FLOWS]
    for _ in range(ROUNDS):
        share *= by_kind.T[:, :, None] / share.sum(axis=2)[:, :, None]
        share *= by_partner / share.sum(axis=0)
    return frozen(share)
