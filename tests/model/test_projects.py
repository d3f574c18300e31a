import numpy as np
import pytest

from common.vocabulary import SECTORS
from model.facts import facts
from model.firms.projects import usual_projects
from model.parameters import Parameters

F = facts()
HKG = F.origin_index["HKG"]
MAKERS = SECTORS.index("manufacturing")


@pytest.fixture(scope="module")
def projects():
    return usual_projects(F, Parameters().room("firms"))


def test_new_firms_are_those_of_the_facts(projects):
    assert projects.total.sum(axis=0) == pytest.approx(F.sector_projects_per_year)
    assert projects.through.sum() / projects.total.sum() == pytest.approx(F.fdi_project_share_2022[HKG])
    others = np.arange(len(F.origins)) != HKG
    shares = projects.direct[:-1][others].sum(axis=1) / projects.total.sum()
    assert shares == pytest.approx(F.fdi_project_share_2022[others])


def test_behind_hong_kong_stand_three_kinds_of_capital(projects):
    parts = Parameters()
    through = projects.through.sum()
    assert projects.through[-1].sum() / through == pytest.approx(parts["firms.round_trip_share"])
    third = projects.through[:-1].sum() - projects.through[HKG].sum()
    assert third / through == pytest.approx(parts["firms.third_country_share"])
    assert projects.direct[HKG].sum() == 0 and projects.direct[-1].sum() == 0


def test_the_stock_is_that_of_the_facts(projects):
    assert projects.stock.sum(axis=0) == pytest.approx(F.foreign_firms_2022)


def test_services_projects_through_hong_kong_are_as_large_as_published(projects):
    number = projects.through.sum(axis=0)
    money = number * projects.contract[HKG]
    services = np.arange(len(SECTORS)) != MAKERS
    assert money[services].sum() / money.sum() == pytest.approx(0.945, abs=0.01)
    published = F.hk_services_fdi_musd_2020_22 / F.hk_services_projects_2020_22
    new_money = 0.5 * money[services].sum() / number[services].sum()
    assert 0.7 * published < new_money < published


def test_every_mean_contract_fits_under_the_cap(projects):
    here = projects.direct[:-1] + (np.arange(len(F.origins)) == HKG)[:, None] > 0
    assert projects.contract[here].max() < 0.5 * Parameters()["firms.ticket_cap"]
