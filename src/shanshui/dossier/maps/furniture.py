"""What stands around the map: title, frame with coordinates, scale, north arrow, notes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.patches import Polygon

from shanshui.dossier.maps.canvas import INK, Canvas
from shanshui.dossier.maps.paper import (
    Box,
    ToDegrees,
    bar_length,
    degrees_and_minutes,
    graticule,
    graticule_step,
    ticks,
)
from shanshui.dossier.maps.sheet import MapSheet
from shanshui.dossier.maps.typeface import wrapped

_GRID = "#5f7d95"


def draw_title(canvas: Canvas, sheet: MapSheet) -> None:
    """The title in the middle of its strip, small lines first; the mark of made-up data to the right."""
    left, bottom, right, top = canvas.styles.page.title.box()
    middle = (left + right) / 2
    *small, large = sheet.heading
    room = right - left - (60 if sheet.synthetic else 0)
    for number, line in enumerate(small):
        size = canvas.fitting(line, "subtitle", room)
        canvas.text(middle, top - 1.0 - number * 6.5, line, "subtitle", ha="center", va="top", size=size)
    size = canvas.fitting(large, "title", room)
    canvas.text(middle, bottom + 1.2, large, "title", ha="center", va="bottom", size=size)
    if sheet.synthetic:
        wide, _ = canvas.extent(sheet.synthetic, "mark")
        box = (right - wide - 6, bottom + 6.6, right, bottom + 15.4)
        canvas.box(box, 0.5, canvas.styles.text["mark"].color)
        canvas.text(
            (box[0] + box[2]) / 2,
            (box[1] + box[3]) / 2 - 0.2,
            sheet.synthetic,
            "mark",
            ha="center",
            va="center_baseline",
        )


def draw_frame(canvas: Canvas, to_degrees: ToDegrees) -> None:
    """Border, neat line, and around that the coordinates in degrees and minutes."""
    draw_neat_line(canvas)
    left, bottom, right, top = frame_box(canvas)
    gap = canvas.styles.page.gap
    west, south, east, north = canvas.view.bounds
    corners = to_degrees(np.array([west, east]), np.array([south, north]))
    step = graticule_step(float(max(np.ptp(corners[0]), np.ptp(corners[1]))) * 60, 7)
    marks = ticks(canvas.view.bounds, to_degrees, step)
    for (x0, y0), (x1, y1) in graticule(canvas.view.bounds, marks):
        canvas.ground.plot([x0, x1], [y0, y1], color=_GRID, lw=canvas.view.points(0.09), alpha=0.55, zorder=3)
    mm = 1000 / canvas.view.scale
    for mark in marks:
        words = degrees_and_minutes(mark.minutes)
        if mark.side in ("left", "right"):
            y = bottom + (mark.along - south) * mm
            inner, out = (left, -1) if mark.side == "left" else (right, 1)
            canvas.line([inner, inner + out * 1.6], [y, y], 0.25)
            canvas.text(inner + out * (gap / 2 + 0.75), y, words, "tick", rotation=90, ha="center", va="center")
        else:
            x = left + (mark.along - west) * mm
            inner, out = (bottom, -1) if mark.side == "bottom" else (top, 1)
            canvas.line([x, x], [inner, inner + out * 1.6], 0.25)
            canvas.text(x, inner + out * (gap / 2 + 0.75) - 0.1, words, "tick", ha="center", va="center")


def draw_neat_line(canvas: Canvas) -> None:
    """Border of the page, neat line, and the thick line around it."""
    page = canvas.styles.page
    left, bottom, right, top = page.border.box()
    canvas.box((left, bottom, right, top), 0.9)
    canvas.box((left + 1.4, bottom + 1.4, right - 1.4, top - 1.4), 0.2)
    left, bottom, right, top = frame_box(canvas)
    canvas.box((left, bottom, right, top), 0.25)
    canvas.box((left - page.gap, bottom - page.gap, right + page.gap, top + page.gap), 0.7)


def frame_box(canvas: Canvas) -> Box:
    """The frame as it lies on whole pixels [mm]."""
    x, y, columns, rows = canvas.view.frame
    mm = 25.4 / canvas.view.dpi
    return x * mm, y * mm, (x + columns) * mm, (y + rows) * mm


def draw_north(canvas: Canvas, word: str) -> None:
    """An arrow to the north in the upper right corner of the frame."""
    _, _, right, top = frame_box(canvas)
    x, y, high, wide = right - 12, top - 23, 14.0, 3.4
    for side, fill in ((-1, INK), (1, "#ffffff")):
        half = [(x, y + high), (x + side * wide, y), (x, y + 3.2)]
        canvas.page.add_patch(
            Polygon(half, closed=True, fc=fill, ec=INK, lw=canvas.view.points(0.25), joinstyle="miter")
        )
    canvas.text(x, y + high + 1.2, word, "north", ha="center", va="bottom")


def draw_scale(canvas: Canvas, words: str, y: float) -> None:
    """Numeric scale and bar, centred in the column of the legend with their foot at ``y`` [mm]."""
    left, _, right, _ = canvas.styles.page.legend.box()
    length = bar_length(canvas.view.scale, (right - left) * 0.76)
    wide = length * 1000 / canvas.view.scale
    x, parts = (left + right - wide) / 2 - 2, 4
    for number in range(parts):
        fill = INK if number % 2 == 0 else "#ffffff"
        canvas.box((x + wide * number / parts, y + 3.2, x + wide * (number + 1) / parts, y + 4.7), 0.22, fill=fill)
    unit, symbol = (1000.0, "km") if length >= 1000 else (1.0, "m")
    for number in (0, 2, 4):
        value = f"{length * number / parts / unit:g}"
        canvas.text(x + wide * number / parts, y + 2.2, value, "scale", ha="center", va="top")
    beside = canvas.extent(f"{length / unit:g}", "scale")[0] / 2 + 0.8
    canvas.text(x + wide + beside, y + 2.2, symbol, "scale", ha="left", va="top")
    canvas.text((left + right) / 2, y + 6.4, words, "scale", ha="center", va="bottom", size=10.5)


def notes_height(canvas: Canvas, notes: Sequence[tuple[str, str]]) -> float:
    """Height that the notes take [mm]."""
    return 3.5 * sum(len(lines) for lines in _note_lines(canvas, notes))


def _note_lines(canvas: Canvas, notes: Sequence[tuple[str, str]]) -> list[tuple[str, ...]]:
    left, _, right, _ = canvas.styles.page.legend.box()
    em = canvas.styles.text["note"].size * 25.4 / 72
    return [wrapped(label + words, (right - left) / em) for label, words in notes]


def draw_notes(canvas: Canvas, notes: Sequence[tuple[str, str]]) -> float:
    """Sources, reference systems and makers at the foot of the column; gives their upper edge [mm]."""
    left, bottom, _, _ = canvas.styles.page.legend.box()
    y = bottom + notes_height(canvas, notes)
    upper = y
    for lines in _note_lines(canvas, notes):
        for line in lines:
            y -= 3.5
            canvas.text(left, y + 0.9, line, "note")
    return upper


def reserved(canvas: Canvas, substitute: str) -> tuple[Box, ...]:
    """Corners of the frame that the north arrow and the note about a stand-in take [mm]."""
    left, bottom, right, top = frame_box(canvas)
    arrow = (right - 19, top - 26, right, top)
    if not substitute:
        return (arrow,)
    wide, high = canvas.extent(substitute, "substitute")
    return arrow, (left, bottom, left + wide + 6, bottom + high + 6)


def draw_substitute(canvas: Canvas, words: str) -> None:
    """What the map says of itself where it stands in for another, inside the frame's lower left corner."""
    left, bottom, _, _ = frame_box(canvas)
    canvas.text(left + 3, bottom + 3, words, "substitute", va="bottom")
