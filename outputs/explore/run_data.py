"""One run as plain data for the page: what it is, its outcomes by month and period, parts, shares, certainty."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from outputs.documents.document import clean
from outputs.explore import certainty
from outputs.explore.again import again
from outputs.explore.cells import parts, present
from outputs.explore.facts import Facts
from outputs.explore.measures import measures
from outputs.explore.observations import observed_months
from outputs.explore.paths import outcome_paths, period_months, years_before
from outputs.explore.shares import combinations, contributions
from outputs.report.run import Run
from outputs.results.closing_rows import closing_rows, headers, heading
from outputs.results.conditioning import conditioning_sentences
from outputs.results.summary_rows import EXPORTED
from outputs.results.unused_levers import unused_sentences

LANGS = ("en", "zh")
_LONGEST = 4000


def run_data(run: Run, facts: Facts, common: slice | None = None) -> dict:
    """Return everything that the page shows of one run.

    Args:
        run: in any language.
        facts: the catalogue of tasks.
        common: positions of the months that all runs on the page have, where these are not all.
    """
    data = run.dataset
    spans = period_months(data, common)
    by = {lang: replace(run, lang=lang) for lang in LANGS}
    months = data["month"].values.astype("datetime64[M]").astype(str)
    return {
        "name": run.name,
        "title": {lang: one.title for lang, one in by.items()},
        "question": {lang: one.text("question", _LONGEST) for lang, one in by.items()},
        "counterfactual": {lang: one.counterfactual for lang, one in by.items()},
        "members": run.members,
        "again": again(run),
        "version": clean(data.attrs.get("version", ""), 40),
        "fingerprint": clean(data.attrs.get("fingerprint", ""), 40)[:12],
        "months": months.tolist(),
        "periods": {name: [span.indices(len(months))[0], span.indices(len(months))[1]] for name, span in spans.items()},
        "world": _world(run),
        "outcomes": {one.key: outcome_paths(data, one, spans) for one in EXPORTED},
        "cells": {one.key: parts(data, one, spans) for one in present(data)},
        "measures": measures(run),
        "observed": observed_months(run.observed),
        "before": years_before(run.history),
        "shares": {name: contributions(shared) for name, shared in run.shared.items()},
        "combinations": combinations(run.shared["levers"]) if "levers" in run.shared else None,
        "tasks": certainty.tasks_used(run, facts.tasks),
        "depends": certainty.depends_on(run),
        "process": certainty.parts(run.process),
        "city": certainty.parts(run.city),
        "published": certainty.published(run),
        "missed": {lang: certainty.missed(run, lang) for lang in LANGS},
        "notes": {lang: _notes(run, lang) for lang in LANGS},
        "damaged": list(run.damaged),
    }


def _notes(run: Run, lang: str) -> list[str]:
    """Say what did nothing and, where members were chosen for agreeing with figures, what those could do."""
    given = conditioning_sentences(run.conditioning, lang) if run.conditioning is not None else ()
    return [clean(one, 500) for one in (*given, *unused_sentences(run.dataset, run.provenance, lang))]


def answer(run: Run, lang: str) -> dict:
    """Return the closing table of a run in one language, for a page whose scripts are off."""
    return {
        "title": replace(run, lang=lang).title,
        "question": replace(run, lang=lang).text("question", _LONGEST),
        "heading": clean(heading(run.dataset, lang), 600),
        "header": headers(run.dataset, lang),
        "rows": [tuple(row) for row in closing_rows(run.dataset, lang)],
    }


def _world(run: Run) -> Mapping[str, str]:
    return {clean(key, 60): clean(case, 60) for key, case in run.table("world").items()}


def common_months(runs: list[Run]) -> list[slice | None]:
    """Return for each run the positions of the months that all runs have; None where all have the same months.

    The months of a run follow one another, so those that are shared do too.
    """
    each = [run.dataset["month"].values for run in runs]
    if all(np.array_equal(each[0], other) for other in each[1:]):
        return [None] * len(runs)
    first, last = max(months[0] for months in each), min(months[-1] for months in each)
    found: list[slice | None] = []
    for months in each:
        inside = np.flatnonzero((months >= first) & (months <= last))
        found.append(slice(int(inside[0]), int(inside[-1]) + 1) if len(inside) else slice(0, 0))
    return found
