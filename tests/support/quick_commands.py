"""Commands with a quick stand-in for the model, so that a test of a command runs no city."""

import dataclasses
from collections.abc import Callable
from types import ModuleType

import pytest

import commands.run_ensemble
from scenarios.running.prepare import Prepared, prepare


def use(patch: pytest.MonkeyPatch, pair: Callable, *modules: ModuleType) -> None:
    """Let commands run ``pair`` for each member in place of the city, and draw no figures of runs.

    ``modules`` are those that prepare scenarios themselves, beside :mod:`commands.run_ensemble`.
    """

    def prepared(*asked: object) -> Prepared:
        real = prepare(*asked)
        return real._replace(job=dataclasses.replace(real.job, pair=pair))

    for module in (commands.run_ensemble, *modules):
        patch.setattr(module, "prepare", prepared)
    patch.setattr(commands.run_ensemble, "_draw", lambda run, workers: [])
