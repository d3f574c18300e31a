"""From a scenario file to a :class:`~scenarios.reading.schema.Scenario`, or to every problem of it at once."""

from collections.abc import Callable
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from common.problems import InputError, Phrase, Problem, nearest
from scenarios.reading.checks import check
from scenarios.reading.file_kind import other_kind
from scenarios.reading.file_names import beside, content, identity, meant, sibling
from scenarios.reading.history import dated, joined, other_world
from scenarios.reading.merge import merged
from scenarios.reading.messages import phrase
from scenarios.reading.notes import Note, in_order, notes_on
from scenarios.reading.rules import FileName
from scenarios.reading.schema import Scenario
from scenarios.reading.validation_errors import located, problems_of
from scenarios.reading.yaml_text import Node, parse

MAX_CHAIN = 16
"""Most files that may extend one another."""
OF_COUNTERFACTUAL = ("name", "title", "levers", "ends", "brakes")
"""What is read of the file that a scenario is compared with."""


def read(path: str | Path) -> Scenario:
    """Read one scenario file with all that it extends and is compared with.

    Raises:
        InputError: the file, or one it builds on, has problems; all of them are in the error.
    """
    return read_with_notes(path)[0]


def read_with_notes(path: str | Path) -> tuple[Scenario, tuple[Note, ...]]:
    """Read one scenario file as :func:`read` does, and say what a reader should know about it.

    Raises:
        InputError: as there.
    """
    reading = Reading(str(path))
    return reading.scenario(), reading.notes


class Reading:
    """One file being read, and the problems met so far; files that hold several scenarios read each with it."""

    def __init__(self, main: str):
        self.main = main
        self.problems: list[Problem] = []
        self.notes: tuple[Note, ...] = ()
        self.blank: list[Problem] = []

    def scenario(self) -> Scenario:
        tree = self._merged(self.main, ())
        scenario = None
        if tree is not None:
            compared = dated(self._compared(self._with_history(tree, self.main)))
            scenario = self._validated(compared, self.main)
            if scenario is not None:
                notes = (*map(Note, self.blank), *notes_on(compared, scenario, self.main))
                self.notes = in_order(notes, self.main)
        if scenario is None or self.problems:
            raise InputError(self.ordered())
        return scenario

    def base(self, own: Node, key: str) -> Node | None:
        """Return the whole tree of the scenario file that ``key`` of the main file names, of its folder or the one above.

        None where there is none that can be used; what is wrong with it is among the problems.
        """
        node = own.get(key)
        if node is None or node.is_broken or not isinstance(node.value, str):
            return None
        here = Path(self.main).absolute().parent
        folder = here if (here / node.value).exists() else here.parent
        path = sibling(str(folder / Path(self.main).name), node.value)
        data = path if isinstance(path, Phrase) else content(path)
        if isinstance(path, Phrase) or isinstance(data, Phrase):
            self._fault(own, (key,), path if isinstance(path, Phrase) else phrase("no_such_file"))
            return None
        other = Reading(path)
        tree = other._whole(other.main)
        if tree is not None and not other.problems:
            tree = other._merged(other.main, ())
        compared = None if tree is None else other._compared(tree)
        self.problems += other.problems
        return None if compared is None or other.problems else _without(compared, "extends")

    def scenario_of(self, tree: Node) -> Scenario | None:
        """Return the scenario of a tree that is whole, None when it has problems, which are noted."""
        return self._validated(tree, self.main)

    def ordered(self) -> list[Problem]:
        """Return the problems by place, the main file's first, each once."""
        once: dict[tuple, Problem] = {}
        for problem in self.problems:
            once.setdefault((problem.file, problem.line, problem.column, problem.message.say("en")), problem)
        return sorted(once.values(), key=lambda p: (p.file != self.main, p.file, p.line, p.column, p.path))

    def _merged(self, file: str, chain: tuple[Path, ...]) -> Node | None:
        """Return the tree of a file over all that it extends; None when the file gives no tree."""
        data = content(file)
        if isinstance(data, Phrase):
            near = meant(file) if data.code == "no_such_file" else None
            self.problems.append(Problem(file, 0, 0, "", data, nearest=near))
            return None
        own, faults = parse(data, file)
        self.problems += faults
        if own is None:
            return None
        if other := other_kind(own, "scenario", file):
            self.problems.append(other)
            return None
        chain = (*chain, identity(file))
        base = self._other(own, "extends", file, lambda other: self._base(own, other, chain))
        return merged(base, own, self.problems, self.blank)

    def _base(self, own: Node, file: str, chain: tuple[Path, ...]) -> Node | None:
        if identity(file) in chain or len(chain) >= MAX_CHAIN:
            self._fault(own, ("extends",), phrase("extends_cycle", limit=MAX_CHAIN))
            return None
        return self._whole(file, chain)

    def _whole(self, file: str, chain: tuple[Path, ...] = ()) -> Node | None:
        """Return the tree of a file that others build on, which must be sound by itself."""
        tree = self._merged(file, chain)
        if tree is not None:
            held = tree.get("counterfactual")
            if held is not None and not held.is_table:
                tree = _without(tree, "counterfactual")
            self._validated(dated(self._with_history(tree, file)), file)
        return tree

    def _with_history(self, tree: Node, file: str) -> Node:
        """Return the tree of a file with what was done before it in place of the name of that file."""
        held = tree.get("history")
        if held is None or held.is_table:
            return tree
        other = self._other(tree, "history", file, lambda path: self._history(tree, file, path))
        if other is None:
            without = _without(_without(tree, "history"), "ends")
            compared = without.get("counterfactual")
            if compared is not None and compared.is_table:
                mark = without.table["counterfactual"][0]
                without.table["counterfactual"] = (mark, _without(compared, "ends"))
            return without
        for path, message, allowed in other_world(tree, other):
            self.problems.append(located(tree, path, file, message, allowed))
        return joined(tree, other)

    def _history(self, tree: Node, file: str, path: str) -> Node | None:
        if identity(path) == identity(file):
            self._fault(tree, ("history",), phrase("history_self"))
            return None
        other = self._merged(path, ())
        if other is not None and other.get("history") is not None:
            self._fault(tree, ("history",), phrase("history_of_history"))
            return None
        whole = self._whole(path)
        return None if whole is None else dated(whole)

    def _compared(self, tree: Node) -> Node:
        """Return the tree with the levers of the counterfactual in place of its file's name."""
        held = tree.get("counterfactual")
        if held is None or held.is_table:
            return tree
        other = self._other(tree, "counterfactual", self.main, lambda file: self._counterfactual(tree, file))
        if other is None:
            return _without(tree, "counterfactual")
        kept = {key: other.table[key] for key in OF_COUNTERFACTUAL if key in other.table}
        mark = tree.table["counterfactual"][0]
        return Node(tree.mark, {**tree.table, "counterfactual": (mark, Node(held.mark, kept))})

    def _counterfactual(self, tree: Node, file: str) -> Node | None:
        if identity(file) == identity(self.main):
            self._fault(tree, ("counterfactual",), phrase("counterfactual_self"))
            return None
        return self._whole(file)

    def _other(self, tree: Node, key: str, file: str, then: Callable[[str], Node | None]) -> Node | None:
        """What ``then`` makes of the file that ``key`` names, None when it names none that may be read."""
        node = tree.get(key)
        if node is None or node.is_broken:
            return None
        try:
            FileName().check(node.value)
        except PydanticCustomError as error:
            self._fault(tree, (key,), (error.context or {})["message"])
            return None
        path = sibling(file, str(node.value))
        if isinstance(path, Phrase):
            self._fault(tree, (key,), path)
            return None
        data = content(path)
        if isinstance(data, Phrase):
            near = nearest(node.value, beside(path)) if data.code == "no_such_file" else None
            self._fault(tree, (key,), data, near)
            return None
        return then(path)

    def _fault(self, tree: Node, path: tuple[str, ...], message: Phrase, near: str | None = None) -> None:
        node = tree.get(*path) or tree
        mark = node.mark
        place = mark.file, mark.line, mark.column, ".".join(path)
        self.problems.append(Problem(*place, message, node.shown, nearest=near))

    def _validated(self, tree: Node, file: str) -> Scenario | None:
        """Return the scenario of a merged tree, None when the tree has problems, which are noted."""
        tree = _without(tree, "extends")
        before = len(self.problems)
        scenario = None
        try:
            scenario = Scenario.model_validate(tree.plain())
        except ValidationError as error:
            self.problems += problems_of(error, tree, file)
        check(tree, lambda path, message, allowed: self.problems.append(located(tree, path, file, message, allowed)))
        return scenario if len(self.problems) == before else None


def _without(tree: Node, key: str) -> Node:
    return Node(tree.mark, {name: held for name, held in tree.table.items() if name != key})
