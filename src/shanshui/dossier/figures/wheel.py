"""The recovery wheel (5.3.1.2): how near the scope is to its reference, group by group of key attributes.

Six sectors, each filled from the hub outwards to its score of 0 to 5; a sector whose score is not known stays blank
and says so.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from shanshui.dossier.maps.canvas import INK, RC
from shanshui.dossier.maps.styles import StyleBook
from shanshui.dossier.maps.typeface import font
from shanshui.ledger import Facts, Quote
from shanshui.quantity import EMPTY
from shanshui.standard import Standard

GROUPS = ("physical", "species", "structure", "function", "stress", "exchange")
"""Groups of key attributes (5.3.1.2), clockwise from the top."""

RINGS = 5
DPI = 220
_SIDE = 4.9
_STEM = "scope.recovery."


@dataclass(frozen=True, slots=True)
class Wheel:
    """The wheel as a value.

    Parameters
    ----------
    sectors : tuple of (str, Quote)
        Name of each group and its quoted score.
    levels : tuple of str
        Words of the rings, from the hub outwards.
    colours : tuple of str
        Of the rings, from the hub outwards.
    synthetic : bool
        Whether any score rests on made-up data.
    """

    sectors: tuple[tuple[str, Quote], ...]
    levels: tuple[str, ...]
    colours: tuple[str, ...]
    synthetic: bool


def wheel_of(facts: Facts, standard: Standard, styles: StyleBook) -> Wheel | None:
    """The wheel of the scope; None where no score is known.

    Parameters
    ----------
    facts : Facts
        With ``scope.recovery.<group>``, from 0 to 5.
    standard : Standard
        Words.
    styles : StyleBook
        The palette ``recovery``.
    """
    known: Mapping[str, Quote] = {group: facts.quote(f"{_STEM}{group}", "1", 1) for group in GROUPS}
    if all(quote.value is None for quote in known.values()):
        return None
    sectors = tuple((standard.label(f"wheel.{group}"), quote) for group, quote in known.items())
    levels = tuple(standard.label(f"wheel.level.{n}") for n in range(1, RINGS + 1))
    made_up = any(fact.synthetic for fact in facts.starting(_STEM))
    return Wheel(sectors, levels, styles.palettes["recovery"], made_up)


def draw_wheel(wheel: Wheel, styles: StyleBook, path: Path) -> None:
    """Draw the wheel as PNG.

    Parameters
    ----------
    wheel : Wheel
        What to draw.
    styles : StyleBook
        Type.
    path : Path
        File to write.
    """
    with rc_context(RC):
        figure = Figure(figsize=(_SIDE * 1.25, _SIDE), dpi=DPI)
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0.2, 0.185, 0.6, 0.67), projection="polar")
        axes.set_theta_zero_location("N")  # type: ignore[attr-defined]
        axes.set_theta_direction(-1)  # type: ignore[attr-defined]
        axes.set_ylim(0, RINGS)
        axes.set_axis_off()
        wide = 2 * math.pi / len(wheel.sectors)
        name_font, number_font = font(styles.text["legend_group"], styles), font(styles.text["legend"], styles)
        for number, (name, quote) in enumerate(wheel.sectors):
            middle = number * wide
            for ring in range(RINGS):
                axes.bar(middle, 1, wide * 0.96, ring, color="#f2f2ef", edgecolor="#ffffff", linewidth=0.8)
            if quote.value is not None:
                score = float(quote.value)
                for ring in range(math.ceil(score)):
                    tall = min(1.0, score - ring)
                    colour = wheel.colours[ring]
                    axes.bar(middle, tall, wide * 0.96, ring, color=colour, edgecolor="#ffffff", linewidth=0.8)
            axes.text(middle, RINGS * 1.2, f"{name}\n{quote.text or EMPTY}", ha="center", va="center",
                      fontproperties=name_font, color=INK, linespacing=1.35)  # fmt: skip
        axes.plot(np.linspace(0, 2 * math.pi, 181), np.full(181, RINGS), color="#8a8a86", linewidth=0.7)
        for number, (level, colour) in enumerate(zip(wheel.levels, wheel.colours, strict=True)):
            x = 0.04 + number * 0.19
            figure.add_artist(
                Rectangle((x, 0.014), 0.026, 0.022, transform=figure.transFigure, facecolor=colour, edgecolor="none")
            )
            figure.text(x + 0.035, 0.025, level, fontproperties=number_font, color=INK, va="center")
        figure.savefig(path, dpi=DPI, format="png", metadata={"Software": None})
