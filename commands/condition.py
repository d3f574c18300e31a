"""``simulate --observed``: members that agree with what was observed, chosen among candidates before they are run."""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import xarray as xr

from commands.console import Console
from commands.empty_results import empty_results
from commands.notes import show_texts
from commands.options import RunOptions
from commands.progress import members_done
from common.errors import UserError
from common.files import write_bytes, write_text
from model.draws import Draws, name_key
from model.facts.months import EPOCH_YEAR
from outputs.observed import Observation, members, path
from outputs.observed.members import name_of
from outputs.observed.observation import SUMS, WEIGHTED_BY
from outputs.observed.reader import observations_in
from outputs.results.conditioning import CONDITIONING, conditioning_sentences
from outputs.results.folder import RunFolder
from scenarios.conditioning.candidates import Candidates, bends
from scenarios.conditioning.findings import Findings, findings
from scenarios.conditioning.given import Figure, Given, usual_error
from scenarios.conditioning.sampler import MOST_ROUNDS, NoCandidate, Sample, chosen, sample
from scenarios.reading.schema import Scenario
from scenarios.running import resolve
from scenarios.running.ensemble import Progress
from scenarios.running.member import Luck
from scenarios.running.prepare import Prepared

LEAST_CANDIDATES, FOR_EACH = 48, 2
"""Candidates that are looked at unless the command says: the first number, or the second for each member if that is more."""
WANTED = 0.25
"""Share of candidates that are to be left, by their effective number, before they are no longer moved."""
DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True)
class Figures:
    """Takes the figures of a run: its variables in, one number for each observation out."""

    items: tuple[Observation, ...]
    start: int

    def __call__(self, series: Mapping[str, np.ndarray]) -> np.ndarray:
        """Return what the run has where something was observed, (figures,), in the unit of the results."""
        wanted = {part for item in self.items for part in SUMS.get(item.variable, (item.variable,))}
        wanted |= {WEIGHTED_BY[name] for name in wanted if name in WEIGHTED_BY}
        shape = empty_results()
        dims = {name: shape[name].dims for name in wanted}
        coords = {name: one for name, one in shape.coords.items() if not {"variant", "member", "month"} & set(one.dims)}
        first = np.datetime64(f"{EPOCH_YEAR}-01", "M") + self.start
        months = len(series[next(iter(wanted))])
        data = {name: (dims[name], series[name][None, None], shape[name].attrs) for name in sorted(wanted)}
        own = {"variant": ["scenario"], "member": [0], "month": (first + np.arange(months)).astype("datetime64[ns]")}
        dataset = xr.Dataset(data, coords={**coords, **own})
        return np.array([members(path(dataset, item.variable, item.cell), item)[0] for item in self.items])


def given_for(scenario: Scenario, options: RunOptions, console: Console) -> Given | None:
    """Return what a scenario's run is to agree with; None where no file is named.

    Raises:
        InputError: the file of observations is at fault, or none of it lies in the run.
        UserError: options that do not go together.
    """
    if options.observed is None:
        return None
    _check(options)
    setting, shape = resolve.setting(scenario), empty_results()
    first = np.datetime64(f"{EPOCH_YEAR}-01", "M") + setting.start
    months = (first + np.arange(setting.months)).astype("datetime64[ns]")
    found = observations_in(options.observed, shape, months)
    show_texts(found.notes, console)
    figures = tuple(_figure(item, shape) for item in found.items)
    candidates = options.candidates or max(LEAST_CANDIDATES, FOR_EACH * scenario.ensemble.members)
    return Given(found.name, options.observed.read_bytes(), figures, Figures(found.items, setting.start), candidates)


def _check(options: RunOptions) -> None:
    for value, name in ((options.precision, "--precision"), (options.part, "--part"), (options.cluster, "--cluster")):
        if value is not None:
            raise UserError(f"{name} does not go with --observed", f"{name} 不能与 --observed 同用")
    if options.candidates is not None and options.candidates < 2:
        raise UserError(
            f"--candidates {options.candidates}: at least 2", f"--candidates {options.candidates}：至少为 2"
        )


def _figure(item: Observation, shape: xr.Dataset) -> Figure:
    first, last = (
        int((day.astype("datetime64[M]") - np.datetime64(f"{EPOCH_YEAR}-01", "M")).astype(int))
        for day in (item.first, item.last)
    )
    days = float((item.last - item.first).astype(int) + 1)
    usual = usual_error(days / DAYS_A_MONTH, item.kind == "stock")
    return Figure(
        item.variable,
        item.cell,
        str(item.first),
        str(item.last),
        first,
        last,
        float(item.value),
        item.unit,
        usual if item.error is None else item.error,
        item.error is not None,
        item.source,
        {lang: name_of(shape, item.variable, item.cell, lang) for lang in ("en", "zh")},
    )


def conditioned(prepared: Prepared, folder: RunFolder, options: RunOptions, console: Console) -> Prepared:
    """Return the scenario with members that agree with what was observed, and write what was found into the run's folder.

    Raises:
        UserError: no candidate can be run, or none agrees at all.
        KeyboardInterrupt: interrupted; candidates that were run are kept.
    """
    given, job = prepared.given, prepared.job
    if given is None:
        return prepared
    luck = Draws(name_key("conditioning", job.seed, bits=64))
    console.note(
        f"{given.candidates} candidates run in up to {MOST_ROUNDS + 2} rounds, fewer where enough of them agree with the figures",
        f"{given.candidates} 个候选样本，最多运行 {MOST_ROUNDS + 2} 轮；与数据相符的足够时提前结束",
    )
    with members_done(f"{folder.name} ({given.name})", console, ("candidate runs", "次候选运行")) as progress:
        candidates = Candidates(job, given.stop, given.measure, folder.members, options.workers, _all(progress))
        try:
            found = sample(
                candidates,
                np.array([figure.value for figure in given.figures]),
                np.array([figure.error for figure in given.figures]),
                given.may(candidates.blocks),
                given.candidates,
                max(WANTED * given.candidates, 2.0),
                luck,
            )
        except NoCandidate as error:
            why = candidates.failures[:1]
            raise UserError(
                f"{given.name}: {error}: nothing that the model gives comes near these figures, or it fails"
                + "".join(f" (candidate {one})" for one in why),
                f"{given.name}：没有一个候选样本能与这些数据相符，或模型运行失败"
                + "".join(f"（候选 {one}）" for one in why),
            ) from error
    if failures := candidates.failures:
        console.note(
            f"{len(failures)} candidate runs failed and are left out; the first, candidate {failures[0]}",
            f"有 {len(failures)} 次候选运行失败，未计入；首个为候选 {failures[0]}",
        )
    taken = chosen(found, prepared.members, luck)
    told = findings(found, taken)
    members = tuple(Luck(int(found.candidate[k]), bends(candidates.blocks, found.scores[k]), given.stop) for k in taken)
    record = _record(given, found, told, members)
    write_text(folder.run / CONDITIONING, json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    write_bytes(folder.run / f"observations{Path(given.name).suffix.lower()}", given.content)
    for sentence in conditioning_sentences(record, console.lang):
        console.note(sentence, sentence)
    return prepared._replace(job=dataclasses.replace(job, luck=members))


def _all(progress: Progress) -> Progress:
    """Return progress over all rounds so far: each call of the sampler runs every candidate once."""
    before = 0

    def tell(done: int, total: int, failed: int) -> None:
        nonlocal before
        progress(before + done, before + total, failed)
        if done == total:
            before += total

    return tell


def _record(given: Given, found: Sample, told: Findings, members: tuple[Luck, ...]) -> dict:
    """Return what was found, as plain data."""
    figures = [
        {
            "variable": figure.variable,
            "cell": dict(figure.cell),
            "name": dict(figure.name),
            "from": figure.start,
            "to": figure.end,
            "value": figure.value,
            "unit": figure.unit,
            "error": figure.error,
            "error_stated": figure.stated,
            "source": figure.source,
            **one._asdict(),
        }
        for figure, one in zip(given.figures, told.figures, strict=True)
    ]
    whole = {key: value for key, value in told._asdict().items() if key != "figures"}
    return {
        "file": given.name,
        **whole,
        "fresh_from": given.stop,
        "figures": figures,
        "members": [{"candidate": one.candidate, "scores": [bend.score for bend in one.bends]} for one in members],
        "scores_of": [list(bend[:3]) for bend in (members[0].bends if members else ())],
    }
