"""What the present value hangs on (5.4.5.3 a): a bar per factor around the planned value, below it the simulated range.

The factor that moves the value most stands at the top; at both ends of a bar stands how far the factor was moved.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from shanshui.dossier.figures.chart import Type, finish, grouped, made_up, number, save, sheet, type_of
from shanshui.dossier.maps.canvas import INK, RC
from shanshui.dossier.maps.styles import StyleBook
from shanshui.dossier.maps.typeface import wrapped
from shanshui.dossier.narrative.money_views import FACTORS
from shanshui.ledger import Facts, Quote
from shanshui.quantity import convert, round_half_up, unit
from shanshui.standard import Standard

_WIDE, _ROW, _EDGE = 7.2, 0.36, 1.05
_NAME = 9
_WHOLE = 10
"""Change from which on no decimals are printed."""


@dataclass(frozen=True, slots=True)
class Swing:
    """One factor: its name, the value at its low and high end, and how far it was moved, as printed."""

    key: str
    name: str
    low: Quote
    high: Quote
    moved: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The figure as a value.

    Parameters
    ----------
    base : Quote
        Net present value as planned.
    swings : tuple of Swing
        The widest first.
    range : tuple of Quote
        Fifth, fiftieth and ninety-fifth percentile of the simulated value; empty where it was not simulated.
    words : tuple of str
        Axis, planned value, low end, high end, simulated range.
    synthetic : bool
        Whether anything in it rests on made-up data.
    """

    base: Quote
    swings: tuple[Swing, ...]
    range: tuple[Quote, ...]
    words: tuple[str, str, str, str, str]
    synthetic: bool


def sensitivity_of(facts: Facts, standard: Standard) -> Sensitivity | None:
    """The figure; None where the present value or every swing is unknown.

    Parameters
    ----------
    facts : Facts
        ``scope.analysis.view``, ``scope.<view>.npv``, ``scope.sensitivity.<factor>.low`` and ``.high``,
        ``scope.<view>.simulated.p05`` and so on.
    standard : Standard
        Words.
    """
    view = facts.text("scope.analysis.view") or "finance"
    base = facts.quote(f"scope.{view}.npv", "wan_yuan", 0)
    swings = [swing for key in FACTORS if (swing := _swing(key, facts, standard)) is not None]
    if base.value is None or not swings:
        return None
    spread = tuple(facts.quote(f"scope.{view}.simulated.{p}", "wan_yuan", 0) for p in ("p05", "p50", "p95"))
    keys = [base.fact, *(quote.fact for swing in swings for quote in (swing.low, swing.high))]
    words = [standard.label(f"figure.sensitivity.{key}") for key in ("axis", "base", "low", "high", "range")]
    words[0] = words[0].format(view=standard.label(f"figure.sensitivity.view.{view}"), unit=unit("wan_yuan").symbol)
    return Sensitivity(
        base,
        tuple(sorted(swings, key=lambda swing: -abs(number(swing.high) - number(swing.low)))),
        spread if all(quote.value is not None for quote in spread) else (),
        (words[0], words[1], words[2], words[3], words[4]),
        made_up(keys, facts),
    )


def _swing(key: str, facts: Facts, standard: Standard) -> Swing | None:
    stem = f"scope.sensitivity.{key}"
    low, high = (facts.quote(f"{stem}.{end}", "wan_yuan", 0) for end in ("low", "high"))
    if low.value is None or high.value is None or low.value == high.value:
        return None
    moved = tuple(_moved(facts, f"{stem}.{end}") for end in ("from", "to"))
    return Swing(key, standard.label(f"figure.sensitivity.{key}"), low, high, (moved[0], moved[1]))


def _moved(facts: Facts, key: str) -> str:
    """How far a factor was moved: ``+10%``, ``2 a``; empty where nobody told."""
    fact = facts.get(key)
    if fact is None or not isinstance(fact.value, Decimal):
        return ""
    share = fact.unit == "1"
    value = convert(fact.value, "1", "%") if share else fact.value
    value = round_half_up(value, 0 if abs(value) >= _WHOLE else 1)
    sign = "+" if value > 0 else ""
    return f"{sign}{grouped(float(value))}" + ("%" if share else f" {unit(fact.unit).symbol}")


def draw_sensitivity(found: Sensitivity, styles: StyleBook, path: Path) -> None:
    """Draw the figure as PNG.

    Parameters
    ----------
    found : Sensitivity
        What to draw.
    styles : StyleBook
        Type, and the palette ``ends``.
    path : Path
        File to write.
    """
    type_ = type_of(styles)
    tall = (len(found.swings) + bool(found.range)) * _ROW + _EDGE
    with rc_context(RC):
        figure = sheet(_WIDE, tall)
        axes = figure.add_axes((0.2, 0.74 / tall, 0.77, 1 - (_EDGE - 0.1) / tall))
        _draw(axes, found, styles.palettes["ends"], type_)
        _legend(figure, found, styles.palettes["ends"], type_)
        save(figure, path)


def _draw(axes: Axes, found: Sensitivity, colours: tuple[str, ...], type_: Type) -> None:
    base = number(found.base)
    ends = [base, *(number(q) for swing in found.swings for q in (swing.low, swing.high)), *map(number, found.range)]
    span = (max(ends) - min(ends)) or 1.0
    for row, swing in enumerate(found.swings):
        for value, told, colour in zip(map(number, (swing.low, swing.high)), swing.moved, colours[:2], strict=True):
            axes.barh(row, value - base, 0.6, base, color=colour, edgecolor="#ffffff", linewidth=0.6)
            if told and value != base:
                right = value > base
                axes.text(value + (0.008 if right else -0.008) * span, row, told, va="center",
                          ha="left" if right else "right", fontproperties=type_.small, color=INK)  # fmt: skip
    names = ["\n".join(wrapped(swing.name, _NAME)) for swing in found.swings]
    if found.range:
        row, (low, middle, high) = len(found.swings), map(number, found.range)
        axes.hlines(row, low, high, color=colours[2], linewidth=5)
        axes.plot([middle], [row], marker="|", markersize=11, markeredgewidth=1.8, color=INK)
        for value, quote, side in ((low, found.range[0], "right"), (high, found.range[2], "left")):
            shift = (0.012 if side == "left" else -0.012) * span
            axes.text(
                value + shift, row, grouped(number(quote)), va="center", ha=side, fontproperties=type_.small, color=INK
            )
        names.append("\n".join(wrapped(found.words[4], _NAME)))
        axes.axhline(row - 0.5, color="#c8c8c4", linewidth=0.5)
    axes.axvline(base, color=INK, linewidth=1.0)
    if min(ends) < 0 < max(ends):
        axes.axvline(0, color="#77777a", linewidth=0.8, linestyle=(0, (2, 2)))
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.45, -0.55)
    axes.set_xlim(min(ends) - 0.14 * span, max(ends) + 0.14 * span)
    axes.set_xlabel(found.words[0], fontproperties=type_.words, color=INK)
    finish(axes, type_, "x")


def _legend(figure: Figure, found: Sensitivity, colours: tuple[str, ...], type_: Type) -> None:
    _, base, low, high, _ = found.words
    signs = [
        Patch(facecolor=colours[0], label=low),
        Patch(facecolor=colours[1], label=high),
        Line2D([], [], color=INK, linewidth=1.0, label=base.format(value=grouped(number(found.base)))),
    ]
    figure.legend(
        handles=signs, loc="lower center", bbox_to_anchor=(0.58, 0.0), ncols=3, frameon=False, prop=type_.numbers,
        handlelength=1.3, columnspacing=1.6,
    )  # fmt: skip
