"""What a sweep found, as plain arrays: the effect of each variant on each outcome, member by member."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from common.files import csv_text
from common.text import Text
from outputs.results.numbers import Unit, fitting, negligible, reader_unit
from outputs.results.outcomes import LEVELS, Outcome, quantiles
from outputs.results.record_file import Floats
from outputs.results.summary_rows import EXPORTED

COLUMNS = (
    "outcome",
    "variant",
    "title_en",
    "title_zh",
    "mean",
    "standard_error",
    "p10",
    "p90",
    "counterfactual",
    "ahead_of_first",
    "ahead_p10",
    "ahead_p90",
    "members_ahead_of_first",
    "unit",
)


@dataclass(frozen=True)
class SweepResult:
    """The variants of a sweep and what they bring.

    Attributes:
        name: of the sweep.
        title: in both languages.
        names: of the variants.
        titles: of the variants.
        values: by variant, the keys that were varied and their values; empty where variants have names.
        effects: by outcome key (variants, members), in the unit of the results file; flows summed, stocks at the end.
        levels: the same of each variant's counterfactual.
        units: by outcome key the unit in the results file.
        members: which finished in every variant.
        version: of the model.
        fingerprint: of all that the numbers depend on.
        keys: readers' names of the keys that were varied; a key that has none is named by itself.
    """

    name: str
    title: Text
    names: tuple[str, ...]
    titles: tuple[Text, ...]
    values: tuple[Mapping[str, str], ...]
    effects: Mapping[str, Floats]
    levels: Mapping[str, Floats]
    units: Mapping[str, str]
    members: tuple[int, ...]
    version: str
    fingerprint: str
    keys: Mapping[str, Text] = field(default_factory=dict)

    def varied(self, lang: str) -> str:
        """The names of keys that titles of unnamed variants give the values of; empty where variants have names."""
        named = all(not name.isdigit() for name in self.names)
        keys = dict.fromkeys(key for values in self.values for key in values)
        return "" if named else " / ".join(self.keys.get(key, Text(key, key)).of(lang) for key in keys)

    def unit(self, outcome: Outcome, lang: str) -> Unit:
        """The reader's unit of an outcome, the same for all variants: the one that fits the largest of their mean effects.

        What is luck beside the level has no digits that a smaller unit would show.
        """
        own = reader_unit(outcome.variables[0], self.units[outcome.key], lang)
        sized = [
            float(members.mean()) * own.factor
            for members, level in zip(self.effects[outcome.key], self.levels[outcome.key], strict=True)
            if not negligible(float(level.mean()), float(members.mean()), *quantiles(members, LEVELS["80"]))
        ]
        return fitting(own, *sized)

    def level(self, outcome: Outcome, variant: int, lang: str) -> float:
        """The mean of a variant's counterfactual in the reader's unit, beside which effects may be negligible."""
        return float(self.levels[outcome.key][variant].mean()) * self.unit(outcome, lang).factor


def rows(found: SweepResult) -> Iterator[tuple]:
    """The whole table in the units of the results file, a row per outcome and variant, in the order of :data:`COLUMNS`."""
    for outcome in EXPORTED:
        effects, levels = found.effects[outcome.key], found.levels[outcome.key]
        for k, (name, title) in enumerate(zip(found.names, found.titles, strict=True)):
            members, ahead = effects[k], effects[k] - effects[0]
            low, high = quantiles(members, (0.1, 0.9))
            ahead_low, ahead_high = quantiles(ahead, (0.1, 0.9))
            error = members.std(ddof=1) / np.sqrt(len(members)) if len(members) > 1 else np.nan
            numbers = (members.mean(), error, low, high, levels[k].mean(), ahead.mean(), ahead_low, ahead_high)
            told = (format(float(number), ".10g") if np.isfinite(number) else "" for number in numbers)
            yield outcome.key, name, title.en, title.zh, *told, int((ahead > 0).sum()), found.units[outcome.key]


def as_csv(found: SweepResult) -> str:
    """Text of ``sweep.csv``."""
    return csv_text([COLUMNS, *rows(found)])


def design_csv(found: SweepResult) -> str:
    """Text of ``design.csv``: the variants and the values of the keys that were varied."""
    keys = list(dict.fromkeys(key for values in found.values for key in values))
    body = [
        (name, *(values.get(key, "") for key in keys)) for name, values in zip(found.names, found.values, strict=True)
    ]
    return csv_text([("name", *keys), *body])


def members_csv(found: SweepResult) -> str:
    """Text of ``members.csv``: the effect of each variant in each member, in the units of the results file."""
    body = [
        (outcome.key, name, member, format(float(found.effects[outcome.key][k, at]), ".10g"))
        for outcome in EXPORTED
        for k, name in enumerate(found.names)
        for at, member in enumerate(found.members)
    ]
    return csv_text([("outcome", "variant", "member", "effect"), *body])
