"""Everything on the page as plain data: the runs, how they compare, names of words, the catalogue of tasks, the past."""

from collections.abc import Sequence

from common.vocabulary import DECIDER_WORDS, ZONE_WORDS, Word
from outputs.comparing.luck import DifferentLuck, luck_of, shared_luck
from outputs.explore.cells import present
from outputs.explore.facts import Facts
from outputs.explore.measures import differs
from outputs.explore.paths import CARDS
from outputs.explore.rounded import numbers
from outputs.explore.run_data import LANGS, common_months, run_data
from outputs.report.run import Run
from outputs.results.numbers import fitting, reader_unit
from outputs.results.outcomes import Outcome, unit
from outputs.results.prices import PRICES
from outputs.results.reader_names import axis_names
from outputs.results.summary_rows import EXPORTED, is_stock, over
from outputs.results.summary_rows import present as shown


def gather(runs: Sequence[Run], facts: Facts) -> dict:
    """Return what the page shows of some runs.

    Args:
        runs: one to four.
        facts: what is known beside the results.
    """
    spans = common_months(list(runs))
    return {
        "runs": [run_data(run, facts, span) for run, span in zip(runs, spans, strict=True)],
        "outcomes": _outcomes(runs),
        "cards": list(CARDS),
        "prices": {one.key: {lang: [one.factor(lang), one.label(lang)] for lang in LANGS} for one in PRICES},
        "breakdowns": _breakdowns(runs[0]),
        "axes": _axes(runs),
        "against": [_against(runs[0], run) for run in runs[1:]],
        "tasks": [task._asdict() for task in facts.tasks],
        "history": {key: [[year, value] for year, value in rows] for key, rows in facts.history.items()},
        "places": {code: list(place) for code, place in facts.places.items()},
        "home": list(facts.home),
        "zones": _words(ZONE_WORDS),
        "deciders": _words(DECIDER_WORDS),
    }


def _words(words: Sequence[Word]) -> dict[str, dict[str, str]]:
    return {word.key: {"en": word.en, "zh": word.zh} for word in words}


def _outcomes(runs: Sequence[Run]) -> list[dict]:
    """The outcomes that some run has any of, with their names and readers' units."""
    some = {outcome.key for run in runs for outcome in shown(run.dataset)} | set(CARDS)
    data = runs[0].dataset

    def units(outcome: Outcome) -> dict[str, list]:
        levels = [float(one) for run in runs for one in over(run.dataset, outcome).mean("member").values]
        own = {lang: unit(data, outcome, lang) for lang in LANGS}
        return {lang: list(fitting(one, *(level * one.factor for level in levels))) for lang, one in own.items()}

    return [
        {
            "key": outcome.key,
            "en": outcome.en,
            "zh": outcome.zh,
            "stock": is_stock(data, outcome),
            "unit": units(outcome),
        }
        for outcome in EXPORTED
        if outcome.key in some
    ]


def _breakdowns(run: Run) -> list[dict]:
    found = []
    for one in present(run.dataset):
        first = one.variables[0]
        of = {lang: list(reader_unit(first, run.dataset[first].attrs["units"], lang)) for lang in LANGS}
        kind = run.dataset[first].attrs["kind"]
        found.append(
            {
                "key": one.key,
                "outcome": one.outcome,
                "axis": one.axis,
                "en": one.en,
                "zh": one.zh,
                "kind": kind,
                "unit": of,
            }
        )
    return found


def _axes(runs: Sequence[Run]) -> dict[str, list[dict[str, str]]]:
    run, found = runs[0], {}
    for axis in ("origin", "sector", "zone", "lever"):
        keys = run.dataset[axis].values
        names = [axis_names(run.dataset, axis, lang) for lang in LANGS]
        found[axis] = [
            {"key": str(key), **{lang: str(name)[:120] for lang, name in zip(LANGS, both, strict=True)}}
            for key, both in zip(keys, zip(*names, strict=True), strict=True)
        ]
    return found


def _against(first: Run, other: Run) -> dict:
    """How another run compares with the first: whether they share their luck, and what differs beside the levers."""
    luck = shared_luck(luck_of(first.dataset, first.provenance), luck_of(other.dataset, other.provenance))
    apart = isinstance(luck, DifferentLuck)
    return {
        "shared": not apart,
        "reasons": {lang: luck.names(lang) if isinstance(luck, DifferentLuck) else [] for lang in LANGS},
        "differs": differs(first, other),
        "world": dict(first.table("world")) != dict(other.table("world")),
        "members": numbers([first.members, other.members]),
    }
