"""Titles, questions and notes that a comment cuts short: in YAML, ``#`` after a blank begins a comment."""

from collections.abc import Iterator

from common.problems import Phrase
from scenarios.reading.messages import phrase
from scenarios.reading.schema import Scenario
from scenarios.reading.yaml_text import Node

TEXTS = ("title", "question", "author", "reference", "notes")


def cut_texts(tree: Node, scenario: Scenario) -> Iterator[tuple[tuple[str | int, ...], Phrase]]:
    """Yield each text of a scenario that ends where a comment begins in the same line."""
    for key in TEXTS:
        text = tree.get(key)
        if text is None:
            continue
        for path, node in ((key,), text), *(((key, lang), text.get(lang)) for lang in ("zh", "en")):
            if node is not None and node.cut_by:
                yield path, phrase("text_cut", rest=node.cut_by)
