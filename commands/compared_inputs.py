"""What differs in the inputs of two runs, in the sentences in which a report tells a scenario."""

import re
from collections.abc import Iterator, Sequence

from common.text import pick
from outputs.comparing.compare_inputs import INPUT_NAMES, Difference, shown
from outputs.documents.document import clean
from outputs.report.assumptions import brake_sentence, trigger_sentence, world_rows
from outputs.report.levers import lever_table, without_annex
from outputs.report.run import Run

MOST = 12
"""Actions that are listed for each run; the file of inputs has all."""
_IN_SENTENCES = ("levers", "world", "counterfactual", "brakes", "triggers")


def input_sentences(old: Run, new: Run, differences: Sequence[Difference]) -> Iterator[str]:
    """A line for each measure that only one run takes, each part of the world and each other input that differs."""
    lang = new.lang
    if not differences:
        yield pick(lang, "The inputs are the same.", "输入相同。")
        return
    for here, there in ((old, new), (new, old)):
        only = [text for text in _actions(here) if text not in set(_actions(there))]
        if only:
            yield pick(lang, f"Only in “{here.title}”:", f"仅《{here.title}》有：")
            yield from (f"- {text}" for text in only[:MOST])
            if len(only) > MOST:
                yield pick(lang, f"- and {len(only) - MOST} more", f"- 另有 {len(only) - MOST} 项")
    before, after = world_rows(old), world_rows(new)
    for name, value in after.items():
        if (was := before.get(name)) != value:
            yield pick(
                lang, f"World outside, {name}: {was or '–'} → {value}", f"外部环境，{name}：{was or '–'} → {value}"
            )
    for item in differences:
        if re.split(r"[.[]", item.key)[0] not in _IN_SENTENCES:
            name = INPUT_NAMES[item.key].of(lang) if item.key in INPUT_NAMES else clean(item.key, 100)
            then, now = (clean(shown(value), 60) for value in (item.old, item.new))
            yield pick(lang, f"{name[:1].upper()}{name[1:]}: {then} → {now}", f"{name}：{then} → {now}")
    if any(item.key.startswith("counterfactual") for item in differences):
        yield pick(lang, "They are compared with different counterfactuals.", "两者的对照情景不同。")


def _actions(run: Run) -> list[str]:
    """What a run does, an action a text: lever, what, from when until when; then its brakes and triggers."""
    table = lever_table(run, run.table("levers"), "")
    told = []
    for lever, sentence, when, *_ in (tuple(cell.text for cell in row) for row in table.rows) if table else ():
        what = without_annex(sentence, run.lang)
        told.append(pick(run.lang, f"{lever}: {what}; {when}", f"{lever}：{what}；{when}"))
    rules = ((brake_sentence, "brakes"), (trigger_sentence, "triggers"))
    listed = ((tell, run.scenario.get(key)) for tell, key in rules)
    return told + [tell(run, item) for tell, found in listed if isinstance(found, list) for item in found]
