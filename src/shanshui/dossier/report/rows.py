"""The rows of a table as WordprocessingML: written as text and parsed once, for large tables have many elements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from shanshui.dossier.narrative.model import GridCell, GridRow
from shanshui.dossier.report.styles import table_style
from shanshui.dossier.report.xml import Element, Numbers, escaped, written_runs

LOW = 4
"""Lines up to which a merged cell is centred; in a taller one, which may cross pages, text begins at the top."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one table element.

    Parameters
    ----------
    rows : sequence of GridRow
        Heading and body.
    stay : frozenset of int
        Lines that stay on one page with what follows them.
    heads : int
        Lines that are repeated on each page.
    names : mapping
        Bookmarks of lines.
    caption : sequence of elements
        What stands in a heading line of its own, without frame.
    """

    rows: Sequence[GridRow]
    stay: frozenset[int]
    heads: int = 0
    names: Mapping[int, str] = field(default_factory=dict)
    caption: Sequence[Element] = ()


@dataclass(frozen=True, slots=True)
class Cells:
    """How the cells of a table are set.

    Parameters
    ----------
    size : float
        Text size [pt].
    widths : tuple of int
        Of the columns [twips].
    numbers : Numbers
        Counter of content controls and bookmarks.
    measured : bool
        Whether a line's bookmark stands before its text, to find where it begins, or behind, to see whether it keeps
        to its page.
    """

    size: float
    widths: tuple[int, ...]
    numbers: Numbers
    measured: bool

    def written(self, lines: Lines) -> str:
        """The rows, written."""
        return "".join(self._rows(lines))

    def _rows(self, lines: Lines) -> Iterator[str]:
        open_cells: dict[int, tuple[int, int]] = {}
        for n, row in enumerate(lines.rows):
            name = lines.names.get(n, "")
            cells = "".join(self._cells(row, open_cells, n in lines.stay, name, _longest(row) if name else -1))
            yield f"<w:tr>{row_properties(n < lines.heads)}{cells}</w:tr>"

    def _cells(
        self, row: GridRow, open_cells: dict[int, tuple[int, int]], kept: bool, name: str, named: int
    ) -> Iterator[str]:
        """Cells of a line; the one that begins in column ``named`` bears its bookmark."""
        column = 0
        while column < len(row):
            cell, merge = row[column], ""
            if cell is None and column in open_cells:
                rest, across = open_cells.pop(column)
                if rest > 1:
                    open_cells[column] = (rest - 1, across)
                cell, merge = GridCell((), across=across), "continue"
            elif cell is None:
                raise ValueError(f"column {column} of a table row is covered by no cell")
            elif cell.down > 1:
                open_cells[column] = (cell.down - 1, cell.across)
                merge = "restart"
            yield self._cell(cell, column, kept, merge, name if column == named else "")
            column += cell.across

    def _cell(self, cell: GridCell, column: int, kept: bool, merge: str, name: str) -> str:
        span = f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else ""
        merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
        keep = "<w:keepNext/>" if kept else ""
        side = f'<w:jc w:val="{cell.align}"/>' if cell.align != "center" else ""
        words = written_runs(cell.runs, self.numbers)
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{sum(self.widths[column : column + cell.across])}" w:type="dxa"/>{span}{merged}'
            f'<w:vAlign w:val="{"top" if cell.down > LOW else "center"}"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{table_style(self.size)}"/>{keep}{side}</w:pPr>'
            f"{self._named(name, words) if name else words}</w:p></w:tc>"
        )

    def _named(self, name: str, words: str) -> str:
        number = self.numbers.bookmark()
        start, end = f'<w:bookmarkStart w:id="{number}" w:name="{escaped(name)}"/>', f'<w:bookmarkEnd w:id="{number}"/>'
        return f"{start}{end}{words}" if self.measured else f"{words}{start}{end}"


def row_properties(header: bool) -> str:
    """Properties of a line, written: it is not parted, and repeated on each page where it heads the table."""
    return f"<w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}</w:trPr>"


def _longest(row: GridRow) -> int:
    """Column of the longest cell that reaches over this line only, for taller ones may stand on another page."""
    own = [(column, cell) for column, cell in enumerate(row) if cell is not None and cell.down == 1]
    if own:
        return max(own, key=lambda found: len(found[1].text))[0]
    return max((column for column, cell in enumerate(row) if cell is not None), default=-1)
