"""The legend: groups of sign, words and quoted numbers in the column beside the map."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as MplPath

from shanshui.dossier.maps.canvas import Canvas
from shanshui.dossier.maps.features import marker_paths
from shanshui.dossier.maps.paper import MM_PER_INCH, Box
from shanshui.dossier.maps.sheet import Entry, Group, MapSheet
from shanshui.dossier.maps.styles import Symbol
from shanshui.dossier.maps.typeface import balanced, wrapped
from shanshui.ledger import Quote
from shanshui.quantity import EMPTY

INDENT = 9.5
"""From the sign's left edge to the words [mm]."""

SHRINKS = tuple(round(1 - 0.04 * step, 2) for step in range(10))
"""Sizes of the type that are tried one after the other, as shares of the legend's own."""

_LINE, _LOOSEST, _HEADING, _ROW = 5.0, 1.32, 1.35, 0.76

_APART = 2.0
"""Between columns of numbers [mm]."""


@dataclass(frozen=True, slots=True)
class LegendFit:
    """How a legend comes to stand.

    Parameters
    ----------
    line : float
        Height of an entry of one row [mm]; each further row adds :data:`_ROW` of it.
    shrink : float
        Factor of the type's size.
    whole : bool
        Whether words run over as many rows as they need; else they are cut to one.
    """

    line: float
    shrink: float
    whole: bool = True


def fit_legend(lines_at: Callable[[float], float], plain: float, room: float) -> LegendFit:
    """Choose size and height of the legend's lines: as large as they fit whole, else one row each.

    Parameters
    ----------
    lines_at : callable
        Height in lines with words in all their rows, by the factor of the type's size.
    plain : float
        Height in lines with one row for each entry.
    room : float
        Height [mm].

    Examples
    --------
    >>> fit_legend(lambda shrink: 20, 20, 150), fit_legend(lambda shrink: 90, 50, 150)
    (LegendFit(line=6.6, shrink=1.0, whole=True), LegendFit(line=3.0, shrink=0.64, whole=False))
    """
    for shrink in SHRINKS:
        lines = lines_at(shrink)
        if lines * _LINE * shrink <= room:
            return LegendFit(_floored(min(room / max(lines, 1), _LINE * shrink * _LOOSEST)), shrink)
    shrink = next((s for s in SHRINKS if plain * _LINE * s <= room), SHRINKS[-1])
    return LegendFit(_floored(min(room / plain, _LINE * shrink)), shrink, whole=False)


def _floored(height: float) -> float:
    return math.floor(height * 100) / 100


def draw_legend(canvas: Canvas, sheet: MapSheet, bottom: float) -> None:
    """Heading, then the groups, between the column's top and ``bottom`` [mm]."""
    left, _, right, top = canvas.styles.page.legend.box()
    canvas.text((left + right) / 2, top - 0.5, sheet.words["legend"], "legend_title", ha="center", va="top")
    y = top - 10
    headings = sum(_HEADING + _heads_below(group) for group in sheet.legend)

    def lines_at(shrink: float) -> float:
        blocks = ((Type(canvas, group, shrink), group.entries) for group in sheet.legend)
        return headings + sum(1 + _ROW * (len(type_.rows(entry)) - 1) for type_, own in blocks for entry in own)

    fit = fit_legend(lines_at, headings + sum(len(group.entries) for group in sheet.legend), y - bottom)
    for group in sheet.legend:
        y = _draw_group(canvas, group, y, fit)


def _heads_below(group: Group) -> int:
    """Lines for the heads of columns, which stand beside the heading unless that has its unit there."""
    return int(bool(group.columns and group.unit))


class Type:
    """Words and numbers of one group of the legend at one size.

    Parameters
    ----------
    canvas : Canvas
        The sheet.
    group : Group
        Numbers stand in columns where it has heads for them, or entries with more than one.
    shrink : float
        Factor of the type's size.
    """

    def __init__(self, canvas: Canvas, group: Group, shrink: float) -> None:
        self.canvas, self.shrink = canvas, shrink
        self.size = canvas.styles.text["legend"].size * shrink
        most = max((len(entry.quotes) for entry in group.entries), default=0)
        self.widths = tuple(self._column(group, n) for n in range(most)) if group.columns or most > 1 else ()

    def wide(self, words: str, style: str = "legend") -> float:
        """Width of words [mm]."""
        return self.canvas.extent(words, style)[0] * self.shrink

    def edges(self, columns: int) -> tuple[float, ...]:
        """Right edges of so many columns of numbers, the last at the edge of the legend [mm]."""
        right = self.canvas.styles.page.legend.box()[2]
        return tuple(right - sum(self.widths[n + 1 : columns]) for n in range(columns))

    def rows(self, entry: Entry) -> tuple[str, ...]:
        """An entry's words in as many rows as they need."""
        room = self._room(entry)
        return (entry.label,) if self.wide(entry.label) <= room else balanced(entry.label, room / self._em())

    def beginning(self, entry: Entry) -> str:
        """As much of an entry's words as one row holds, with an ellipsis."""
        return wrapped(entry.label, self._room(entry) / self._em() - 1)[0] + "…"

    def _column(self, group: Group, number: int) -> float:
        told = [e.quotes[number] for e in group.entries if number < len(e.quotes)]
        numbers = max((self.wide(_number(quote), "number") for quote in told), default=0.0)
        return max(self.wide("".join(group.columns[number : number + 1])), numbers) + _APART

    def _room(self, entry: Entry) -> float:
        left, _, right, _ = self.canvas.styles.page.legend.box()
        own = [self.wide(_number(quote), "number") + 2 for quote in entry.quotes]
        return right - left - _indent(entry) - (sum(self.widths) if self.widths and own else sum(own))

    def _em(self) -> float:
        """Width of a Chinese character [mm]."""
        return self.size * MM_PER_INCH / 72


def _draw_group(canvas: Canvas, group: Group, y: float, fit: LegendFit) -> float:
    left, _, right, _ = canvas.styles.page.legend.box()
    type_ = Type(canvas, group, fit.shrink)
    base, below = y - fit.line * 0.9, fit.line * _heads_below(group)
    beside = type_.wide(group.unit) + 2 if group.unit else sum(type_.widths)
    size = canvas.fitting(group.title, "legend_group", (right - left - beside) / fit.shrink) * fit.shrink
    canvas.text(left, base, group.title, "legend_group", size=size)
    if group.unit:
        canvas.text(right, base, group.unit, "legend", ha="right", size=type_.size)
    for edge, head in zip(type_.edges(len(group.columns)), group.columns, strict=True):
        canvas.text(edge, base - below, head, "legend", ha="right", size=type_.size)
    y -= fit.line * _HEADING + below
    for entry in group.entries:
        rows = type_.rows(entry)
        rows = rows if fit.whole or len(rows) == 1 else (type_.beginning(entry),)
        high = fit.line * (1 + _ROW * (len(rows) - 1))
        _draw_entry(type_, entry, rows, y - high / 2, fit.line)
        y -= high
    return y


def _number(quote: Quote | None) -> str:
    return EMPTY if quote is None else quote.text


def _indent(entry: Entry) -> float:
    """Words without sign and numbers run over the whole column."""
    return INDENT if entry.symbol is not None else 0.0


def _draw_entry(type_: Type, entry: Entry, rows: tuple[str, ...], y: float, line: float) -> None:
    canvas = type_.canvas
    left, _, right, _ = canvas.styles.page.legend.box()
    high, step = min(line * 0.64, 4.2), line * _ROW
    if entry.symbol is not None:
        draw_swatch(canvas, entry.symbol, (left, y - high / 2, left + 7.5, y + high / 2))
    first = y + step * (len(rows) - 1) / 2
    for number, row in enumerate(rows):
        at = first - number * step
        canvas.text(left + _indent(entry), at, row, "legend", va="center_baseline", size=type_.size)
    edges = type_.edges(len(entry.quotes)) if type_.widths else (right,) * len(entry.quotes)
    for edge, quote in zip(edges, entry.quotes, strict=True):
        canvas.text(edge, y, _number(quote), "number", ha="right", va="center_baseline", size=type_.size)


def draw_swatch(canvas: Canvas, symbol: Symbol, box: Box) -> None:
    """The sign as it looks on the map, in a small box on the page [mm]."""
    left, bottom, right, top = box
    x, y = (left + right) / 2, (bottom + top) / 2
    if symbol.kind == "fill":
        patch = Rectangle(
            (left, bottom), right - left, top - bottom,
            fc=(symbol.color, symbol.alpha) if symbol.color else "none",
            ec=symbol.outline or "#6e6e6e", lw=canvas.view.points(symbol.outline_width or 0.15),
        )  # fmt: skip
        canvas.page.add_patch(patch)
    elif symbol.kind == "line":
        if symbol.under:
            canvas.line([left, right], [y, y], symbol.under_width, symbol.under, alpha=symbol.under_alpha)
        dash = (0, tuple(d / symbol.width for d in symbol.dash)) if symbol.dash else "solid"
        canvas.line([left, right], [y, y], symbol.width, symbol.color, linestyle=dash)
    else:
        for path, face, edge in marker_paths(symbol):
            shape = MplPath(np.asarray(path.vertices) * symbol.size / 2 + (x, y), path.codes)
            width = canvas.view.points(symbol.outline_width)
            canvas.page.add_patch(PathPatch(shape, fc=face, ec=edge, lw=width))
