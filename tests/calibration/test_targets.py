import numpy as np
import pytest

from calibration.history import FIRST_YEAR, YEARS, setting, yearly
from calibration.targets import STATISTICS, errors, moments, observed, targets
from common.vocabulary import CITIES
from model.facts import facts
from scenarios.running.results_layout import shapes


def flat_history(value: float = 1.0) -> dict[str, np.ndarray]:
    return {key: np.full((YEARS, *axes), value) for key, axes in shapes()}


def test_every_target_says_what_it_is_and_how_far_it_can_be_trusted():
    found = targets()
    assert len({target.id for target in found}) == len(found) > 40
    for target in found:
        assert target.value > 0 and 0.01 <= target.error <= 0.3
        assert FIRST_YEAR <= target.first_year <= target.last_year < FIRST_YEAR + YEARS
        assert target.source and target.error_reason and target.en and target.zh
    assert {target.statistic for target in found} == set(STATISTICS)


def test_growth_is_taken_on_one_side_of_a_break_of_definition():
    growth = {(t.statistic, t.what): t for t in targets() if t.statistic.endswith("growth")}
    assert growth["rival_visitor_growth", "hangzhou"].last_year == 2018
    assert growth["rival_fdi_growth", "hefei"].last_year == 2021
    assert ("rival_fdi_growth", "chengdu") not in growth
    fdi = {t.first_year: t.value for t in targets() if t.statistic == "fdi"}
    assert fdi[2021] == pytest.approx(4389, abs=1) and fdi[2022] == 4850


def test_statistics_are_what_they_say():
    history, n = flat_history(), len(facts().origins)
    by_id = {target.id: target for target in targets()}
    assert by_id["visitors_2015"].simulated(history) == n * 5
    assert by_id["visitors_2013_kor"].simulated(history) == 5
    assert by_id["receipts_2016"].simulated(history) == pytest.approx(1e6 / 5)
    assert by_id["hong_kong_2020"].simulated(history) == pytest.approx(1 / n)
    assert by_id["goods_2022"].simulated(history) == 2 * n
    assert by_id["china_visitors_growth"].simulated(history) == 1
    history["rival_visitors"][6, CITIES.index("chengdu")] = 3
    assert by_id["growth_visitors_chengdu"].simulated(history) == 3
    history["visitors"][2] = 2
    assert by_id["visitors_2015"].simulated(history) == n * 10
    assert moments(history).shape == observed().shape == errors().shape


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
