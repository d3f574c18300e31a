"""From a scenario to the work that its ensemble is, and to the fingerprints by which a run is known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from scenarios.ledger.carried_out import carried_out
from scenarios.ledger.ledger import Ledger
from scenarios.reading.options import with_options
from scenarios.reading.schema import Scenario
from scenarios.reading.write import resolved_yaml
from scenarios.running import resolve, results_layout
from scenarios.running.fingerprints import fingerprint, foundations, inputs_fingerprint
from scenarios.running.member import Job
from scenarios.running.posteriors import posterior_of
from scenarios.running.remembered import remembered

if TYPE_CHECKING:
    from scenarios.conditioning.given import Given


class Prepared(NamedTuple):
    """A scenario ready to run, as it was written or, with a ``ledger``, as it was carried out.

    ``text`` is the resolved scenario; ``identity`` the fingerprint of all that the finished run depends on, of which
    the number of members and the titles are no part in ``job.inputs``: more members can be added to those there are.
    """

    scenario: Scenario
    job: Job
    text: str
    identity: str
    ledger: Ledger | None = None
    given: Given | None = None

    @property
    def hashes(self) -> dict[str, str]:
        """Hashes of the parts of the identity: what every run rests on, and the scenario."""
        own = {} if self.job.posterior is None else {"posterior": self.job.posterior.digest}
        if self.ledger is not None:
            own["ledger"] = fingerprint(self.ledger.text())
        if self.given is not None:
            own["observed"] = fingerprint(self.given.key)
        if self.job.luck:
            own["luck"] = fingerprint(self.job.luck)
        return {**foundations(), **own, "scenario": fingerprint(self.text)}

    @property
    def members(self) -> int:
        """How many members are asked for."""
        return self.scenario.ensemble.members

    def with_members(self, members: int) -> Prepared:
        """Return the same scenario with this number of members, as if its file had asked for them."""
        scenario = with_options(self.scenario, members)
        text = resolved_yaml(scenario)
        return self._replace(scenario=scenario, text=text, identity=_identity(self.job, text, self.ledger))


def prepare(
    scenario: Scenario,
    posterior: str | Path | None = None,
    ledger: Ledger | None = None,
    given: Given | None = None,
) -> Prepared:
    """Return everything that running a scenario takes.

    Args:
        scenario: what was read.
        posterior: a posterior file, or ``priors``, in place of the posterior that ships.
        ledger: what was carried out of the scenario; it is then run so, and as it was written beside that.
        given: what its members are to agree with; they are then chosen before they are run.

    Raises:
        UserError: a posterior that cannot be drawn from (see :func:`scenarios.running.posteriors.posterior_of`).
    """
    drawn_from = posterior_of(posterior)
    own: tuple[object, ...] = () if drawn_from is None else (drawn_from.digest,)
    planned = None
    if ledger is not None:
        planned = resolve.plans(scenario)["scenario"]
        own += ("planned", planned)
        scenario = carried_out(scenario, ledger)
    plans = resolve.plans(scenario)
    setting, overrides = resolve.setting(scenario), tuple(sorted(resolve.overrides(scenario).items()))
    shapes = results_layout.shapes()
    if given is not None:
        own += (*given.key, scenario.ensemble.members)
    if before := resolve.months_before(scenario):
        own += ("before", before)
    job = Job(
        setting=setting,
        counterfactual=plans["counterfactual"],
        scenario=plans["scenario"],
        seed=scenario.ensemble.seed,
        overrides=overrides,
        shapes=shapes,
        inputs=inputs_fingerprint(setting, plans, scenario.ensemble.seed, overrides, shapes, *own),
        may_be_missing=results_layout.may_be_missing(),
        pair=remembered(),
        planned=planned,
        posterior=drawn_from,
        before=resolve.months_before(scenario),
    )
    text = resolved_yaml(scenario)
    return Prepared(scenario, job, text, _identity(job, text, ledger), ledger, given)


def _identity(job: Job, text: str, ledger: Ledger | None) -> str:
    """Return the fingerprint of all that a finished run depends on; of a ledger also its texts, which the run keeps."""
    return fingerprint(job.inputs, text, *(() if ledger is None else (ledger.text(),)))


def attributes(prepared: Prepared, version: str) -> dict[str, str | int | float]:
    """What the results file says about itself: nothing that changes when the same run is made again."""
    scenario = prepared.scenario
    question = scenario.question
    return {
        "scenario": scenario.name,
        "title_en": scenario.title.en,
        "title_zh": scenario.title.zh,
        "question_en": question.en if question else "",
        "question_zh": question.zh if question else "",
        "counterfactual_title_en": scenario.counterfactual.title.en,
        "counterfactual_title_zh": scenario.counterfactual.title.zh,
        "version": version,
        "fingerprint": prepared.identity,
        "seed": scenario.ensemble.seed,
        "members": prepared.members,
        "scale": scenario.scale,
        "scenario_yaml": prepared.text,
    }
