"""Sentences about the form of a table in a file, whatever it is about, in English and Chinese."""

from common.problems import Catalogue

_ROWS = (
    ("cannot_read", "The file cannot be read.", "无法读取该文件。"),
    ("too_big", "The file is larger than {limit} bytes.", "文件超过 {limit} 字节。"),
    (
        "not_utf8",
        "The file is not UTF-8 text: save it as “CSV UTF-8”.",
        "文件不是 UTF-8 文本：请另存为“CSV UTF-8（逗号分隔）”。",
    ),
    (
        "old_workbook",
        "This is an old or password-protected Excel workbook: save it as an Excel workbook (.xlsx) without a password, or as “CSV UTF-8”.",
        "这是旧版（.xls）或加了密码的 Excel 工作簿：请另存为不加密的 .xlsx，或“CSV UTF-8（逗号分隔）”。",
    ),
    (
        "bad_workbook",
        "This is an Excel workbook that cannot be read: open it and save it again, or save it as “CSV UTF-8”.",
        "这是 Excel 工作簿，但无法读取：请打开后重新保存，或另存为“CSV UTF-8（逗号分隔）”。",
    ),
    (
        "other_spreadsheet",
        "This is an OpenDocument spreadsheet (.ods): save it as an Excel workbook (.xlsx) or as “CSV UTF-8”.",
        "这是 OpenDocument 表格（.ods）：请另存为 Excel 工作簿（.xlsx）或“CSV UTF-8（逗号分隔）”。",
    ),
    (
        "xml_workbook",
        "This is a spreadsheet in the form of a web page or XML: open it in Excel and save it as a workbook (.xlsx).",
        "这是网页或 XML 形式的表格：请用 Excel 打开后另存为 .xlsx 工作簿。",
    ),
    (
        "other_document",
        "This is {kind}, not a table: save the table as “CSV UTF-8” or as an Excel workbook (.xlsx).",
        "这是{kind_zh}，不是表格：请把表格另存为“CSV UTF-8（逗号分隔）”或 .xlsx 工作簿。",
    ),
    ("control", "There is a control character here; remove it.", "此处有控制字符，请删除。"),
    ("too_wide", "The line has more than {limit} fields.", "该行的字段超过 {limit} 个。"),
    ("open_quote", "A quoted field is not closed.", "引号没有闭合。"),
    ("after_quote", "Text follows the closing quote of a field.", "引号闭合后还有文字。"),
    (
        "first_sheet",
        "only the first sheet, “{sheet}”, was read; the workbook has {count} more",
        "只读取了第一个工作表“{sheet}”；工作簿中另有 {count} 个",
    ),
    (
        "read_as_gbk",
        "the file is not UTF-8; it was read as GBK (Chinese Windows)",
        "文件不是 UTF-8，已按 GBK（中文 Windows）读取",
    ),
)
CATALOGUE = Catalogue(_ROWS)
"""Sentence by code, in both languages; braces hold the values."""
phrase = CATALOGUE.phrase
