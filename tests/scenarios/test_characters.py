"""Characters that look right: each is named with its own place, prose may hold them, and ids in full width are understood."""

import pytest

from common.lookalikes import LOOKALIKES, SPACES, fold, looks_plain, plain, sentence
from common.problems import InputError
from scenarios.reading.characters import repair
from scenarios.reading.reader import read

HEAD = "name: c\ntitle: {zh: 航权：“扩大”，免税（一）, en: Wider “rights” – and more}\n"
GRANT = "levers:\n  route_rights:\n    grants:\n      - {from: 2023-07, origins: [SGP, DEU], weekly_frequencies: 7}\n"
SHOPS = "levers:\n  duty_free:\n    shops:\n"
TASKS = "levers:\n  pilot_tasks:\n"


def problems(tmp_path, text):
    file = tmp_path / "c.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read(file)
    for lang in ("en", "zh"):
        assert all(c.isprintable() or c == "\n" for c in caught.value.render(lang))
    return caught.value.problems


def place(text, character, nth=1):
    """Line and column, from 1, of a character in a text."""
    at = -1
    for _ in range(nth):
        at = text.index(character, at + 1)
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


@pytest.mark.parametrize(
    ("old", "new", "character"),
    [
        ("name: c", "name：c", "："),
        ("name: c", "name:\u00a0c", "\u00a0"),
        ("name: c", "name:\u3000c", "\u3000"),
        ("name: c", "na\u200bme: c", "\u200b"),
        ("from: 2023-07", "from：2023-07", "："),
        ("from: 2023-07", "from: 2023–07", "–"),
        ("from: 2023-07", "from: ２０２３-07", "２"),
        ("from: 2023-07", "from: “2023-07”", "“"),
        ("from: 2023-07,", "from: 2023-07，", "，"),
        ("[SGP, DEU]", "[SGP，DEU]", "，"),
        ("[SGP, DEU]", "[SGP、DEU]", "、"),
        ("[SGP, DEU]", "［SGP, DEU]", "［"),
        ("[SGP, DEU]", "【SGP, DEU】", "【"),
        ("[SGP, DEU]", "[‘SGP’, DEU]", "‘"),
        ("[SGP, DEU]", "[ＳGP, DEU]", "Ｓ"),
        ("[SGP, DEU]", "[德国、新加坡]", "、"),
        ("- {from", "- ｛from", "｛"),
        ("- {from", "– {from", "–"),
        ("- {from", "• {from", "•"),
        ("weekly_frequencies: 7", "weekly_frequencies: ７", "７"),
        ("weekly_frequencies: 7", "weekly_frequencies: −7", "−"),
        ("weekly_frequencies: 7", "weekly_frequencies: 7．5", "．"),
        ("    grants:", "\u00a0\u00a0\u00a0\u00a0grants:", "\u00a0"),
        ("    grants:", "\u3000\u3000grants:", "\u3000"),
        ("    grants:", "\tgrants:", "\t"),
        ("levers:", "levers：", "："),
        ("levers:", "＃ note\nlevers:", "＃"),
        ("levers:", "scale: 0.1 ＃ note\nlevers:", "＃"),
        ("levers:", "period: {months: 24}；\nlevers:", "；"),
    ],
)
def test_a_wrong_character_is_named_with_its_own_place(tmp_path, old, new, character):
    text = (HEAD + GRANT).replace(old, new, 1)
    offset = (HEAD + GRANT).index(old)
    nth = text[: offset + len(new)].count(character) - new.count(character) + 1
    found = [
        (p.line, p.column) for p in problems(tmp_path, text) if p.code in ("lookalike", "syntax_bullet", "syntax_tab")
    ]
    assert place(text, character, nth) in found
    assert len(found) <= 2, "one for each kind of character"


def test_all_wrong_characters_are_named_at_once_with_what_else_is_wrong(tmp_path):
    text = HEAD + SHOPS + "      - {from：2023-07，zone: 江北新区, kind: “downtown”, area_m2: 4000, quota_cny: 8000}\n"
    found = {(p.code, p.column) for p in problems(tmp_path, text)}
    line = text.splitlines()[-1]
    expected = {("lookalike", line.index(c) + 1) for c in "：，“"} | {("unknown_word", line.index("江") + 1)}
    assert found == expected


def test_what_it_is_and_what_to_type_is_said_in_both_languages(tmp_path):
    (problem,) = problems(tmp_path, "name：c\n" + HEAD.split("\n", 1)[1])
    assert problem.render("en").endswith('c.yaml:1:5: "：" (U+FF1A) is a full-width colon; type ":".')
    assert "（U+FF1A）是全角冒号" in problem.render("zh")
    assert "delete it" in sentence("\u200b")["en"] and "请删除" in sentence("\u200b")["zh"]
    assert "an ordinary space" in sentence("\u00a0")["en"]


@pytest.mark.parametrize(
    "text",
    [
        "question: 航权：“扩大”后会怎样？①—②、③；（④）【⑤】\n",
        'question: "航权：“扩大”\u3000后，会：怎样？"\n',
        "question: {zh: 新加坡，两班；三班, en: Two – or “three”?}\n",
        "notes: |\n  \u3000\u3000本方案：一、二、三。\n  - 第一，ａ＝１\n",
        "notes:\n  zh: >\n    \u3000\u3000缩进：一、二\n  en: It’s “so”\n",
        "notes: 第一行，\n  第二行：续行、还有\n  第三行\n",
        "# 注释：“全角”，\u3000都可以\nauthor: 王，李；赵\u3000\n",
        "scale: 0.1 # 说明：５％\n",
        "reference: {zh: '一、“甲”', en: a}\n",
        "title: {zh: 很长的题目，\n  第二行：续, en: A}\n",
    ],
)
def test_prose_quoted_text_and_comments_may_hold_any_of_them(tmp_path, text):
    file = tmp_path / "c.yaml"
    head = "name: c\n" if text.startswith("title") else HEAD
    file.write_text(head + text + GRANT, encoding="utf-8")
    assert read(file).levers.route_rights.grants[0].weekly_frequencies == 7
    assert repair(head + text + GRANT).wrong == []


def test_ids_of_tasks_in_full_width_are_understood(tmp_path):
    file = tmp_path / "c.yaml"
    file.write_text(
        HEAD + TASKS + '    - {from: 2023-07, tasks: ["１.１６", "1．39－1.46", "４.＊"]}\n', encoding="utf-8"
    )
    assert read(file).levers.pilot_tasks[0].tasks == ("1.16", "1.39-1.46", "4.*")


@pytest.mark.parametrize("dash", ["–", "—", "‑", "−", "～"])
def test_a_dash_in_a_range_of_tasks_is_named(tmp_path, dash):
    text = HEAD + TASKS + f'    - {{from: 2023-07, tasks: ["1.39{dash}1.46"]}}\n'
    (problem,) = problems(tmp_path, text)
    assert (problem.code, problem.nearest) == ("lookalike", "1.39-1.46")
    assert problem.column == text.splitlines()[-1].index(dash) + 1


@pytest.mark.parametrize(
    ("typed", "near"), [("jiang\u200bbei", "jiangbei"), ("ｌｕｋｏｕ", "lukou"), ("lukou\u00a0", "lukou")]
)
def test_in_quoted_values_the_character_is_named_inside(tmp_path, typed, near):
    row = f'      - {{from: 2024-10, zone: "{typed}", kind: downtown, area_m2: 4000, quota_cny: 8000}}\n'
    (problem,) = problems(tmp_path, HEAD + SHOPS + row)
    odd = next(c for c in typed if c in LOOKALIKES)
    assert (problem.code, problem.nearest) == ("lookalike", near)
    assert (problem.line, problem.column) == place(HEAD + SHOPS + row, odd, 1 + HEAD.count(odd))


def test_places_behind_a_repaired_character_stay_those_of_the_file(tmp_path):
    text = "name：c\n" + HEAD.split("\n", 1)[1] + "ensemble: {seed\u200b: 1, membrs：5}\n"
    found = {p.code: (p.line, p.column) for p in problems(tmp_path, text)}
    assert found["unknown_key"] == place(text, "membrs")


@pytest.mark.parametrize("title", ["{zh: 方案 #2, en: Plan}", "{zh: 方案, en: Plan #2}", "{zh: 方案，en: Plan #2}"])
def test_a_comment_that_hides_the_end_of_brackets_is_named(tmp_path, title):
    text = f"name: c\ntitle: {title}\n" + GRANT
    found = {p.code: (p.line, p.column) for p in problems(tmp_path, text)}
    assert found["syntax_hash"] == place(text, "#") and "syntax_bracket" not in found


def test_comments_between_entries_of_brackets_are_fine(tmp_path):
    file = tmp_path / "c.yaml"
    file.write_text("name: c\ntitle: {zh: 甲, # 中文\n  en: A} # both\n", encoding="utf-8")
    assert read(file).title.en == "A"


def test_the_table_of_lookalikes():
    assert plain("１．１６：［ａ］\u200b") == "1.16:[a]"
    assert looks_plain("２０２３－０７") and not looks_plain("江北：") and not looks_plain("2023-07")
    assert fold(" 江北 新区（一）") == fold("江北新区(一)") == "江北新区一"
    for character, meant in LOOKALIKES.items():
        assert len(character) == 1 and meant.plain.isascii() and len(meant.plain) <= 1 and not character.isascii()
        assert all(sentence(character).values())
    assert SPACES
