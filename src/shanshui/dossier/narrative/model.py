"""The report as a value: blocks of runs, free of any file format, read by Word, workbook and audit alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from shanshui.dossier.narrative.breadth import breadth
from shanshui.ledger import Quote

Shape = Literal["plain", "super", "sub", "strong", "mark"]
Align = Literal["left", "center", "right"]
ParagraphKind = Literal["body", "dash", "item", "subitem", "note"]
RowKind = Literal["body", "group", "subtotal", "total"]


@dataclass(frozen=True, slots=True)
class Words:
    """Plain text in one shape; ``mark`` is the sign of made-up data, ``synthetic`` says that it is such."""

    text: str
    shape: Shape = "plain"
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """A fact as it stands in the text.

    Parameters
    ----------
    quote : Quote
        Fact, value, unit and decimals.
    symbol : bool
        Whether the unit's symbol is printed after the value.
    synthetic : bool
        Whether the fact rests on made-up data.
    """

    quote: Quote
    symbol: bool = False
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class See:
    """A reference to a numbered table, figure or equation.

    Parameters
    ----------
    kind, key : str
        What it refers to.
    text : str
        The words printed: filled by numbering; empty before.
    there : bool
        Whether the report holds the thing, so that the words can lead to it: said by numbering.
    """

    kind: Literal["table", "figure", "equation"]
    key: str
    text: str = ""
    there: bool = False


Run = Words | Quoted | See


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its number.

    Parameters
    ----------
    level : int
        1 chapter, 2 section, 3 article.
    number : str
        ``2``, ``2.1``, ``2.1.3``; empty for the summary, ``附件1`` for an annex.
    title : str
        Without punctuation at its end.
    key : str
        Key in the outline, or one derived from the parent's for own articles.
    chapter : str
        What stands for the chapter in numbers of tables and figures.
    new_page : bool
        Whether a chapter begins on a new page.
    """

    level: int
    number: str
    title: str
    key: str
    chapter: str = ""
    new_page: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``marker`` is what an item begins with: ``a)``, ``1)``, ``——``."""

    runs: tuple[Run, ...]
    kind: ParagraphKind = "body"
    marker: str = ""


@dataclass(frozen=True)
class GridCell:
    """A cell of a laid-out table.

    Parameters
    ----------
    runs : tuple of Run
        What stands in it.
    align : str
        Of its text.
    across, down : int
        Columns and rows that it covers.
    strong : bool
        Set as a heading.
    """

    runs: tuple[Run, ...]
    align: Align = "center"
    across: int = 1
    down: int = 1
    strong: bool = False

    @cached_property
    def text(self) -> str:
        """What a reader sees in it, without shapes."""
        return plain(self.runs)

    @cached_property
    def breadth(self) -> float:
        """Width of its text in full-width characters."""
        return breadth(self.text)


GridRow = tuple[GridCell | None, ...]
"""One line of cells; None where a cell from above or from the left covers the place."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table laid out: which cell stands where and how far it reaches.

    Parameters
    ----------
    above : tuple of GridRow
        Head block, printed once above the heading.
    header : tuple of GridRow
        Heading of the columns; repeated on each page.
    body : tuple of GridRow
        Lines below.
    kinds : tuple of str
        Kind of each body line.
    widths : tuple of float
        Share of the width of each column.
    unit_note : str
        Unit at the upper right, where all are the same; empty else.
    notes : tuple of (mark, runs)
        Under the table.
    foot : tuple of str
        Fields for signing.
    landscape : bool
        Whether the table wants a page on its side.
    """

    header: tuple[GridRow, ...]
    body: tuple[GridRow, ...]
    kinds: tuple[RowKind, ...]
    widths: tuple[float, ...]
    above: tuple[GridRow, ...] = ()
    unit_note: str = ""
    notes: tuple[tuple[str, tuple[Run, ...]], ...] = ()
    foot: tuple[str, ...] = ()
    landscape: bool = False

    def runs(self) -> tuple[Run, ...]:
        """All runs in reading order."""
        rows = (*self.above, *self.header, *self.body)
        return tuple(run for row in rows for cell in row if cell is not None for run in cell.runs)


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A numbered table with caption; ``mark`` says that it quotes made-up data."""

    key: str
    title: str
    grid: Grid
    number: str = ""
    mark: bool = False


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A numbered figure with caption; ``mark`` prints the sign of made-up data beside the caption."""

    key: str
    title: str
    path: Path
    number: str = ""
    mark: bool = False


@dataclass(frozen=True, slots=True)
class Equation:
    """A numbered equation with the list of its symbols (H.3.3.5).

    Parameters
    ----------
    key : str
        By which sentences refer to it.
    latex : str
        The equation in LaTeX.
    where : tuple of (symbol, runs)
        Symbol in LaTeX, and what it stands for with its unit.
    number : str
        ``（1-1）``; given by numbering.
    """

    key: str
    latex: str
    where: tuple[tuple[str, tuple[Run, ...]], ...] = ()
    number: str = ""


Block = Heading | Paragraph | TableBlock | FigureBlock | Equation


@dataclass(frozen=True, slots=True)
class Figure:
    """A map or drawing at hand for the report.

    Parameters
    ----------
    key : str
        Key of the map in the standard.
    title : str
        Printed title.
    path : Path
        PNG or JPEG file.
    synthetic : bool
        Whether it shows made-up data.
    marked : bool
        Whether the picture itself already says so on its face.
    """

    key: str
    title: str
    path: Path
    synthetic: bool = False
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Holding:
    """A layer or table that the databases of the dossier hold, for their list in the annex.

    Parameters
    ----------
    kind : {"layer", "table"}
        Whether it lies in the spatial or in the attribute database.
    name : str
        As the database names it.
    what : tuple of str
        Its fields, or the tables of the code in it.
    """

    kind: Literal["layer", "table"]
    name: str
    what: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The report's text, numbered and complete.

    Parameters
    ----------
    blocks : tuple of Block
        Summary, chapters and annexes in reading order.
    synthetic : bool
        Whether anything in it rests on made-up data.
    """

    blocks: tuple[Block, ...]
    synthetic: bool = False

    def quotes(self) -> tuple[Quote, ...]:
        """All facts quoted, in reading order."""
        found = []
        for block in self.blocks:
            if isinstance(block, Paragraph):
                found += [run.quote for run in block.runs if isinstance(run, Quoted)]
            elif isinstance(block, TableBlock):
                found += [run.quote for run in block.grid.runs() if isinstance(run, Quoted)]
        return tuple(found)

    def tables(self) -> tuple[TableBlock, ...]:
        """All tables in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, TableBlock))

    def figures(self) -> tuple[FigureBlock, ...]:
        """All figures in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, FigureBlock))


def is_synthetic(runs: tuple[Run, ...]) -> bool:
    """Whether any of the runs rests on made-up data."""
    return any(run.synthetic for run in runs if not isinstance(run, See))


def plain(runs: tuple[Run, ...]) -> str:
    """The text of runs as a reader sees it, without shapes.

    Examples
    --------
    >>> plain((Words("面积"), Words("km"), Words("2", "super")))
    '面积km2'
    """
    parts = []
    for run in runs:
        if isinstance(run, Words):
            parts.append(run.text)
        elif isinstance(run, Quoted):
            parts.append(run.quote.text)
        else:
            parts.append(run.text)
    return "".join(parts)
