"""Districts and national platforms: what the zones report is divided whole; a platform is where it is."""

import numpy as np
import pytest

from common.vocabulary import DISTRICTS, ZONES
from model.facts.districts import WEIGHTS, by_district, covered, platforms, zone_parts
from model.facts.tables import rows
from model.levers.catalogue import catalogue


@pytest.mark.parametrize("weight", WEIGHTS)
def test_what_zones_report_is_divided_whole(weight):
    amounts = np.arange(1.0, len(ZONES) + 1)
    assert by_district(amounts, weight).sum() == pytest.approx(amounts.sum())
    assert by_district(amounts, weight).shape == (len(DISTRICTS),) and np.all(zone_parts(weight) >= 0)


def test_people_of_the_zones_are_those_of_the_census_by_district():
    zones = {row["zone"]: float(row["residents"]) for row in rows("zones")}
    told = by_district(np.array([zones[zone] for zone in ZONES]), "people")
    census = {row["district"]: float(row["residents_2020"]) for row in rows("districts")}
    counted = np.array([census[district] for district in DISTRICTS])
    assert told / told.sum() == pytest.approx(counted / counted.sum(), rel=0.15)


def test_the_zone_of_jiangning_is_in_jiangning():
    by_key = {platform.key: platform for platform in platforms()}
    assert by_key["jiangning_economic"].district == "jiangning" and by_key["jiangning_economic"].zone == "culture_belt"
    assert covered("free_trade").keys() == {"jiangbei"} and covered("economic").keys() == {
        "culture_belt",
        "rest_of_city",
    }


@pytest.mark.parametrize("task", ["2.9"])
def test_what_is_for_national_development_zones_reaches_their_share_of_firms(task):
    pushes = {push.places[0]: push.amount for push in catalogue()[task].pushes if push.channel == "zone_attraction"}
    assert pushes.keys() == {"jiangbei", "culture_belt", "rest_of_city"}
    amount = pushes["jiangbei"] / covered("high_tech")["jiangbei"]
    assert pushes["culture_belt"] == pytest.approx(amount * covered("economic")["culture_belt"])
