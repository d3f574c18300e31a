"""What can be done, in plain words: levers and their actions, pilot tasks, channels, shipped scenarios."""

from typing import get_args

from pydantic.fields import FieldInfo

from common import vocabulary
from common.text import pick
from model.facts import facts
from model.levers.catalogue import Task, catalogue
from model.levers.channels import CHANNELS
from model.levers.other_names import typical_actions
from scenarios.explaining import sentences as say
from scenarios.explaining.explanation import Explanation, description, lines, name_of
from scenarios.explaining.library import entry as entry_of
from scenarios.explaining.push_sentences import effect
from scenarios.reading import field_texts
from scenarios.reading.reader import read
from scenarios.reading.rules import OneOf, Range
from scenarios.reading.schema import Levers
from scenarios.reading.schema_parts import Action, Part
from scenarios.reading.unit_names import unit_name
from scenarios.running.resolve import plans


def lever(name: str, lang: str) -> Explanation:
    """Return a lever: what it is, whom it acts on, how it is written in a file."""
    zh = lang == "zh"
    (word,) = [word for word in vocabulary.LEVER_WORDS if word.key == name]
    field_texts.fill_in()
    field = Levers.model_fields[name]
    part = field.annotation
    sections = part.model_fields if isinstance(part, type) and issubclass(part, Part) else {}
    kinds = {f"{name}.{key}": one for key, one in sections.items()} or {name: field}
    rows = [("about", say.LEVERS[name][zh]), ("acts_on", say.LEVER_ACTS[name][zh])]
    common, deciders = [field.alias or key for key, field in Action.model_fields.items()], []
    for place, listed in kinds.items():
        rows.append(
            ("actions", f"levers.{place}" + say.source(description(listed.description, lang).rstrip(".。"), lang))
        )
        (kind, *_) = get_args(listed.annotation)
        own = {key: one for key, one in kind.model_fields.items() if key not in Action.model_fields}
        rows += [("", _key(key, one, lang)) for key, one in own.items()]
        common = [key for key in common if key == "from" or key in kind.model_fields]
        deciders.append(f"{place} {_decider(str(kind.model_fields['decided_by'].default), lang)}")
    rows.append(("all_actions", say.join(common, lang)))
    rows.append(("decided_by", pick(lang, "by default: ", "未写明时：") + say.join(deciders, lang)))
    tasks = [task.id for task in catalogue().values() if task.lever == name]
    rows.append(("same_as", say.join(tasks, lang)))
    return Explanation(say.kind("lever", lang), name, word.name(lang), lines(lang, *rows))


def _decider(key: str, lang: str) -> str:
    """Return who decides, as files write it; in Chinese with its name behind."""
    return f"{key}（{name_of(vocabulary.DECIDER_WORDS, key, lang)}）" if lang == "zh" else key


def _key(name: str, field: FieldInfo, lang: str) -> str:
    """Return one key of an action in the file: what it is and what is allowed."""
    allowed = [rule.allowed().say(lang) for rule in field.metadata if isinstance(rule, Range)]
    words = [say.join(rule.words, lang) for rule in field.metadata if isinstance(rule, OneOf)]
    said = pick(lang, " ", "").join([description(field.description, lang), *allowed, *words])
    return f"  {field.alias or name}{'：' if lang == 'zh' else ': '}{said}"


def task(name: str, lang: str) -> Explanation:
    """Return a pilot task: what it says, by which channels it acts, when, at what cost, on what evidence."""
    task = catalogue()[name]
    zh = lang == "zh"
    field = task.field_zh if zh else task.field_en
    rows = [
        ("about", task.summary_zh if zh else task.summary_en),
        ("field", field),
        ("sectors", say.join([name_of(vocabulary.SECTOR_WORDS, key, lang) for key in task.sectors], lang)),
        ("zones", say.join([name_of(vocabulary.ZONE_WORDS, key, lang) for key in task.zones], lang)),
        (
            "acts_on",
            pick(
                lang,
                f"sets the lever {task.lever}",
                f"相当于采用政策工具“{name_of(vocabulary.LEVER_WORDS, task.lever, lang)}”",
            )
            if task.lever
            else None,
        ),
        *(_typical(name, lang) if task.lever else ()),
        *(("acts_on", effect(push, lang)) for push in task.pushes),
        ("no_effect", task.no_effect_reason_zh if zh else task.no_effect_reason_en),
        ("not_modelled", task.not_modelled_zh if zh else task.not_modelled_en),
        ("timing", say.timing(task.delay_months, task.ramp_months, lang) + say.given_by(task.timing_source, lang)),
        ("cost", say.yearly_cost(task.cost_cny_mn_a_year, lang) + say.given_by(task.cost_source, lang)),
        ("evidence", say.GRADES[task.evidence][zh]),
        ("decided_by", name_of(vocabulary.DECIDER_WORDS, task.decided_by, lang)),
        ("needs", _needs(task, lang)),
        ("source", say.document(task.id, task.table, field, task.source, lang)),
    ]
    return Explanation(say.kind("task", lang), name, field, lines(lang, *rows))


PLACES = {
    "RouteGrant": "levers.route_rights.grants",
    "WorkPermits": "levers.visa_facilitation.work_permits",
    "Shop": "levers.duty_free.shops",
    "Conversion": "levers.mixed_land_use.conversions",
    "TemporaryUse": "levers.mixed_land_use.temporary_uses",
}
"""Where a scenario says itself what a task that is a headline lever stands for."""


def _typical(name: str, lang: str) -> list[tuple[str, str]]:
    """What a task that is a headline lever stands for, and when it does."""
    kind, fields = typical_actions()[name]
    place = PLACES[kind.__name__]
    told = []
    for one in fields:
        before = one.value_in_force()
        if before is None and one.full in ("inf", "0"):
            value = pick(lang, "as in force", "维持现行规定")
        else:
            value = _named(one.full, lang) if before is None else f"{before:g} → {one.full}"
            value += "" if one.unit in ("word", "iso3 code", "iso3 codes") else f" {unit_name(one.unit, lang)}"
        told.append(("", f"  {one.field}{pick(lang, ': ', '：')}{value}" + say.given_by(one.source, lang)))
    rule = pick(
        lang,
        f"only where the scenario has no action of this kind itself ({place}), so that it never adds to one; "
        "strength moves the numbers from those in force towards these",
        f"情景文件未另行设定同类措施（{place}）时才生效，且不与之叠加；落实力度为 50% 时，取现行值与目标值的中间值",
    )
    return [("sets", place), *told, ("rule", rule)]


def _named(text: str, lang: str) -> str:
    """Return the words of a typical action, in Chinese by their names: ``江北新区 [jiangbei]``, ``研发 0.5、办公 0.5``."""
    if lang != "zh":
        return text
    words = dict(zip(facts().origins, facts().name_zh, strict=True)) | {
        word.key: word.zh
        for word in (*vocabulary.ZONE_WORDS, *vocabulary.USE_WORDS, *vocabulary.SHOP_WORDS, *vocabulary.FREEDOM_WORDS)
    }
    told = []
    for part in text.split():
        key, colon, share = part.partition(":")
        known = words.get(key, "")
        told.append(f"{known} {share}" if known and colon else f"{known} [{key}]" if known else part)
    return say.join(told, lang)


def _needs(task: Task, lang: str) -> str | None:
    if not task.needs:
        return None
    return say.join(task.needs, lang) + say.source(task.needs_reason_zh if lang == "zh" else task.needs_reason_en, lang)


def channel(name: str, lang: str) -> Explanation:
    """Return a channel: what it acts on, in which unit, up to where, and which tasks push it."""
    channel = CHANNELS[name]
    tasks = [task.id for task in catalogue().values() if any(push.channel == name for push in task.pushes)]
    rows = (
        ("acts_on", say.join((say.room(room, lang) for room in channel.acts_on.split()), lang)),
        ("unit", channel.unit_zh if lang == "zh" else channel.unit),
        (
            "cap",
            f"{channel.cap:g}"
            + pick(lang, " (assumption); tasks saturate towards it", "（假设）；各任务叠加时趋于饱和"),
        ),
        ("apart_by", say.kind(channel.axis, lang) if channel.axis else pick(lang, "whole city", "全市")),
        ("pushed_by", say.join(tasks, lang)),
    )
    return Explanation(say.kind("channel", lang), name, channel.zh if lang == "zh" else channel.en, lines(lang, *rows))


def scenario(name: str, lang: str) -> Explanation:
    """Return a shipped scenario: its question, period, levers and what it is compared with."""
    entry = entry_of(name)
    scenario = read(entry.path)
    does = plans(scenario)["scenario"]
    used = [
        f"{word.name(lang)} ({len(getattr(does, word.key))})"
        for word in vocabulary.LEVER_WORDS
        if getattr(does, word.key)
    ]
    rows = (
        ("question", entry.question.get(lang)),
        ("period", say.period(scenario.period.start, scenario.period.months, lang)),
        ("levers", say.join(used, lang) or pick(lang, "none", "无")),
        ("goes_on_from", getattr(scenario.history.title, lang) if scenario.history else None),
        ("against", getattr(scenario.counterfactual.title, lang)),
        ("members", str(scenario.ensemble.members)),
        ("notes", getattr(scenario.notes, lang) if scenario.notes else None),
        ("file", f"scenarios/{entry.path.name}"),
    )
    return Explanation(say.kind("scenario", lang), name, entry.title[lang], lines(lang, *rows))
