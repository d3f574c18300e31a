"""The tables of ``model/ODD.md`` that are made from the code: each a function that returns a table in Markdown."""

import ast
import functools
import inspect
import sys
import textwrap
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from calibration.wire_strengths import FOLDER
from common.files import read_csv
from common.vocabulary import (
    CARRIER_TYPES,
    CHAINS,
    CITIES,
    DISTRICTS,
    FORCES,
    FOUNDERS,
    FREIGHT_MARKETS,
    FREIGHT_MODES,
    GOODS,
    GROUPS,
    HUBS,
    LEVERS,
    MAINLAND,
    MODES,
    PLATFORMS,
    PURPOSES,
    RISKS,
    SECTORS,
    SHOPS,
    STAGES,
    SUPPLIES,
    TASKS,
    TAXES,
    TRAINS,
    USES,
    WAYS,
    WORLD_STILL,
    ZONES,
)
from model import pilot
from model.draws import Draws
from model.facts import facts, tables
from model.facts.months import month_index
from model.levers.actions import Plan
from model.levers.catalogue import catalogue
from model.levers.channels import CHANNELS
from model.parameters import Parameters, declared
from model.pilot import PilotModel
from model.setting import Setting
from model.variables import VARIABLES
from model.wires import WIRES, Wire


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a Markdown table."""
    lines = [list(head)]
    lines += [["---"] * len(lines[0]), *([str(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _first_line(thing: object) -> str:
    return (inspect.getdoc(thing) or "").split("\n", 1)[0]


def _code(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


# -- the month -----------------------------------------------------------------------------------------------------------


def _body(method: Callable) -> list[ast.stmt]:
    definition = ast.parse(textwrap.dedent(inspect.getsource(method))).body[0]
    assert isinstance(definition, ast.FunctionDef)
    return definition.body


def rooms() -> dict[str, type]:
    """Return the class of each room that :class:`PilotModel` builds, by the name of its attribute."""
    found: dict[str, type] = {}
    for line in _body(PilotModel.__init__):
        if isinstance(line, ast.Assign) and isinstance(line.value, ast.Call) and isinstance(line.value.func, ast.Name):
            for target in line.targets:
                made = getattr(pilot, line.value.func.id, None)
                if isinstance(target, ast.Attribute) and inspect.isclass(made):
                    found[target.attr] = made
    return found


def schedule_steps() -> list[tuple[str, str]]:
    """Return the calls of :meth:`PilotModel.step` on rooms, or on the model itself (room ``""``), in order."""
    calls = [node for line in _body(PilotModel.step) for node in ast.walk(line) if isinstance(node, ast.Call)]
    steps = []
    for call in calls:
        path = ast.unparse(call.func).split(".")
        if path[0] == "self":
            steps.append(("" if len(path) == 2 else path[1], path[-1]))
    return steps


def schedule() -> str:
    """What happens in a month."""
    classes = rooms()
    lines = []
    for number, (room, method) in enumerate(schedule_steps(), start=1):
        owner = classes[room] if room else PilotModel
        where = Path(inspect.getfile(owner)).relative_to(ODD.parents[1]).as_posix()
        lines.append((number, room or "the model", f"`{method}`", _first_line(getattr(owner, method)), f"`{where}`"))
    return table(("order", "room", "method", "what happens", "code"), lines)


@functools.cache
def one_month() -> tuple[PilotModel, dict[str, tuple[set[str], set[str]]]]:
    """Run a small model for one month; return it and, by wire, the modules that sent and heard it."""
    answering = {**WORLD_STILL, "rivals": "central"}
    setting = Setting(start=month_index(2023, 1), months=1, scale=0.005, world=answering)
    model = PilotModel(setting, Plan(), Parameters(), Draws(1))
    traffic: dict[str, tuple[set[str], set[str]]] = {wire: (set(), set()) for wire in WIRES}

    def listen(verb: str, place: int) -> None:
        speak = getattr(model.wires, verb)

        def recorded(wire: str, *signal: object) -> object:
            traffic[wire][place].add(sys._getframe(1).f_globals["__name__"].rsplit(".", 1)[-1])
            return speak(wire, *signal)

        setattr(model.wires, verb, recorded)

    listen("send", 0)
    listen("hear", 1)
    model.step()
    return model, traffic


def identities() -> str:
    """What balances each month, by room."""
    model, _ = one_month()
    by_room = defaultdict(list)
    for name in model.identities():
        room, _, rest = name.partition(": ")
        by_room[room].append(rest.removeprefix(f"{room}: "))
    classes = rooms()
    lines = [
        (room, _first_line(vars(classes[room])["identities"]), "; ".join(names)) for room, names in by_room.items()
    ]
    return table(("room", "what is checked", "residuals"), lines)


# -- wires and loops -----------------------------------------------------------------------------------------------------


def wires() -> str:
    """Return every wire with its signal and who sends and hears it."""
    _, traffic = one_month()
    lines = [
        (f"`{wire}`", _signal(what), ", ".join(sorted(traffic[wire][0])), ", ".join(sorted(traffic[wire][1])))
        for wire, what in WIRES.items()
    ]
    return table(("wire", "signal", "sent by", "heard by"), lines)


def _signal(wire: Wire) -> str:
    """What a wire carries, with the name, meaning and unit of each field of a record."""
    fields = "; ".join(f"`{name}` {meaning}" for name, meaning in wire.fields.items())
    return f"{wire.carries}: {fields}" if fields else wire.carries


def _rows(name: str) -> list[dict[str, str]]:
    return read_csv(FOLDER / name)


def _measured(value: str, error: str, digits: int) -> str:
    return f"{float(value):.{digits}f} ± {float(error):.{digits}f}".replace("-0.000 ", "0.000 ")


def wire_gains() -> str:
    """Return elasticities of the outcomes to each signal, as measured by ``python -m calibration.wire_strengths``."""
    rows = _rows("wire_gains.csv")
    outcomes = list(dict.fromkeys(row["outcome"] for row in rows))
    cells: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    for row in rows:
        key = (row["wire"], row["pushed"], row["by"])
        cells[key][row["outcome"]] = _measured(row["elasticity"], row["standard_error"], 3)
    lines = [
        (f"`{wire}`", what, f"{float(by):+.0%}", *(cells[wire, what, by][outcome] for outcome in outcomes))
        for wire, what, by in cells
    ]
    return table(("wire", "pushed", "by", *outcomes), lines)


def loop_gains() -> str:
    """Answers with each loop closed and cut, as measured by ``python -m calibration.wire_strengths``."""
    lines = [
        (
            row["loop"],
            _code(row["wires"].split()),
            f"{row['pushed']}, {float(row['by']):+.0%}",
            row["outcome"],
            f"{float(row['closed']):.3f}",
            f"{float(row['cut']):.3f}",
            _measured(row["ratio"], row["standard_error"], 3),
        )
        for row in _rows("loop_gains.csv")
    ]
    return table(("loop", "its wires", "pushed", "outcome", "closed", "cut", "ratio"), lines)


# -- lists -----------------------------------------------------------------------------------------------------------------


def axes() -> str:
    """Return the axes of arrays and their words."""
    words = {
        "origin": facts().origins,
        "city": CITIES,
        "sector": SECTORS,
        "goods": GOODS,
        "freight way": FREIGHT_MODES,
        "freight market": FREIGHT_MARKETS,
        "corridor": TRAINS,
        "logistics hub": HUBS,
        "chain": CHAINS,
        "founder": FOUNDERS,
        "supply": SUPPLIES,
        "zone": ZONES,
        "use": USES,
        "purpose": PURPOSES,
        "way": WAYS,
        "stage": STAGES,
        "district": DISTRICTS,
        "platform": PLATFORMS,
        "mode": MODES,
        "tax": TAXES,
        "group": GROUPS,
        "ultimate origin": (*facts().origins, MAINLAND.key),
        "carrier type": CARRIER_TYPES,
        "shop kind": SHOPS,
        "lever": LEVERS,
        "risk": RISKS,
        "force": FORCES,
    }
    lines = [(axis, len(keys), _code(keys)) for axis, keys in words.items()]
    counts = {number: sum(task.startswith(f"{number}.") for task in TASKS) for number in range(1, 7)}
    tasks = ", ".join(f"`{number}.1`-`{number}.{count}`" for number, count in counts.items())
    return table(("axis", "size", "words"), [*lines, ("task", len(TASKS), tasks)])


def channels() -> str:
    """Return the channels of pilot tasks."""
    pushed: dict[str, int] = defaultdict(int)
    for task in catalogue().values():
        for name in {push.channel for push in task.pushes}:
            pushed[name] += 1
    lines = [
        (f"`{c.key}`", c.en, c.axis or "city", c.unit, f"{c.cap:g}", c.acts_on, pushed[c.key])
        for c in CHANNELS.values()
    ]
    return table(("channel", "name", "by", "unit", "cap", "met by", "tasks"), lines)


def data() -> str:
    """Return the data tables that the model reads, and how many of their rows rest on an assumption."""
    lines = []
    for path in sorted(tables.FOLDER.glob("*.csv")):
        rows = tables.rows(path.stem)
        assumed = sum(row["source"].lower().startswith("assumption") for row in rows)
        held = [name for name in rows[0] if name not in ("source", "confidence", "note")]
        lines.append((f"`{path.name}`", len(rows), assumed, _code(held)))
    return table(("table", "rows", "of which assumptions", "columns"), lines)


def variables() -> str:
    """Return every result variable."""
    lines = [(f"`{v.key}`", ", ".join(v.axes) or "-", v.unit, v.kind, v.en, v.zh) for v in VARIABLES.values()]
    return table(("variable", "axes beyond month", "unit", "kind", "name", "名称"), lines)


def parameters() -> str:
    """Return every declared number, by room."""
    by_room = defaultdict(list)
    for p in declared().values():
        span = "-" if p.low == p.high else f"{p.low:g} to {p.high:g}"
        by_room[p.room].append((f"`{p.name}`", p.en, p.unit, f"{p.default:g}", span, p.prior, p.role, p.source))
    head = ("name", "meaning", "unit", "default", "range", "prior", "role", "source")
    return "\n\n".join(f"#### {room}\n\n{table(head, lines)}" for room, lines in by_room.items())


def parameter_counts() -> str:
    """Return a table of the numbers that each room declares, by role, and of those that are assumptions."""
    by_room = defaultdict(list)
    for p in declared().values():
        by_room[p.room].append(p)
    counts = {
        room: (
            len(group),
            *(sum(p.role == role for p in group) for role in ("constant", "uncertainty", "calibrated")),
            sum("assumption" in p.source.lower() for p in group),
        )
        for room, group in by_room.items()
    }
    lines = [(room, *numbers) for room, numbers in counts.items()]
    total = ("all", *(sum(column) for column in zip(*counts.values(), strict=True)))
    return table(
        ("room", "numbers", "constant", "uncertainty", "calibrated", "resting on an assumption"), [*lines, total]
    )


PARTS: dict[str, Callable[[], str]] = {
    "axes": axes,
    "schedule": schedule,
    "wires": wires,
    "wire gains": wire_gains,
    "loop gains": loop_gains,
    "identities": identities,
    "channels": channels,
    "data": data,
    "variables": variables,
    "parameter counts": parameter_counts,
    "parameters": parameters,
}
"""The generated parts by the name between their marks in the document."""
ODD = Path(pilot.__file__).parent / "ODD.md"
"""The document."""
