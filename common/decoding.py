"""Bytes of a text file to text: UTF-8, or UTF-16 with its byte order mark, with one kind of line end."""

import codecs


class NotUnicode(ValueError):
    """Bytes that are not such text; ``line`` and ``column`` of the first wrong one count characters from 1."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__(f"not UTF-8 text at line {line}, column {column}")
        self.line, self.column = line, column


def decoded(data: bytes) -> str:
    r"""Return the text of ``data`` without a byte order mark, every line end as ``\n``.

    Raises:
        NotUnicode: the bytes are neither UTF-8 nor UTF-16 with its mark.
    """
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return _one_line_end(data.decode(encoding))
    except UnicodeDecodeError as error:
        sound = _one_line_end(data[: error.start].decode(encoding, "ignore"))
        raise NotUnicode(*place_after(sound)) from error


def place_after(text: str) -> tuple[int, int]:
    r"""Return line and column, counted from 1, of the character that follows ``text``, whose line ends are ``\n``."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
