"""Alternatives of the whole plan side by side (H.1.6.2): what each costs and brings, and how it does on each criterion.

Left a bubble per alternative: cost of construction against benefit, its area the reach of targets; right a bar per
criterion and alternative, from the worst of them (0) to the best (1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import FuncFormatter, MaxNLocator

from shanshui.dossier.maps.canvas import INK, RC
from shanshui.dossier.maps.styles import StyleBook
from shanshui.dossier.maps.typeface import font, wrapped
from shanshui.ledger import Facts, Quote
from shanshui.plan import Alternative
from shanshui.quantity import unit
from shanshui.standard import Standard
from shanshui.standard.method.criteria import CRITERIA

DPI = 220
_SIZE = (7.6, 3.7)
_BENEFITS = (("effect.soil_kept", "t/a"), ("effect.area_treated", "hm2"))
"""What may stand for the benefit, the first that is known of all alternatives, with the unit printed."""
_BUBBLE = 900.0
_UNKNOWN = 0.3
"""Share of the largest bubble where the reach of targets is not known."""
_PALE = 0.35


@dataclass(frozen=True, slots=True)
class Bubble:
    """An alternative in the figure.

    Parameters
    ----------
    name : str
        As entered.
    chosen : bool
        Whether it is the one that the plan proposes.
    cost, benefit, reach : Quote
        Cost of construction, benefit and reach of targets.
    merits : tuple of Quote
        From 0 to 1 on each criterion of :attr:`Comparison.criteria`.
    """

    name: str
    chosen: bool
    cost: Quote
    benefit: Quote
    reach: Quote
    merits: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The figure as a value.

    Parameters
    ----------
    bubbles : tuple of Bubble
        In the order entered.
    criteria : tuple of str
        Names of the criteria compared.
    cost_title, benefit_title, merit_title, size_note : str
        Words of the axes and of the note.
    synthetic : bool
        Whether anything in it rests on made-up data.
    """

    bubbles: tuple[Bubble, ...]
    criteria: tuple[str, ...]
    cost_title: str
    benefit_title: str
    merit_title: str
    size_note: str
    synthetic: bool


def comparison_of(alternatives: Sequence[Alternative], facts: Facts, standard: Standard) -> Comparison | None:
    """The figure; None where fewer than two alternatives have cost and benefit.

    Parameters
    ----------
    alternatives : sequence of Alternative
        As entered.
    facts : Facts
        Of the layout.
    standard : Standard
        Words.
    """
    subjects = [f"alternative:{one.code}" for one in alternatives]

    def all_know(attribute: str) -> bool:
        return all(facts.number(f"{subject}.{attribute}") is not None for subject in subjects)

    known = [(key, printed) for key, printed in _BENEFITS if all_know(key)]
    if len(subjects) < 2 or not known or not all_know("investment"):
        return None
    (benefit, printed), criteria = known[0], [key for key in CRITERIA if all_know(f"criterion.{key}")]
    bubbles = tuple(
        Bubble(
            one.name,
            one.chosen,
            facts.quote(f"{subject}.investment", "wan_yuan", 0),
            facts.quote(f"{subject}.{benefit}", printed, 0),
            facts.quote(f"{subject}.target_reach", "%", 1),
            tuple(facts.quote(f"{subject}.criterion.{key}", "1", 2) for key in criteria),
        )
        for one, subject in zip(alternatives, subjects, strict=True)
    )
    terms = standard.vocabularies["criterion"]
    label, made_up = standard.label, any(fact.synthetic for s in subjects for fact in facts.starting(f"{s}."))
    return Comparison(
        bubbles,
        tuple(terms[key].zh for key in criteria),
        label("figure.alternatives.cost").format(unit=unit("wan_yuan").symbol),
        label(f"figure.alternatives.{benefit.rpartition('.')[2]}").format(unit=unit(printed).symbol),
        label("figure.alternatives.merit"),
        label("figure.alternatives.size") if all_know("target_reach") else "",
        made_up,
    )


def draw_comparison(comparison: Comparison, styles: StyleBook, path: Path) -> None:
    """Draw the figure as PNG.

    Parameters
    ----------
    comparison : Comparison
        What to draw.
    styles : StyleBook
        Type, and the palette ``units``.
    path : Path
        File to write.
    """
    words, small = font(styles.text["legend"], styles, 9), font(styles.text["tick"], styles, 8)
    colours = [styles.palettes["units"][n % len(styles.palettes["units"])] for n in range(len(comparison.bubbles))]
    with rc_context(RC):
        figure = Figure(figsize=_SIZE, dpi=DPI)
        FigureCanvasAgg(figure)
        left = figure.add_axes((0.095, 0.2, 0.4 if comparison.criteria else 0.86, 0.73))
        _draw_bubbles(left, comparison, colours, words, small)
        if comparison.criteria:
            _draw_merits(figure.add_axes((0.665, 0.2, 0.325, 0.73)), comparison, colours, words, small)
        if comparison.size_note:
            figure.text(0.095, 0.022, comparison.size_note, fontproperties=small, color=INK)
        figure.savefig(path, dpi=DPI, format="png", metadata={"Software": None})


def _draw_bubbles(
    axes: Axes, comparison: Comparison, colours: Sequence[str], words: FontProperties, small: FontProperties
) -> None:
    for one, colour in zip(comparison.bubbles, colours, strict=True):
        x, y = _number(one.cost), _number(one.benefit)
        reach = _number(one.reach) / 100 if one.reach.value is not None else _UNKNOWN
        rim = INK if one.chosen else "#ffffff"
        axes.scatter([x], [y], s=_BUBBLE * max(reach, 0.02), color=colour, alpha=0.85, edgecolor=rim, linewidth=1.4)
        told = f"{one.name}\n{one.reach.text}%" if one.reach.value is not None else one.name
        axes.annotate(told, (x, y), (0, 19), textcoords="offset points", ha="center", fontproperties=small, color=INK)
    axes.set_xlabel(comparison.cost_title, fontproperties=words, color=INK)
    axes.set_ylabel(comparison.benefit_title, fontproperties=words, color=INK)
    axes.margins(0.28, 0.32)
    axes.set_xlim(left=max(0.0, axes.get_xlim()[0]))
    axes.set_ylim(bottom=max(0.0, axes.get_ylim()[0]))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(MaxNLocator(5))
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}" if value < 1e6 else f"{value:.0f}"))
    _finish(axes, small, both=True)


def _draw_merits(
    axes: Axes, comparison: Comparison, colours: Sequence[str], words: FontProperties, small: FontProperties
) -> None:
    count = len(comparison.bubbles)
    tall, rows = 0.8 / count, np.arange(len(comparison.criteria))
    for number, (one, colour) in enumerate(zip(comparison.bubbles, colours, strict=True)):
        values = [_number(quote) for quote in one.merits]
        heights = rows + (number - (count - 1) / 2) * tall
        axes.barh(heights, values, tall * 0.9, color=colour, label=one.name)
        for value, height in zip(values, heights, strict=True):
            axes.text(value + 0.015, height, f"{value:.2f}", va="center", fontproperties=small, color=INK)
    axes.set_yticks(rows, ["\n".join(wrapped(name, 7)) for name in comparison.criteria])
    axes.set_ylim(len(rows) - 0.45, -0.55)
    axes.set_xlim(0, 1.12)
    axes.set_xlabel(comparison.merit_title, fontproperties=words, color=INK)
    _finish(axes, small, both=False)


def _number(quote: Quote) -> float:
    return float(quote.value) if isinstance(quote.value, Decimal) else 0.0


def _finish(axes: Axes, small: FontProperties, both: bool) -> None:
    for text in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        text.set_fontproperties(small)
    axes.tick_params(colors=INK, length=2.5, width=0.5)
    axes.grid(axis="both" if both else "x", color="#8a8a86", alpha=_PALE, linewidth=0.5)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_linewidth(0.6)
