"""Sentences on entries of a list that repeat, outdo or contradict one another, in English and Chinese."""

from common.problems import Catalogue

_ROWS = (
    (
        "entry_doubled",
        "This repeats the entry of line {line}, and both count; remove one if they are the same thing.",
        "这与第 {line} 行的条目相同，两条都会计入；如属重复，请删除其中一条。",
    ),
    (
        "outdone",
        "The entry of line {line} gives at least as much for the whole of this one's time: this one changes nothing.",
        "在本条的整个期间，第 {line} 行的条目都不逊于本条：本条不起作用。",
    ),
    (
        "outdone_origins",
        "For {origins} the entry of line {line} gives at least as much for the whole of this one's time: there this one changes nothing.",
        "对 {origins}，在本条的整个期间，第 {line} 行的条目都不逊于本条：本条对其不起作用。",
    ),
    (
        "outdone_tasks",
        "The entry of line {line} is at least as strong for the whole of this one's time, so that nothing changes here for: {tasks}.",
        "在本条的整个期间，第 {line} 行的条目力度不低于本条，以下任务在此不起作用：{tasks}。",
    ),
    (
        "granted_and_withdrawn",
        "Line {line} grants rights for {origins} from the same day on: only the difference counts.",
        "第 {line} 行自同日起给予 {origins} 航权：只有两者之差起作用。",
    ),
    (
        "entry_repeated",
        "This repeats the entry of line {line}; remove one if they are the same thing.",
        "这与第 {line} 行的条目相同；如属重复，请删除其中一条。",
    ),
)
CATALOGUE = Catalogue(_ROWS)
"""Sentence by code, in both languages; braces hold the values."""
phrase = CATALOGUE.phrase
