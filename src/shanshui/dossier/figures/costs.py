"""Cost of construction by unit and mode (5.4.5.1 b, H.1.9.1): a bar per unit, its pieces the modes of its works."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from matplotlib import rc_context
from matplotlib.axes import Axes

from shanshui.dossier.figures.chart import Type, dark, finish, made_up, number, save, sheet, type_of
from shanshui.dossier.maps.canvas import INK, RC
from shanshui.dossier.maps.styles import StyleBook
from shanshui.dossier.maps.typeface import wrapped
from shanshui.ledger import Facts, Quote
from shanshui.plan import Plan
from shanshui.quantity import convert, unit
from shanshui.standard import Standard

MODES = ("conservation", "natural_regeneration", "assisted_regeneration", "reconstruction", "unstated")
_WIDE, _ROW, _EDGE = 7.2, 0.42, 0.95
_NARROW = 0.07
"""Share of the longest bar below which a piece bears no number."""
_NAME = 13
"""Characters of a unit's name in one line."""


@dataclass(frozen=True, slots=True)
class CostsByMode:
    """The figure as a value.

    Parameters
    ----------
    names : tuple of str
        Of the units, from the top.
    parts : tuple of (str, str, tuple of Decimal)
        Key and name of each mode, and what its works cost in each unit [万元], not rounded.
    totals : tuple of Quote
        Cost of construction of each unit.
    title : str
        Words of the axis.
    synthetic : bool
        Whether anything in it rests on made-up data.
    """

    names: tuple[str, ...]
    parts: tuple[tuple[str, str, tuple[Decimal, ...]], ...]
    totals: tuple[Quote, ...]
    title: str
    synthetic: bool


def costs_of(plan: Plan, facts: Facts, standard: Standard) -> CostsByMode | None:
    """The figure; None where no work of a unit has a cost.

    Parameters
    ----------
    plan : Plan
        Works with their modes.
    facts : Facts
        ``subproject:<code>.work.<row>.cost``, ``unit:<code>.cost.construction``.
    standard : Standard
        Words.
    """
    of_unit = {sub.code: sub.unit for sub in plan.subprojects}
    found: dict[tuple[str, str], Decimal] = {}
    keys = []
    for work in plan.works:
        key = f"subproject:{work.subproject}.work.{work.place.row}.cost"
        cost = facts.number(key)
        if cost:
            place = (of_unit.get(work.subproject, ""), work.mode if work.mode in MODES else "unstated")
            found[place] = found.get(place, Decimal(0)) + convert(cost, "yuan", "wan_yuan")
            keys.append(key)
    units = [one for one in plan.units if any(code == one.code for code, _ in found)]
    if not units:
        return None
    modes = standard.vocabularies["mode"]
    unstated = standard.label("figure.costs.unstated")
    parts = (
        (
            mode,
            modes[mode].zh if mode in modes else unstated,
            tuple(found.get((u.code, mode), Decimal(0)) for u in units),
        )
        for mode in MODES
    )
    return CostsByMode(
        tuple(one.name for one in units),
        tuple(part for part in parts if any(part[2])),
        tuple(facts.quote(f"unit:{one.code}.cost.construction", "wan_yuan", 0) for one in units),
        standard.label("figure.costs.axis").format(unit=unit("wan_yuan").symbol),
        made_up(keys, facts),
    )


def draw_costs(costs: CostsByMode, styles: StyleBook, path: Path) -> None:
    """Draw the figure as PNG.

    Parameters
    ----------
    costs : CostsByMode
        What to draw.
    styles : StyleBook
        Type, and the palette ``modes``.
    path : Path
        File to write.
    """
    type_ = type_of(styles)
    tall = len(costs.names) * _ROW + _EDGE
    with rc_context(RC):
        figure = sheet(_WIDE, tall)
        axes = figure.add_axes((0.27, 0.68 / tall, 0.7, 1 - (_EDGE - 0.12) / tall))
        _draw(axes, costs, dict(zip(MODES, styles.palettes["modes"], strict=True)), type_)
        handles, names = axes.get_legend_handles_labels()
        figure.legend(
            handles, names, loc="lower center", bbox_to_anchor=(0.6, 0.0), ncols=len(names), frameon=False,
            prop=type_.numbers, handlelength=1.3, columnspacing=1.4,
        )  # fmt: skip
        save(figure, path)


def _draw(axes: Axes, costs: CostsByMode, colours: dict[str, str], type_: Type) -> None:
    rows = range(len(costs.names))
    longest = max(float(sum(part[2][row] for part in costs.parts)) for row in rows)
    lefts = [0.0] * len(costs.names)
    for mode, name, amounts in costs.parts:
        lengths, colour = [float(amount) for amount in amounts], colours[mode]
        axes.barh(rows, lengths, 0.62, lefts, color=colour, edgecolor="#ffffff", linewidth=0.7, label=name)
        for row, (left, length) in enumerate(zip(lefts, lengths, strict=True)):
            if length >= _NARROW * longest:
                axes.text(left + length / 2, row, f"{length:.0f}", ha="center", va="center",
                          fontproperties=type_.small, color="#ffffff" if dark(colour) else INK)  # fmt: skip
        lefts = [left + length for left, length in zip(lefts, lengths, strict=True)]
    for row, (quote, end) in enumerate(zip(costs.totals, lefts, strict=True)):
        axes.text(end + 0.012 * longest, row, quote.text, va="center", fontproperties=type_.numbers, color=INK)
    axes.set_yticks(list(rows), ["\n".join(wrapped(name, _NAME)) for name in costs.names])
    axes.set_ylim(len(costs.names) - 0.5, -0.5)
    axes.set_xlim(0, max(longest, max(number(quote) for quote in costs.totals)) * 1.1)
    axes.set_xlabel(costs.title, fontproperties=type_.words, color=INK)
    finish(axes, type_, "x")
