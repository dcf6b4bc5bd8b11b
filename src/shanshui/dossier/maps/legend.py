"""The legend: groups of sign, words and quoted numbers in the column beside the map."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as MplPath

from shanshui.dossier.maps.canvas import Canvas
from shanshui.dossier.maps.features import marker_paths
from shanshui.dossier.maps.paper import Box
from shanshui.dossier.maps.sheet import Entry, Group, MapSheet
from shanshui.dossier.maps.styles import Symbol

INDENT = 9.5
"""From the sign's left edge to the words [mm]."""

LEAST_SIZE = 0.7
"""Words are set no smaller than this share of the legend's type; longer ones are cut off."""

_LARGEST, _SMALLEST, _HEADING = 6.6, 3.3, 1.35


@dataclass(frozen=True, slots=True)
class LegendFit:
    """How tall the lines of a legend are.

    Parameters
    ----------
    line : float
        Height of a line [mm].
    shrink : float
        Factor of the type's size.
    """

    line: float
    shrink: float


def fit_legend(lines: int, headings: int, room: float) -> LegendFit:
    """Choose the height of the legend's lines so that all fit.

    Parameters
    ----------
    lines, headings : int
        Entries, and headings of groups.
    room : float
        Height [mm].

    Examples
    --------
    >>> fit_legend(10, 2, 150), fit_legend(40, 2, 150)
    (LegendFit(line=6.6, shrink=1.0), LegendFit(line=3.51, shrink=0.703))
    """
    line = min(max(room / max(lines + _HEADING * headings, 1), _SMALLEST), _LARGEST)
    return LegendFit(math.floor(line * 100) / 100, round(min(1.0, line / 5.0), 3))


def draw_legend(canvas: Canvas, sheet: MapSheet, bottom: float) -> None:
    """Heading, then the groups, between the column's top and ``bottom`` [mm]."""
    left, _, right, top = canvas.styles.page.legend.box()
    canvas.text((left + right) / 2, top - 0.5, sheet.words["legend"], "legend_title", ha="center", va="top")
    y = top - 10
    fit = fit_legend(sum(len(g.entries) for g in sheet.legend), len(sheet.legend), y - bottom)
    for group in sheet.legend:
        y = _draw_group(canvas, group, y, fit)


def _draw_group(canvas: Canvas, group: Group, y: float, fit: LegendFit) -> float:
    left, _, right, _ = canvas.styles.page.legend.box()
    base = y - fit.line * 0.9
    canvas.text(left, base, group.title, "legend_group", size=canvas.styles.text["legend_group"].size * fit.shrink)
    if group.unit:
        canvas.text(right, base, group.unit, "legend", ha="right", size=_size(canvas, fit))
    y -= fit.line * _HEADING
    size = max(min((_fitting(canvas, e, fit) for e in group.entries), default=0.0), _size(canvas, fit) * LEAST_SIZE)
    for entry in group.entries:
        _draw_entry(canvas, entry, y - fit.line / 2, fit, size)
        y -= fit.line
    return y


def _size(canvas: Canvas, fit: LegendFit) -> float:
    return canvas.styles.text["legend"].size * fit.shrink


def _numbers(entry: Entry) -> str:
    return "  ".join(q.text for q in entry.quotes)


def _room(canvas: Canvas, entry: Entry, fit: LegendFit) -> float:
    """Width that an entry's numbers leave for its words [mm]."""
    left, _, right, _ = canvas.styles.page.legend.box()
    numbers = canvas.extent(_numbers(entry), "number", _size(canvas, fit))[0] + 2 if entry.quotes else 0.0
    return right - left - INDENT - numbers


def _fitting(canvas: Canvas, entry: Entry, fit: LegendFit) -> float:
    """The size at which an entry's words leave room for its numbers [pt]."""
    return min(_size(canvas, fit), canvas.fitting(entry.label, "legend", _room(canvas, entry, fit)))


def _draw_entry(canvas: Canvas, entry: Entry, y: float, fit: LegendFit, size: float) -> None:
    left, _, right, _ = canvas.styles.page.legend.box()
    high = min(fit.line * 0.64, 4.2)
    if entry.symbol is not None:
        draw_swatch(canvas, entry.symbol, (left, y - high / 2, left + 7.5, y + high / 2))
    words = shortened(canvas, entry.label, size, _room(canvas, entry, fit))
    canvas.text(left + INDENT, y, words, "legend", va="center_baseline", size=size)
    if entry.quotes:
        canvas.text(right, y, _numbers(entry), "number", ha="right", va="center_baseline", size=_size(canvas, fit))


def shortened(canvas: Canvas, words: str, size: float, room: float) -> str:
    """Words that fit into a width [mm]: themselves, or their beginning with an ellipsis."""
    kept = words
    while kept and canvas.extent(kept + ("" if kept == words else "…"), "legend", size)[0] > room:
        kept = kept[:-1]
    return kept if kept == words else f"{kept}…"


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
