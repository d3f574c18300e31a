"""Every sentence about a file of observations, in English and Chinese."""

from common.problems import Catalogue

_ROWS = (
    # what is wrong
    (
        "lookalike",
        "A character only looks right: {en}",
        "有字符看似正确，其实不是：{zh}",
    ),
    (
        "unnamed_column",
        "A column without a name has something in it.",
        "没有列名的一列中有内容。",
    ),
    (
        "origin_not_apart",
        "{en} is not modelled separately and has no series of its own. Leave its line out; only the total of all countries and "
        "regions that are not listed may be given, as ROW.",
        "{zh}没有单独建模，结果中没有其单独的序列，请删去该行；只有未单列的全部国家（地区）的合计才可写作 ROW。",
    ),
    (
        "origin_mainland",
        "Mainland China is not an origin; visitors and capital come from outside it.",
        "中国内地不是客源地，旅客和资金均来自内地以外。",
    ),
    (
        "year_of_no_run",
        "No run can have the year {year}: runs lie between {first} and {last}",
        "任何模拟都不会有 {year} 年：模拟期在 {first} 至 {last} 年之间。",
    ),
    (
        "period_in_one",
        "This is a period: write its first month under “from” and its last under “to”.",
        "这是一个时段：请把首月写在 from 列、末月写在 to 列。",
    ),
    (
        "bad_error",
        "The error of a figure is one standard deviation in per cent of it, above 0 and at most {most}.",
        "误差为该数值的百分比（一个标准差），须大于 0 且不超过 {most}。",
    ),
    ("empty", "The file contains no observations.", "文件中没有观测值。"),
    (
        "too_many",
        "There are more than {limit} problems; the lines after this one were not checked.",
        "问题超过 {limit} 处；此行之后的内容未再检查。",
    ),
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
    (
        "header_below",
        "The header must stand in the first line; it stands in line {line}: remove the lines above it.",
        "列名应在第一行，而它在第 {line} 行：请删除其上各行。",
    ),
    (
        "number_split",
        "A comma splits a number here; write it without thousands separators.",
        "逗号把一个数字拆成了两列；请不要写千分位。",
    ),
    ("label_of_total", "Leave this cell empty for the total.", "表示合计时此处应留空。"),
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
    ("all_variables", "list variables names all.", "list variables 可列出全部。"),
    ("date_form", "Write YYYY, YYYY-MM or YYYY-MM-DD.", "请写成 YYYY、YYYY-MM 或 YYYY-MM-DD。"),
    # notes, which are not problems
    (
        "no_figure",
        "{count} lines hold no figure (first in line {line}: {mark}) and are left out",
        "有 {count} 行没有数值（首个在第 {line} 行：{mark}），未计入",
    ),
    (
        "unit_missing",
        "line {line} gives {value} without a unit, so it is taken in {unit}; the run has {low} to {high} there: is a unit missing?",
        "第 {line} 行的 {value} 没有写单位，按{unit}读取；模拟结果为 {low} 至 {high}：是否漏写了单位？",
    ),
    (
        "cumulative",
        "the months of {variable} from line {line} on rise through the year as cumulative figures do: if they are sums since "
        "January, write from {first} to each month, or take differences",
        "自第 {line} 行起，{variable} 的各月数值逐月上升，像是累计数：如为 1 月以来的累计，请把 from 写成 {first}、to 写成当月，或改为当月数",
    ),
    (
        "said_cumulative",
        "line {line} calls its figure cumulative ({words}), but its period is one month: write from January to that month",
        "第 {line} 行注明为累计数（{words}），但时段只有一个月：请把 from 写成 1 月、to 写成当月",
    ),
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
