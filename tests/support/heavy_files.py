"""Scenario files made to take long or much memory: bombs, endless lines, depth, giant numbers, thousands of faults."""

from hypothesis import strategies as st

from scenarios.reading.yaml_text import MAX_BYTES
from tests.support.scenario_files import SOUND


def _repeated(head: str, piece: str, tail: str = "") -> bytes:
    """As many pieces as a file may hold."""
    room = MAX_BYTES - len(head.encode()) - len(tail.encode())
    return (head + piece * (room // len(piece.encode())) + tail).encode()


def _numbered(head: str, piece: str, count: int, tail: str = "") -> bytes:
    """So many pieces, each with its number."""
    return (head + "".join(piece.format(k) for k in range(count)) + tail).encode()


ALIASES = "a: &a [x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(code + 1)}: &{chr(code + 1)} [{', '.join([f'*{chr(code)}'] * 8)}]\n" for code in range(ord("a"), ord("y"))
)
HEAVY = {
    "alias bomb": ALIASES.encode(),
    "merge bomb": (ALIASES + "<<: [*a, *x, *y]\n").encode(),
    "unknown parameters": _numbered("parameters:\n", "  visitor_effect_share_of_origin_market_{}: 1\n", 2_400),
    "unknown origins": _numbered(
        "levers: {route_rights: {grants: [{from: 2023-02, origins: [", "X{}, ", 4_000, "]}]}}"
    ),
    "unknown tasks": _numbered("levers: {pilot_tasks: [{from: 2023-02, tasks: [", "'9.{}', ", 4_000, "]}]}"),
    "too large": b"#" * (10 * MAX_BYTES),
    "one line": _repeated("name: ", "x"),
    "one quoted line": _repeated('name: "', "\\n", '"'),
    "right to left": _repeated("name: ", "\u202e"),
    "blanks": _repeated("name: ", " ", "x"),
    "line ends": _repeated("name: '", "\n", "'"),
    "carriage returns": _repeated(SOUND.replace("\n", "\r"), "\r"),
    "block": _repeated("notes: >\n", "  x\n"),
    "comments": _repeated(SOUND, "#\n"),
    "lists": _repeated("", "- "),
    "brackets": _repeated("", "["),
    "braces": _repeated("", "{a: "),
    "questions": _repeated("", "? "),
    "small lists": _repeated("[", "[],"),
    "keys without values": _repeated("", "a b ", ": x"),
    "colons": _repeated("a", ":"),
    "anchors": _numbered("", "- &a{} x\n", 4_900),
    "tags": _numbered("", "%TAG !a{}! tag:x\n", 9_000, "---\na: b"),
    "documents": _repeated("", "---\n"),
    "giant integer": _repeated("seed: ", "9"),
    "giant hexadecimal": _repeated("seed: 0x", "f"),
    "giant exponent": _repeated("scale: 1e", "9"),
    "giant version": _repeated("%YAML 1.", "9", "\n---\na: b"),
    "giant date": _repeated("levers: {route_rights: {grants: [{from: '", "2", "'}]}}"),
    "giant task": _repeated("levers: {pilot_tasks: [{from: 2023-01, tasks: ['1.", "1", "']}]}"),
    "near a name": _repeated("name: ", "A-_"),
}
"""Files by what is bad in them."""

PIECES = [
    "[",
    "{a: ",
    "- ",
    "? ",
    "\n",
    "\r",
    " ",
    "x",
    "9",
    "&a ",
    "*a ",
    "!x ",
    '"',
    "'",
    "a: ",
    "\u202e",
    ",",
    "#",
    "|",
    "\t",
]
heavy_files = st.one_of(
    st.sampled_from(sorted(HEAVY)).map(HEAVY.get),
    st.builds(
        lambda head, pieces, count, tail: f"{head}{''.join(pieces) * count}{tail}".encode(),
        st.sampled_from(["", "name: ", "a: '", 'a: "', "a: |\n", "levers: {route_rights: ", "parameters: ", "%YAML "]),
        st.lists(st.sampled_from(PIECES), min_size=1, max_size=4),
        st.integers(1, 40_000),
        st.sampled_from(["", "'", '"', "]", "}", "\n", ": x"]),
    ),
)
"""Those, and others of pieces that come again and again."""
