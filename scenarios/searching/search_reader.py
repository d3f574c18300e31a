"""From a search file to what is asked, or to every problem of it at once."""

import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from common.problems import InputError, Phrase, Problem
from common.text import Text
from common.vocabulary import DECIDERS, LEVERS, RISKS, TASKS
from model.levers.actions import Plan
from model.levers.channels import CHANNELS
from model.variables import VARIABLES
from scenarios.attributing.coalitions import decider
from scenarios.reading.dates import span
from scenarios.reading.field_names import FIELD_NAMES
from scenarios.reading.file_kind import other_kind
from scenarios.reading.file_names import SHIPPED, content, meant
from scenarios.reading.messages import phrase
from scenarios.reading.reader import Reading
from scenarios.reading.schema import Scenario
from scenarios.reading.tasks import expand_all
from scenarios.reading.validation_errors import problems_of
from scenarios.reading.yaml_text import Mark, Node, parse
from scenarios.running import resolve
from scenarios.searching import options_of_tasks
from scenarios.searching.question import MEAN, SHARE_REACHING, Question, Reach, Sizes, Want
from scenarios.searching.search_schema import LeverChoice, SearchFile, TaskChoices
from scenarios.searching.space import Option, Space

MOST_OPTIONS = 2000
TRIGGERS = "triggers"


class Search(NamedTuple):
    """A search that was read: what is asked, of which scenario, and the cases of the world that are met."""

    name: str
    title: Text
    question: Text | None
    base: Scenario
    asked: Question
    worlds: Mapping[str, tuple[str, ...]]


def read(path: str | Path) -> Search:
    """Read a search file and the scenario that it builds on.

    Raises:
        InputError: the file, its base or what it adds has problems; all of them are in the error.
    """
    return _SearchReading(str(path)).search()


class _SearchReading:
    def __init__(self, file: str) -> None:
        self.file, self.reading = file, Reading(file)

    def search(self) -> Search:
        found = self._found()
        if found is None or self.reading.problems:
            raise InputError(self.reading.ordered())
        return found

    def _found(self) -> Search | None:
        data = content(self.file)
        if isinstance(data, Phrase):
            near = meant(self.file, SHIPPED / "searches") if data.code == "no_such_file" else None
            self.reading.problems.append(Problem(self.file, 0, 0, "", data, nearest=near))
            return None
        tree, faults = parse(data, self.file)
        self.reading.problems += faults
        if tree is None:
            return None
        if other := other_kind(tree, "search", self.file):
            self.reading.problems.append(other)
            return None
        try:
            shape = SearchFile.model_validate(tree.plain())
        except ValidationError as error:
            self.reading.problems += problems_of(error, tree, self.file, SearchFile)
            return None
        self._check(shape, tree)
        base = self.reading.base(tree, "base")
        held = None if base is None else self.reading.scenario_of(base)
        if base is None or held is None:
            return None
        options = self._options(shape, tree, base, held)
        if not options and not self.reading.problems:
            self._fault(tree, ("choose",), phrase("nothing_to_choose"))
        if len(options) > MOST_OPTIONS:
            self._fault(tree, ("choose",), phrase("too_many_options", limit=MOST_OPTIONS))
        if self.reading.problems:
            return None
        return self._search(shape, held, options)

    def _search(self, shape: SearchFile, held: Scenario, options: list[Option]) -> Search:
        space = Space(tuple(options), {key: channel.cap for key, channel in CHANNELS.items()})
        wants = tuple(
            Want(want.most, _title(want.most), want.of, want.amount or 0.0, want.weight) for want in shape.want
        )
        reach = shape.reach
        asked = Question(
            space=space,
            wants=wants,
            budget=float(shape.within.fiscal_cost),
            deciders=shape.within.decided_by,
            risks=tuple((RISKS.index(risk), float(most)) for risk, most in shape.within.risks.items()),
            reach=None
            if reach is None
            else Reach(Want(reach.most, _title(reach.most)), float(reach.amount), float(reach.share)),
            sizes=Sizes.for_runs(shape.runs, any(want.of != MEAN for want in wants)),
            seed=held.ensemble.seed,
        )
        worlds = {key: cases for key, cases in shape.worlds.model_dump().items() if cases}
        question = shape.question
        told = None if question is None else Text(question.en, question.zh)
        return Search(shape.name, Text(shape.title.en, shape.title.zh), told, held, asked, worlds)

    def _check(self, shape: SearchFile, tree: Node) -> None:
        """Note what takes more than one value to judge."""
        for k, want in enumerate(shape.want):
            if (want.of == SHARE_REACHING) != (want.amount is not None):
                self._fault(tree, ("want", k), phrase("amount_for_share"))
            if want.most in [other.most for other in shape.want[:k]]:
                self._fault(tree, ("want", k, "most"), phrase("listed_twice"))
        for dimension, cases in shape.worlds.model_dump().items():
            if cases and len(set(cases)) < len(cases):
                self._fault(tree, ("worlds", dimension), phrase("listed_twice"))
        tasks = shape.choose.tasks
        if tasks is not None and len(set(tasks.from_)) < len(tasks.from_):
            self._fault(tree, ("choose", "tasks", "from"), phrase("listed_twice"))

    # -- options -------------------------------------------------------------------------------------------------------

    def _options(self, shape: SearchFile, tree: Node, base: Node, held: Scenario) -> list[Option]:
        plan = resolve.plan(held.levers, held.brakes)
        first, months = int(span(held.period.start)[0]), held.period.months
        found: list[Option] = []
        if shape.choose.tasks is not None:
            for k, date in enumerate(shape.choose.tasks.from_):
                if not first <= span(date)[0] < first + months:
                    self._fault(tree, ("choose", "tasks", "from", k), phrase("date_outside"))
            found += options_of_tasks.options(_tasks(shape.choose.tasks), shape.choose.tasks.from_, plan, first, months)
        for name, choice in shape.choose.levers.items():
            if name in TASKS:
                continue
            found += self._levers(name, choice, tree, base)
        return found

    def _levers(self, name: str, choice: LeverChoice, tree: Node, base: Node) -> Iterator[Option]:
        adds = tree.get("choose", "levers", name, "adds")
        if adds is None or not adds.is_table:
            self._fault(tree, ("choose", "levers", name, "adds"), phrase("not_a_table"))
            return
        steps = tree.get("choose", "levers", name, "steps")
        keys = list(choice.steps or {})
        for key in keys:
            if _count(adds, key) != 1:
                self._fault(tree, ("choose", "levers", name, "steps", key), phrase("step_not_once", key=key))
                return
        lists = [node.items for key in keys if steps is not None and (node := steps.get(key)) is not None]
        alone = {
            key: held
            for key, held in base.table.items()
            if key not in ("levers", "brakes", "counterfactual", "history", "ends", TRIGGERS)
        }
        for k, values in enumerate(itertools.product(*lists)):
            chosen = dict(zip(keys, values, strict=True))
            fragment = _replaced(adds, chosen)
            scenario = self.reading.scenario_of(Node(base.mark, {**alone, **_placed(tree, name, fragment)}))
            if scenario is not None:
                yield _option(name, k, choice, chosen, scenario)

    def _fault(self, tree: Node, path: tuple[str | int, ...], message: Phrase) -> None:
        node = tree.get(*path) or tree
        way = ".".join(map(str, path))
        self.reading.problems.append(
            Problem(node.mark.file, node.mark.line, node.mark.column, way, message, node.shown)
        )


def _placed(tree: Node, name: str, fragment: Node) -> dict[str, tuple[Mark, Node]]:
    """Return what a choice adds under the keys of a scenario: as levers, or as what a trigger sets off."""
    when = tree.get("choose", "levers", name, "trigger")
    if when is None:
        return {"levers": (fragment.mark, fragment)}
    trigger = Node(when.mark, {**when.table, "then": (fragment.mark, fragment)})
    return {TRIGGERS: (when.mark, Node(when.mark, [trigger]))}


def _option(name: str, k: int, choice: LeverChoice, chosen: Mapping[str, Node], scenario: Scenario) -> Option:
    plan = resolve.plans(scenario)["scenario"]
    en, zh, step = choice.title.en, choice.title.zh, Text("", "")
    if chosen:
        step = Text(
            "; ".join(f"{_called(key, 0)}: {node.raw or node.plain()}" for key, node in chosen.items()),
            "；".join(f"{_called(key, 1)}：{node.raw or node.plain()}" for key, node in chosen.items()),
        )
        en, zh = f"{en} ({step.en})", f"{zh}（{step.zh}）"
    dump = scenario.model_dump(by_alias=True, exclude_none=True, include={"levers", "triggers"})
    entries = (*_entries(dump["levers"], ""), *((TRIGGERS, entry) for entry in dump[TRIGGERS]))
    return Option(
        key=f"{name}@{k}" if chosen else name,
        choice=name,
        title=Text(en, zh),
        decided_by=_highest([plan, *(trigger.then for trigger in plan.triggers)]),
        plan=plan,
        entries=entries,
        start=min((one.start for lever in LEVERS for one in getattr(plan, lever)), default=0.0),
        step=step,
    )


def _called(key: str, language: int) -> str:
    """Return what readers call a key of an action, without capitals inside a sentence."""
    name = FIELD_NAMES.get(key, (key, key, ()))[language]
    return str(name)


def _entries(levers: Mapping[str, object], path: str) -> Iterator[tuple[str, object]]:
    """Yield each entry of each list of levers with the list's path below ``levers``."""
    for key, held in levers.items():
        here = f"{path}.{key}" if path else key
        if isinstance(held, dict):
            yield from _entries(held, here)
        elif isinstance(held, tuple):
            yield from ((here, entry) for entry in held)


def _highest(plans: list[Plan]) -> str:
    """Return the highest of those who decide the actions of some plans."""
    levers = [lever for lever in LEVERS if lever != "pilot_tasks"]
    deciding = {one.decided_by for plan in plans for lever in levers for one in getattr(plan, lever)}
    deciding |= {decider(run, task) for plan in plans for run in plan.pilot_tasks for task in run.tasks}
    order = sorted(DECIDERS, key=("city", "province", "national").index)
    return max(deciding, key=order.index, default="city")


def _tasks(asked: TaskChoices) -> list[str]:
    from model.levers.catalogue import catalogue

    listed = TASKS if asked.tasks is None else expand_all(asked.tasks)
    return [
        task
        for task in listed
        if (asked.decided_by is None or catalogue()[task].decided_by in asked.decided_by)
        and (asked.fields is None or catalogue()[task].field in asked.fields)
    ]


def _count(node: Node, key: str) -> int:
    """Return how often a key stands in a tree."""
    below = [held for _, held in node.table.values()] + node.items
    return (key in node.table) + sum(_count(one, key) for one in below)


def _replaced(node: Node, chosen: Mapping[str, Node]) -> Node:
    """Return a tree in which keys have other values."""
    if node.is_table:
        return Node(
            node.mark,
            {key: (mark, chosen.get(key, _replaced(held, chosen))) for key, (mark, held) in node.table.items()},
        )
    return Node(node.mark, [_replaced(one, chosen) for one in node.items]) if node.is_list else node


def _title(variables: tuple[str, ...]) -> Text:
    """Return the names of results that are added up."""
    rows = [VARIABLES[key] for key in variables]
    if variables == ("goods_exports", "goods_imports"):
        return Text("Goods trade", "货物进出口")
    if variables == ("services_exports", "services_imports"):
        return Text("Services trade", "服务进出口")
    return Text(" + ".join(row.en for row in rows), "＋".join(row.zh for row in rows))
