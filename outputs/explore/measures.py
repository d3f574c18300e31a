"""What a scenario does, as sentences in both languages with their dates: flags on the fan, rows of a table."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from outputs.comparing.compare_inputs import differences, lever_of, shown
from outputs.documents.document import clean
from outputs.report.levers import actions, lever_table
from outputs.report.run import Run

LANGS = ("en", "zh")
_MONTH = re.compile(r"\d{4}-\d{2}")
_MOST = 400


def measures(run: Run) -> list[dict]:
    """Return each action of the scenario: its lever, dates (as they stand in the file) and a sentence in each language."""
    levers = run.table("levers")
    tables = [lever_table(replace(run, lang=lang), levers, "") for lang in LANGS]
    if any(table is None for table in tables):
        return []
    found = []
    rows = zip(*(table.rows for table in tables if table is not None), strict=True)
    for (lever, _, action), both in zip(actions(levers), rows, strict=True):
        start = str(action.get("from", ""))[:10]
        until = str(action.get("until", ""))[:10]
        told = {
            lang: {"lever": row[0].text, "what": row[1].text, "by": row[5].text}
            for lang, row in zip(LANGS, both, strict=True)
        }
        found.append({"lever": clean(lever, 60), "from": _month(start), "until": _month(until), **told})
    return found[:_MOST]


def _month(text: str) -> str:
    return clean(text, 10) if _MONTH.match(text) else ""


def differs(first: Run, other: Run) -> list[dict[str, str]]:
    """Return what differs in the inputs of two runs beside the levers: key of the file, value of each."""
    known = [_hashes(run.provenance) for run in (first, other)]
    return list(_listed(first, other, known))[:_MOST]


def _listed(first: Run, other: Run, known: list[Mapping]) -> Iterator[dict[str, str]]:
    for one in differences(first.yaml, other.yaml, *known):
        if lever_of(one.key) is None and not one.key.startswith("counterfactual"):
            yield {"key": clean(one.key, 120), "old": clean(shown(one.old), 120), "new": clean(shown(one.new), 120)}


def _hashes(provenance: Mapping) -> Mapping:
    found = provenance.get("hashes")
    return found if isinstance(found, Mapping) else {}
