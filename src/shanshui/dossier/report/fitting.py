"""How wide the columns of a table are, and how small its text must be to fit them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from shanshui.dossier.narrative.breadth import breadth
from shanshui.dossier.narrative.model import Grid, GridCell, GridRow

SIZES = (10.5, 9.0, 8.0, 7.5, 6.5)
"""Sizes of table text, largest first [pt]; H.3.3.3 e lets a table be set smaller than 五号."""

LONG = 14
"""Lines from which a table is set one size smaller, so that it keeps to few pages."""

READABLE = 8.0
"""Size below which text is set only where it would not fit otherwise [pt]."""

TALL, TALL_WIDE = 4, 2
"""Lines that a row should not pass, and fewer for a table of many columns on its side."""

PADDING = 5.0
"""Left and right padding of a cell together [pt]."""

_UNBREAKABLE = re.compile(r"[!-~\u00a0\u2212]+")
_LONGEST = 14
"""Letters after which a name of a file or fact may break; numbers are shorter."""

_FEWEST = 2
"""Fewest Chinese characters that may stand in one line of a cell."""

_LONG_NAME = 10
"""Letters from which the heading of a column needs one more in a line, for signs must not begin or end lines."""

_STEPS = 120
_STEP = 6.0
"""Moves of room between columns, and how much is moved at a time [pt]."""

_PAGE_LINES = 28
"""Lines of text in the body of a table after which its heading is repeated, about."""

_TALL_HEADING = 9
"""Lines of text in a heading that takes too much of each page on which it is repeated."""

_SHARP = 6
"""Power by which the tallest cell of a row outweighs the others."""

_SPREAD = 3
"""Rows over which a merged cell's text may count as spread; more may lie on another page."""

_SHORT = 3.2
"""Breadth up to which the heading of a column is not broken: 2021年."""

_FEW_ROWS = 6
"""Rows up to which a table asked for on its side is set upright where it can be read there."""

_Lines = NDArray[np.float64]


def fit(grid: Grid, width: float) -> tuple[float, tuple[float, ...]]:
    """Find the text size and column widths at which no number breaks and lines stay few.

    Parameters
    ----------
    grid : Grid
        The table; its ``widths`` are the shares that columns want.
    width : float
        Room between the margins [pt].

    Returns
    -------
    size : float
        Text size [pt]: the largest at which hardly a row is taller than a few lines, or the smallest
        that is still easily read.
    widths : tuple of float
        Column widths [pt], whose sum is ``width``.
    """
    columns = len(grid.widths)
    units = _needed(grid, columns)
    wanted, tall = _wanted(grid), TALL_WIDE if grid.landscape else TALL
    for size in SIZES[1:] if len(grid.body) > LONG else SIZES:
        least = [u * size + PADDING for u in units]
        if sum(least) <= width:
            widths = _levelled(grid, size, _shared(wanted, least, width), least)
            if size <= READABLE or _height(grid, size, widths) <= tall:
                return size, widths
    least = [u * SIZES[-1] + PADDING for u in units]
    return SIZES[-1], tuple(part * width / sum(least) for part in least)


def upright(grid: Grid, width: float) -> bool:
    """Whether a table fits an upright page: it does not ask to lie on its side, or is short and stays readable.

    Parameters
    ----------
    grid : Grid
        The table.
    width : float
        Room between the margins of an upright page [pt].
    """
    if not grid.landscape:
        return True
    if len(grid.body) > _FEW_ROWS:
        return False
    size, widths = fit(grid, width)
    return size >= READABLE and _height(grid, size, widths) <= 2 * TALL


def _levelled(grid: Grid, size: float, widths: Sequence[float], least: Sequence[float]) -> tuple[float, ...]:
    """Move room between columns, step by step, as long as the table becomes lower."""
    texts = _breadths(grid)
    room, floor = np.array(widths), np.array(least)
    weight = _repeated(grid, _lines(texts, room, size))
    for _ in range(_STEPS):
        now = _lines(texts, room, size)
        grown = _lines(texts, room + _STEP, size) - now
        shrunk = _lines(texts, np.maximum(room - _STEP, PADDING + 1), size) - now
        height = now.sum(axis=1)[:, None, None]
        after = height + grown[:, :, None] + shrunk[:, None, :]
        lower = height ** (1 / _SHARP) - np.maximum(after, 1e-9) ** (1 / _SHARP)
        gain = (weight * lower).sum(axis=0)
        gain[:, room - _STEP < floor] = -1.0
        np.fill_diagonal(gain, -1.0)
        to, of = np.unravel_index(int(gain.argmax()), gain.shape)
        if gain[to, of] <= 1e-6:
            break
        room[to] += _STEP
        room[of] -= _STEP
    return tuple(float(x) for x in room)


def _repeated(grid: Grid, lines: _Lines) -> _Lines:
    """How often each row counts: those of a tall heading as often as it is repeated on following pages."""
    heights, heads = lines.sum(axis=1) ** (1 / _SHARP), len(grid.header)
    weight = np.ones((len(heights), 1, 1))
    if heights[:heads].sum() > _TALL_HEADING:
        weight[:heads] = max(1.0, float(heights[heads:].sum()) / _PAGE_LINES)
    return weight


def _breadths(grid: Grid) -> _Lines:
    """Breadth of the text of every cell that stands in one column; a merged cell counts by its share of a few rows."""
    texts = np.zeros((len(grid.header) + len(grid.body), len(grid.widths)))
    for n, row in enumerate((*grid.header, *grid.body)):
        for column, cell in _cells(row):
            if cell.across == 1:
                down = min(cell.down, _SPREAD)
                texts[n : n + down, column] = cell.breadth / down
    return texts


def _lines(texts: _Lines, widths: _Lines, size: float) -> _Lines:
    """Lines of each cell to a high power, so that the sum over a row stands for its tallest cell."""
    exact = texts * size / np.maximum(widths - PADDING, size)
    return np.asarray((np.ceil(exact) + 0.2 * exact) ** _SHARP, dtype=np.float64)


def _wanted(grid: Grid) -> list[float]:
    """Shares of the columns: what the table asks for, tempered by how much stands in them."""
    contents: list[list[float]] = [[] for _ in grid.widths]
    for row in grid.body:
        for column, cell in _cells(row):
            if cell.across == 1:
                contents[column].append(cell.breadth)
    typical = [_quantile(found, 0.9) for found in contents]
    return [math.sqrt(w * math.sqrt(t + 2.0)) for w, t in zip(grid.widths, typical, strict=True)]


def _quantile(values: list[float], share: float) -> float:
    return sorted(values)[int(share * (len(values) - 1))] if values else 0.0


def _height(grid: Grid, size: float, widths: Sequence[float]) -> float:
    """Lines that all but the tallest tenth of the rows keep to."""
    heights = []
    for row in grid.body:
        lines = 1
        for column, cell in _cells(row):
            room = sum(widths[column : column + cell.across]) - PADDING
            lines = max(lines, math.ceil(cell.breadth * size / max(room, size) / cell.down))
        heights.append(float(lines))
    return _quantile(heights, 0.9)


def _needed(grid: Grid, columns: int) -> list[float]:
    """Width that each column cannot do without, in characters."""
    needed = [float(_FEWEST)] * columns
    spans: list[tuple[int, int, float]] = []
    for n, row in enumerate((*grid.header, *grid.body)):
        for column, cell in _cells(row):
            short_head = n < len(grid.header) and cell.breadth <= _SHORT
            word = cell.breadth if short_head else longest_word(cell.text)
            if n < len(grid.header) and cell.breadth > _LONG_NAME:
                word = max(word, _FEWEST + 1.0)
            if cell.across == 1:
                needed[column] = max(needed[column], word)
            else:
                spans.append((column, cell.across, word))
    for column, across, word in spans:
        short = word - sum(needed[column : column + across])
        if short > 0:
            for n in range(column, column + across):
                needed[n] += short / across
    return needed


def _cells(row: GridRow) -> list[tuple[int, GridCell]]:
    return [(column, cell) for column, cell in enumerate(row) if cell is not None]


def longest_word(text: str) -> float:
    """Width of the longest stretch that must not break, in full-width characters.

    Examples
    --------
    >>> longest_word("面积 1619.15"), longest_word("亿元")
    (3.52, 1.0)
    """
    longest = 1.0 if text else 0.0
    for match in _UNBREAKABLE.finditer(text):
        longest = max(longest, breadth(match.group()[:_LONGEST]))
    return round(longest, 2)


def _shared(wanted: Sequence[float], least: Sequence[float], width: float) -> tuple[float, ...]:
    """Give each column its share, but never less than it needs."""
    fixed: dict[int, float] = {}
    while True:
        free = [n for n in range(len(wanted)) if n not in fixed]
        room = width - sum(fixed.values())
        total = sum(wanted[n] for n in free) or 1.0
        short = [n for n in free if room * wanted[n] / total < least[n] - 1e-9]
        if not short:
            return tuple(fixed.get(n, room * wanted[n] / total) for n in range(len(wanted)))
        fixed |= {n: least[n] for n in short}
