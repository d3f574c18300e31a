"""Few who might use a transit exemption do, as border control counts."""

import numpy as np

from model.facts import facts
from model.visitors.baseline import MIDDLE_OF_2019
from tests.support.whole_model import OPEN, pilot

COUNTED = 101_000
"""Entries on exemptions of 72 and 144 hours in 2018 (National Immigration Administration)."""


def test_as_many_use_transit_exemptions_as_border_control_counted():
    city = pilot(months=1, **OPEN)
    options, s, n = city.visitors.options, city.visitors.options.s, len(facts().origins)
    rivals, ways = options._first_stops(options.of_month(city.policy_before_start), city.baseline.awareness)
    base_people = np.bincount(s.origin, city.baseline.people, minlength=n)
    people = (rivals.sum(axis=0) + ways.sum(axis=0)) * (city.market.occasions / base_people)[s.origin]
    hours = np.where(facts().transit_eligible(MIDDLE_OF_2019), facts().transit_hours("shanghai", MIDDLE_OF_2019), 0.0)
    users = people @ city.baseline.visas.entry(np.zeros(n), hours).without_visa
    city.free()
    assert COUNTED / 2 < users < 2 * COUNTED
