"""Routes: what is planned in each market, what rights allow of it, and what the closure lets fly.

Frequencies are weekly return flights. Between seasons the plan stands; what is flown of it is limited by the aircraft and
slots that are back after the closure. Rights cap the plan at once.
"""

import numpy as np

from model.city_protocol import City
from model.facts.route_history import flights_at
from model.policy import Policy
from model.routes import rights


class Network:
    """The routes of all markets.

    Args:
        model: the pilot model, whose facts, parameters, setting and world are read.
    """

    def __init__(self, model: City) -> None:
        self.model, facts = model, model.facts
        self.seat_ceiling = model.parameters.vector("world.seats_ceiling", facts.region)
        self.plan = self._at_start()
        """Planned weekly return flights, whole, (origins, carrier types)."""
        self.new = np.zeros(len(facts.origins), dtype=bool)
        """Markets opened since the start: the closure holds no flight of theirs back, (origins,)."""
        self.paid = np.zeros_like(self.plan)
        """Those of them that would not be flown without launch support, (origins, carrier types)."""
        self.freed = np.zeros(len(facts.origins))
        """Weekly flights that airlines fly this season where a grant lifts the closure's limits, (origins,)."""
        self.restored = np.zeros(len(facts.origins))
        """Weekly flights beyond those that the closure leaves which launch support brings back this season, (origins,)."""

    @property
    def planned(self) -> np.ndarray:
        """Planned weekly flights of all airlines, (origins,)."""
        return self.plan.sum(axis=1)

    @property
    def limits(self) -> np.ndarray:
        """Share of planned flights that bilateral limits leave, (origins,)."""
        return np.minimum(np.maximum(self.seat_ceiling, self.model.world.seat_share), 1.0)

    @property
    def share(self) -> np.ndarray:
        """Share of planned flights that is flown if no grant and no support brings more, (origins,)."""
        return np.where(self.new, self.limits, self.model.world.seat_share)

    def _at_start(self) -> np.ndarray:
        """Weekly flights at the start, (origins, carrier types): those that were flown, from 2019 on those of 2019."""
        facts = self.model.facts
        flown = flights_at(facts.origins, self.model.setting.start, facts.past_routes)
        by_origin = rights.spread_whole(round(float(flown.sum())), flown)
        airlines = zip(by_origin, facts.airlines_2019_weekly, strict=True)
        return np.array([rights.spread_whole(flights, weights) for flights, weights in airlines], dtype=float)

    def keep_within_rights(self, policy: Policy) -> None:
        """Cut the plan at once to the rights in force."""
        planned = self.planned
        if not (planned > rights.whole(policy.own_rights)).any():
            return
        allowed = rights.whole(rights.in_force(policy, planned))
        for origin in np.flatnonzero(planned > allowed):
            self.plan[origin] = rights.spread_whole(int(allowed[origin]), self.plan[origin])
        self.paid = np.minimum(self.paid, self.plan)

    def free(self, filled: np.ndarray, lifted: np.ndarray) -> None:
        """Fly flights next season where grants lift the closure's limits for ``lifted`` flights, as far as they fill.

        ``filled`` are the weekly flights that passengers who count with them by then fill to the target load; (origins,) each.
        """
        planned, world = self.planned, self.model.world
        most = np.minimum(planned * world.seat_share_without_limits, planned * self.share + lifted)
        self.freed = np.minimum(filled, most)

    def flown(self, policy: Policy) -> np.ndarray:
        """Weekly flights flown of those planned, (origins,), but for what launch support restores.

        Aircraft and bilateral limits hold back what the closure stopped. A grant lifts the limits for as many flights
        as it is for, and airlines fly those that fill.
        """
        planned, world = self.planned, self.model.world
        back = planned * self.share
        most = np.minimum(planned * world.seat_share_without_limits, back + rights.granted(policy))
        return np.maximum(back, np.minimum(self.freed, most))

    def with_restored(self, flown: np.ndarray, policy: Policy) -> np.ndarray:
        """Weekly flights with those that launch support brings back beyond what :meth:`flown` gives, (origins,)."""
        if not self.restored.any():
            return flown
        return np.maximum(flown, np.minimum(self.planned * self.share + self.restored, self.most_flown(policy)))

    def most_flown(self, policy: Policy) -> np.ndarray:
        """Weekly flights that rights and bilateral limits leave of those planned, (origins,)."""
        planned = self.planned
        return np.minimum(planned, planned * self.limits + rights.granted(policy))
