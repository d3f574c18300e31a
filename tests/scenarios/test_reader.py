"""Reading one file: what is sound is taken, and each thing that is wrong is told with its place and the nearest name."""

import itertools

import pytest

from common.problems import InputError
from model.city.brakes import BRAKED_LEVERS
from model.parameters import declared
from scenarios.reading import tasks
from scenarios.reading.reader import read
from tests.support.scenario_files import SOUND, problems, spoiled, written

GRANT, SUPPORT = "levers.route_rights.grants[0]", "levers.route_rights.launch_support"
HELD = next(p for p in declared().values() if p.role == "constant")
FREE = next(p for p in declared().values() if p.role != "constant" and p.low < p.default < p.high)


def test_a_sound_file_is_read(tmp_path):
    scenario = read(written(tmp_path, SOUND))
    assert scenario.title.zh == "样例"
    assert scenario.question.zh == scenario.question.en == "What comes of it?"
    assert scenario.levers.route_rights.launch_support[0].origins == ("SGP", "DEU")
    assert scenario.world.reopening == "fast"
    assert scenario.world.incomes == "central"
    assert scenario.levers.visa_facilitation.visa_free[0].decided_by == "national"
    assert scenario.levers.visa_facilitation.work_permits[0].decided_by == "city"


def test_name_and_title_are_enough(tmp_path):
    scenario = read(written(tmp_path, "name: a\ntitle: {zh: 甲, en: A}\n"))
    assert (scenario.period.start, scenario.period.months) == ("2023-01", 36)
    assert (scenario.ensemble.members, scenario.ensemble.seed, scenario.scale) == (32, 2023, 0.05)
    assert scenario.world.national_visa_policy == "observed"


CASES = [
    # what is written, in place of what, and the problem: code, path, nearest name
    ("name: sound", "name: Sound One", "bad_name", "name", "sound-one"),
    ("name: sound", "name: com1", "reserved_name", "name", "com1-run"),
    ("name: sound\n", "", "missing", "", None),
    ("zh: 样例, ", "", "missing", "title", None),
    ("title: {zh: 样例, en: Sample}", "title: Sample", "not_a_table", "title", None),
    ("months: 36}", "months: 121}", "out_of_range", "period.months", None),
    ("months: 36}", "months: 36.5}", "not_whole", "period.months", None),
    ("start: 2023-01", "start: 2012-12", "bad_date", "period.start", None),
    ("start: 2023-01", "start: 2036-01", "bad_date", "period.start", None),
    ("start: 2023-01", "start: 2023-01-01", "bad_date", "period.start", "2023-01"),
    ("members: 32", "members: 0", "out_of_range", "ensemble.members", None),
    ("seed: 2023", "seed: 9223372036854775808", "out_of_range", "ensemble.seed", None),
    ("seed: 2023", "seed: -1", "out_of_range", "ensemble.seed", None),
    ("scale: 0.05", "scale: 5", "out_of_range", "scale", "0.05"),
    ("scale: 0.05", "scale: .nan", "out_of_range", "scale", None),
    ("scale: 0.05", "scale: yes", "not_number", "scale", None),
    ("scale: 0.05", "scale: true", "not_number", "scale", None),
    ("reopening: fast", "reopening: low", "unknown_word", "world.reopening", "slow"),
    ("reopening: fast", "reopning: fast", "unknown_key", "world", "reopening"),
    ("weekly_frequencies: 14", "weekly_frequency: 14", "unknown_key", GRANT, "weekly_frequencies"),
    ("weekly_frequencies: 14", "weekly_frequencies: 501", "out_of_range", f"{GRANT}.weekly_frequencies", None),
    ("weekly_frequencies: 14", 'weekly_frequencies: "14"', "number_as_text", f"{GRANT}.weekly_frequencies", "14"),
    ("weekly_frequencies: 14", "weekly_frequencies: 14 flights", "number_as_text", f"{GRANT}.weekly_frequencies", "14"),
    ("freedom: third_fourth", "freedom: third", "unknown_word", f"{GRANT}.freedom", "third_fourth"),
    ("from: 2023-07, origins", "form: 2023-07, origins", "unknown_key", GRANT, "from"),
    ("from: 2023-07, origins", "from: 2023, origins", "bad_date", f"{GRANT}.from", None),
    ("from: 2023-07, origins", "from: 2023-13, origins", "bad_date", f"{GRANT}.from", None),
    ("from: 2023-07, origins", "from: 2023-02-29, origins", "bad_date", f"{GRANT}.from", None),
    ("from: 2023-07, origins", "from: July 2023, origins", "bad_date", f"{GRANT}.from", "2023-07"),
    ("from: 2023-07, origins", "from: 2022-12, origins", "date_outside", f"{GRANT}.from", None),
    ("from: 2023-07, origins", "from: 2026-01, origins", "date_outside", f"{GRANT}.from", None),
    ("until: 2025-09", "until: 2026-01", "date_outside", "levers.route_rights.grants[1].until", None),
    ("until: 2025-09", "until: 2024-03-31", "until_before_from", "levers.route_rights.grants[1].until", None),
    ("announced: 2023-02", "announced: 2023-04-02", "announced_after_from", "levers.pilot_tasks[0].announced", None),
    ("announced: 2023-02", "until: null", "null_in_entry", "levers.pilot_tasks[0].until", None),
    ("origins: [SGP], w", "origins: [BEL], w", "origin_not_apart", f"{GRANT}.origins[0]", "ROW"),
    ("origins: [SGP], w", "origins: [Germany], w", "origin_unknown", f"{GRANT}.origins[0]", "DEU"),
    ("origins: [SGP], w", "origins: [sgp], w", "origin_unknown", f"{GRANT}.origins[0]", "SGP"),
    ("origins: [SGP], w", "origins: [SGR], w", "origin_unknown", f"{GRANT}.origins[0]", "SGP"),
    ("origins: [SGP], w", "origins: [CHN], w", "origin_mainland", f"{GRANT}.origins[0]", None),
    ("origins: [SGP], w", "origins: [SGP, SGP], w", "listed_twice", f"{GRANT}.origins[1]", None),
    ("origins: [SGP], w", "origins: SGP, w", "not_a_list", f"{GRANT}.origins", None),
    ("origins: [SGP], w", "origins: [], w", "empty_list", f"{GRANT}.origins", None),
    ("via: ARE, ", "", "via_missing", "levers.route_rights.grants[1]", None),
    ("via: ARE, ", "via: DEU, ", "via_among_origins", "levers.route_rights.grants[1].via", None),
    ("via: ARE, ", "via: ROW, ", "via_not_apart", "levers.route_rights.grants[1].via", None),
    ("freedom: third_fourth", "via: ARE", "via_without_fifth", f"{GRANT}.via", None),
    ("cny_per_seat: 120, ", "", "rate_missing", SUPPORT, None),
    ("cny_per_seat: 120", "cny_per_seat: 120, cny_per_flight: 9", "two_rates", f"{SUPPORT}.cny_per_flight", None),
    ("cny_per_seat: 120", "cny_per_seat: 120, by_year: [1, 2]", "out_of_range", f"{SUPPORT}.by_year[1]", "0.02"),
    ("cny_per_seat: 120", "cny_per_seat: 120, minimum_loads: 0.5", "unknown_key", SUPPORT, "minimum_load"),
    ("stay_days: 15", "stay_days: 366", "out_of_range", "levers.visa_facilitation.visa_free[0].stay_days", None),
    (", scope: national", "", "missing", "levers.visa_facilitation.visa_free[0]", None),
    ("hours: 240", "hours: 10", "out_of_range", "levers.visa_facilitation.transit[0].hours", None),
    ("hours: 240", "days: 10", "key_elsewhere", "levers.visa_facilitation.transit[0]", None),
    ("rate: 0.11", "rate: 11", "out_of_range", "levers.duty_free.tax_refund[0].rate", "0.11"),
    ("rate: 0.11", "rate: 11%", "number_as_text", "levers.duty_free.tax_refund[0].rate", "0.11"),
    ("quota_cny: 8000", "quota_usd: 8000", "unknown_key", "levers.duty_free.shops[0]", "quota_cny"),
    (
        "zone: xinjiekou_fuzimiao",
        "zone: xinjiekou",
        "unknown_word",
        "levers.duty_free.shops[0].zone",
        "xinjiekou_fuzimiao",
    ),
    ("research: 0.5", "research: 0.51", "mix_sum", "levers.mixed_land_use.conversions[0].mix", None),
    ("hectares: 60", "hectares: 2200", "land_beyond", "levers.mixed_land_use.conversions[0].hectares", None),
    ("research: 0.5", "reserch: 0.5", "unknown_word", "levers.mixed_land_use.conversions[0].mix", "research"),
    ('"1.25-1.29"', "mixed_land_use", "land_not_braked", "brakes[0].slows[0]", None),
    ('"1.25-1.29"', "visa_facilitaton", "unknown_braked", "brakes[0].slows[0]", "visa_facilitation"),
    (
        "build_months: 18",
        "build_months: 18, area_m2: 50",
        "key_elsewhere",
        "levers.mixed_land_use.conversions[0]",
        None,
    ),
    ('"1.16"', "1.10", "task_not_quoted", "levers.pilot_tasks[0].tasks[0]", None),
    ('"1.16"', '"1.51"', "unknown_task", "levers.pilot_tasks[0].tasks[0]", None),
    ('"1.16"', '"1.40"', "task_twice", "levers.pilot_tasks[0].tasks[1]", None),
    ('"4.*"', '"4.16"', "task_needs", "levers.pilot_tasks[0].tasks[2]", None),
    ('"1.39-1.46"', '"1.46-1.39"', "unknown_task", "levers.pilot_tasks[0].tasks[1]", None),
    ('"1.39-1.46"', '"1.39-2.2"', "unknown_task", "levers.pilot_tasks[0].tasks[1]", None),
    ('"4.*"', '"7.*"', "unknown_task", "levers.pilot_tasks[0].tasks[2]", None),
    ("strength: 0.8", "strength: 80", "out_of_range", "levers.pilot_tasks[0].strength", "0.8"),
    ("risk: capital_flows", "risk: capital", "unknown_word", "brakes[0].risk", "capital_flows"),
    ("to: 0.3", "to: 0.3, from: 2023-01", "unknown_key", "brakes[0]", None),
    ("months: 36", "months: 36, from: 2023-01", "unknown_key", "period", "start"),
    ("question: What", 'question: "\\u0007" #', "text_control", "question", None),
    ("question: What", 'question: "\\u202Eback" #', "text_control", "question", None),
    ("question: What comes of it?", "question: ''", "empty_text", "question", None),
    ("en: Sample", "en: 2023", "not_text", "title.en", None),
    ("en: Sample", 'en: "two\\nlines"', "one_line", "title.en", None),
    ("en: Sample", f"en: {'x' * 201}", "text_too_long", "title.en", None),
    (
        "scale: 0.05",
        f"parameters: {{{HELD.name}: {HELD.default!r}}}",
        "parameter_default",
        f"parameters.{HELD.name}",
        None,
    ),
    ("scale: 0.05", f"parameters: {{{FREE.name}: {FREE.high + 1!r}}}", "out_of_range", f"parameters.{FREE.name}", None),
    ("scale: 0.05", f"parameters: {{{FREE.name}: often}}", "not_number", f"parameters.{FREE.name}", None),
    ("scale: 0.05", "scale: null", "null_removes_nothing", "scale", None),
]


@pytest.mark.parametrize(("old", "new", "code", "path", "near"), CASES)
def test_what_is_wrong_is_told(tmp_path, old, new, code, path, near):
    text = spoiled(old, new)
    found = [p for p in problems(tmp_path, text) if p.code == code]
    assert [(p.path, p.nearest) for p in found][:1] == [(path, near)], problems(tmp_path, text)
    line, column = found[0].line, found[0].column
    lines = text.split("\n")
    assert 1 <= line <= len(lines)
    assert 1 <= column <= len(lines[line - 1]) + 1
    if new and code not in ("missing", "via_missing"):
        # the place told is inside what was changed, or in the entry that holds it
        start = SOUND[: SOUND.index(old)].count("\n") + 1
        assert abs(line - start) <= new.count("\n") + 1


def test_a_wrong_parameter_name_gets_the_nearest(tmp_path):
    found = problems(tmp_path, spoiled("scale: 0.05", f"parameters: {{{FREE.name}x: 1}}"))
    assert [(p.code, p.nearest) for p in found] == [("unknown_parameter", FREE.name)]


def test_a_parameter_within_its_range_is_taken(tmp_path):
    value = (FREE.low + FREE.default) / 2
    assert read(written(tmp_path, spoiled("scale: 0.05", f"parameters: {{{FREE.name}: {value!r}}}"))).parameters == {
        FREE.name: value
    }


def test_exact_place_value_and_range_are_told(tmp_path):
    text = spoiled("rate: 0.11", "rate: 0.5")
    (problem,) = problems(tmp_path, text)
    line = text[: text.index("0.5, minimum")].count("\n") + 1
    column = text.split("\n")[line - 1].index("0.5") + 1
    assert (problem.line, problem.column, problem.value) == (line, column, "0.5")
    assert problem.render("en").endswith(
        f":{line}:{column}: levers.duty_free.tax_refund[0].rate: 0.5: "
        "The number is out of range. Allowed: 0 to 0.17, in shares of 1."
    )
    assert problem.render("zh").endswith("0.5：数值超出范围。允许范围：0 至 0.17，单位：比例（1 为全部）。")


def test_a_task_without_quotes_is_shown_as_it_was_written(tmp_path):
    (problem,) = problems(tmp_path, spoiled('"1.16"', "1.10"))
    assert problem.value == "1.10"


def test_all_problems_are_told_at_once(tmp_path):
    """Fifteen cases that do not touch each other, written into one file, are all found."""
    text, wanted = SOUND, []
    for old, new, code, path, _ in CASES:
        apart = path and not any(path.startswith(p) or p.startswith(path) for _, p in wanted)
        if apart and text.count(old) == 1 and "period" not in path:  # without a period no date lies outside it
            text, wanted = text.replace(old, new), [*wanted, (code, path)]
    found = {(p.code, p.path) for p in problems(tmp_path, text)}
    assert len(wanted) >= 15
    assert [w for w in wanted if w not in found] == []


def test_a_key_in_the_wrong_place_is_sent_home(tmp_path):
    """A lever that lost its indentation is an error that says where it belongs."""
    (problem,) = problems(tmp_path, f"{SOUND}duty_free: {{shops: []}}\n")
    assert problem.code == "key_elsewhere"
    assert "under levers;" in problem.message.say("en")


def test_every_pair_of_cases_gives_only_scenario_errors(tmp_path):
    """No fault hides another in a way that lets something else through."""
    for (old1, new1, *_), (old2, new2, *_) in itertools.islice(itertools.combinations(CASES, 2), 0, None, 53):
        text = SOUND.replace(old1, new1, 1).replace(old2, new2, 1)
        assert problems(tmp_path, text)


@pytest.mark.parametrize("path", ["nowhere.yaml", "", ".", "a\0b", "x" * 5000])
def test_a_file_that_cannot_be_read(path):
    with pytest.raises(InputError) as caught:
        read(path)
    assert caught.value.problems[0].line == 0


def test_a_number_that_members_draw_can_be_held_at_its_default(tmp_path):
    text = spoiled("scale: 0.05", f"parameters: {{{FREE.name}: {FREE.default!r}}}")
    (tmp_path / "held.yaml").write_text(text, encoding="utf-8")
    assert read(tmp_path / "held.yaml").parameters == {FREE.name: FREE.default}


def test_a_file_may_brake_every_lever_that_the_model_can_hold_back():
    assert set(tasks.BRAKED_LEVERS) == {*BRAKED_LEVERS, "pilot_tasks"}
