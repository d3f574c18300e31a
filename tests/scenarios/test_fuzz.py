"""Whatever bytes a file holds, reading gives a scenario or a InputError that can be shown, and nothing else."""

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from common.problems import InputError
from scenarios.reading.reader import read
from scenarios.reading.schema import Scenario
from scenarios.reading.write import resolved_yaml
from tests.support.bounded import proven
from tests.support.heavy_files import HEAVY, heavy_files
from tests.support.scenario_files import SOUND, written

FAST = settings(max_examples=12, deadline=None, database=None, derandomize=True)
WORDS = [
    "name", "title", "zh", "en", "question", "extends", "counterfactual", "period", "start", "months", "ensemble",
    "members", "seed", "scale", "world", "reopening", "parameters", "levers", "route_rights", "grants", "from", "until",
    "announced", "origins", "via", "freedom", "fifth", "launch_support", "visa_facilitation", "visa_free", "transit",
    "hours", "duty_free", "shops", "tax_refund", "rate", "mixed_land_use", "conversions", "mix", "pilot_tasks", "tasks",
    "brakes", "slows", "risk", "to", "null", "~", "2023-01", "2023-07-31", "1.10", "'1.10'", "4.*", "0.05", "SGP", "BEL",
    "a.yaml", "b.yaml", ".inf", ".nan", "1e999", "-0", "0x1F", "true", "1" * 5000, "<<", "مرحبا", "南京", "\u202e", "",
]  # fmt: skip
MARKS = [
    *"{}[]:,-?&*!|>'\"%@`#\n\t ",
    "\n  ",
    "\n    - ",
    ": ",
    "\r\n",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "\ufeff",
]


def read_and_show(data: bytes) -> Scenario | None:
    """Read a file of these bytes; what is wrong with it must be showable in both languages."""
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), data)
        try:
            return read(path)
        except InputError as error:
            assert error.problems
            for lang in ("en", "zh"):
                shown = error.render(lang)
                shown.encode("utf-8")
                assert len(shown.split("\n")) == len(error.problems)
                assert all(c.isprintable() or c in "\n\u2068\u2069" for c in shown)
            return None


def spoil(data: bytes, seed: int) -> bytes:
    """The bytes with a few of them cut, doubled, moved or replaced."""
    luck, data = random.Random(seed), bytearray(data)
    for _ in range(luck.randint(1, 6)):
        a, b = sorted(luck.randrange(len(data) + 1) for _ in range(2))
        b = min(b, a + luck.choice((1, 2, 5, 40)))
        piece = luck.choice((b"", bytes(data[a:b]) * 2, luck.choice(WORDS).encode(), luck.choice(MARKS).encode()))
        data[a:b] = piece
    return bytes(data)


any_bytes = st.binary(max_size=300)
any_text = st.text(max_size=300).map(lambda t: t.encode("utf-8", "replace"))
yaml_like = st.lists(st.sampled_from(WORDS + MARKS), max_size=60).map(lambda parts: "".join(parts).encode())
spoiled_file = st.integers(0, 2**32).map(lambda seed: spoil(SOUND.encode(), seed))
leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(WORDS) | st.text(max_size=20)
trees = st.recursive(
    leaves, lambda t: st.lists(t, max_size=4) | st.dictionaries(st.sampled_from(WORDS), t, max_size=6), max_leaves=40
)


def dumped(tree: object) -> bytes:
    """A tree of plain values as YAML."""
    import io

    stream = io.BytesIO()
    YAML(typ="safe", pure=True).dump(tree, stream)
    return stream.getvalue()


@FAST
@given(any_bytes | any_text | yaml_like)
@example(b'"\\U00110000"')
@example(b'"\\ud800": "\\udfff"')
@example(b'name: "\\ud800"')
@example(b"? [a]\n: {b: c}")
@example(b"a: *b")
@example(b"[" * 3000)
@example(b"- " * 3000)
@example(b"{a: " * 3000)
@example(b"a: \xff")
@example("\ufeff\ufeffname: x".encode())
@example(b"%YAML 99999999999999999999.1\n---\na: b")
@example(b"%TAG ! tag:x,2000:\n---\n!a b")
@example(b"a: 1e400\nseed: 99999999999999999999999")
@example("{\u202a}".encode())
@example(b"- a\n- b")
@example(b"&a\n")
def test_any_bytes(data):
    read_and_show(data)


@FAST
@given(spoiled_file)
def test_a_sound_file_with_a_few_bytes_changed(data):
    read_and_show(data)


@FAST
@given(trees)
def test_any_tree(tree):
    read_and_show(dumped(tree))


@FAST
@given(st.dictionaries(st.sampled_from(sorted(Scenario.model_fields)), trees, max_size=8))
def test_any_value_under_every_key(tree):
    read_and_show(dumped({"name": "a", "title": {"zh": "甲", "en": "A"}, **tree}))


@pytest.mark.parametrize("name", ["alias bomb", "brackets", "giant integer", "too large"])
def test_a_heavy_file(name):
    assert read_and_show(HEAVY[name]) is None


READING = (any_bytes | any_text | yaml_like | spoiled_file | trees.map(dumped), read_and_show)
HEAVY_READING = (heavy_files, read_and_show)


@pytest.mark.long
@pytest.mark.parametrize(("name", "cases"), [("READING", 40_000), ("HEAVY_READING", 1_500)])
def test_any_file_for_long_in_bounded_memory(name, cases):
    assert proven(f"tests.scenarios.test_fuzz:{name}", cases) >= cases


number = st.floats(0, 1, allow_subnormal=False)


@FAST
@given(
    strength=number,
    rate=st.floats(0, 0.17, allow_subnormal=False),
    seed=st.integers(0, 2**63 - 1),
    title=st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=1, max_size=60).filter(str.strip),
    notes=st.text(st.characters(categories=("L", "N", "P", "Zs"), include_characters="\n"), max_size=200).filter(
        str.strip
    ),
)
def test_what_is_written_reads_back_as_the_same_scenario(strength, rate, seed, title, notes):
    tree = {
        "name": "a",
        "title": {"zh": title, "en": title},
        "notes": {"zh": notes, "en": notes},
        "ensemble": {"seed": seed},
        "levers": {
            "duty_free": {"tax_refund": [{"from": "2023-05", "rate": rate, "minimum_cny": 500}]},
            "pilot_tasks": [{"from": "2023-04-15", "tasks": ["1.10", "4.*"], "strength": strength}],
        },
    }
    scenario = read_and_show(dumped(tree))
    assert scenario is not None
    text = resolved_yaml(scenario)
    again = read_and_show(text.encode())
    assert again == scenario
    assert resolved_yaml(again) == text
