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
from shanshui.dossier.maps.typeface import wrapped

INDENT = 9.5
"""From the sign's left edge to the words [mm]."""

SHRINKS = tuple(round(1 - 0.04 * step, 2) for step in range(10))
"""Sizes of the type that are tried one after the other, as shares of the legend's own."""

_LINE, _LOOSEST, _HEADING, _ROW = 5.0, 1.32, 1.35, 0.76


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
    headings = _HEADING * len(sheet.legend)
    entries = [entry for group in sheet.legend for entry in group.entries]

    def lines_at(shrink: float) -> float:
        return headings + sum(1 + _ROW * (len(_rows(canvas, entry, shrink)) - 1) for entry in entries)

    fit = fit_legend(lines_at, headings + len(entries), y - bottom)
    for group in sheet.legend:
        y = _draw_group(canvas, group, y, fit)


def _draw_group(canvas: Canvas, group: Group, y: float, fit: LegendFit) -> float:
    left, _, right, _ = canvas.styles.page.legend.box()
    base = y - fit.line * 0.9
    unit = canvas.extent(group.unit, "legend", _size(canvas, fit.shrink))[0] + 2 if group.unit else 0.0
    size = canvas.fitting(group.title, "legend_group", (right - left - unit) / fit.shrink) * fit.shrink
    canvas.text(left, base, group.title, "legend_group", size=size)
    if group.unit:
        canvas.text(right, base, group.unit, "legend", ha="right", size=_size(canvas, fit.shrink))
    y -= fit.line * _HEADING
    for entry in group.entries:
        rows = _rows(canvas, entry, fit.shrink)
        rows = rows if fit.whole or len(rows) == 1 else (_beginning(canvas, entry, fit.shrink),)
        high = fit.line * (1 + _ROW * (len(rows) - 1))
        _draw_entry(canvas, entry, rows, y - high / 2, fit)
        y -= high
    return y


def _size(canvas: Canvas, shrink: float) -> float:
    return canvas.styles.text["legend"].size * shrink


def _numbers(entry: Entry) -> str:
    return "  ".join(q.text for q in entry.quotes)


def _indent(entry: Entry) -> float:
    """Words without sign and numbers run over the whole column."""
    return INDENT if entry.symbol is not None else 0.0


def _room(canvas: Canvas, entry: Entry, shrink: float) -> float:
    """Width that an entry's numbers leave for its words [mm]."""
    left, _, right, _ = canvas.styles.page.legend.box()
    numbers = canvas.extent(_numbers(entry), "number")[0] * shrink + 2 if entry.quotes else 0.0
    return right - left - _indent(entry) - numbers


def _rows(canvas: Canvas, entry: Entry, shrink: float) -> tuple[str, ...]:
    """An entry's words in as many rows as they need."""
    room = _room(canvas, entry, shrink)
    if canvas.extent(entry.label, "legend")[0] * shrink <= room:
        return (entry.label,)
    return wrapped(entry.label, room / _em(canvas, shrink))


def _beginning(canvas: Canvas, entry: Entry, shrink: float) -> str:
    """As much of an entry's words as one row holds, with an ellipsis."""
    return wrapped(entry.label, _room(canvas, entry, shrink) / _em(canvas, shrink) - 1)[0] + "…"


def _em(canvas: Canvas, shrink: float) -> float:
    """Width of a Chinese character [mm]."""
    return _size(canvas, shrink) * MM_PER_INCH / 72


def _draw_entry(canvas: Canvas, entry: Entry, rows: tuple[str, ...], y: float, fit: LegendFit) -> None:
    left, _, right, _ = canvas.styles.page.legend.box()
    high, size, step = min(fit.line * 0.64, 4.2), _size(canvas, fit.shrink), fit.line * _ROW
    if entry.symbol is not None:
        draw_swatch(canvas, entry.symbol, (left, y - high / 2, left + 7.5, y + high / 2))
    first = y + step * (len(rows) - 1) / 2
    for number, row in enumerate(rows):
        canvas.text(left + _indent(entry), first - number * step, row, "legend", va="center_baseline", size=size)
    if entry.quotes:
        canvas.text(right, y, _numbers(entry), "number", ha="right", va="center_baseline", size=size)


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
