"""Members given what was observed: on made cities whose truth is known, and in the luck of the model."""

import dataclasses
import functools

import numpy as np
import pytest

from common.vocabulary import CITIES
from model.draws import Bend, Draws
from model.facts.months import UNSEEN, month_index
from model.parameters import Parameters
from model.world.incomes import deviations
from model.world.own_course import COURSES, bent_steps, own_course, scores
from model.world.paths import FIRST, calendar, shocks
from model.world.rivals import steps_taken
from scenarios.conditioning.candidates import Candidates, blocks
from scenarios.conditioning.findings import findings
from scenarios.conditioning.given import usual_error
from scenarios.conditioning.likelihood import target
from scenarios.conditioning.sampler import MOST_ROUNDS, NoCandidate, Piece, chosen, sample
from tests.support.fake_model import job

WIDTH, FIGURES = 4, 3
SLOPES = np.random.default_rng(5).normal(0, 0.25, (WIDTH, FIGURES))


def city(k: int, of: np.ndarray) -> tuple[np.ndarray, float]:
    """Figures of a made city with numbers and luck of its own, and what comes next in it."""
    own = np.random.default_rng([7, k])
    level, slopes = 5 + 0.25 * own.normal(size=FIGURES), SLOPES * np.exp(0.1 * own.normal(size=SLOPES.shape))
    figures = np.exp(level + of @ slopes + 0.02 * (of**2).sum() / WIDTH)
    return figures, float(level.sum() + (of @ slopes).sum() + 0.1 * own.normal())


def luck_of(k: int) -> np.ndarray:
    return np.random.default_rng([8, k]).normal(size=WIDTH)


def simulate(pieces):
    own = [luck_of(one.candidate) if one.scores is None else np.array(one.scores) for one in pieces]
    return [(scores, city(one.candidate, scores)[0]) for one, scores in zip(pieces, own, strict=True)]


def given(observed, error=0.1, candidates=32, seed=1, simulate=simulate, may=None):
    may = np.ones((WIDTH, FIGURES), bool) if may is None else may
    errors = np.full(len(observed), error)
    return sample(simulate, np.asarray(observed), errors, may, candidates, candidates / 4, Draws(seed))


@functools.cache
def cities(count: int) -> dict[str, np.ndarray]:
    """Cities whose figures were counted with an error: where what came next lies among members before and after."""
    before = np.array([city(k, luck_of(k))[1] for k in range(200)])
    found = {"rank": [], "inside": [], "inside_before": [], "width": [], "effective": []}
    for one in range(count):
        figures, coming = city(10_000 + one, luck_of(10_000 + one))
        seen = figures * np.exp(0.1 * np.random.default_rng([9, one]).normal(size=FIGURES))
        sampled = given(seen, seed=one)
        after = np.array([city(sampled.candidate[k], sampled.scores[k])[1] for k in chosen(sampled, 200, Draws(one))])
        low, high = np.quantile(after, [0.1, 0.9])
        found["rank"].append((after < coming).mean())
        found["inside"].append(low <= coming <= high)
        found["inside_before"].append(np.abs(coming - before.mean()) <= 1.28 * before.std())
        found["width"].append((high - low) / (2 * 1.28 * before.std()))
        found["effective"].append(sampled.effective)
    return {name: np.array(values) for name, values in found.items()}


def test_intervals_are_narrower_after_and_hold_the_truth_as_often_as_they_say():
    found = cities(20)
    assert found["width"].mean() < 0.6
    assert 0.6 <= found["inside"].mean() <= 0.97 and 0.6 <= found["inside_before"].mean() <= 0.97
    assert found["effective"].mean() > 6


def test_truths_fall_evenly_among_the_members():
    counts = np.histogram(cities(20)["rank"], 3, (0, 1))[0]
    assert (np.abs(counts - 20 / 3) <= 6).all()


@pytest.mark.long
def test_truths_fall_evenly_among_the_members_of_many_cities():
    found = cities(300)
    counts = np.histogram(found["rank"], 5, (0, 1))[0]
    assert ((counts - 60) ** 2 / 60).sum() < 18.5  # chi-squared with 4 degrees of freedom: one in a thousand
    assert 0.74 <= found["inside"].mean() <= 0.87


def test_the_same_whatever_the_order_of_runs():
    figures = city(3, luck_of(3))[0]

    def backwards(pieces):
        return simulate(pieces[::-1])[::-1]

    one, other = given(figures), given(figures, simulate=backwards)
    np.testing.assert_array_equal(one.weights, other.weights)
    np.testing.assert_array_equal(one.scores, other.scores)


def test_a_score_that_comes_after_a_figure_stays_luck():
    may = np.ones((WIDTH, FIGURES), bool)
    may[-1] = False
    sampled = given(city(3, luck_of(3))[0], may=may, candidates=64)
    late = sampled.scores[:, -1]
    assert abs(late.mean()) < 0.3 and 0.7 < late.std() < 1.5


def test_without_scores_candidates_are_weighted_as_they_are():
    seen = city(3, luck_of(3))[0]
    sampled = given(seen, error=0.3, may=np.zeros((0, FIGURES), bool))
    likely = -0.5 * (((np.log(sampled.prior) - np.log(seen)) / 0.3) ** 2).sum(axis=1)
    np.testing.assert_allclose(sampled.weights, np.exp(likely) / np.exp(likely).sum())
    assert sampled.rounds == 1


def test_failures_are_left_out_and_counted():
    def failing(pieces):
        return [None if piece.candidate % 4 == 0 else one for piece, one in zip(pieces, simulate(pieces), strict=True)]

    sampled = given(city(3, luck_of(3))[0], simulate=failing)
    assert sampled.failed == 8 and not (sampled.candidate % 4 == 0).any()
    with pytest.raises(NoCandidate, match="no candidate"):
        given(city(3, luck_of(3))[0], simulate=lambda pieces: [None] * len(pieces))


def test_what_no_candidate_can_give_is_told():
    """A figure that answers no score and lies far from all candidates; and figures that ask too much of the courses."""
    slopes = SLOPES.copy()
    slopes[:, 0] = 0

    def stubborn(pieces):
        own = [luck_of(one.candidate) if one.scores is None else np.array(one.scores) for one in pieces]
        return [(scores, np.exp(5 + scores @ slopes)) for scores in own]

    wrong = given(np.exp([5.0, 5.0, 5.0]) * np.array([1.6, 1.0, 1.0]), simulate=stubborn)
    told = findings(wrong, chosen(wrong, 16, Draws(1)))
    assert [one.unexplained for one in told.figures] == [True, False, False] and told.figures[0].surprising
    fair = given(city(3, luck_of(3))[0])
    told = findings(fair, chosen(fair, 16, Draws(1)))
    assert not any(one.unexplained for one in told.figures) and not told.strained
    assert told.candidates == 32 and 1 <= told.different <= 16 and 1 <= told.rounds <= MOST_ROUNDS
    far = given(np.exp([5.0, 5.0, 5.0]) * np.exp(8 * SLOPES.sum(axis=0)))
    assert findings(far, chosen(far, 16, Draws(1))).strained


def test_a_vaguer_figure_pulls_less():
    figures = city(3, luck_of(3))[0]
    errors = np.array([0.05, 0.05, 2.0])
    may = np.ones((WIDTH, FIGURES), bool)
    sampled = sample(simulate, figures, errors, may, 32, 8, Draws(1))
    pulls = [one.pull for one in findings(sampled, chosen(sampled, 16, Draws(1))).figures]
    assert pulls[2] < 0.1 * min(pulls[:2])


def test_amounts_are_compared_by_shares_and_what_may_be_nothing_by_itself():
    aim = target(np.array([100.0, 0.0]), np.array([0.1, 0.1]), np.array([[90.0, 4.0], [110.0, 0.0]]))
    assert aim.log.tolist() == [True, False] and aim.sd[1] == pytest.approx(0.2)
    each = aim.of_each(np.array([[100.0, 0.0], [110.0, 0.0], [0.0, 0.0]]))
    assert each[0, 0] > each[1, 0] > each[2, 0] == -np.inf


def test_errors_that_are_not_stated_add_up_to_that_of_a_year():
    assert usual_error(12, False) == usual_error(36, False) == usual_error(1, True) == pytest.approx(0.1)
    assert usual_error(1, False) == pytest.approx(0.1 * np.sqrt(12))


# the luck of the model


def test_a_bend_sets_what_a_course_comes_to_and_nothing_else():
    usual, first = Draws.of_member(1, 2), UNSEEN + 3
    months = calendar(UNSEEN + 24)
    bent = usual.bent([Bend(1, first, first + 6, 1.5)])
    inside = (months >= first) & (months < first + 6)
    before, after = bent_steps(months, UNSEEN, usual), bent_steps(months, UNSEEN, bent)
    assert after[inside, 1].sum() / np.sqrt(6) == pytest.approx(1.5)
    np.testing.assert_allclose(np.diff(after[inside, 1]), np.diff(before[inside, 1]))
    before[inside, 1] = after[inside, 1]
    np.testing.assert_array_equal(before, after)
    assert scores(((1, first, first + 6),), UNSEEN, bent) == pytest.approx([1.5])
    same = usual.bent([Bend(1, first, first + 6, float(scores(((1, first, first + 6),), UNSEEN, usual)[0]))])
    np.testing.assert_allclose(bent_steps(months, UNSEEN, same), bent_steps(months, UNSEEN, usual), atol=1e-12)


def test_a_bend_of_the_first_months_sets_what_came_before_them_too():
    """The step of the first month that nobody had seen is longer; a bend counts each step by its length."""
    months, usual = calendar(UNSEEN + 12), Draws.of_member(1, 2)
    bent = usual.bent([Bend(0, UNSEEN, UNSEEN + 12, 1.5)])
    world = Parameters().room("world")
    path = own_course("central", months, UNSEEN, bent, world)["travellers"]
    years = 1 + 3 + 1 / 3  # the first year, and what is not known of 2019-2022
    assert path[-1] == pytest.approx(1.5 * world.own_course.travellers * np.sqrt(years))
    assert scores(((0, UNSEEN, UNSEEN + 12),), UNSEEN, bent) == pytest.approx([1.5])


def test_luck_branches_at_a_month():
    own, other, month = Draws.of_member(1, 2), Draws.of_member(9, 4), UNSEEN + 12
    both, slots, months = own.branched(month, other), np.arange(5), calendar(UNSEEN + 24)
    np.testing.assert_array_equal(both.uniform("a", month - 1, slots), own.uniform("a", month - 1, slots))
    np.testing.assert_array_equal(both.uniform("a", month, slots), other.uniform("a", month, slots))
    np.testing.assert_array_equal(both.uniform("a", -1, slots), own.uniform("a", -1, slots))
    np.testing.assert_array_equal(both.between_members("a", month, slots), other.between_members("a", month, slots))
    lasting, appeared = (
        both.lasting("a", np.array([-1, 3, month - 1, month, month + 7]), slots),
        [own] * 3 + [other] * 2,
    )
    np.testing.assert_array_equal(lasting, [one.uniform("a", -1, slots)[k] for k, one in enumerate(appeared)])
    path, before, after = (shocks(one, "b", slots, months) for one in (both, own, other))
    np.testing.assert_array_equal(path[months < month], before[months < month])
    np.testing.assert_array_equal(path[months >= month], after[months >= month])
    assert len({str(one.identity) for one in (own, both, own.bent([Bend(0, 120, 121, 0.0)]))}) == 3


def test_rivals_step_by_fresh_luck_in_the_year_in_which_figures_end():
    """Of a year that figures end in, the months after them have luck of their own, and as many steps as other years have."""
    fresh_from, july = UNSEEN + 12 + 6, UNSEEN + 12 + 6 - FIRST
    months = calendar(UNSEEN + 24)

    def starts(draws):
        """Steps that begin in each month from the last figure on, and before it."""
        taken = steps_taken(draws, months, UNSEEN, 0.9, 1.0)
        begins = np.diff(taken, axis=0)
        return begins[:july], begins[july:]

    own = [Draws.of_member(1, 2).branched(fresh_from, Draws.of_member(9, k)) for k in range(40)]
    before, after = zip(*map(starts, own), strict=True)
    assert all(np.array_equal(one, before[0]) for one in before)
    assert len({one[:5].tobytes() for one in after}) > 10, "the rest of the year is not the candidate's"
    apart = [starts(Draws.of_member(3, k).branched(fresh_from, Draws.of_member(9, k)))[1][:5].sum() for k in range(200)]
    assert np.mean(apart) == pytest.approx(0.9 * 5 / 12 * len(CITIES), rel=0.1)


def test_trends_that_begin_after_the_last_figure_have_fresh_luck():
    own, other, first = Draws.of_member(1, 2), Draws.of_member(9, 4), UNSEEN + 36
    months, slots, p = calendar(UNSEEN + 60), np.array([410, 392], np.uint64), Parameters().room("world")
    after, before, candidate, fresh = (
        deviations(draws, p, slots, months, first)
        for draws in (own.branched(first, other), own.branched(first + 1, other), own, other)
    )
    np.testing.assert_array_equal(after, fresh)
    begun = months <= first
    np.testing.assert_array_equal(before[begun], candidate[begun])


def test_candidates_are_kept_and_not_run_again(tmp_path):
    asked = job()
    stop = asked.setting.start + 4
    candidates = Candidates(asked, stop, measure, tmp_path, workers=1)
    pieces = [Piece(0, 0, None), Piece(0, 1, None), Piece(1, 1, (0.5,) * len(COURSES))]
    first = candidates(pieces)
    assert [len(figures) for _, figures in first] == [1] * 3
    np.testing.assert_allclose(first[2][0], 0.5)
    files = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    again = candidates(pieces)
    assert files == {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    for one, other in zip(first, again, strict=True):
        np.testing.assert_array_equal(one[1], other[1])
    assert blocks(asked, month_index(2024, 3))[-1] == (len(COURSES) - 1, month_index(2024, 1), month_index(2024, 3))


def measure(series):
    assert len(series["arrivals"]) == 4
    return np.array([series["arrivals"].sum()])


def fails(*asked):
    raise ArithmeticError("made to fail")


def test_why_candidates_fail_is_kept_and_progress_counts_them(tmp_path):
    asked, told = dataclasses.replace(job(), pair=fails), []
    candidates = Candidates(asked, asked.setting.start + 4, measure, tmp_path, 1, lambda *numbers: told.append(numbers))
    assert candidates([Piece(0, 0, None), Piece(0, 3, None)]) == [None, None]
    assert candidates.failures == [f"{k}: ArithmeticError: made to fail" for k in (0, 3)] and told[-1] == (2, 2, 2)
