"""Rules that are sound and cannot act are said; departure and arrival shops stand at the airport."""

import pytest

from common.problems import InputError
from scenarios.reading.reader import read_with_notes

HEAD = "name: n\ntitle: {zh: 甲, en: A}\nperiod: {start: 2023-01, months: 24}\n"
SUPPORT = "from: 2023-06, announced: 2023-03, until: 2024-06, cny_per_seat: 100"
PAID_ON = "from: 2023-06, cny_per_flight: 90000"
LAND = "from: 2023-09, zone: software_valley, plot_ratio: 2, use: industry, mix: {office: 1}, build_months: 18"


def notes(tmp_path, text):
    file = tmp_path / "n.yaml"
    file.write_text(HEAD + text, encoding="utf-8")
    _, found = read_with_notes(file)
    assert all(note.render("en") != note.render("zh") and str(file) in note.render("zh") for note in found)
    return [(note.code, note.problem.path) for note in found]


def levers(lever, name, *rows):
    return f"levers:\n  {lever}:\n    {name}:\n" + "".join(f"      - {{{row}}}\n" for row in rows)


def tasks(*rows, brakes=()):
    text = "levers:\n  pilot_tasks:\n" + "".join(f"    - {{{row}}}\n" for row in rows)
    return text + "".join(f"brakes:\n  - {{{row}}}\n" for row in brakes)


@pytest.mark.parametrize(("slows", "noted"), [('["2.10", "5.1"]', True), ('["5.1"]', False), ("[pilot_tasks]", False)])
def test_brakes_on_tasks_that_convert_land(tmp_path, slows, noted):
    text = tasks('from: 2023-03, tasks: ["2.4", "2.10", "5.1"]', brakes=[f"risk: rents, slows: {slows}, to: 0"])
    assert notes(tmp_path, text) == [("land_not_braked", "brakes[0].slows")] * noted


@pytest.mark.parametrize(
    ("run", "slows", "noted"),
    [
        ('from: 2023-03, tasks: ["1.20"]', '["1.20"]', False),
        ('from: 2023-03, tasks: ["1.20"]', '["1.20", "1.22"]', True),
        ('from: 2023-03, tasks: ["1.20"], strength: 0', '["1.20"]', True),
    ],
)
def test_brakes_on_tasks_that_are_not_carried_out(tmp_path, run, slows, noted):
    text = tasks(run, brakes=[f"risk: capital_flows, slows: {slows}, to: 0"])
    assert notes(tmp_path, text) == [("brake_on_nothing", "brakes[0].slows")] * noted


@pytest.mark.parametrize("world", ["observed", "held_2022"])
def test_lists_before_a_national_rule_allows_them(tmp_path, world):
    text = levers("digital_trade", "free_lists", "from: 2023-10, sectors: [finance], share: 0.6")
    found = notes(tmp_path, text + f"world: {{national_data_rules: {world}}}\n")
    assert found == [("list_too_early", "levers.digital_trade.free_lists[0].from")]


@pytest.mark.parametrize(
    ("lever", "name", "row", "code"),
    [
        ("digital_trade", "free_lists", "from: 2024-03, sectors: [finance], share: 0.6", None),
        ("digital_trade", "free_lists", "from: 2023-10, decided_by: national, sectors: [finance], share: 0.6", None),
        ("institutions", "headquarters", "from: 2023-10, kind: regional, assets_usd_mn: 300", "assets_already"),
        ("institutions", "headquarters", "from: 2023-10, kind: regional, assets_usd_mn: 100", None),
        ("institutions", "headquarters", "from: 2023-10, kind: private, assets_usd_mn: 300", None),
        ("visa_facilitation", "visa_free", "from: 2023-03, origins: [DEU, HKG], stay_days: 15, scope: nanjing", "visa_free_already"),
        ("visa_facilitation", "visa_free", "from: 2024-03, origins: [DEU], stay_days: 15, scope: nanjing", "visa_free_already"),
        ("visa_facilitation", "visa_free", "from: 2023-03, origins: [DEU], stay_days: 15, scope: nanjing", None),
        ("visa_facilitation", "visa_free", "from: 2024-03, origins: [DEU], stay_days: 16, scope: nanjing", None),
        ("visa_facilitation", "visas", "from: 2023-03, scope: nanjing, fee_usd: 200", "visa_no_easier"),
        ("visa_facilitation", "visas", "from: 2023-03, scope: nanjing, fee_usd: 0", None),
        ("visa_facilitation", "visas", "from: 2023-03, scope: national, form: e_visa", None),
        ("visa_facilitation", "transit", "from: 2023-03, hours: 144, scope: nanjing", "transit_already"),
        ("visa_facilitation", "transit", "from: 2023-03, hours: 240, scope: nanjing", None),
        ("visa_facilitation", "work_permits", "from: 2023-03, processing_days: 20, residence_years: 1", "permit_already"),
        ("visa_facilitation", "work_permits", "from: 2023-03, processing_days: 40, residence_years: 5", None),
        ("science", "rights", "from: 2023-03, share_assigned: 0.3, universities_covered: 1", "rights_already"),
        ("science", "rights", "from: 2023-03, share_assigned: 0.5, universities_covered: 0.1", None),
        ("duty_free", "tax_refund", "from: 2023-03, rate: 0, minimum_cny: 0", "refund_of_nothing"),
        ("duty_free", "tax_refund", "from: 2023-03, rate: 0.11, minimum_cny: 5000", None),
        ("mixed_land_use", "conversions", f"{LAND}, hectares: 60", "space_scarce"),
        ("mixed_land_use", "conversions", f"{LAND}, hectares: 10", None),
        ("route_rights", "launch_support", PAID_ON, "support_against_rule"),
        ("route_rights", "launch_support", f"{PAID_ON}, decided_by: national", None),
        ("route_rights", "launch_support", f"{PAID_ON}, by_year: [1]", None),
        ("route_rights", "launch_support", f"{PAID_ON}, by_year: [1, 0.5]", "support_against_rule"),
        ("route_rights", "withdrawals", "from: 2023-06, origins: [FRA], weekly_frequencies: 3", "nothing_to_withdraw"),
        ("route_rights", "withdrawals", "from: 2023-06, origins: [FRA], weekly_frequencies: 2", None),
        ("route_rights", "grants", "from: 2023-06, announced: 2023-03, origins: [KOR], weekly_frequencies: 3", None),
        ("duty_free", "tax_refund", "from: 2023-06, announced: 2023-06, rate: 0.1, minimum_cny: 9", None),
    ],
)  # fmt: skip
def test_rules_that_change_nothing_or_more_than_they_seem(tmp_path, lever, name, row, code):
    found = notes(tmp_path, levers(lever, name, row))
    assert [each for each, _ in found] == ([code] if code else [])
    assert all(path.startswith(f"levers.{lever}.{name}[0]") for _, path in found)


def test_land_adds_up_over_conversions(tmp_path):
    text = levers("mixed_land_use", "conversions", *[f"{LAND}, hectares: {size}" for size in (15, 16, 17)])
    assert notes(tmp_path, text) == [("space_scarce", "levers.mixed_land_use.conversions[1].hectares")]


def test_one_table_of_support_and_tasks_that_are_rights(tmp_path):
    def refused(text):
        with pytest.raises(InputError) as error:
            notes(tmp_path, text)
        (problem,) = error.value.problems
        return problem

    late = refused(f"levers:\n  route_rights:\n    launch_support: {{{SUPPORT.replace('2024-06', '2023-05')}}}\n")
    assert (late.code, late.path) == ("until_before_from", "levers.route_rights.launch_support.until")
    problem = refused(
        levers("duty_free", "tax_refund", "from: 2023-06, announced: 2023-03, rate: 0.11, minimum_cny: 200")
    )
    assert (problem.code, problem.path) == ("announced_unused", "levers.duty_free.tax_refund[0].announced")
    assert all(
        "route_rights.grants" in problem.render(lang) and "pilot_tasks" in problem.render(lang) for lang in ("en", "zh")
    )
    assert [code for code, _ in notes(tmp_path, tasks('from: 2023-06, announced: 2023-03, tasks: ["4.8"]'))] == [
        "announced_unheard"
    ]
    assert notes(tmp_path, tasks('from: 2023-06, announced: 2023-03, tasks: ["1.16"]')) == []


def test_the_counterfactual_is_looked_at_too(tmp_path):
    text = "counterfactual:\n  " + tasks('from: 2023-03, tasks: ["1.20"]').replace("\n", "\n  ").rstrip()
    text += '\n  brakes:\n    - {risk: capital_flows, slows: ["1.22"], to: 0}\n'
    assert notes(tmp_path, text) == [("brake_on_nothing", "counterfactual.brakes[0].slows")]


@pytest.mark.parametrize(("kind", "zone", "sound"), [
    ("departure", "lukou", True), ("arrival", "lukou", True), ("downtown", "jiangbei", True), ("downtown", "lukou", True),
    ("departure", "xinjiekou_fuzimiao", False), ("arrival", "jiangbei", False),
])  # fmt: skip
def test_departure_and_arrival_shops_stand_at_the_airport(tmp_path, kind, zone, sound):
    row = f"from: 2023-03, zone: {zone}, kind: {kind}, area_m2: 500, quota_cny: 9000"
    if sound:
        assert notes(tmp_path, levers("duty_free", "shops", row)) == []
        return
    with pytest.raises(InputError) as refused:
        notes(tmp_path, levers("duty_free", "shops", row))
    (problem,) = refused.value.problems
    assert (problem.code, problem.path) == ("shop_needs_port", "levers.duty_free.shops[0].zone")
    assert "lukou" in problem.render("zh") and "lukou" in problem.render("en")
