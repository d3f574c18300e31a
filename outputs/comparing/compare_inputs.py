"""What differs in the inputs of two runs: old value, new value, by key of the resolved scenario; and what they rest on."""

import difflib
import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from common.text import Text

WORDS_ONLY = frozenset({"name", "title", "question", "author", "reference", "notes"})
"""Keys of a scenario that say what it is and change no result."""
RESTS_ON = ("code", "data", "parameters", "posterior")
"""Hashes of the provenance that count as inputs."""
INPUT_NAMES = {
    "period.start": Text("first month", "起始月份"),
    "period.months": Text("months", "月数"),
    "ensemble.members": Text("members", "样本数"),
    "ensemble.seed": Text("seed", "随机种子"),
    "scale": Text("share of travellers simulated", "旅客模拟比例"),
    "code": Text("code", "代码"),
    "data": Text("data", "数据"),
    "parameters": Text("tables of parameters", "参数表"),
    "posterior": Text("fit", "拟合结果"),
}
"""Names of inputs that are no lever and no part of the outside world, by their key."""
_HASH_LETTERS = 12


class Difference(NamedTuple):
    """One key whose values differ; None where a run does not have it."""

    key: str
    old: object
    new: object


def differences(old_yaml: str, new_yaml: str, old_hashes: Mapping, new_hashes: Mapping) -> list[Difference]:
    """All that differs, in the order of the file; code, data and parameter tables last, by their hashes.

    Args:
        old_yaml, new_yaml: resolved scenarios, as results files hold them.
        old_hashes, new_hashes: ``hashes`` of the provenance; empty where it is not known.
    """
    old, new = _read(old_yaml), _read(new_yaml)
    found = list(_between("", _told(old), _told(new)))
    for part in RESTS_ON:
        then, now = (hashes.get(part) for hashes in (old_hashes, new_hashes))
        if then != now:
            found.append(Difference(part, *(str(one)[:_HASH_LETTERS] if one else None for one in (then, now))))
    return found


def shown(value: object) -> str:
    """A value as a file would have it, in one line."""
    if value is None:
        return "–"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def lever_of(key: str) -> str | None:
    """The lever that a key belongs to, None where it belongs to none."""
    first, _, rest = key.partition(".")
    return rest.partition(".")[0].partition("[")[0] if first == "levers" else None


def _read(text: str) -> Mapping:
    try:
        found = YAML(typ="safe", pure=True).load(text)
    except YAMLError:
        return {}
    return found if isinstance(found, Mapping) else {}


def _told(scenario: Mapping) -> dict:
    kept = {key: value for key, value in scenario.items() if key not in WORDS_ONLY}
    if isinstance(compared := kept.get("counterfactual"), Mapping):
        kept["counterfactual"] = {key: value for key, value in compared.items() if key not in WORDS_ONLY}
    return kept


def _between(key: str, old: object, new: object) -> Iterator[Difference]:
    if old == new:
        return
    old_tables, new_tables = _tables(old), _tables(new)
    if (old_tables or old is None) and (new_tables or new is None):
        yield from _listed(key, old_tables, new_tables)
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        for name in dict.fromkeys((*old, *new)):
            yield from _between(f"{key}.{name}" if key else str(name), old.get(name), new.get(name))
    elif isinstance(new, Mapping) and old is None and not _leaf(new):
        for name, value in new.items():
            yield from _between(f"{key}.{name}", None, value)
    elif isinstance(old, Mapping) and new is None and not _leaf(old):
        for name, value in old.items():
            yield from _between(f"{key}.{name}", value, None)
    else:
        yield Difference(key, old, new)


def _listed(key: str, old: list, new: list) -> Iterator[Difference]:
    """Lists of tables: what is the same is passed over, what stands in its place is compared key by key."""
    before, after = ([json.dumps(item, sort_keys=True, default=str) for item in items] for items in (old, new))
    for kind, i, k, m, n in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for step in range(max(k - i, n - m)):
            was, now = i + step < k, m + step < n
            if was and now:
                yield from _between(f"{key}[{i + step}]", old[i + step], new[m + step])
            else:
                place = f"{key}[{i + step if was else m + step}]"
                yield Difference(place, old[i + step] if was else None, new[m + step] if now else None)


def _tables(value: object) -> list[Mapping]:
    """Return a list of tables; empty where the value is anything else."""
    return value if isinstance(value, list) and all(isinstance(item, Mapping) for item in value) else []


def _leaf(table: Mapping) -> bool:
    """Whether a table is better told whole: it holds nothing but single values."""
    return not any(isinstance(value, (Mapping, list)) for value in table.values())
