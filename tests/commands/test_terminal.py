"""What is printed can be read on a terminal of 40, 80 and 120 columns, in both languages; help is in the one that is named."""

from types import SimpleNamespace

import pytest
from rich.table import Table
from typer.testing import CliRunner

import run
from commands import progress, pulse
from commands.console import Console
from commands.duration import in_words
from commands.line_language import part
from commands.screen import stacked
from commands.wrapping import columns, wrap

EN = "Inbound overnight visitors: +96 thousand visitors in Nanjing, of which +41 (43 %) is new to China (outputs/runs/full-pilot/report.en.html)."
ZH = "实际使用外资：南京+11.2亿美元，其中全国净增+4.1亿美元（37%），由国内其他城市转移+7.1亿美元；详见outputs/runs/full-pilot。"


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("text", [EN, ZH])
def test_a_sentence_is_broken_between_words_and_nothing_is_lost(text, width):
    lines = wrap(text, width).split("\n")
    assert all(columns(line) <= max(width, 45) for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    words = {word for word in EN.split() if len(word) < width}
    if text is EN:
        assert words <= {word for line in lines for word in line.split()}
    assert not any(line[:1] in "，。；：）%" for line in lines)


def test_what_cannot_be_broken_stays_whole():
    path = "outputs/runs/" + "a" * 60
    assert path in wrap(f"Files: {path}", 40).split("\n")


def test_the_time_left_counts_from_the_first_that_is_done(monkeypatch, capsys):
    now = [0.0]
    clock = SimpleNamespace(monotonic=lambda: now[0])
    monkeypatch.setattr(progress, "time", clock)
    monkeypatch.setattr(pulse, "time", clock)
    beat = pulse.Pulse(Console("en"))
    update = progress._plain("run", Console("en"), ("figures", "幅图"), beat)
    for now[0], done in ((100.0, 1), (110.0, 2)):  # results were read for a hundred seconds, a figure took ten
        update(done, 4, 0)
    beat.due()
    said = "".join(capsys.readouterr())
    assert "1 of 4 figures\n" in said and "2 of 4 figures, about 20 seconds left" in said


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_narrow_table_has_names_above_their_numbers(lang):
    table = Table()
    for k, head in enumerate(("Outcome", "Unit", "Effect (80 % interval)", "Change")):
        table.add_column(head, justify="left" if k < 2 else "right")
    name = {"en": "Inbound overnight visitors", "zh": "入境过夜游客"}[lang]
    table.add_row(name, {"en": "thousand visitors", "zh": "万人次"}[lang], "+96 (+38 to +237)", "+6.9 %")
    lines = "\n".join(stacked(table, 40)).split("\n")
    assert all(columns(line) <= 40 for line in lines)
    assert name in " ".join(lines) and any("+96 (+38 to +237)" in line and "+6.9 %" in line for line in lines)


@pytest.mark.parametrize(
    ("text", "en", "zh"),
    [
        ("Web page or Word. 网页或 Word。", "Web page or Word.", "网页或 Word。"),
        ("A Dask scheduler to run on. Dask 调度器。", "A Dask scheduler to run on.", "Dask 调度器。"),
        ("E.g. route_rights, 1.16, visitors. 名称。", "E.g. route_rights, 1.16, visitors.", "名称。"),
        ("What?\n\n什么？", "What?", "什么？"),
        ("Only English.", "Only English.", "Only English."),
        ("只有中文。", "只有中文。", "只有中文。"),
    ],
)
def test_help_has_a_part_in_each_language(text, en, zh):
    assert (part(text, "en"), part(text, "zh")) == (en, zh)


def invoke(*words):
    return CliRunner().invoke(run.app, list(words), env={"COLUMNS": "200"})


def test_help_is_in_the_language_that_is_named():
    whole, chinese, english = (invoke(*words, "--help").stdout for words in ((), ("--lang", "zh"), ("--lang=en",)))
    assert "结果" in whole and "Run scenarios" in whole
    assert "运行情景并与对照情景比较" in chinese and "Run scenarios" not in chinese
    assert "Run scenarios" in english and "结果" not in english
    of_one = invoke("simulate", "--lang", "zh", "--help").stdout
    assert "情景文件" in of_one and "[必填]" in of_one and "Options" not in of_one and "Show this" not in of_one
    assert "[选项] 命令 [参数]..." in chinese and "用法：" in of_one and "Usage" not in chinese + of_one
    assert "[required]" in invoke("simulate", "--lang", "en", "--help").stdout


def test_the_language_may_stand_before_the_command():
    asked = invoke("--lang", "zh", "list", "nothing")
    assert asked.exit_code == 2 and "没有" in asked.stderr
    assert invoke("--lang", "fr", "list").exit_code == 2
    assert "zh | en" in invoke("--lang", "fr", "list").stderr


SLIPS = [
    (("simulate",), "缺少参数 FILE。"),
    (("simulat",), "没有命令 simulat；是否指 simulate？"),
    (("simulate", "--memb", "4"), "没有选项 --memb；是否指 --members？"),
    (("simulate", "--none", "4"), "没有选项 --none。"),
    (("simulate", "--members", "x", "a.yaml"), "--members：须为整数。"),
    (("simulate", "--scale", "x", "a.yaml"), "--scale：须为数字。"),
    (("simulate", "--out"), "选项 --out 之后须给出值。"),
    (("simulate", "--resume=3", "a.yaml"), "选项 --resume 不带值。"),
    (("simulate", "--out", "", "a.yaml"), "--out：为空：请给出文件夹，或不加此选项。"),
    (("explain", "a", "b"), "多出的参数：b。"),
    (("explain", "a", "b", "c"), "多出的参数：b c。"),
    (("table", "a"), "缺少选项 --variable。"),
]


@pytest.mark.parametrize(("words", "said"), SLIPS, ids=[said for _, said in SLIPS])
def test_slips_on_the_command_line_are_in_chinese(words, said):
    asked = invoke("--lang", "zh", *words)
    assert asked.exit_code == 2 and said in asked.stderr.splitlines()
    by_system = CliRunner().invoke(run.app, list(words), env={"LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"})
    assert by_system.exit_code == 2 and said in by_system.stderr.splitlines()
    english = invoke("--lang", "en", *words)
    assert english.exit_code == 2
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in english.stderr)


def test_no_line_of_a_list_begins_with_a_comma():
    lines = invoke("list", "--lang", "zh").stdout.splitlines()
    assert len(lines) > 50 and not any(line.strip()[:1] in set("，。；：、！？） ") for line in lines if line.strip())


@pytest.mark.parametrize(
    ("seconds", "en"), [(3, "5 seconds"), (62, "60 seconds"), (700, "12 minutes"), (9000, "2.5 hours")]
)
def test_a_time_is_as_coarse_as_it_is_known(seconds, en):
    assert in_words(seconds)[0] == en and in_words(seconds)[1].split()[0] == en.split()[0]


@pytest.mark.parametrize(
    ("name", "said"),
    [("航权", "route_rights"), ("江北", "jiangbei"), ("免税店", "duty_free"), ("入境游客", "visitors")],
)
def test_chinese_names_are_explained(name, said):
    shown = invoke("explain", name, "--lang", "zh")
    assert shown.exit_code == 0 and said in shown.stdout
