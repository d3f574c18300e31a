"""The part of a report that tells FDI, trade and tourism by year."""

from outputs.documents.document import Block, Bullets, Paragraph, Section, Table
from outputs.report.effects import FALL, NOTHING, PLURAL, RISE, UNSETTLED, Effect, sentence
from outputs.report.measures import effect_table, whole, yearly, yearly_table
from outputs.report.pictures import picture
from outputs.report.run import Run
from outputs.results.outcomes import HEADLINES, Outcome, interval_name, unit
from outputs.results.summary_rows import EXPORTED, is_stock, present

GROUPS = (
    (
        "fdi",
        "Foreign direct investment",
        "外资",
        ("fdi", "fdi-jiangsu", "fdi-china", "new-firms", "jobs"),
        ("fdi-pipeline",),
    ),
    ("home", "Domestic firms", "本土企业", ("domestic-firms",), ()),
    ("trade", "Trade", "贸易", ("goods-trade", "services-trade"), ()),
    (
        "tourism",
        "Inbound tourism",
        "入境旅游",
        ("visitors", "visitors-jiangsu", "visitors-china", "nights", "spending", "duty-free"),
        (),
    ),
    ("talent", "International talent", "国际人才", ("talent",), ("talent",)),
)
"""Parts with the keys of their outcomes and the figures that belong to the whole part."""
BY_KEY = {outcome.key: outcome for outcome in EXPORTED}
_FANS = frozenset(outcome.key for outcome in HEADLINES)


def outcomes(run: Run) -> Section:
    """Tables and figures of every outcome by year."""
    parts = tuple(
        Section(anchor, run.pick(en, zh), tuple(_group(run, keys, pictures)))
        for anchor, en, zh, keys, pictures in GROUPS
    )
    span = interval_name(run.members, run.lang)
    intro = run.pick(
        "Each table gives means over the members for counterfactual and scenario, the paired difference with its "
        f"{span}, that difference as a share of the counterfactual, and the share of members in which it is positive.",
        f"各表列出对照情景与情景的样本均值、样本内配对之差及其{span}、该差额占对照情景的比例，以及差额为正的样本占比。",
    )
    title = run.pick("FDI, trade and tourism by year", "外资、贸易与旅游：分年度结果")
    return Section("outcomes", title, (Paragraph(intro), picture(run, "effects")), parts)


def outcome_sentence(run: Run, outcome: Outcome) -> str:
    """What happens to an outcome over the whole run."""
    shown = unit(run.dataset, outcome, run.lang)
    return sentence(
        outcome.key,
        outcome.name(run.lang),
        whole(run, outcome),
        shown,
        run.lang,
        end=is_stock(run.dataset, outcome),
    )


def _group(run: Run, keys: tuple[str, ...], pictures: tuple[str, ...]) -> list[Block]:
    blocks: list[Block] = [Bullets(tuple(_told(run, BY_KEY[key]) for key in keys))]
    for key in keys:
        outcome = BY_KEY[key]
        blocks.append(yearly_table(run, outcome))
        if key in _FANS:
            blocks.append(picture(run, f"fan-{key}", _alt(run, outcome)))
    return blocks + [picture(run, name) for name in pictures]


def _alt(run: Run, outcome: Outcome) -> str:
    return run.pick("Fan chart over the months. ", "逐月扇形图。") + outcome_sentence(run, outcome)


def _told(run: Run, outcome: Outcome) -> str:
    """The whole run in a sentence, then in which years the effect is clear."""
    return outcome_sentence(run, outcome) + when_clear(run, yearly(run, outcome), outcome.key in PLURAL)


def when_clear(run: Run, found: list[tuple[str, Effect]], plural: bool = False) -> str:
    """In which years the effect is clear of zero and in which it is not; empty where there is but one year."""
    if len(found) < 2 or all(one.direction == NOTHING for _, one in found) or found[0][1].alone:
        return ""
    words = {
        RISE: ("above the counterfactual in {}", "{}高于对照情景"),
        FALL: ("below it in {}", "{}低于对照情景"),
        UNSETTLED: ("not settled in {}", "{}方向不明"),
        NOTHING: ("without any difference in {}", "{}无差别"),
    }
    if len(directions := {one.direction for _, one in found}) == 1:
        en, zh = {
            RISE: (" It is above the counterfactual in every year.", "各年度均高于对照情景。"),
            FALL: (" It is below the counterfactual in every year.", "各年度均低于对照情景。"),
            UNSETTLED: (" The direction is not settled in any year.", "各年度方向均不明。"),
        }[directions.pop()]
        return run.pick(en.replace(" It is", " They are") if plural else en, zh)
    told = []
    for direction, (en, zh) in words.items():
        if named := [name for name, one in found if one.direction == direction]:
            told.append(run.pick(en.format(", ".join(named)), zh.format("、".join(named))))
    return run.pick(" By year: " + "; ".join(told) + ".", "分年度看：" + "，".join(told) + "。")


def whole_table(run: Run) -> Table:
    """Every outcome over the whole run that is not zero in both variants, each with its unit beside its name."""
    rows = []
    for outcome in present(run.dataset):
        name, of = outcome.name(run.lang), unit(run.dataset, outcome, run.lang).name
        end = run.pick(", at the end", "（期末）") if is_stock(run.dataset, outcome) else ""
        rows.append((run.pick(f"{name}{end}, {of}", f"{name}{end}，{of}"), whole(run, outcome)))
    caption = run.pick("All outcomes over the whole period", "全期各项结果")
    return effect_table(run, run.pick("Outcome, unit", "结果，单位"), caption, rows)
