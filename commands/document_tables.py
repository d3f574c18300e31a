"""Tables of a report on the terminal."""

from collections.abc import Sequence

from commands.screen import print_table
from outputs.documents.document import Table


def print_document_table(table: Table, lang: str, spare: Sequence[int] = ()) -> None:
    """Print a table of a report under its caption; ``spare`` are places of columns that a narrow terminal may do without."""
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    shown = RichTable(title=Text(table.caption), box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for k, head in enumerate(table.header):
        broken = head.replace(", ", ",\n") if lang == "en" else head.replace("（", "\n（")
        words = table.is_text(k)
        shown.add_column(Text(broken), justify="left" if words else "right", no_wrap=not words)
    for row in table.rows:
        shown.add_row(*(Text(cell.text) for cell in row))
    print_table(shown, spare=spare)
