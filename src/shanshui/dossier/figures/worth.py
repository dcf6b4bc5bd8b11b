"""Cost and benefit of sub-projects (5.4.5.3, H.1.10): a circle each, its area the ground, a line the interval."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from shanshui.dossier.figures.chart import DPI, Type, dark, finish, made_up, number, save, sheet, type_of
from shanshui.dossier.maps.canvas import INK, RC
from shanshui.dossier.maps.labels import Wish, place
from shanshui.dossier.maps.styles import StyleBook
from shanshui.ledger import Facts, Quote
from shanshui.plan import Plan
from shanshui.quantity import convert, converted, unit
from shanshui.standard import Standard

_SIZE = (7.2, 4.3)
_BOX = (0.1, 0.185, 0.87, 0.765)
_LARGEST, _SMALLEST = 520.0, 30.0
"""Areas of the largest and the smallest circle [pt²]."""
_BENEFITS = (("value.total", ("wan_yuan/a", "wan_yuan")), ("benefit.soil_kept", ("t/a", "t")))
"""What may stand for the benefit, the first that two sub-projects have, with the units it may be printed in."""
_SIZES = ("performance.implementation_area", "performance.area_treated", "area")


@dataclass(frozen=True, slots=True)
class Spot:
    """A sub-project in the figure.

    Parameters
    ----------
    code : str
        Its number in the list of sub-projects.
    unit : int
        Which unit it belongs to, from 0.
    cost, benefit : Quote
        Total cost, and benefit in a year.
    interval : tuple of float
        Low and high end of the benefit [unit printed]; empty where none is known.
    area : float
        Ground [m²]; 0 where it is not known.
    """

    code: str
    unit: int
    cost: Quote
    benefit: Quote
    interval: tuple[float, ...]
    area: float


@dataclass(frozen=True, slots=True)
class Worth:
    """The figure as a value.

    Parameters
    ----------
    spots : tuple of Spot
        In the plan's order.
    units : tuple of str
        Names of the units.
    titles : tuple of str
        Words of the axes, of which the second tells the benefit, and what circles and lines mean.
    synthetic : bool
        Whether anything in it rests on made-up data.
    """

    spots: tuple[Spot, ...]
    units: tuple[str, ...]
    titles: tuple[str, str, str]
    synthetic: bool


def worth_of(plan: Plan, facts: Facts, standard: Standard) -> Worth | None:
    """The figure; None where fewer than two sub-projects have cost and benefit.

    Parameters
    ----------
    plan : Plan
        Units and sub-projects.
    facts : Facts
        ``subproject:<code>.cost.total``, ``.value.total`` or ``.benefit.soil_kept``.
    standard : Standard
        Words.
    """
    for benefit, units in _BENEFITS:
        spots = _spots(plan, facts, benefit, units)
        if len(spots) > 1:
            printed = spots[0].benefit.unit
            label, name = standard.label, benefit.replace(".", "_")
            titles = (
                label("figure.worth.cost").format(unit=unit("wan_yuan").symbol),
                label(f"figure.worth.{name}").format(unit=unit(printed).symbol),
                label("figure.worth.note") if all(spot.area for spot in spots) else label("figure.worth.interval"),
            )
            keys = (quote.fact for spot in spots for quote in (spot.cost, spot.benefit))
            return Worth(tuple(spots), tuple(one.name for one in plan.units), titles, made_up(keys, facts))
    return None


def _spots(plan: Plan, facts: Facts, benefit: str, printed: tuple[str, ...]) -> list[Spot]:
    units = {one.code: n for n, one in enumerate(plan.units)}
    found = []
    for n, sub in enumerate(plan.subprojects, start=1):
        subject = f"subproject:{sub.code}"
        cost, gain = facts.get(f"{subject}.cost.total"), facts.get(f"{subject}.{benefit}")
        if cost is None or gain is None or not cost.value or not isinstance(gain.value, Decimal) or gain.value <= 0:
            continue
        shown = next(code for code in printed if converted(gain.value, gain.unit, code) is not None)
        ends = tuple(float(convert(end, gain.unit, shown)) for end in (gain.low, gain.high) if end is not None)
        area = next((a for key in _SIZES if (a := facts.number(f"{subject}.{key}"))), Decimal(0))
        quotes = facts.quote(cost.id, "wan_yuan", 0), facts.quote(gain.id, shown, None)
        found.append(
            Spot(str(n), units.get(sub.unit, len(units)), *quotes, ends if len(ends) == 2 else (), float(area))
        )
    return found


def draw_worth(worth: Worth, styles: StyleBook, path: Path) -> None:
    """Draw the figure as PNG.

    Parameters
    ----------
    worth : Worth
        What to draw.
    styles : StyleBook
        Type, and the palette ``subjects``.
    path : Path
        File to write.
    """
    type_, colours = type_of(styles), styles.palettes["subjects"]
    with rc_context(RC):
        figure = sheet(*_SIZE)
        axes = figure.add_axes(_BOX)
        sizes = _areas(worth)
        for spot, size in sorted(zip(worth.spots, sizes, strict=True), key=lambda pair: -pair[1]):
            x, y, colour = number(spot.cost), number(spot.benefit), colours[spot.unit % len(colours)]
            if spot.interval:
                low, high = spot.interval
                axes.vlines(x, low, high, color=colour, linewidth=0.9, alpha=0.75)
            axes.scatter([x], [y], s=size, color=colour, alpha=0.8, edgecolor="#ffffff", linewidth=0.8, zorder=3)
        axes.set_xlabel(worth.titles[0], fontproperties=type_.words, color=INK)
        axes.set_ylabel(worth.titles[1], fontproperties=type_.words, color=INK)
        _frame(axes, worth)
        finish(axes, type_, "both")
        figure.canvas.draw()
        _names(axes, worth, sizes, colours, type_)
        used = sorted({spot.unit for spot in worth.spots if spot.unit < len(worth.units)})
        signs = [
            Line2D(
                [], [], marker="o", linestyle="", color=colours[n % len(colours)], label=worth.units[n], markersize=5
            )
            for n in used
        ]
        figure.legend(
            handles=signs, loc="lower center", bbox_to_anchor=(0.53, 0.0), ncols=min(3, len(signs)) or 1,
            frameon=False, prop=type_.small, handletextpad=0.3, columnspacing=1.2,
        )  # fmt: skip
        figure.text(_BOX[0] + _BOX[2], 0.975, worth.titles[2], ha="right", fontproperties=type_.small, color=INK)
        save(figure, path)


_FAR = 15.0
"""Ratio of greatest to least from which on axes are logarithmic."""


def _areas(worth: Worth) -> list[float]:
    most = max(spot.area for spot in worth.spots)
    return [max(_SMALLEST, _LARGEST * spot.area / most) if most else 2 * _SMALLEST for spot in worth.spots]


def _frame(axes: Axes, worth: Worth) -> None:
    """Each axis from 0; a logarithmic one where values lie far apart."""
    costs = [number(spot.cost) for spot in worth.spots]
    gains = [value for spot in worth.spots for value in (number(spot.benefit), *spot.interval) if value > 0]
    for values, scale, limits in ((costs, axes.set_xscale, axes.set_xlim), (gains, axes.set_yscale, axes.set_ylim)):
        least, most = min(values), max(values)
        if most > _FAR * least:
            scale("log")
            limits(least / 1.7, most * 1.7)
        else:
            limits(0, most * 1.12)


def _names(axes: Axes, worth: Worth, sizes: list[float], colours: Sequence[str], type_: Type) -> None:
    """Numbers in their circles where they have room and no other circle lies on top, else beside them."""
    points = axes.transData.transform([(number(s.cost), number(s.benefit)) for s in worth.spots])
    dot, high = DPI / 72, type_.small.get_size_in_points()
    radii = [(size / math.pi) ** 0.5 * dot for size in sizes]
    wide = [high * dot * 0.6 * len(spot.code) for spot in worth.spots]
    inside = [_roomy(n, points, radii, wide[n] / 2 + 2 * dot) for n in range(len(points))]
    taken = [(x - 0.7 * r, y - 0.7 * r, x + 0.7 * r, y + 0.7 * r) for (x, y), r in zip(points, radii, strict=True)]
    outside = [n for n, fits in enumerate(inside) if not fits]
    wishes = [Wish(tuple(points[n]), (wide[n] + 2, high * dot), radii[n] + 1.5 * dot) for n in outside]
    window = axes.get_window_extent()
    found = dict(zip(outside, place(wishes, taken, (window.x0, window.y0, window.x1, window.y1)), strict=True))
    back = axes.transData.inverted()
    for n, spot in enumerate(worth.spots):
        x, y = points[n] if inside[n] else (found[n] or (points[n][0], points[n][1] + radii[n] + high * dot))
        across, up = back.transform((x, y))
        ink = "#ffffff" if inside[n] and dark(colours[spot.unit % len(colours)]) else INK
        axes.text(across, up, spot.code, ha="center", va="center_baseline", fontproperties=type_.small, color=ink,
                  zorder=5)  # fmt: skip


def _roomy(n: int, points: NDArray[np.float64], radii: list[float], wanted: float) -> bool:
    """Whether a circle's middle is free for a number: large enough, and under no smaller circle, which lies on top."""
    away = np.hypot(*(points - points[n]).T)
    covered = (away < np.asarray(radii) + wanted) & (np.asarray(radii) <= radii[n])
    covered[n] = False
    return radii[n] >= wanted and not covered.any()
