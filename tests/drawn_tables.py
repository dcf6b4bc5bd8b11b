"""Documents drawn by hand: paragraphs, and tables as lists of rows in which < and ^ stand for merged cells."""

from __future__ import annotations

from collections.abc import Sequence

from shanshui.documents import Block, Cell, Document, Kind, Table

Rows = Sequence[Sequence[str]]


def drawn(
    rows: Rows, caption: str = "", unit: str = "", heads: int = 1, before: Sequence[tuple[Kind, str]] = ()
) -> Document:
    """A document of some blocks and one table.

    Parameters
    ----------
    rows : rows of str
        ``<`` belongs to the cell on its left, ``^`` to the one above.
    caption, unit : str
        Of the table.
    heads : int
        Rows that head it.
    before : sequence of kind and words
        Blocks before it; a heading's kind may bear its level: ``heading2``.
    """
    text, blocks = "", []
    for kind, words in before:
        level = int(kind[7:] or 1) if kind.startswith("heading") else 0
        blocks.append(Block("heading" if level else kind, len(text), len(text) + len(words), level))
        text += words + "\n"
    cells = []
    start = len(text)
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            if words in ("<", "^"):
                continue
            across = next((n for n, w in enumerate(row[column + 1 :]) if w != "<"), len(row) - column - 1) + 1
            below = [r[column] for r in rows[number + 1 :]]
            down = next((n for n, w in enumerate(below) if w != "^"), len(below)) + 1
            cells.append(Cell(number, column, len(text), len(text) + len(words), words, down, across))
            blocks.append(Block("cell", len(text), len(text) + len(words), table=0, row=number, column=column))
            text += words + "\n"
    wide = max((len(row) for row in rows), default=0)
    tables = (Table(0, caption, unit, len(rows), wide, heads, tuple(cells), start, len(text)),) if rows else ()
    return Document("drawn.txt", "txt", text, tuple(blocks), tables)
