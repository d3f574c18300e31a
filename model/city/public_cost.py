"""What policy costs the public by what people do: support that firms take, permits, visa fees forgone, inspected shops.

Planned outlays stand in the policy; refunds, support of flights and land with the rooms that pay them. What duty-free
shops cost in tax stands in their net public income (``duty_free_public_income``) and not here.
"""

import numpy as np

from common.vocabulary import LEVERS, TASKS, ZONES
from model.city_protocol import CityWithRooms
from model.firms.investor_offer import space_per_job
from model.levers.pilot_tasks import amounts_by_task
from model.policy import Policy, permit_days, push_on_each

M2_PER_UNIT = 1000


class PublicCost:
    """Public cost of one variant that follows from cases, takers and travellers.

    Args:
        model: the pilot model.
    """

    def __init__(self, model: CityWithRooms) -> None:
        self.model, self.p = model, model.parameters.room("desks")
        self.most = model.parameters.room("firms").zone_support_most
        self.space_per_job = space_per_job()
        amounts = amounts_by_task("zone_attraction")
        self.supporting = np.flatnonzero(amounts.any(axis=(1, 2)))
        """Places of the tasks that support zones."""
        self.support_of_each = amounts[self.supporting]
        """What each of them adds at full strength, (supporting tasks, zones, sectors)."""
        self._strength = np.zeros(self.supporting.size)
        self._offered = np.zeros(self.support_of_each.shape), np.zeros(self.support_of_each.shape[1:])
        self.shops_2022_m2 = model.policy_before_start.shop_area_m2.sum()
        self.permit_days_2022 = model.policy_before_start.permit_days
        self.shortest_permit_days = model.parameters.room("talent").shortest_permit_days

    def of_part(self, policy: Policy) -> dict[str, np.ndarray]:
        """Return the cost of this part of the month, million CNY of the day: by lever, by task, and support by zone."""
        by_task, by_zone = self._support(policy)
        by_lever = {
            "visa_facilitation": self._entries(policy) + self._permits(policy),
            "duty_free": self._inspection(policy),
            "pilot_tasks": float(by_task.sum()),
        }
        cost = np.array([by_lever.get(lever, 0.0) for lever in LEVERS])
        return {"fiscal_cost": cost, "task_cost": by_task, "zone_support": by_zone}

    def _support(self, policy: Policy) -> tuple[np.ndarray, np.ndarray]:
        """Return what zones pay to firms that take their support, by task, (tasks,), and by zone, (zones,)."""
        model, by_task = self.model, np.zeros(len(TASKS))
        share = np.clip(push_on_each(policy, "zone_attraction"), 0.0, self.most)
        if not share.any():
            return by_task, np.zeros(len(ZONES))
        parts, together = self._parts(policy.task_strength[self.supporting])
        rent = model.zones.rent @ self.space_per_job.T  # CNY of 2022 a job and month, (zones, sectors)
        rents = rent * (model.firms.supported_jobs() + model.home.supported_jobs())
        paid = share * rents / 1e6 * model.world.price_level * model.clock.share
        of_each = np.divide(paid, together, out=np.zeros_like(paid), where=together > 0)
        by_task[self.supporting] = (parts * of_each).sum(axis=(1, 2))
        return by_task, paid.sum(axis=1)

    def _parts(self, strength: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return what each supporting task adds at a strength, and all together; kept while the strength stays."""
        if not np.array_equal(strength, self._strength):
            parts = strength[:, None, None] * self.support_of_each
            self._strength, self._offered = strength, (parts, parts.sum(axis=0))
        return self._offered

    def _entries(self, policy: Policy) -> float:
        """Return visa fees forgone and checks at the border for visitors whom the plan's rules of entry serve.

        Only those count who would have come and paid; visitors of other cities do not.
        """
        visitors, p = self.model.visitors, self.p
        free = policy.freed * visitors.visa_free
        paying = np.maximum(visitors.visitors.sum(axis=1) - visitors.visa_free, 0.0)
        paying_at_lukou = np.maximum(visitors.by_way @ visitors.at_lukou - visitors.visa_free_at_lukou, 0.0)
        cut = policy.fee_cut_usd @ paying + policy.fee_cut_at_lukou_usd @ paying_at_lukou
        fee = self.model.parameters["visitors.visa_fee_usd"]
        forgone = p.would_have_come * (p.fee_kept * fee * free.sum() + cut)
        checks = p.border_check_cny * self.model.world.price_level * free.sum()
        return float(forgone * self.model.world.exchange_rate + checks) / 1e6

    def _permits(self, policy: Policy) -> float:
        """Return the work of deciding permits of those who arrived sooner than under the rules of the start."""
        days = permit_days(policy, self.shortest_permit_days)
        sooner = max(0.0, 1 - days / self.permit_days_2022)
        return float(self.p.permit_case_cny * sooner * self.model.talent.permits * self.model.world.price_level) / 1e6

    def _inspection(self, policy: Policy) -> float:
        """Return the supervision of shops that were opened since the start."""
        added = max(0.0, float(policy.shop_area_m2.sum() - self.shops_2022_m2)) / M2_PER_UNIT
        rate = self.p.shop_inspection_cny_mn / 12 * self.model.clock.share
        return float(rate * added * self.model.world.price_level)
