"""Applications that wait: days with their spread, what shortens the mean and the tail, and who gives up."""

import numpy as np
import pytest

from common.vocabulary import SECTORS
from model.facts import facts
from model.firms import licences
from model.parameters import Parameters
from tests.support.quiet_city import StillCity

P = Parameters().room("firms")
FINANCE, MAKERS = SECTORS.index("finance"), SECTORS.index("manufacturing")
EVEN = (np.arange(4096) + 0.5) / 4096


def desk(**pushes) -> licences.Desk:
    city = StillCity()
    city.push(**pushes)
    return licences.desk(city.policy, facts().licensing_days, P)


def test_days_have_the_declared_mean_and_spread():
    own, rest = licences.own_days(desk(), np.full(EVEN.size, FINANCE), EVEN)
    mean = facts().licensing_days[FINANCE]
    assert own.mean() == pytest.approx(mean, rel=0.01) and np.log(own).std() == pytest.approx(
        P.licence_spread, rel=0.01
    )
    assert np.median(own) < 0.8 * mean and np.all((rest >= 0) & (rest < 1))


def test_luck_gives_days_and_day_of_month_apart():
    luck = np.random.default_rng(1).random(20_000)
    own, rest = licences.own_days(desk(), np.full(luck.size, MAKERS), luck)
    assert rest.mean() == pytest.approx(0.5, abs=0.01) and abs(np.corrcoef(own, rest)[0, 1]) < 0.03


def test_a_desk_gives_no_licence_sooner_than_possible_and_more_days_saved_never_lengthen_it():
    days = [desk(licensing=saved).days for saved in (0.0, 5.0, 15.0, 45.0)]
    assert np.all(np.diff(days, axis=0) <= 0) and days[-1].min() == pytest.approx(P.shortest_licence_days)


def test_certainty_cuts_the_long_cases_and_nobody_waits_longer_for_it():
    usual, sure = desk(), desk(licensing_certainty=0.3)
    before, after = (licences.own_days(one, np.full(EVEN.size, FINANCE), EVEN)[0] for one in (usual, sure))
    assert np.all(after <= before) and after.mean() == pytest.approx(sure.days[FINANCE], rel=0.01)
    assert np.quantile(after, 0.95) < 0.75 * np.quantile(before, 0.95)
    none, gained = (usual.reserve(P) - one.reserve(P) for one in (usual, sure))
    assert not none.any() and np.all(gained > 0) and gained[FINANCE] > gained[MAKERS]
    assert np.all(gained < 0.1 * facts().licensing_days)


def test_long_waits_are_given_up_more_and_a_shorter_or_surer_desk_loses_fewer():
    days = facts().licensing_days
    usual, quick, sure = (
        licences.granted(one, one.days, days, P)
        for one in (desk(), desk(licensing=15.0), desk(licensing_certainty=0.3))
    )
    assert np.all(quick > usual) and np.all(sure > usual) and usual.argmin() == FINANCE
    assert np.log(usual) == pytest.approx(-P.licence_refusals * days / 100, rel=0.3)


def test_applications_wait_and_a_quick_desk_clears_the_queue():
    usual, quick = StillCity(7), StillCity(7)
    quick.push(licensing=45.0)
    before, after = usual.run(6), quick.run(6)
    assert before["licences_awaited"][-1].sum() > 1.3 * after["licences_awaited"][-1].sum() > 0
    mean = before["licences_awaited"][-1].sum() / before["new_foreign_firms"].mean(axis=0).sum() * 30.4
    assert 10 < mean < 70, "days of an application, by Little's law"
