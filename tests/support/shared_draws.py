"""Luck for the many models that tests build: what rests on no luck is worked out once for all that have the same parameters."""

import functools
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

from model.draws import Draws
from model.facts import facts
from model.parameters import Parameters
from model.setting import Setting
from model.visitors.baseline import Baseline, baseline
from model.visitors.travellers import market

OF_PARAMETERS = frozenset({"baseline", "break-even loads", "firms.projects", "firms.money", "freight.2022"})
"""Names of results that rest on parameters, the scale of travel and the parts of a month, and on nothing else of a setting."""
MOST = 60
_results: OrderedDict[tuple, Any] = OrderedDict()


class SharedDraws(Draws):
    """Random numbers of a member, which take results that rest on no luck from other members and settings.

    They are taken only where the parameters are the same object, as those of the variants of a run are: a result may
    note in them what it reads later.
    """

    def cached(self, name: str, key: Any, make: Callable[[], Any]) -> Any:
        """Return the result as :meth:`Draws.cached` does; those of a whole model, whose ``key`` begins with setting and parameters, are shared."""
        whole = name in OF_PARAMETERS and isinstance(key, tuple) and isinstance(key[0], Setting)
        return super().cached(name, key, lambda: _shared(name, key, make) if whole else make())


def _shared(name: str, key: Any, make: Callable[[], Any]) -> Any:
    setting, parameters, *_ = key
    place = name, parameters, setting.scale, setting.steps
    if place not in _results:
        _results[place] = make()
        if len(_results) > MOST:
            _results.popitem(last=False)
    return _results[place]


@functools.lru_cache(maxsize=20)
def _parameters(overrides: tuple[tuple[str, float], ...]) -> Parameters:
    return Parameters(dict(overrides))


def same_parameters(overrides: Mapping[str, float] | None = None) -> Parameters:
    """The defaults but for ``overrides``: the same object for all who ask for the same."""
    return _parameters(tuple(sorted((overrides or {}).items())))


@functools.lru_cache(maxsize=20)
def same_baseline(parameters: Parameters, scale: float = 0.01) -> Baseline:
    """Travel in 2019 with these parameters, worked out once."""
    return baseline(facts(), parameters, market(facts(), parameters, scale))
