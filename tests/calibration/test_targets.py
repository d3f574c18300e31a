import numpy as np
import pytest

from calibration.history import FIRST_YEAR, YEARS, setting, watched, yearly
from calibration.targets import OWN_STEP, STATISTICS, covariance, errors, fitted, known_by, moments, observed, targets
from common.vocabulary import CITIES
from model.facts import facts
from scenarios.running.results_layout import shapes


def flat_history(value: float = 1.0) -> dict[str, np.ndarray]:
    return watched({key: np.full((12 * YEARS, *axes), value) for key, axes in shapes()})


def test_every_target_says_what_it_is_and_how_far_it_can_be_trusted():
    found = targets()
    assert len({target.id for target in found}) == len(found) > 40
    for target in found:
        assert target.value > 0 and 0.01 <= target.error <= 0.35 and target.known >= target.last_year
        assert FIRST_YEAR <= target.first_year <= target.last_year < FIRST_YEAR + YEARS
        assert target.source and target.error_reason and target.en and target.zh
    assert {target.statistic for target in found} == set(STATISTICS)


def test_growth_is_taken_on_one_side_of_a_break_of_definition():
    spans = {}
    for t in fitted():
        spans.setdefault((t.statistic, t.what), []).append((t.first_year, t.last_year))
    assert spans["rival_visitor_growth", "hangzhou"] == [(2013, 2016), (2016, 2018)]
    assert spans["rival_fdi_growth", "hefei"] == [(2013, 2016), (2016, 2019), (2019, 2021)]
    assert ("rival_fdi_growth", "chengdu") not in spans
    assert all(len(spans["rival_visitor_growth", city]) == 2 for city in CITIES if city != "rest_of_china")
    fdi = {t.first_year: t.value for t in targets() if t.statistic == "fdi"}
    assert fdi[2021] == pytest.approx(4389, abs=1) and fdi[2022] == 4850


def test_statistics_are_what_they_say():
    history, n = flat_history(), len(facts().origins)
    by_id = {target.id: target for target in targets()}
    assert by_id["visitors_2015"].simulated(history) == 12 * n * 5
    assert by_id["visitors_2013_kor"].simulated(history) == 12 * 5
    assert by_id["receipts_2016"].simulated(history) == pytest.approx(1e6 / 5)
    assert by_id["hong_kong_2020"].simulated(history) == pytest.approx(1 / n)
    assert by_id["goods_2022"].simulated(history) == 12 * 2 * n
    assert by_id["china_visitors_growth"].simulated(history) == 1
    history["rival_visitors"][72:84, CITIES.index("chengdu")] = 3
    assert by_id["growth_visitors_chengdu_2019"].simulated(history) == 3
    assert by_id["fdi_first_quarter_2018"].simulated(history) == pytest.approx(0.25)
    assert by_id["season_shanghai_2017"].simulated(history) == pytest.approx(7 / 12)
    assert by_id["flights_september_2020"].simulated(history) == n
    history["visitors"][24:36] = 10
    assert by_id["visitors_2015"].simulated(history) == 12 * n * 10
    assert moments(history).shape == observed().shape == errors().shape


def test_errors_of_a_group_and_of_one_course_move_together():
    """Two figures of one scope share its error, two spans of one city the years that both hold."""
    one = fitted()[0]._replace(statistic="nights_per_visitor", error=0.1, group="survey", shared_error=0.2)
    assert covariance([one, one._replace(id="other")]) == pytest.approx(np.array([[0.05, 0.04], [0.04, 0.05]]))
    assert covariance([one, one._replace(group="other")])[0, 1] == 0
    spans = [
        one._replace(statistic="rival_fdi_growth", what=city, group="", shared_error=0.0, first_year=a, last_year=b)
        for city, a, b in (("suzhou", 2013, 2019), ("suzhou", 2016, 2022), ("hefei", 2013, 2019))
    ]
    matrix = covariance(spans)
    assert np.diag(matrix) == pytest.approx(0.01 + OWN_STEP["fdi"] ** 2 * 6)
    assert matrix[0, 1] == pytest.approx(OWN_STEP["fdi"] ** 2 * 3) and matrix[0, 2] == 0
    assert np.linalg.eigvalsh(covariance()).min() > 1e-5


def test_a_year_knows_only_what_was_known():
    early = known_by(2016)
    assert 10 < len(early) < len(fitted()) and max(target.last_year for target in early) == 2016
    assert not [target for target in early if target.statistic == "fdi"], "their scope was set by figures of 2022"


def test_years_are_sums_ends_or_means_as_the_kind_says():
    months = np.arange(24.0)
    assert yearly("visitors", months).tolist() == [66, 210]
    assert yearly("foreign_firms", months).tolist() == [11, 23]
    assert yearly("load_factor", months).tolist() == [5.5, 17.5]


def test_history_ends_where_knowledge_does():
    assert setting(10).months == 120
    with pytest.raises(ValueError, match="2022"):
        setting(11)
    with pytest.raises(ValueError, match="2013"):
        setting(1, first_year=2012)
