"""Every sentence about a ledger of tasks, in English and Chinese."""

from common.problems import Catalogue

_ROWS = (
    # what is wrong
    ("empty", "The ledger has no entries.", "台账中没有任何记录。"),
    ("no_column", "The column {name} is missing.", "缺少 {name} 列。"),
    ("unknown_column", "A ledger has no such column.", "台账没有这一列。"),
    ("column_twice", "This column appears twice.", "该列重复出现。"),
    (
        "fields",
        "The line has {found} fields, but the header has {wanted}: put a text that holds commas in quotes.",
        "该行有 {found} 个字段，表头有 {wanted} 个：含逗号的文字请加引号。",
    ),
    ("blank", "This cell must not be empty.", "此处不能为空。"),
    (
        "not_planned",
        "The scenario does not carry out this task; a ledger holds tasks of its scenario only.",
        "该情景未安排这项任务；台账只能包含情景中的任务。",
    ),
    ("task_form", "Write 1.16, 1.39-1.46 or 4.*; known: {known}.", "可写 1.16、1.39-1.46 或 4.*；已有编号：{known}。"),
    ("planned", "Tasks of the scenario: {tasks}.", "情景中的任务：{tasks}。"),
    ("date_outside", "The date lies outside the period of the scenario.", "日期在情景的模拟时段之外。"),
    ("period", "From {first} to {last}.", "应在 {first} 至 {last} 之间。"),
    (
        "twice",
        "Line {line} already gives task {task} at this date. Is it 1.10 that a spreadsheet has made 1.1? Then make the "
        "column text.",
        "第 {line} 行已给出任务 {task} 在该日期的进度。若是表格软件把 1.10 变成了 1.1，请把该列设为文本格式。",
    ),
    (
        "falls",
        "The share done falls, from {before} in line {line}. A ledger adds up what has been done; write 0 for a task that was stopped.",
        "落实比例比第 {line} 行的 {before} 低。台账记录累计进度；任务中止请写 0。",
    ),
    ("at_least", "At least {before}, or 0.", "不低于 {before}，或为 0。"),
    (
        "too_many",
        "There are more than {limit} problems; the rest is not listed.",
        "问题超过 {limit} 处，其余不再列出。",
    ),
    # what a reader should know
    (
        "absent",
        "{count} of the scenario's {all} tasks are not in the ledger and count as NOT carried out: {tasks}",
        "情景的 {all} 项任务中有 {count} 项不在台账中，一律按未实施计算：{tasks}",
    ),
    (
        "shortened",
        "of these, {tasks}: spreadsheets drop the last nought (1.10 becomes 1.1); if such a task is in your table, make the column of tasks text",
        "其中 {tasks}：表格软件会略去末位的 0（1.10 变成 1.1）；若原表中有此类任务，请把任务列设为文本格式",
    ),
    (
        "no_evidence",
        "a share done without evidence: {tasks}; these count, and are not called proven",
        "写了落实比例但没有依据的任务：{tasks}；计入效果，但不会认定为可复制推广",
    ),
    (
        "needs",
        "task {task} is carried out from {date} on, when {needed}, on which it builds, is not: its effect is counted all the same",
        "任务 {task} 自 {date} 起落实，而其前提任务 {needed} 当时尚未落实：效果仍照常计入",
    ),
    (
        "set_itself",
        "of tasks {tasks} the ledger changes nothing: the scenario sets their levers itself, by amounts of its own",
        "任务 {tasks} 的台账进度不影响结果：其对应的政策工具已由情景直接设定",
    ),
    (
        "later",
        "the ledger ends at {date}: until the end of the period each task stays as it was then",
        "台账截至 {date}：此后至模拟期末，各任务保持当时的进度",
    ),
)
CATALOGUE = Catalogue(_ROWS)
"""Sentence by code, in both languages; braces hold the values."""
phrase = CATALOGUE.phrase
