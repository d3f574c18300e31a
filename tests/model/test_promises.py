"""What investors count on: over their horizon, by what is announced so far, and with a trust that can be lost."""

import copy
import itertools

import numpy as np
import pytest

from common.vocabulary import SECTORS, WORLD_DEFAULTS, ZONES
from model.facts import facts
from model.facts.months import month_index
from model.firms import investment
from model.firms.investor_kinds import credence, kinds, newness, reliance
from model.firms.investors import EXPERIENCE
from model.levers import policies
from model.levers.actions import Plan, TaskRun
from model.levers.channels import COUNTED
from model.levers.pilot_tasks import catalogue, narrow_push, push, strengths
from model.levers.promises import GATES, promises
from model.parameters import Parameters
from model.setting import Setting
from tests.support.quiet_city import StillCity

START = month_index(2023, 1)
P = Parameters()
OPENING = tuple(id for id, task in catalogue().items() if {push.channel for push in task.pushes} & set(GATES))
EVERY = tuple(catalogue())


def run(tasks=EVERY, **when) -> TaskRun:
    return TaskRun(**({"tasks": tasks, "start": float(START), "ramp_months": 0.0} | when))


def promised(*runs, month=START + 12, key="dispute") -> float:
    (met,) = promises(runs, P, month, 1)
    return float(np.sum(met.promised[key]) + np.sum(met.narrow.get(key, 0.0)))


def felt(strength) -> dict:
    """Sum of what all and some feel, by channel."""
    narrow = narrow_push(strength, P)
    return {key: np.sum(pushed) + np.sum(narrow.get(key, 0.0)) for key, pushed in push(strength, P).items()}


# -- what is promised --------------------------------------------------------------------------------------------------


def test_a_lasting_measure_counts_whole_and_one_that_ends_next_month_hardly():
    whole = felt(strengths((run(),), START + 100))
    for key in COUNTED:
        assert promised(run(), month=START + 60, key=key) == pytest.approx(np.sum(whole[key]))
    ends = [promised(run(end=float(START + 60 + more))) for more in (-48, -47, -36, -12, 60)]
    assert 0 == ends[0] < ends[1] < 0.03 * promised(run())
    assert np.all(np.diff(ends) > 0)  # a longer run is never worth less


def test_nobody_counts_on_what_is_not_announced_and_what_is_counts_the_less_the_later_it_starts():
    later = run(start=START + 24.0)
    assert promised(later) == 0
    told = [promised(run(start=float(START + month), announced=START + 12.0)) for month in (12, 18, 24, 48)]
    assert np.all(np.diff(told) < 0) and told[-1] > 0
    half_a_month = run(start=START + 12.5)
    assert promised(half_a_month, month=START + 11) == 0 < promised(half_a_month, month=START + 12)


def test_two_halves_in_time_make_a_whole_and_order_and_doubles_do_not_matter():
    first, then = run(end=START + 20.0), run(start=START + 20.0, end=START + 40.0, announced=float(START))
    whole = run(end=START + 40.0)
    for month in (START, START + 15, START + 30):
        reference = promised(whole, month=month)
        assert promised(first, then, month=month) == pytest.approx(reference)
        assert promised(then, first, month=month) == promised(first, then, month=month)
        assert promised(whole, whole, month=month) == reference


def test_half_a_measure_is_worth_at_least_nothing_more_than_the_whole():
    for key in COUNTED:
        half, whole = promised(run(strength=0.5), key=key), promised(run(), key=key)
        assert 0 < half < whole


def test_what_has_ended_costs_trust_and_a_run_that_goes_on_does_not():
    halves = run(end=START + 6.0), run(start=START + 6.0)
    over = promises((run(OPENING, end=START + 6.0), run()), P, START, 12)
    assert promises(halves, P, START, 12)[-1].lapsed == 0
    assert 0.95 < promises((run(end=START + 6.0),), P, START, 12)[-1].lapsed < 1
    assert all(month.lapsed == 0 for month in over)
    some = promises((run(OPENING, end=START + 6.0), run(("4.17",))), P, START, 12)[-1].lapsed
    assert 0 < some < 1


def test_trust_falls_with_how_much_has_ended_and_not_at_a_trifle():
    """A hundredth of a task that ended had cost as much trust as a whole programme."""

    def lapsed(*runs):
        return promises(runs, P, START, 12)[-1].lapsed

    by_strength = [lapsed(run(("4.17",), end=START + 6.0, strength=strength)) for strength in (0.01, 0.1, 0.5, 1.0)]
    assert 0 < by_strength[0] < 0.01 and np.all(np.diff(by_strength) > 0)
    assert by_strength[-1] == 0.5, "that all else holds counts as one task"


# -- who believes it ---------------------------------------------------------------------------------------------------


def test_investors_differ_around_the_mean():
    u = (np.arange(10_000) + 0.5) / 10_000
    assert credence(u, 0.3).mean() == pytest.approx(1, abs=1e-3) and reliance(u, 0.4).mean() == pytest.approx(1)
    assert credence(u, 0.5).std() > credence(u, 0.2).std() > 0
    assert newness(u, 0.3).mean() == pytest.approx(1) and set(newness(u, 0.0)) == {1}
    every = kinds(P.room("firms"))
    for one, other in itertools.combinations(every, 2):  # independent of one another
        assert one.mean() == other.mean() == (one * other).mean() == pytest.approx(1) and one.min() > 0


@pytest.fixture(scope="module")
def still():
    """A city at rest."""
    return StillCity(3)


@pytest.mark.parametrize("channel", COUNTED)
def test_what_is_promised_draws_investors_and_lost_trust_repels_them(still, channel):
    amounts = dict.fromkeys(COUNTED, 0.5) | {"licensing": 15.0, "cross_border": 0.04, "market_access": 0.1}

    start = still.policy

    def expected(lapsed=0.0, share=1.0):
        if channel in GATES:  # what must be open at entry
            still.push(**{channel: amounts[channel]})
        still.foresee(lapsed, **{channel: share * amounts[channel]})
        attraction = still.firms.attraction
        offer = attraction.offer(still.policy, still.firms.present, np.ones(len(ZONES)))
        still.policy = start
        return still.firms.investors.expected(offer, attraction.expected_share(offer)).sum()

    assert expected(share=0.0) < expected(share=0.5) < expected()
    if channel not in ("equity_cap", "zone_attraction"):
        assert expected(lapsed=1.0) < expected()


def test_a_quick_desk_and_those_here_draw_newcomers_more_than_the_experienced():
    city = StillCity(7)
    city.run(2)
    investors, start = city.firms.investors, city.firms.attraction.at_start()
    pool = investors.pool

    def entrants(offer):
        investors.pool = copy.deepcopy(pool)
        experience = investors.decide(START + 1000, offer)["luck"][:, EXPERIENCE]
        return np.array([(experience < 0.5).sum(), (experience >= 0.5).sum()])

    before = entrants(start)
    for more in ({"quicker": start.quicker + 0.5}, {"contact": start.contact + 0.5}):
        experienced, new = entrants(start._replace(**more)) - before
        assert new > experienced > 0


# -- who waits ---------------------------------------------------------------------------------------------------------


def test_investors_wait_for_their_own_line_where_it_pays():
    closed = np.array([0.5, 0.5, 0.3, 0.0])[:, None] * np.ones(4)
    luck, gain = np.array([0.9, 0.4, 0.2, 0.2]), np.array([9.0, 9.0, 9.0, 0.2])
    assert investment.waiting(luck, closed, gain, 0.1).tolist() == [0, 2, 3, 0]


def course(*runs, months, seeds):
    """New firms by month, summed over seeds, and the expected effect on them under what tasks do, (months,) each."""
    new = np.zeros(months)
    setting = Setting(start=START, months=months, scale=0.005, world=dict(WORLD_DEFAULTS))
    for seed in seeds:
        city, effect = StillCity(seed), []
        for policy in policies(setting, Plan(pilot_tasks=runs), facts(), city.parameters):
            city.policy = policy
            new[len(effect)] += city.step()["new_foreign_firms"].sum()
            effect.append(city.firms.expected.sum() / city.firms.start_expected.sum() - 1)
    return new, np.array(effect)


def test_an_announced_opening_delays_entry_before_it_starts_and_brings_it_after():
    none, _ = course(months=22, seeds=(1, 2))
    told, _ = course(run(OPENING, start=START + 12.0, announced=START + 1.0), months=22, seeds=(1, 2))
    before, after = slice(2, 12), slice(18, 22)
    assert told[before].sum() < 0.99 * none[before].sum()
    assert told[after].sum() > 1.02 * none[after].sum()


def test_the_end_of_all_measures_is_a_slope():
    lasting, ending = (course(each, months=27, seeds=(1,))[1] for each in (run(), run(end=START + 24.0)))
    assert np.all(ending[3:24] < lasting[3:24]) and ending[12] > 0.05
    assert ending[25] == pytest.approx(0, abs=0.01)
    assert ending[12] > ending[18] > ending[22] > ending[24]
    assert (-np.diff(ending[11:26])).max() < 0.5 * ending[12]  # no month takes half of it


def test_a_gate_that_opens_in_the_months_ahead_keeps_lines_waiting():
    city = StillCity(5)
    ahead = np.zeros((18, len(SECTORS)))
    ahead[6:] = 0.2
    city.foresee(coming={"market_access": ahead})
    waited = city.run(8)["new_foreign_firms"][3:8].sum()
    assert waited < StillCity(5).run(8)["new_foreign_firms"][3:8].sum()
