"""International talent: steady while nothing changes, one to one, and moved by what it meets."""

import numpy as np
import pytest
from scipy.stats import poisson

from common.vocabulary import SECTORS
from model.facts.months import DAYS_A_MONTH
from model.parameters import Parameters
from model.population import Population
from model.talent import hiring, staying
from model.talent.communities import communities
from model.talent.looking import Looking
from model.talent.steady_state import PROFESSIONALS, RETURNEES
from model.talent.talent import Talent
from tests.support.quiet_model import QuietModel, quiet_policy

LEGAL, TECHNOLOGY = SECTORS.index("legal"), SECTORS.index("technology")


def announced(model) -> Talent:
    """The talent of a model, after its first signals."""
    talent = Talent(model)
    talent.announce()
    return talent


def lived(policy, months, seed=1, change=None, overrides=None):
    """A talent room after some months, with its monthly results stacked."""
    model = QuietModel(seed=seed, overrides=overrides)
    talent = announced(model)
    series = {}
    for month in range(months):
        model.tick()
        if change:
            change(model)
        talent.move(policy(month) if callable(policy) else policy)
        seen = {key: getattr(talent, key) for key in ("professionals", "returnees", "practitioners")}
        seen["professionals_arriving"] = talent.arrivals.reshape(2, -1)[0].sum()
        for key, values in (seen | talent.results()).items():
            series.setdefault(key, []).append(values)
    return talent, {key: np.array(values) for key, values in series.items()}


def test_pools_hold_as_many_graduates_as_come_to_look_by_the_end_of_the_longest_run():
    """Ten years of growth would otherwise bring chances of applying near one, where they are cut."""
    still, growing = QuietModel(), QuietModel()
    growing.world.past = lambda name, months: 1.07 ** (months / 12)
    few, many = (Looking(model, np.array([0, 1]), np.zeros(2, int)).most for model in (still, growing))
    assert many[RETURNEES] == pytest.approx(1.07**10) and few[RETURNEES] == 1.0
    assert many[PROFESSIONALS] == few[PROFESSIONALS]


# Hiring --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("parts", [1, 2, 3])
def test_meetings_never_exceed_either_side(parts):
    vacancies, applicants = np.meshgrid(np.arange(30), np.arange(30))
    met = hiring.meetings(vacancies, applicants, parts)
    assert np.all(met >= 0) and np.all(met <= np.minimum(vacancies, applicants) + 1e-12)
    assert np.all(np.diff(met, axis=0) >= -1e-12), "more applicants never fill fewer posts"
    assert np.all(np.diff(met[1:], axis=1) >= -1e-12), "more vacancies never fill fewer posts"


@pytest.mark.parametrize("parts", [1, 2, 3])
@pytest.mark.parametrize(("vacancies", "matches"), [(5, 2.0), (40, 30.0), (1000, 80.0)])
def test_applicants_for_gives_the_matches_on_average(vacancies, matches, parts):
    mean = float(hiring.applicants_for(np.array([matches / parts]), np.array([float(vacancies)]), parts)[0])
    count = np.arange(int(mean + 10 * mean**0.5 + 20))
    expected = hiring.meetings(np.full(count.size, vacancies), count, parts) @ poisson.pmf(count, mean)
    assert expected == pytest.approx(matches / parts, rel=1e-6)


def test_a_month_of_applicants_fills_about_as_many_posts_in_shorter_steps():
    vacancies = np.full(1, 400.0)
    whole = hiring.meetings(vacancies, np.array([280]))
    for parts in (2, 4):
        assert parts * hiring.meetings(vacancies, np.array([280 // parts]), parts) == pytest.approx(whole, rel=1e-9)


def test_one_more_match_adds_one_person_and_moves_nobody():
    luck = np.random.default_rng(4)
    market, queue = luck.integers(0, 3, 60), luck.random(60)
    few = hiring.hired(market, queue, np.array([4, 0, 7]))
    more = hiring.hired(market, queue, np.array([5, 0, 7]))
    assert np.bincount(market[few], minlength=3).tolist() == [4, 0, 7]
    assert set(few) < set(more) and market[list(set(more) - set(few))].tolist() == [0]
    assert queue[few][market[few] == 2].max() <= np.sort(queue[market == 2])[6]


def test_the_procedure_loses_the_refused_and_the_impatient():
    course = hiring.staying_course(np.array([0.0, 10.0, 20.0]), patience_days=130, refused=0.05)
    assert course[0] == 1
    assert course[2] / course[1] == pytest.approx(np.exp(-10 / 130))
    assert course[1] == pytest.approx(0.95 * np.exp(-10 / 130))


def test_waiting_has_the_mean_of_the_procedure():
    u = (np.arange(10_000) + 0.5) / 10_000
    for days in (0.0, 20.0, 75.0):
        assert hiring.months_of_wait(np.full(u.size, days), u).mean() == pytest.approx(days / DAYS_A_MONTH, abs=1e-3)
        assert sum(hiring.still_coming(days, m) for m in range(5)) == pytest.approx(days / DAYS_A_MONTH)


# Staying -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("every", [0, 12, 60])
def test_hazards_are_solved_for_the_mean_stay(every):
    shape = staying.shape_of_leaving(480, 0.5, 24)
    added = staying.lumps(480, every, 0.08)
    level = staying.level_of_leaving(shape, added, 36)
    assert staying.survival(level * shape + added).sum() == pytest.approx(36, rel=1e-6)


def test_a_stay_longer_than_permits_allow_is_refused():
    with pytest.raises(ValueError, match="not possible"):
        staying.level_of_leaving(np.ones(480), staying.lumps(480, 1, 0.2), 60)


def test_tenures_follow_the_survival_curve():
    survivors = 0.9 ** np.arange(200)
    tenure = staying.tenures(survivors, (np.arange(100_000) + 0.5) / 100_000)
    assert tenure.mean() == pytest.approx(9, rel=1e-3)
    assert np.mean(tenure == 0) == pytest.approx(0.1, abs=1e-3)


# The room ------------------------------------------------------------------------------------------------------------


def test_the_start_has_the_stocks_of_the_facts():
    model = QuietModel()
    talent = announced(model)
    permit = communities(model.facts).needs_permit[0]
    assert talent.professionals[permit].sum() == pytest.approx(model.facts.foreign_professionals_2022, abs=30)
    assert talent.returnees.sum() == pytest.approx(model.facts.returnees_stock, abs=1)
    assert len(talent.people) == talent.stock.sum()
    assert model.wires.hear("talent_to_zones") == talent.stock.sum()


@pytest.mark.long
def test_nothing_drifts_in_ten_years():
    paths = [lived(quiet_policy(), 120, seed=seed)[1] for seed in range(4)]
    for key, tolerance in (("professionals", 0.015), ("returnees", 0.006), ("practitioners", 0.006)):
        mean = np.mean([path[key].sum(axis=1) for path in paths], axis=0)
        start = mean[:6].mean()
        for year in range(0, 120, 12):
            assert mean[year : year + 12].mean() == pytest.approx(start, rel=tolerance), (key, year)
    flows = [np.mean([path[key].sum() for path in paths]) for key in ("talent_arrivals", "talent_departures")]
    assert flows[0] == pytest.approx(flows[1], rel=0.005)
    by_field = np.mean([path["talent"][-24:].mean(axis=0) for path in paths], axis=0)
    first = np.mean([path["talent"][0] for path in paths], axis=0)
    assert by_field == pytest.approx(first, rel=0.05)


@pytest.mark.parametrize("member", range(4))
def test_any_draw_of_the_parameters_starts_steady(member):
    model = QuietModel(seed=member)
    model.parameters = Parameters.drawn(member)
    talent = announced(model)
    professionals, returnees = talent.professionals.sum(), talent.returnees.sum()
    for _ in range(48):
        model.tick()
        talent.move(quiet_policy())
    assert talent.professionals.sum() == pytest.approx(professionals, rel=0.035)
    assert talent.returnees.sum() == pytest.approx(returnees, rel=0.01)


def test_the_books_balance_under_every_push():
    model = QuietModel()
    talent = announced(model)
    for month in range(24):
        model.tick()
        model.world.domestic_growth *= 0.97 if month < 12 else 1.05
        model.world.willingness = np.full(len(model.facts.origins), month / 23)
        model.wires.send("firms_to_talent", np.full(len(SECTORS), 900.0 * (0.5 if month % 2 else 2)))
        talent.move(quiet_policy(days=20 - month / 2, years=1 + month / 4, recognition=0.6, family_services=0.5))
        assert talent.identities() == dict.fromkeys(talent.identities(), 0.0)
        assert np.all(talent.stock >= 0) and np.all(talent.hires <= talent.vacancies)


def test_quicker_permits_bring_more_professionals_and_leave_returnees_alone():
    slow, quick = (lived(quiet_policy(days=days), 24, seed=3)[1] for days in (20, 10))
    arriving = [path["professionals_arriving"][:12].sum() for path in (slow, quick)]
    assert 1.04 < arriving[1] / arriving[0] < 1.16
    assert quick["professionals"][-1].sum() > slow["professionals"][-1].sum()
    assert np.array_equal(quick["returnees"], slow["returnees"])


def test_permits_do_not_bind_those_who_need_none():
    slow, quick = (lived(quiet_policy(days=days), 1)[1] for days in (20, 3))
    free = ~communities(QuietModel().facts).needs_permit[0]
    assert np.array_equal(quick["professionals"][:, free], slow["professionals"][:, free])


def test_longer_residence_means_fewer_departures():
    short, long = (lived(quiet_policy(years=years), 48, seed=2)[1] for years in (1.5, 5))
    assert long["talent_departures"][24:].sum() < short["talent_departures"][24:].sum()
    assert 1.02 < long["professionals"][-1].sum() / short["professionals"][-1].sum() < 1.2


def test_recognition_makes_practitioners_at_once_and_nothing_of_others():
    push = np.zeros(len(SECTORS))
    push[LEGAL] = 0.4
    without, granted = (
        lived(lambda month, r=r: quiet_policy(recognition=r * (month >= 5)), 6)[1] for r in (np.zeros_like(push), push)
    )
    gain = granted["practitioners"][5] - without["practitioners"][5]
    change = granted["talent"][5] - without["talent"][5]
    assert np.array_equal(granted["talent"][:5], without["talent"][:5])
    assert gain[LEGAL] > 20 and gain[LEGAL] > 5 * abs(change[LEGAL])
    assert not np.delete(gain, LEGAL).any()


def test_schools_and_hospitals_hold_professionals():
    none, best = (lived(quiet_policy(family_services=push), 24)[1] for push in (0.0, 0.5))
    assert best["professionals"][-1].sum() > 1.02 * none["professionals"][-1].sum()
    assert np.array_equal(best["returnees"], none["returnees"])


def test_an_open_border_brings_professionals_in_measure():
    def opening(model):
        model.world.willingness = np.full(len(model.facts.origins), min(1.0, 0.06 + 0.05 * model.clock.t))

    closed, opened = (lived(quiet_policy(), 36, change=change)[1] for change in (None, opening))
    assert 1.05 < opened["professionals"][-1].sum() / closed["professionals"][-1].sum() < 1.25
    assert np.array_equal(opened["returnees"], closed["returnees"])


def test_dearer_homes_send_people_away():
    def dear(model):
        model.wires.send("zones_to_talent", np.array([1.3]))

    cheap, costly = (lived(quiet_policy(), 24, change=change)[1] for change in (None, dear))
    assert costly["professionals"][-1].sum() < 0.98 * cheap["professionals"][-1].sum()


def test_jobs_in_one_field_are_filled_in_that_field():
    def boom(model):
        jobs = np.full(len(SECTORS), 900.0)
        jobs[TECHNOLOGY] *= 1.5
        model.wires.send("firms_to_talent", jobs)

    usual, more = (lived(quiet_policy(), 24, change=change)[1] for change in (None, boom))
    growth = more["talent"][-1] / usual["talent"][-1]
    assert growth[TECHNOLOGY] > 1.04
    assert np.delete(growth, TECHNOLOGY) == pytest.approx(np.ones(len(SECTORS) - 1), abs=0.01)


def test_same_luck_gives_the_same_bits_until_the_policies_part():
    _, one = lived(quiet_policy(), 20)
    _, two = lived(lambda month: quiet_policy(days=20 if month < 10 else 5), 20)
    for key in one:
        assert np.array_equal(one[key][:10], two[key][:10])
    assert not np.array_equal(one["professionals"], two["professionals"])


def test_ties_are_professionals_and_a_little_of_returnees():
    talent, _ = lived(quiet_policy(), 3, overrides={"talent.returnee_tie": 0.1})
    wires = talent.model.wires
    expected = talent.professionals + 0.1 * talent.returnees
    assert wires.hear("ties_to_firms") == pytest.approx(expected)
    assert wires.hear("ties_to_trade") == pytest.approx(expected)
    assert np.array_equal(wires.hear("talent_to_visitors"), talent.professionals)
    assert np.array_equal(wires.hear("talent_to_firms"), talent.practitioners)


def test_dropped_rows_are_filled_from_the_end():
    population = Population({"name": np.int16})
    population.add(name=np.arange(8))
    population.drop(np.array([1, 2, 6]))
    assert sorted(population["name"]) == [0, 3, 4, 5, 7]
    population.drop(np.arange(5))
    assert len(population) == 0


# Growth --------------------------------------------------------------------------------------------------------------


def grown(output: float, foreseen: float, months: int = 36) -> tuple[Talent, float]:
    """A talent room after months in which output grows by ``output`` a year where ``foreseen`` was, and its returnees over those
    of the start."""
    model = QuietModel()
    level = lambda pace, months: np.exp(pace * (np.asarray(months) - model.setting.start + 1) / 12)  # noqa: E731
    model.world.past = lambda name, months: level(foreseen, months)
    talent = announced(model)
    before = talent.returnees.sum()
    for month in range(model.setting.start, model.setting.start + months):
        model.tick()
        model.world.domestic_growth, model.world.graduates_abroad = level(output, month), level(foreseen, month)
        talent.move(quiet_policy())
    return talent, talent.returnees.sum() / before


def test_pay_stands_still_where_output_grows_as_foreseen():
    """Posts grow with output, and so do those who come home for them: growth alone makes nobody dearer."""
    talent, stock = grown(0.045, 0.045)
    assert abs(np.log(talent.pay.mean())) < 0.015
    assert 0.08 < np.log(stock) < 0.135


def test_pay_rises_where_output_grows_faster_than_graduates_and_falls_where_slower():
    still, keeping, booming = (np.log(grown(output, 0.045)[0].pay.mean()) for output in (0.0, 0.045, 0.09))
    assert still < keeping - 0.02 < keeping + 0.02 < booming
    assert np.log(grown(0.045, 0.0)[0].pay.mean()) > keeping + 0.03, "a number that stands still is short"
