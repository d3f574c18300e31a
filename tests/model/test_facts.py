"""The facts agree with what was read, with each other, and cannot be changed."""

import ast
import dataclasses
import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest

import model
from common.vocabulary import CITIES, PURPOSES, SECTORS, USES, ZONES
from model.facts import Facts, facts, national
from model.facts.months import real_month
from model.facts.reader import RAIL_CITIES
from model.facts.tables import number, rows

GREATER_CHINA = ("HKG", "MAC", "TWN")


def arrays():
    for field in dataclasses.fields(facts()):
        value = getattr(facts(), field.name)
        if isinstance(value, np.ndarray):
            yield field.name, value


def of(values, *codes):
    return sum(values[facts().origin_index[code]] for code in codes)


def test_shapes_follow_the_word_lists():
    f = facts()
    lengths = {len(RAIL_CITIES), len(f.origins), len(CITIES), len(SECTORS), len(ZONES), 12, 36}
    for name, value in arrays():
        assert value.shape[0] in lengths, name
    assert f.origins[-1] == "ROW" and len(f.origins) == 34 and len(set(f.iso_numeric)) == 34
    assert f.season.shape == (12, len(PURPOSES)) and f.floor_space_m2.shape == (len(ZONES), len(USES))
    assert f.zone_sector_share.shape == (len(ZONES), len(SECTORS)) and f.rival_fdi_musd_2022.shape == (len(CITIES),)


def test_numbers_are_there_where_they_must_be():
    for name, value in arrays():
        if name == "land_hours":
            assert of(value, "HKG") > 5 and np.isnan(of(value, "JPN"))
        else:
            assert not np.isnan(value.astype(float)).any(), name
            assert (value.astype(float) >= 0).all(), name


def test_arrays_cannot_be_written_to():
    for _, value in arrays():
        with pytest.raises(ValueError, match="read-only"):
            value[0] = 0
    with pytest.raises(dataclasses.FrozenInstanceError):
        facts().returnees_stock = 1.0
    assert facts() is facts()


@pytest.mark.parametrize(
    ("table", "field"),
    [
        *(("origin_trade", f) for f in ("fdi_share_2022", "fdi_project_share_2022", "goods_export_share")),
        *(("origin_trade", f) for f in ("goods_import_share", "services_trade_share")),
        *(("sectors", f) for f in ("fdi_share", "services_export_share", "services_import_share")),
    ],
)
def test_shares_in_the_tables_sum_to_one(table, field):
    assert sum(number(row[field]) for row in rows(table)) == pytest.approx(1.0, abs=2e-6)


def test_zones_share_out_every_sector_and_all_residents():
    f = facts()
    assert np.allclose(f.zone_sector_share.sum(axis=0), 1.0)
    assert f.zone_residents.sum() == pytest.approx(f.population_2022, rel=1e-6)
    assert f.floor_space_m2[:, USES.index("housing")].sum() / f.population_2022 == pytest.approx(40, rel=0.02)
    land = f.zone_land_km2[:, None] * 1e6
    assert (f.floor_space_m2 / f.plot_ratio).sum(axis=1).max() > 1e6
    assert ((f.floor_space_m2 / f.plot_ratio).sum(axis=1) < land[:, 0]).all()
    assert (f.occupancy < 1).all() and (f.rent > 0).all()


def test_visitors_of_nanjing_match_the_count_and_the_mix_of_2013():
    f = facts()
    n = f.nanjing_visitors_2019
    assert n.sum() == f.nanjing_visitors_2019_total == 853_110
    years, visitors = f.panel("nanjing", "inbound_visitors")
    assert visitors[years == 2019][0] == pytest.approx(n.sum(), rel=1e-5)
    of_2013 = {"HKG": 40.4, "MAC": 1.9, "TWN": 94.7, "KOR": 73.932, "USA": 47.842}
    for code, thousand in of_2013.items():
        assert of(n, code) == pytest.approx(thousand / 519.0 * 853_110, abs=1), code
    assert n.sum() - of(n, *GREATER_CHINA) == pytest.approx(382.0 / 519.0 * 853_110, abs=3)
    assert (n < 0.06 * f.china_trips_2019).all()


def test_visitors_of_china_match_the_national_totals():
    f = facts()
    foreign = f.china_overnight_2019.sum() - of(f.china_overnight_2019, *GREATER_CHINA)
    assert f.china_overnight_2019.sum() == pytest.approx(65.73e6, abs=50)
    assert foreign == pytest.approx(24.93e6, abs=50)
    assert (f.china_trips_2019 <= f.china_overnight_2019).all()
    kept = f.china_trips_2019 / f.china_overnight_2019
    for code in ("JPN", "TWN", "DEU"):
        assert of(kept, code) == 1.0
    assert of(kept, "HKG") < 0.2 and of(kept, "MNG") < 0.5
    cities = f.rival_visitors_2019.sum() + f.nanjing_visitors_2019.sum()
    assert cities == pytest.approx(65.73e6, abs=50)
    interior = f.rival_interior_visitors_2019.sum() + f.nanjing_visitors_2019.sum()
    assert interior == pytest.approx(f.china_trips_2019.sum(), abs=100)


def test_the_network_carries_the_passengers():
    f = facts()
    flights = f.flights_2019_weekly.sum()
    movements = 2 * flights * 365 / 7
    load = f.intl_passengers_2019 / (2 * (f.flights_2019_weekly * f.seats_per_flight).sum() * 365 / 7)
    assert pytest.approx(155, abs=1) == 6706 / 2 / (151 / 7)
    assert 155 <= flights <= 155 * 1.1
    assert f.intl_passengers_2019 / movements == pytest.approx(1_179_000 / 6706, rel=0.02)
    assert 0.8 < load < 0.9
    assert 0 < f.flights_2022_weekly.sum() < 0.1 * flights
    assert (f.flights_2022_weekly <= f.flights_2019_weekly).all()
    assert (f.rights_2022_weekly >= f.flights_2019_weekly).all()
    residents = (f.residents_share * f.flights_2019_weekly * f.seats_per_flight).sum() / (
        f.flights_2019_weekly * f.seats_per_flight
    ).sum()
    assert 0.6 < residents < 0.9
    assert f.residents_outbound_trips_2019 == pytest.approx(f.intl_passengers_2019 / 2 * residents * 0.9, rel=0.05)


def test_capital_matches_the_city_report():
    f = facts()
    years, fdi = f.panel("nanjing", "fdi_musd")
    assert fdi[years == 2022][0] == f.fdi_musd_2022 == 4850
    assert of(f.fdi_share_2022, "HKG") == pytest.approx(f.fdi_hong_kong_musd_2022 / f.fdi_musd_2022, abs=0.005)
    assert f.fdi_musd_2021_same_scope * 1.105 == pytest.approx(f.fdi_musd_2022, abs=1)
    assert f.sector_projects_per_year.sum() == f.new_projects_per_year == 4 * 86
    hong_kong_projects = f.hk_services_projects_2020_22 / 0.852 / 3
    assert of(f.fdi_project_share_2022, "HKG") * f.new_projects_per_year == pytest.approx(hong_kong_projects, rel=0.01)
    everything = f.rival_fdi_musd_2022.sum() + f.fdi_musd_2022
    assert everything == pytest.approx(f.national_fdi_musd_2022, abs=1)


def test_services_take_at_least_what_hong_kong_brings():
    f = facts()
    goods = f.sector_fdi_share[SECTORS.index("manufacturing")]
    hong_kong_services = of(f.fdi_share_2022, "HKG") * f.hk_services_fdi_musd_2020_22 / (10_010 / 0.945)
    assert 1 - goods > hong_kong_services
    assert goods > of(f.fdi_share_2022, "HKG") * (1 - 0.945)


def test_closed_sectors_are_dearer_to_enter():
    f = facts()
    at = SECTORS.index
    for closed in ("legal", "telecom", "education", "culture", "finance", "health"):
        for free in ("manufacturing", "business", "logistics", "technology", "tourism_retail"):
            assert f.restrictiveness[at(closed)] > f.restrictiveness[at(free)]
            assert f.licensing_days[at(closed)] > f.licensing_days[at(free)]
    assert (f.restrictiveness < 1).all() and (f.equity_cap <= 1).all()


def test_partners_weigh_as_in_the_trade_of_jiangsu():
    f = facts()
    x = f.goods_export_share_of_trade
    total = x * f.goods_export_share + (1 - x) * f.goods_import_share
    assert of(total, "USA") == pytest.approx(2753.5 / 21300, abs=0.01)
    assert of(total, "KOR") == pytest.approx(2420.2 / 21300, abs=0.01)
    assert of(total, "VNM", "MYS", "PHL", "SGP", "THA", "IDN") == pytest.approx(3116.4 / 21300, abs=0.01)
    assert of(total, "DEU", "FRA", "NLD", "ITA", "ESP", "SWE", "POL") < 3183.3 / 21300


def test_city_panel_agrees_with_the_levels():
    f = facts()
    for indicator, level in (("gdp_cny_mn", f.gdp_cny_mn_2022), ("population", f.population_2022)):
        years, values = f.panel("nanjing", indicator)
        assert list(years) == list(range(2010, 2023))
        assert values[-1] == level
    for place, city in enumerate(CITIES[:-1]):
        years, values = f.panel(city, "inbound_visitors")
        assert values[years == 2019][0] == pytest.approx(f.rival_visitors_2019[place], rel=1e-5)
    with pytest.raises(KeyError):
        f.panel("paris", "gdp_cny_mn")


def test_visa_rules_replay():
    f = facts()

    def days(code, *day):
        return of(f.visa_free_days(real_month(date(*day))), code)

    assert [days("DEU", 2023, 11, 30), days("DEU", 2023, 12, 1), days("DEU", 2024, 11, 30)] == [0, 15, 30]
    assert [days("SGP", 2019, 6, 1), days("SGP", 2022, 6, 1), days("SGP", 2023, 8, 1), days("SGP", 2024, 3, 1)] == [
        15,
        0,
        15,
        30,
    ]
    assert [days("JPN", 2019, 6, 1), days("JPN", 2024, 11, 29), days("JPN", 2024, 11, 30)] == [15, 0, 30]
    assert [days("KOR", 2024, 11, 7), days("KOR", 2024, 11, 8), days("KOR", 2025, 1, 1)] == [0, 15, 30]
    assert [days("USA", 2025, 12, 31), days("HKG", 2013, 1, 1), days("MNG", 2022, 12, 31)] == [0, 365, 30]
    free = {code for code, d in zip(f.origins, f.visa_free_days_2022, strict=True) if d}
    assert free == {"HKG", "MAC", "TWN", "ARE", "MNG"}
    assert (f.visa_free_days_2022 == f.visa_free_days(real_month(date(2022, 12, 31)))).all()


def test_transit_rules_replay():
    f = facts()
    assert (f.transit_hours_shanghai_2022, f.transit_hours_nanjing_2022) == (144, 144)
    assert f.transit_hours("nanjing", real_month(date(2014, 1, 1))) == 0
    assert f.transit_hours("nanjing", real_month(date(2016, 1, 29))) == 72
    assert f.transit_hours("nanjing", real_month(date(2016, 1, 30))) == 144
    assert f.transit_hours("nanjing", real_month(date(2024, 12, 17))) == 240
    late = f.transit_eligible(real_month(date(2025, 6, 12)))
    assert of(late, "IDN") and not of(f.transit_eligible_2022, "IDN")
    assert of(f.transit_eligible_2022, "USA", "KOR", "DEU") == 3 and not of(late, "IND", "VNM", "TWN", "ROW")


def test_national_path_gives_back_the_yearly_figures():
    f = facts()
    totals = {2022: 1133.91 / 0.92, 2023: 1133.91, 2024: 826.25, 2025: 747.69}
    for year, total in totals.items():
        assert national.value_months(year).sum() == pytest.approx(total, abs=0.01)
    assert national.value_months(2023)[:4].sum() == pytest.approx(499.46)
    assert national.firm_months(2024).sum() == 59_080
    base = national.value_months(2022)
    path = f.national_fdi_value_index.reshape(3, 12)
    assert (path[1] * base).sum() / (path[0] * base).sum() == pytest.approx(1 - 0.271, abs=0.001)
    assert f.national_fdi_number_index[:12].mean() == pytest.approx(1.397, abs=1e-4)
    assert f.national_fdi_value_index.mean() < 1 < f.national_fdi_number_index.mean()


def test_exchange_rate_is_yearly():
    assert facts().exchange_rate(2022) == 6.7261
    assert sorted(facts().yearly_exchange_rate) == list(range(2010, 2026))


def test_seasons_average_to_one_and_follow_the_calendar():
    f = facts()
    assert np.allclose(f.season.mean(axis=0), 1.0)
    leisure = f.season[:, PURPOSES.index("leisure")]
    assert leisure.argmin() == 1 and leisure.argmax() == 9


def test_every_fact_is_read():
    """By the model, an explanation, a measurement, or a test that checks other facts against it."""
    root = Path(model.__file__).parent.parent
    folders = ("model", "scenarios", "calibration", "outputs", "tests/model")
    declaring = root / "model" / "facts"
    paths = [path for folder in folders for path in (root / folder).rglob("*.py") if declaring not in path.parents]
    behind_methods = {"abroad_events", "transit_events", "visa_events", "yearly_exchange_rate", "city_panel"}
    unread = {field.name for field in dataclasses.fields(Facts)} - behind_methods
    for text in (path.read_text(encoding="utf-8") for path in paths):
        if set(re.findall(r"\.(\w+)", text)) & unread:  # only these are worth parsing
            unread -= {node.attr for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Attribute)}
    assert not unread
