"""Cells of tables by the words that head their column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shanshui.claims.columns import Grid, sections
from shanshui.documents import Document
from shanshui.documents.model import Cell


def headed_cells(document: Document, head: re.Pattern[str]) -> Iterator[tuple[re.Match[str], Cell]]:
    """Cells below a head that fits, each with what of its head did.

    Parameters
    ----------
    document : Document
        Its tables are read.
    head : pattern
        Is searched for in the words above a column, all of its lines together.
    """
    for table in document.tables:
        if head.search(document.text, table.start, table.end) is None:
            continue
        for part in sections(table):
            grid = Grid(part)
            for column in grid.columns:
                found = head.search("".join("".join(cell.text.split()) for cell in column.heads))
                if found is None:
                    continue
                for row in range(grid.heads, grid.table.rows):
                    cell = grid.at(row, column.number)
                    if cell is not None and cell.column == column.number:
                        yield found, cell
