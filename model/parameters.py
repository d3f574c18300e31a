"""Every number of the model, declared once with unit, default, range, prior, source and role.

The declarations are tables that a planner can read, ``model/data/parameters/<room>.csv``; the name of a parameter
starts with its room (``visitors.nights.leisure``). Behaviour reads numbers only through :class:`Parameters`, under the
words of the tables: ``p = parameters.room("visitors")``, then ``p.loyalty`` and ``p.nights.leisure``.
"""

import csv
import functools
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from model.draws import Draws, name_key

if TYPE_CHECKING:
    from model.posterior import Posterior

FOLDER = Path(__file__).parent / "data" / "parameters"
ROLES = ("constant", "uncertainty", "calibrated")
PRIORS = ("fixed", "uniform", "triangular", "normal", "lognormal")


class Parameter(NamedTuple):
    """One declared number.

    ``prior`` is ``fixed``, ``uniform``, ``triangular`` (mode at the default), ``normal:SD`` or ``lognormal:SIGMA``
    (centred on the default), the last three cut at ``low`` and ``high``. ``role`` says whether members of an
    ensemble draw it from its prior (``uncertainty``), draw it from the posterior of the fit (``calibrated``) or take
    the default (``constant``). ``source`` is a citation, an evidence
    row, or begins with the word *assumption*.
    """

    name: str
    unit: str
    default: float
    low: float
    high: float
    prior: str
    role: str
    source: str
    en: str
    zh: str

    @property
    def room(self) -> str:
        """The part of the model the parameter belongs to."""
        return self.name.split(".", 1)[0]

    def draw(self, u: float) -> float:
        """Return the value at quantile ``u`` (in (0, 1)) of the prior, cut to the declared range."""
        if self.role == "constant" or self.prior == "fixed":
            return self.default
        kind, _, spread = self.prior.partition(":")
        low, high, mid = self.low, self.high, self.default
        if kind == "uniform":
            return low + u * (high - low)
        if kind == "triangular":
            return float(_triangular(low, mid, high, u))
        from scipy.special import ndtri

        to, back = (math.log, math.exp) if kind == "lognormal" else (float, float)
        a, b = _cut(self)
        return min(max(back(to(mid) + float(spread) * float(ndtri(a + u * (b - a)))), low), high)


@functools.cache
def _cut(parameter: Parameter) -> tuple[float, float]:
    """Return the quantiles of a normal or lognormal prior at which its range begins and ends."""
    from scipy.special import ndtr

    kind, _, spread = parameter.prior.partition(":")
    to = math.log if kind == "lognormal" else float
    low, high = (
        float(ndtr((to(end) - to(parameter.default)) / float(spread))) for end in (parameter.low, parameter.high)
    )
    return low, high


def _triangular(low: float, mode: float, high: float, u: float) -> float:
    split = (mode - low) / (high - low)
    if u < split:
        return low + math.sqrt(u * (high - low) * (mode - low))
    return high - math.sqrt((1 - u) * (high - low) * (high - mode))


@functools.cache
def declared() -> Mapping[str, Parameter]:
    """Return all declared parameters by name, in the order of the tables.

    Raises:
        ValueError: a row that is incomplete, doubled, or whose default lies outside its range.
    """
    table: dict[str, Parameter] = {}
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                parameter = _parse(path, row)
                if parameter.name in table:
                    raise ValueError(f"{path.name}: {parameter.name} is declared twice")
                table[parameter.name] = parameter
    return table


@functools.cache
def _defaults() -> dict[str, float]:
    """Return the defaults of all declared parameters, not to be changed: every run begins with a copy."""
    return {name: parameter.default for name, parameter in declared().items()}


def _parse(path: Path, row: dict[str, str]) -> Parameter:
    if None in row or any(not (row.get(field) or "").strip() for field in Parameter._fields):
        raise ValueError(f"{path.name}: a field is missing or one too many in the row of {row.get('name')!r}")
    parameter = Parameter(
        name=row["name"],
        unit=row["unit"],
        default=float(row["default"]),
        low=float(row["low"]),
        high=float(row["high"]),
        prior=row["prior"],
        role=row["role"],
        source=row["source"],
        en=row["en"],
        zh=row["zh"],
    )
    kind, _, spread = parameter.prior.partition(":")
    sound = (
        parameter.room == path.stem
        and parameter.role in ROLES
        and kind in PRIORS
        and (kind in ("normal", "lognormal")) == bool(spread)
        and parameter.low <= parameter.default <= parameter.high
        and (kind != "lognormal" or parameter.low > 0)
        and ((parameter.role == "constant") == (kind == "fixed"))
    )
    if not sound:
        raise ValueError(f"{path.name}: {parameter.name}: room, role, prior and range do not agree")
    return parameter


@functools.cache
def _keys() -> Mapping[str, int]:
    """Return the names of the parameters that members draw, each with the key of its luck."""
    return {name: name_key(name) for name, parameter in declared().items() if parameter.role != "constant"}


@functools.cache
def _groups() -> frozenset[str]:
    """Return every beginning of a declared name: ``visitors``, ``visitors.nights``, ..."""
    words = [name.split(".") for name in declared()]
    return frozenset(".".join(parts[:length]) for parts in words for length in range(1, len(parts)))


@functools.cache
def _names(room: str) -> tuple[str, ...]:
    """Return the declared names of one room, in the order of the tables."""
    return tuple(name for name, parameter in declared().items() if parameter.room == room)


class Room:
    """Read-only values of one room, or of one group in it, under the words of the tables.

    ``p.tie_elasticity`` is a number, ``p.nights`` a group: ``p.nights.leisure`` and ``p.nights["leisure"]`` are the
    same number, ``p.nights.vector(PURPOSES)`` an array. The first access of a name is recorded in
    :attr:`Parameters.read`; later ones cost what a plain attribute costs.
    """

    def __init__(self, parameters: "Parameters", prefix: str) -> None:
        self.__dict__.update(_parameters=parameters, _prefix=prefix)

    def __getattr__(self, word: str) -> Any:
        """Return the value, or the group, of this name; called only until the name has been read once.

        Raises:
            AttributeError: the tables declare no such name.
        """
        if word.startswith("_"):
            raise AttributeError(word)
        name = f"{self._prefix}.{word}"
        if name in declared():
            value: float | Room = self._parameters[name]
        elif name in _groups():
            value = Room(self._parameters, name)
        else:
            raise AttributeError(f"no parameter {name}; nearest: {self._nearest(word)}")
        self.__dict__[word] = value
        return value

    def __setattr__(self, word: str, value: object) -> None:
        """Refuse: a run's parameters never change.

        Raises:
            AttributeError: always.
        """
        raise AttributeError(f"{self._prefix}.{word}: parameters are read-only; start a run with other values")

    def __getitem__(self, word: str) -> Any:
        """Return the same as the attribute ``word``, for words held in a variable and those that are no identifiers."""
        return getattr(self, word)

    def __deepcopy__(self, _: dict) -> "Room":
        return self  # read-only

    def vector(self, words: Iterable[str]) -> np.ndarray:
        """Return the values of the group for each word, shape (words,)."""
        return self._parameters.vector(self._prefix, words)

    def _nearest(self, word: str) -> str:
        from difflib import get_close_matches

        words = [name[len(self._prefix) + 1 :] for name in declared() if name.startswith(f"{self._prefix}.")]
        return ", ".join(f"{self._prefix}.{near}" for near in get_close_matches(word, words, 1, 0.0))


class Parameters:
    """The values of one run, by name; remembers which were read.

    Args:
        overrides: values by name that replace the defaults.

    Raises:
        KeyError: an override for a name that is not declared.
    """

    def __init__(self, overrides: Mapping[str, float] | None = None) -> None:
        self._values = _defaults().copy()
        for name, value in (overrides or {}).items():
            if name not in self._values:
                raise KeyError(name)
            self._values[name] = float(value)
        self.read: set[str] = set()
        """Names read so far."""
        self._rooms: dict[str, Room] = {}
        self._vectors: dict[tuple[str, tuple[str, ...]], np.ndarray] = {}

    @classmethod
    def drawn(
        cls,
        luck: Draws | int,
        fixed: Mapping[str, float] | None = None,
        *,
        fitted: bool = True,
        posterior: "Posterior | None" = None,
    ) -> "Parameters":
        """Return one member's draw: calibrated parameters from a posterior together, the others each from its prior.

        Each parameter has its own luck, keyed by its name, so that a new parameter moves no other.

        Args:
            luck: the member's random numbers, or a seed for numbers that stand alone.
            fixed: names that keep the value given here.
            fitted: False draws the calibrated ones from their priors too, as if nothing had been fitted.
            posterior: what to draw the calibrated ones from, by default the posterior that ships with the model.

        Raises:
            model.posterior.PosteriorError: the posterior that ships does not fit the priors of today.
        """
        from model.posterior import shipped

        draws, fixed = luck if isinstance(luck, Draws) else Draws(luck), fixed or {}
        names = [name for name in _keys() if name not in fixed]
        keys = np.array([_keys()[name] for name in names], dtype=np.uint64)
        places = draws.between_members("parameters", -1, keys)[0].tolist()
        values = {name: declared()[name].draw(u) for name, u in zip(names, places, strict=True)}
        if fitted:
            u = float(draws.between_members("posterior", -1, np.zeros(1, np.uint64))[0, 0])
            values.update((shipped() if posterior is None else posterior).draw(u))
        return cls({**values, **fixed})

    def __getitem__(self, name: str) -> float:
        self.read.add(name)
        return self._values[name]

    def room(self, name: str) -> Room:
        """Return the read-only values of a room: ``parameters.room("trade").tie_elasticity``.

        Raises:
            KeyError: no table has this name.
        """
        if name not in _groups():
            raise KeyError(name)
        if name not in self._rooms:
            self._rooms[name] = Room(self, name)
        return self._rooms[name]

    def vector(self, prefix: str, words: Iterable[str]) -> np.ndarray:
        """Return the values of ``prefix.word`` for each word, shape (words,)."""
        key = prefix, tuple(words)
        if key not in self._vectors:
            self._vectors[key] = np.array([self[f"{prefix}.{word}"] for word in key[1]])
        return self._vectors[key].copy()

    def apart(self) -> "Parameters":
        """Return the same values, of which what is read is noted apart."""
        other = Parameters.__new__(Parameters)
        other._values, other.read, other._rooms, other._vectors = self._values, set(), {}, {}
        return other

    def have(self, values: Mapping[str, float]) -> bool:
        """Return whether these names have these values here; if so, they count as read."""
        if any(self._values[name] != value for name, value in values.items()):
            return False
        self.read.update(values)
        return True

    def of_room(self, room: str) -> tuple[float, ...]:
        """Return all values of a room, read or not, in the order of the tables: what its rooms share results by."""
        return tuple([self._values[name] for name in _names(room)])

    def values(self) -> dict[str, float]:
        """Return all values by name, read or not."""
        return dict(self._values)
