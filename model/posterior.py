"""What a fit left of the calibrated parameters: draws that members take, and the priors that they were fitted under.

A posterior is a CSV file. Its first line says how many draws it has and, for each column, a hash of the prior; then come
the names of the calibrated parameters and one row per equally likely draw. A file that was cut short, or that is older
than the priors of today, is refused and never drawn from in silence.
"""

import csv
import functools
import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from model.parameters import Parameter, declared

FILE = Path(__file__).parent / "data" / "posterior" / "draws.csv"
"""The posterior that ships with the model: the fit to 2013-2022."""
DRAWS = 500
"""Number of draws that ship."""
_FIRST_LINE = re.compile(r"# draws: (\d+); priors: ([0-9a-f ]*)")


class PosteriorError(ValueError):
    """A file that cannot be drawn from.

    ``reason`` is ``form`` (not written as a posterior), ``columns`` (other parameters than the calibrated ones),
    ``rows`` (cut short), ``range`` (draws outside their range) or ``priors`` (fitted under other priors than today's);
    ``names`` are the parameters concerned.
    """

    def __init__(self, reason: str, file: str, names: Sequence[str] = ()) -> None:
        super().__init__(f"{file}: {reason}: {', '.join(names)}" if names else f"{file}: {reason}")
        self.reason, self.names = reason, tuple(names)


@dataclass(frozen=True)
class Posterior:
    """Draws of the calibrated parameters.

    ``names`` are the parameters, ``draws`` their values, (draws, names), read-only; ``digest`` is the SHA-256 of the
    file, which distinguishes two posteriors.
    """

    names: tuple[str, ...]
    digest: str
    draws: np.ndarray = field(compare=False, repr=False)

    def draw(self, u: float) -> dict[str, float]:
        """Return the draw at ``u`` in [0, 1), by name: one row, so that what the data tie together stays together."""
        if not self.names:
            return {}
        row = self.draws[int(u * len(self.draws))]
        return dict(zip(self.names, map(float, row), strict=True))


NOTHING_FITTED = Posterior((), "priors", np.empty((1, 0)))
"""Leaves every number to its prior, as if nothing had been fitted."""


def prior_hash(parameter: Parameter) -> str:
    """Return a short hash of all that makes a parameter's prior: its name, unit, default, range and form."""
    stated = (parameter.name, parameter.unit, parameter.default, parameter.low, parameter.high, parameter.prior)
    return hashlib.sha256(repr(stated).encode()).hexdigest()[:8]


def _first_line(names: Sequence[str], draws: int) -> str:
    return f"# draws: {draws}; priors: {' '.join(prior_hash(declared()[name]) for name in names)}"


def posterior_text(names: Sequence[str], draws: np.ndarray) -> str:
    """Return a posterior file's text, draws (draws, names) with six significant digits.

    Raises:
        KeyError: a name that is not declared.
    """
    rows = (",".join(f"{value:.6g}" for value in row) for row in draws)
    return "\n".join((_first_line(names, len(draws)), ",".join(names), *rows)) + "\n"


def read_posterior(path: Path) -> Posterior:
    """Read a posterior file and check it against the parameters of today.

    Raises:
        PosteriorError: what is wrong with it.
        OSError: it cannot be read.
    """
    content = path.read_bytes()
    try:
        text = content.decode("utf-8")
        first, _, table = text.partition("\n")
        header = _FIRST_LINE.fullmatch(first.strip())
        names, *rows = list(csv.reader(io.StringIO(table, newline="")))
        values = [[float(word) for word in row] for row in rows]
    except ValueError:
        raise PosteriorError("form", path.name) from None
    if header is None:
        raise PosteriorError("form", path.name)
    fitted = {name: parameter for name, parameter in declared().items() if parameter.role == "calibrated"}
    if len(set(names)) != len(names) or set(names) != set(fitted):
        raise PosteriorError("columns", path.name, sorted(set(names) ^ set(fitted)))
    if not values or len(values) != int(header[1]) or any(len(row) != len(names) for row in values):
        raise PosteriorError("rows", path.name)
    hashes = header[2].split()
    if len(hashes) != len(names):
        raise PosteriorError("form", path.name)
    if older := [n for n, was in zip(names, hashes, strict=True) if was != prior_hash(fitted[n])]:
        raise PosteriorError("priors", path.name, older)
    draws = np.array(values)
    low, high = (np.array([getattr(fitted[name], end) for name in names]) for end in ("low", "high"))
    outside = np.flatnonzero(~((draws >= low) & (draws <= high)).all(axis=0))
    if outside.size:
        raise PosteriorError("range", path.name, [names[place] for place in outside])
    draws.setflags(write=False)
    return Posterior(tuple(names), hashlib.sha256(content).hexdigest(), draws)


@functools.cache
def shipped() -> Posterior:
    """Return the posterior that ships with the model.

    Raises:
        PosteriorError: as :func:`read_posterior`, or it has more or fewer than :data:`DRAWS` draws.
    """
    posterior = read_posterior(FILE)
    if len(posterior.draws) != DRAWS:
        raise PosteriorError("rows", FILE.name)
    return posterior
