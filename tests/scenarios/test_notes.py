"""Notes on sound files: texts cut by a comment, entries there twice, keys left blank over what is inherited."""

import pytest
from typer.testing import CliRunner

import run
from common.problems import InputError
from scenarios.reading.reader import read, read_with_notes

HEAD = "name: n\ntitle: {zh: 甲, en: A}\nperiod: {start: 2023-01, months: 12}\n"
GRANT = "{from: 2023-06, until: 2023-09, origins: [SGP, THA], weekly_frequencies: 7}"
SAME_GRANT = "{weekly_frequencies: 7.0, origins: [THA, SGP], until: 2023-09, from: 2023-06}"
SHOP = "{from: 2023-03, zone: lukou, kind: departure, area_m2: 4000, quota_cny: 8000}"


def notes(tmp_path, text, name="n.yaml"):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    scenario, found = read_with_notes(file)
    assert scenario == read(file)
    for note in found:
        assert str(file) in note.render("en") or note.problem.through
        assert note.render("en") != note.render("zh")
    return [(note.code, note.line) for note in found]


def test_a_sound_file_has_none(tmp_path):
    assert notes(tmp_path, HEAD + f"levers:\n  duty_free:\n    shops: [{SHOP}]\n") == []


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("title:\n  zh: 方案 #2 新加坡\n  en: Plan #2 flights\n", 2),
        ("notes: 见附件 #3\n", 1),
        ("question: why # ask\n", 1),
        ("author: Li # to be changed\n", 1),
        ("title:\n  zh: '方案 #2'\n  en: \"Plan #2\"\n", 0),
        ("title:\n  zh: 方案#2\n  en: Plan no.2\n", 0),
        ("title: {zh: 甲, en: A} # both\n", 0),
        ("scale: 0.1 # small\n", 0),
    ],
)
def test_a_text_that_a_comment_cuts_is_noted(tmp_path, text, cut):
    head = HEAD.replace("title: {zh: 甲, en: A}\n", "") if text.startswith("title") else HEAD
    found = notes(tmp_path, head + text)
    assert [code for code, _ in found] == ["text_cut"] * cut


def entries(*rows):
    return "".join(f"      - {row}\n" for row in rows)


def test_the_same_entry_twice_is_noted_in_any_order_of_its_keys(tmp_path):
    grants = "levers:\n  route_rights:\n    grants:\n" + entries(GRANT, SAME_GRANT, GRANT.replace("7}", "8}"))
    assert notes(tmp_path, HEAD + grants) == [("entry_doubled", 8)]
    shops = "levers:\n  duty_free:\n    shops:\n" + entries(SHOP, SHOP, SHOP)
    assert notes(tmp_path, HEAD + shops) == [("entry_doubled", 8), ("entry_doubled", 9)]
    land = "{from: 2023-09, zone: lukou, hectares: 1, plot_ratio: 2, use: industry, mix: {office: 1}, build_months: 18}"
    lots = "levers:\n  mixed_land_use:\n    conversions:\n" + entries(land, land)
    assert notes(tmp_path, HEAD + lots) == [("entry_doubled", 8)]


def test_of_rules_that_do_not_add_up_no_one_says_that_both_count(tmp_path):
    visa = "{from: 2023-06, origins: [FRA], stay_days: 15, scope: national}"
    rules = "levers:\n  visa_facilitation:\n    visa_free:\n" + entries(visa, visa)
    assert notes(tmp_path, HEAD + rules) == [("entry_repeated", 8)]
    brake = "  - {risk: data, slows: ['1.1'], to: 0.5}\n"
    run = "levers: {pilot_tasks: [{from: 2023-06, tasks: ['1.1']}]}\n"
    assert notes(tmp_path, HEAD + run + "brakes:\n" + brake * 2) == [("entry_repeated", 7)]
    other = "counterfactual:\n  levers:\n    duty_free:\n      shops:\n" + f"        - {SHOP}\n" * 2
    assert notes(tmp_path, HEAD + other) == [("entry_doubled", 9)]


def test_rules_of_which_only_the_best_counts_are_noted_where_another_outdoes_them(tmp_path):
    def noted(lever, key, *rows):
        return notes(tmp_path, HEAD + f"levers:\n  {lever}:\n    {key}:\n" + entries(*rows))

    free = "{{from: 2023-0{}, origins: [{}], stay_days: {}, scope: {}}}".format
    visas = "visa_facilitation", "visa_free"
    assert noted(*visas, free(6, "USA", 30, "nanjing"), free(6, "USA", 15, "nanjing")) == [("outdone_origins", 8)]
    assert noted(*visas, free(6, "USA", 15, "nanjing"), free(6, "USA", 30, "national")) == [("outdone_origins", 7)]
    assert noted(*visas, free(6, "USA, BRA", 15, "nanjing"), free(7, "USA", 15, "nanjing")) == [("outdone_origins", 8)]
    assert noted(*visas, free(6, "USA", 15, "nanjing"), free(7, "USA", 30, "nanjing")) == []
    assert noted(*visas, free(6, "USA", 30, "nanjing"), free(6, "USA", 15, "national")) == []
    refund = "{{from: 2023-06, rate: {}, minimum_cny: {}}}".format
    assert noted("duty_free", "tax_refund", refund(0.11, 200), refund(0.05, 200)) == [("outdone", 8)]
    assert noted("duty_free", "tax_refund", refund(0.11, 500), refund(0.05, 200)) == []
    permit = "{{from: 2023-06, processing_days: {}, residence_years: {}}}".format
    assert noted("visa_facilitation", "work_permits", permit(5, 5), permit(7, 5), permit(3, 2)) == [("outdone", 8)]


def test_a_task_in_several_entries_is_noted_where_it_changes_nothing(tmp_path):
    def noted(*runs):
        return notes(tmp_path, HEAD + "levers:\n  pilot_tasks:\n" + entries(*runs))

    table, one = "{from: 2023-01, tasks: ['4.*']}", "{from: 2023-01, tasks: ['4.1']}"
    assert noted(table, one, one) == [("outdone_tasks", 7), ("entry_repeated", 8), ("outdone_tasks", 8)]
    assert noted(one, "{from: 2023-06, tasks: ['4.1', '4.2'], strength: 0.5}") == [("outdone_tasks", 7)]
    assert noted("{from: 2023-01, tasks: ['4.1'], strength: 0.5}", "{from: 2023-06, tasks: ['4.1']}") == []
    assert noted("{from: 2023-01, until: 2023-05, tasks: ['4.1']}", "{from: 2023-06, tasks: ['4.1']}") == []
    assert noted(one, "{from: 2023-01, tasks: ['4.1'], ramp_months: 0}") == []


def test_rights_granted_and_withdrawn_on_one_day_are_noted(tmp_path):
    rights = "levers:\n  route_rights:\n    grants:\n" + entries(GRANT) + "    withdrawals:\n"
    cut = "{from: 2023-06, origins: [SGP], weekly_frequencies: 7}"
    assert notes(tmp_path, HEAD + rights + entries(cut)) == [("granted_and_withdrawn", 9)]
    assert notes(tmp_path, HEAD + rights + entries(cut.replace("-06", "-08"))) == []
    assert notes(tmp_path, HEAD + rights + entries(cut.replace("SGP", "JPN"))) == []


def test_levers_left_blank_are_a_fault_where_nothing_is_inherited(tmp_path):
    with pytest.raises(InputError) as caught:
        notes(tmp_path, HEAD + "levers:\n")
    (problem,) = caught.value.problems
    assert problem.code == "left_blank" and "null" not in problem.render("en")
    assert "levers 之下没有内容" in problem.render("zh")
    with pytest.raises(InputError) as caught:
        notes(tmp_path, HEAD + "levers: null\n")
    assert caught.value.problems[0].code == "null_removes_nothing"


def test_levers_left_blank_over_inherited_ones_are_noted(tmp_path):
    notes(tmp_path, HEAD + f"levers:\n  duty_free:\n    shops: [{SHOP}]\n", "base.yaml")
    own = "name: m\ntitle: {zh: 甲, en: A}\nextends: base.yaml\n"
    assert notes(tmp_path, own + "levers:\n") == [("blank_removes", 4)]
    assert notes(tmp_path, own + "levers: null\n") == []


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.long)])
def test_check_shows_notes_and_ends_well(tmp_path, lang):
    file = tmp_path / "n.yaml"
    file.write_text(HEAD + "notes: 见 #3\n", encoding="utf-8")
    shown = CliRunner().invoke(run.app, ["check", str(file), "--lang", lang])
    assert shown.exit_code == 0
    assert f"n.yaml:4:8: notes{'：' if lang == 'zh' else ': '}" in shown.stderr
    assert shown.stderr.startswith({"zh": "注意：", "en": "note: "}[lang])
