"""Commands with a quick stand-in for the model, so that a test of a command runs no city."""

import dataclasses
from collections.abc import Callable
from types import ModuleType

import pytest
from matplotlib.figure import Figure

import commands.pace
import commands.run_ensemble
import outputs.documents.html
from outputs.documents.document import Picture
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


def without_pictures(patch: pytest.MonkeyPatch) -> None:
    """Let pages hold no figures, of which the first is drawn all the same: printing them has tests of its own."""
    drawn: list[Picture] = []

    def images(picture: Picture, dataset: object, lang: str) -> list:
        if not drawn:
            drawn.append(picture)
            picture.draw(1)
        return []

    patch.setattr(outputs.documents.html, "images", images)


def without_pace(patch: pytest.MonkeyPatch) -> None:
    """Let ``check`` say some time without measuring one on cities: that has tests of its own."""
    patch.setattr(commands.pace.Pace, "of", lambda pace, scenario: ("  about 1 minute", "  约需1分钟"))


def tiny_figure(*asked: object, **how: object) -> Figure:
    """Return a line, to stand where a figure would be drawn that has tests of its own."""
    figure = Figure(figsize=(1, 0.5), label="-")
    figure.text(0.1, 0.1, "-")
    return figure
