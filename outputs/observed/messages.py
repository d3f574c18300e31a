"""Every sentence about a file of observations, in English and Chinese."""

from common.problems import Catalogue

_ROWS = (
    # what is wrong
    ("cannot_read", "The file cannot be read.", "无法读取该文件。"),
    ("too_big", "The file is larger than {limit} bytes.", "文件超过 {limit} 字节。"),
    (
        "not_utf8",
        "The file is not UTF-8 text: save it as “CSV UTF-8”.",
        "文件不是 UTF-8 文本：请另存为“CSV UTF-8（逗号分隔）”。",
    ),
    ("control", "There is a control character here; remove it.", "此处有控制字符，请删除。"),
    ("empty", "The file contains no observations.", "文件中没有观测值。"),
    ("too_wide", "The line has more than {limit} fields.", "该行的字段超过 {limit} 个。"),
    (
        "too_many",
        "There are more than {limit} problems; the lines after this one were not checked.",
        "问题超过 {limit} 处；此行之后的内容未再检查。",
    ),
    ("open_quote", "A quoted field is not closed.", "引号没有闭合。"),
    ("after_quote", "Text follows the closing quote of a field.", "引号闭合后还有文字。"),
    (
        "separator",
        "Columns must be separated by commas, not by “{found}”.",
        "各列应以英文逗号分隔，而不是“{found}”。",
    ),
    (
        "fields",
        "The line has {found} fields, but the header has {wanted}.",
        "该行有 {found} 个字段，表头有 {wanted} 个。",
    ),
    ("no_column", "The column {name} is missing.", "缺少 {name} 列。"),
    ("unknown_column", "Unknown column.", "没有这一列。"),
    ("column_twice", "This column appears twice.", "该列重复出现。"),
    ("blank", "This cell must not be empty.", "此处不能为空。"),
    ("unknown_variable", "The results have no such variable.", "结果中没有这个变量。"),
    ("unknown_label", "Unknown value.", "此处没有这个选项。"),
    (
        "not_of_variable",
        "{variable} has no breakdown by {axis}; leave this cell empty.",
        "{variable} 不按 {axis} 区分，此处应留空。",
    ),
    (
        "needs_label",
        "{variable} has no total over {axis}; name one.",
        "{variable} 在 {axis} 上没有合计，请写明其中一项。",
    ),
    ("bad_date", "This is not a valid date.", "日期无法识别。"),
    ("ends_early", "The period ends before it begins.", "时段的结束早于开始。"),
    (
        "bad_number",
        "Write only the number, without unit, per-cent sign or thousands separators.",
        "此处应为单纯的数字，不带单位、百分号或千分位。",
    ),
    ("negative", "The number is below zero.", "数值小于零。"),
    ("unknown_unit", "Unknown unit for {variable}.", "这不是 {variable} 的单位。"),
    (
        "told_twice",
        "Line {line} already gives the same series and period; keep one of them.",
        "第 {line} 行已给出同一序列、同一时段的数值，请只保留一处。",
    ),
    (
        "none_inside",
        "No observation lies inside the run, which covers {first} to {last}.",
        "没有一个观测时段位于模拟期内；模拟期为 {first} 至 {last}。",
    ),
    # what is allowed
    ("date_form", "Write YYYY, YYYY-MM or YYYY-MM-DD.", "请写成 YYYY、YYYY-MM 或 YYYY-MM-DD。"),
    # notes, which are not problems
    (
        "outside",
        "{count} observations (the first in line {line}) lie outside the run, which covers {first} to {last}, and are left out",
        "有 {count} 个观测值（首个在第 {line} 行）不在模拟期 {first} 至 {last} 之内，未计入",
    ),
    (
        "overlap",
        "line {line} overlaps line {other} of the same series: the two are not independent",
        "第 {line} 行与同一序列的第 {other} 行时段重叠：二者并不独立",
    ),
)
CATALOGUE = Catalogue(_ROWS)
"""Sentence by code, in both languages; braces hold the values."""
phrase = CATALOGUE.phrase
