"""A document that tells how many of its figures have been begun: drawing them is what takes time."""

from collections.abc import Callable
from dataclasses import replace

from matplotlib.figure import Figure

from outputs.documents.document import Block, Document, Picture, Section


def watch(document: Document, progress: Callable[[int, int], None]) -> Document:
    """The same document; each figure calls ``progress`` with the figures begun, itself included, and all of them."""
    return replace(document, sections=watch_sections(document.sections, progress))


def watch_sections(sections: tuple[Section, ...], progress: Callable[[int, int], None]) -> tuple[Section, ...]:
    """The same sections."""
    total, begun = sum(map(_pictures, sections)), set[int]()

    def block(one: Block) -> Block:
        if not isinstance(one, Picture):
            return one
        drawn, place = one.draw, len(known)
        known.append(place)

        def draw(columns: int) -> Figure:
            begun.add(place)  # a web page draws it in two widths
            progress(len(begun), total)
            return drawn(columns)

        return replace(one, draw=draw)

    def section(one: Section) -> Section:
        return replace(one, blocks=tuple(map(block, one.blocks)), parts=tuple(map(section, one.parts)))

    known: list[int] = []
    return tuple(map(section, sections))


def _pictures(section: Section) -> int:
    return sum(isinstance(block, Picture) for block in section.blocks) + sum(map(_pictures, section.parts))
