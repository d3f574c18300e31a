"""Where the actions of a scenario stand in its tree."""

from collections.abc import Iterator

from common.text import Text
from common.vocabulary import USE_WORDS, ZONE_WORDS
from scenarios.reading.yaml_text import Node

Path = tuple[str | int, ...]
DATED = (
    ("route_rights", "grants"),
    ("route_rights", "withdrawals"),
    ("route_rights", "launch_support"),
    ("visa_facilitation", "visa_free"),
    ("visa_facilitation", "visas"),
    ("visa_facilitation", "transit"),
    ("visa_facilitation", "work_permits"),
    ("duty_free", "shops"),
    ("duty_free", "tax_refund"),
    ("mixed_land_use", "temporary_uses"),
    ("mixed_land_use", "conversions"),
    ("events_and_campaigns", "events"),
    ("events_and_campaigns", "fairs"),
    ("events_and_campaigns", "venues"),
    ("events_and_campaigns", "campaigns"),
    ("consumption", "first_stores"),
    ("consumption", "brands"),
    ("consumption", "ecommerce"),
    ("consumption", "live_bases"),
    ("digital_trade", "data_desks"),
    ("digital_trade", "free_lists"),
    ("digital_trade", "computing"),
    ("digital_trade", "links"),
    ("digital_trade", "data_exchange"),
    ("science", "laboratories"),
    ("science", "institutes"),
    ("science", "rights"),
    ("science", "transfer_offices"),
    ("science", "proof_of_concept"),
    ("science", "alumni_parks"),
    ("science", "scientists"),
    ("places", "platform_rules"),
    ("places", "platform_area"),
    ("places", "enclave_parks"),
    ("places", "corridors"),
    ("places", "metropolitan"),
    ("places", "overseas_parks"),
    ("institutions", "headquarters"),
    ("institutions", "functional_institutions"),
    ("institutions", "offshore_trade"),
    ("freight", "freighters"),
    ("freight", "trains"),
    ("freight", "river_sea"),
    ("freight", "cargo_base"),
    ("freight", "hubs"),
    ("freight", "express_rail"),
    ("industrial_chains", "shared_platforms"),
    ("industrial_chains", "leading_firms"),
    ("industrial_chains", "local_supply"),
    ("industrial_chains", "backup_stocks"),
    ("industrial_chains", "first_use"),
    ("cross_border_finance", "cash_pools"),
    ("cross_border_finance", "single_pool_accounts"),
    ("cross_border_finance", "foreign_institutions"),
    ("cross_border_finance", "credit_programmes"),
    ("cross_border_finance", "finance_companies"),
    ("cross_border_finance", "fund_pilots"),
    ("pilot_tasks",),
)
"""Where actions stand under ``levers``."""


def place_name(key: str) -> Text:
    """Return a zone or a use of floor space as a message names it: by its key in English, by its name in Chinese."""
    return Text(key, next((word.zh for word in (*ZONE_WORDS, *USE_WORDS) if word.key == key), key))


def tables(tree: Node, path: Path) -> Iterator[tuple[Path, Node]]:
    """Yield each table of a list, or the one table that stands in place of a list, with its path."""
    node = tree.get(*path)
    if node is None:
        return
    if isinstance(node.value, dict):
        yield path, node
    elif isinstance(node.value, list):
        yield from (((*path, k), item) for k, item in enumerate(node.value) if item.is_table)
