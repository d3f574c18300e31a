"""What a scenario does, as sentences in both languages with their dates: flags on the fan, rows of a table."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from common.text import pick
from outputs.comparing.compare_inputs import INPUT_NAMES, differences, lever_of, shown
from outputs.documents.document import clean
from outputs.report.assumptions import brake_sentence
from outputs.report.levers import IN_ANNEX, actions, lever_table
from outputs.report.run import Run
from outputs.report.scenario_words import CASES, WORLD, word

LANGS = ("en", "zh")
_ON_PAGE = {"en": "names under “Find tasks”", "zh": "名称见“任务查询”"}
_MONTH = re.compile(r"\d{4}-\d{2}")
_MOST = 400
_WORLD = "world."


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
            lang: {"lever": row[0].text, "what": row[1].text.replace(IN_ANNEX[lang], _ON_PAGE[lang]), "by": row[4].text}
            for lang, row in zip(LANGS, both, strict=True)
        }
        found.append({"lever": clean(lever, 60), "from": _month(start), "until": _month(until), **told})
    return found[:_MOST]


def _month(text: str) -> str:
    return clean(text, 10) if _MONTH.match(text) else ""


def differs(first: Run, other: Run) -> list[dict]:
    """Return what differs in the inputs of two runs beside the levers: key of the file, value of each in both languages."""
    known = [_hashes(run.provenance) for run in (first, other)]
    return list(_listed(first, other, known))[:_MOST]


def _listed(first: Run, other: Run, known: list[Mapping]) -> Iterator[dict]:
    for one in differences(first.yaml, other.yaml, *known):
        if lever_of(one.key) is None and not one.key.startswith("counterfactual"):
            pair = {"old": (first, one.old), "new": (other, one.new)}
            yield {
                "key": {lang: _key(one.key, lang) for lang in LANGS},
                **{
                    name: {lang: _in_words(replace(run, lang=lang), one.key, value) for lang in LANGS}
                    for name, (run, value) in pair.items()
                },
            }


def _key(key: str, lang: str) -> str:
    """An input by its name in use, else by its place in the scenario file; a brake by its number, counted from one."""
    if key in INPUT_NAMES:
        return INPUT_NAMES[key].of(lang)
    if brake := re.fullmatch(r"brakes\[(\d+)\]", key):
        return pick(lang, "Brake", "风险制动") + f" {int(brake.group(1)) + 1}"
    if key.startswith(_WORLD):
        return clean(word(WORLD, key.removeprefix(_WORLD), lang), 120)
    return clean(key, 120)


def _in_words(run: Run, key: str, value: object) -> str:
    """A value of a scenario file as a reader writes it: a brake as a sentence, a case of the world by its name, tables and lists without brackets."""
    if key.startswith("brakes[") and isinstance(value, Mapping):
        return clean(brake_sentence(run, value), 300)
    if key.startswith(_WORLD) and isinstance(value, str):
        return clean(word(CASES, value, run.lang), 120)
    return clean(_plain(value), 300)


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_plain(one)}" for key, one in value.items())
    return ", ".join(_plain(one) for one in value) if isinstance(value, list) else shown(value)


def _hashes(provenance: Mapping) -> Mapping:
    found = provenance.get("hashes")
    return found if isinstance(found, Mapping) else {}
