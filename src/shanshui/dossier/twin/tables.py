"""Laid-out tables as HTML: headings on several levels, merged cells, unit at the upper right, notes below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shanshui.dossier.narrative.model import Grid, GridCell, GridRow, TableBlock, Words, plain
from shanshui.dossier.narrative.symbols import raised
from shanshui.dossier.twin.runs import Signs, anchor, html, safe, words
from shanshui.standard import Typography

PHONE = 27.0
"""Width of a table on a phone [em]: columns are made wider than the code's shares where their numbers want it there."""

EDGE = 1.1
"""Room left and right in a cell [em]."""

FIGURE = 0.56
"""Width of a figure or Latin letter [em]."""

LETTERS = 5
"""So many Chinese letters stand in one line at least."""

LOW = 4
"""Lines up to which a merged cell is centred; in a taller one text begins at the top."""

TALL = 40
"""Lines from which on the browser may leave a table unlaid until it comes into view."""

_KINDS = {"body": "", "group": ' class="group"', "subtotal": ' class="subtotal"', "total": ' class="total"'}
_ALIGN = {"center": "", "left": "l", "right": "r"}
_WHOLE = re.compile(r"[0-9A-Za-z.,+\-–%/·\u00a0]+")
"""What is not parted at the end of a line."""


def table(block: TableBlock, typography: Typography, mark: str, signs: Signs, notice: str = "") -> Iterator[str]:
    """A table with caption, unit, notes and fields for signing.

    Parameters
    ----------
    block : TableBlock
        The numbered table.
    typography : Typography
        How unit line and notes are worded.
    mark : str
        Sign of made-up data.
    signs : Signs
        What is set beside numbers.
    notice : str
        Further HTML in the caption.
    """
    grid, name = block.grid, safe(anchor("table", block.key))
    widths = _widths(grid)
    look = ("table", "wide" if widths.least > PHONE * 1.3 else "", "across" if grid.landscape else "")
    yield f'<figure class="{" ".join(filter(None, look))}" id="{name}">'
    title = f"<b>{safe(block.number)}</b> <span>{safe(block.title)}</span>{notice}"
    yield f'<figcaption id="{name}-caption">{title}</figcaption>'
    if grid.unit_note or block.mark:
        unit = words(raised(typography.unit_note.format(unit=grid.unit_note))) if grid.unit_note else ""
        sample = f'<span class="sample">{safe(mark)}</span>' if block.mark else ""
        yield f'<p class="unit">{sample}<span>{unit}</span></p>'
    tall = f' tall" style="--lines:{len(grid.body)}' if len(grid.body) >= TALL else ""
    yield f'<div class="scroll{tall}" role="region" tabindex="0" aria-labelledby="{name}-caption">'
    if grid.above:
        yield _opening(widths, "above")
        yield f"<tbody>{_rows(grid.above, signs)}</tbody></table>"
    yield _opening(widths, "grid")
    yield f"<thead>{_rows(grid.header, signs, head=True)}</thead>"
    yield f"<tbody>{_rows(grid.body, signs, grid.kinds)}</tbody></table></div>"
    yield from _notes(grid, typography, signs)
    if grid.foot:
        yield f'<p class="foot">{"".join(f"<span>{safe(f)}：</span>" for f in grid.foot)}</p>'
    yield "</figure>"


@dataclass(frozen=True, slots=True)
class _Widths:
    """Share of the width of each column, and the least width of the table [em]."""

    shares: tuple[float, ...]
    least: float


def _widths(grid: Grid) -> _Widths:
    """The code's shares, but no column so narrow that a number in it would break."""
    total = sum(grid.widths)
    needs = [LETTERS - 2 + EDGE] * len(grid.widths)
    for row in (*grid.header, *grid.body):
        for n, cell in enumerate(row):
            if cell is not None and cell.across == 1:
                needs[n] = max(needs[n], _need(plain(cell.runs)))
    shares = [max(width / total, need / PHONE) for width, need in zip(grid.widths, needs, strict=True)]
    shares = [share / sum(shares) for share in shares]
    return _Widths(tuple(shares), max(need / share for need, share in zip(needs, shares, strict=True)))


def _need(text: str) -> float:
    """Width that a text wants, parted wherever it may be [em]."""
    longest = max((len(piece) for piece in _WHOLE.findall(text)), default=0)
    return max(longest * FIGURE, min(len(text) - longest, LETTERS)) + EDGE


def _opening(widths: _Widths, name: str) -> str:
    """The table's element with the shares of its columns; below its least width it scrolls."""
    columns = "".join(f'<col style="width:{100 * share:.2f}%">' for share in widths.shares)
    return f'<table class="{name}" style="min-width:{widths.least:.1f}em"><colgroup>{columns}</colgroup>'


def _rows(rows: Sequence[GridRow], signs: Signs, kinds: Sequence[str] = (), head: bool = False) -> str:
    found = []
    for n, row in enumerate(rows):
        cells = "".join(_cell(cell, signs, head) for cell in row if cell is not None)
        found.append(f"<tr{_KINDS[kinds[n]] if kinds else ''}>{cells}</tr>")
    return "".join(found)


def _cell(cell: GridCell, signs: Signs, head: bool) -> str:
    spans = f' colspan="{cell.across}"' if cell.across > 1 else ""
    spans += f' rowspan="{cell.down}"' if cell.down > 1 else ""
    tag = "th" if head or cell.strong else "td"
    look = " ".join(x for x in ("" if head else _ALIGN[cell.align], "t" if cell.down > LOW else "") if x)
    name = f' class="{look}"' if look else ""
    scope = f' scope="{"colgroup" if cell.across > 1 else "col"}"' if head else ""
    return f"<{tag}{spans}{scope}{name}>{html(cell.runs, signs)}</{tag}>"


def _notes(grid: Grid, typography: Typography, signs: Signs) -> Iterator[str]:
    last = len(grid.notes) - 1
    for n, (mark, runs) in enumerate(grid.notes):
        close = (Words(typography.note_end),) if n == last and not plain(runs).endswith(typography.note_end) else ()
        lead = safe(typography.note_lead) if n == 0 else ""
        yield f'<p class="tablenote"><span>{lead}{safe(mark)}</span>{html((*runs, *close), signs)}</p>'
