"""The order of works (5.4.2.4, H.1.7.2): years of the sub-projects as bars, arrows from what comes first.

Sub-projects stand in the order of the list, unit by unit; a bar reaches from the first year of works to the last, the
thin line behind it is care. The darker a year, the more of the sub-project's money it has.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, Patch, Rectangle

from shanshui.dossier.maps.canvas import INK, RC
from shanshui.dossier.maps.styles import StyleBook
from shanshui.dossier.maps.typeface import font
from shanshui.ledger import Facts
from shanshui.plan import Plan
from shanshui.quantity import EMPTY
from shanshui.standard import Standard

DPI = 220
_WIDE, _ROW, _EDGE = 7.2, 0.235, 0.62
_NAME = 25
"""Characters of a name that find room."""
_LINE = "#9a9a96"
_ARROW = "#3c3c3a"


@dataclass(frozen=True, slots=True)
class Bar:
    """One sub-project.

    Parameters
    ----------
    code, label : str
        Its code; number and name as they are printed.
    start, end, care : int
        First and last year of works; last year of care.
    shares : tuple of float
        Share of its money in each year from start to end; empty where nobody has told.
    """

    code: str
    label: str
    start: int
    end: int
    care: int
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class OrderOfWorks:
    """The figure as a value.

    Parameters
    ----------
    groups : tuple of (str, tuple of Bar)
        Name of each unit and its sub-projects.
    arrows : tuple of (str, str)
        Codes of sub-projects of which the first starts no later than the second; none follows from others.
    years : tuple of int
        First year drawn, and the last.
    words : tuple of str
        Works, care, order.
    colours : tuple of str
        Of the units.
    synthetic : bool
        Whether any of the money is made up.
    """

    groups: tuple[tuple[str, tuple[Bar, ...]], ...]
    arrows: tuple[tuple[str, str], ...]
    years: tuple[int, int]
    words: tuple[str, str, str]
    colours: tuple[str, ...]
    synthetic: bool


def order_of(plan: Plan, facts: Facts, standard: Standard, styles: StyleBook) -> OrderOfWorks | None:
    """The figure of a plan; None where it has no sub-project with years.

    Parameters
    ----------
    plan : Plan
        Units and sub-projects.
    facts : Facts
        ``subproject:<code>.order.before``, money by year.
    standard : Standard
        Words.
    styles : StyleBook
        The palette ``units``.
    """
    groups: dict[str, list[Bar]] = {unit.code: [] for unit in plan.units}
    synthetic = False
    for number, sub in enumerate(plan.subprojects, start=1):
        if sub.start > sub.end:
            continue
        keys = _money(sub.code, range(sub.start, sub.end + 1), facts)
        amounts = [float(facts.number(key) or 0) for key in keys]
        synthetic = synthetic or any(facts[key].synthetic for key in keys if key in facts)
        whole = sum(amounts)
        shares = tuple(amount / whole for amount in amounts) if whole > 0 else ()
        name = sub.project_type if len(sub.project_type) <= _NAME else f"{sub.project_type[: _NAME - 1]}…"
        care = plan.project.care_years if sub.care_years is None else sub.care_years
        bar = Bar(sub.code, f"{number}  {name}", sub.start, sub.end, sub.end + care, shares)
        groups.setdefault(sub.unit, []).append(bar)
    drawn = [bar for bars in groups.values() for bar in bars]
    if not drawn:
        return None
    names = {unit.code: unit.name for unit in plan.units}
    codes = {bar.code for bar in drawn}
    before = {code: set(facts.codes(f"subproject:{code}.order.before")) & codes for code in (bar.code for bar in drawn)}
    words = tuple(standard.label(f"order.{key}") for key in ("works", "care", "before"))
    return OrderOfWorks(
        tuple((names.get(code, EMPTY), tuple(bars)) for code, bars in groups.items() if bars),
        tuple(reduced(before)),
        (min(bar.start for bar in drawn), max(bar.care for bar in drawn)),
        (words[0], words[1], words[2]),
        styles.palettes["units"],
        synthetic,
    )


def _money(code: str, years: range, facts: Facts) -> list[str]:
    """Facts that tell a sub-project's money by year: what is spent, or where nobody knows that, what is paid in."""
    spent, paid = ([f"subproject:{code}.{what}.total@{year}" for year in years] for what in ("cost", "funding"))
    return spent if all(facts.number(key) is not None for key in spent) else paid


def reduced(before: dict[str, set[str]]) -> list[tuple[str, str]]:
    """Pairs of first and later that do not follow from other pairs.

    Parameters
    ----------
    before : mapping of code to set of codes
        All that comes before each; without circles.

    Examples
    --------
    >>> reduced({"a": set(), "b": {"a"}, "c": {"a", "b"}})
    [('a', 'b'), ('b', 'c')]
    """
    deep: dict[str, set[str]] = {}

    def reached(code: str) -> set[str]:
        if code not in deep:
            deep[code] = set(before[code]).union(*(reached(first) for first in before[code]))
        return deep[code]

    return [
        (first, code)
        for code, firsts in before.items()
        for first in sorted(firsts)
        if not any(first in reached(other) for other in firsts if other != first)
    ]


def draw_order(order: OrderOfWorks, styles: StyleBook, path: Path) -> None:
    """Draw the figure as PNG.

    Parameters
    ----------
    order : OrderOfWorks
        What to draw.
    styles : StyleBook
        Type.
    path : Path
        File to write.
    """
    rows = sum(len(bars) + 1 for _, bars in order.groups)
    first, last = order.years
    with rc_context(RC):
        figure = Figure(figsize=(_WIDE, rows * _ROW + _EDGE), dpi=DPI)
        FigureCanvasAgg(figure)
        tall = rows * _ROW + _EDGE
        axes = figure.add_axes((0.4, 0.36 / tall, 0.585, 1 - _EDGE / tall))
        axes.set_xlim(first - 0.35, last + 1)
        axes.set_ylim(rows, 0)
        axes.set_frame_on(False)
        tick = font(styles.text["tick"], styles)
        axes.set_xticks([year + 0.5 for year in range(first, last + 1)], [str(y) for y in range(first, last + 1)])
        axes.xaxis.tick_top()
        axes.tick_params(length=0, pad=2)
        for label in axes.get_xticklabels():
            label.set_fontproperties(tick)
        axes.set_yticks([])
        for year in range(first, last + 2):
            axes.axvline(year, color="#e4e4e0", linewidth=0.6, zorder=0)
        places = _bars(order, axes, styles)
        for number, (early, late) in enumerate(order.arrows):
            _arrow(axes, places[early], places[late], number)
        _legend(order, figure, styles, tall)
        figure.savefig(path, dpi=DPI, format="png", metadata={"Software": None})


def _bars(order: OrderOfWorks, axes: Axes, styles: StyleBook) -> dict[str, tuple[float, float]]:
    """Draw units and bars; answers where each bar begins."""
    heading, text = font(styles.text["legend_group"], styles, 7.6), font(styles.text["note"], styles, 7.2)
    first, last = order.years
    left = first - 0.35 - (last + 1.35 - first) * 0.4 / 0.585 * 0.985
    places: dict[str, tuple[float, float]] = {}
    row = 0.0
    for number, (unit, bars) in enumerate(order.groups):
        colour = order.colours[number % len(order.colours)]
        axes.add_patch(
            Rectangle(
                (left, row + 0.08),
                last + 1 - left,
                0.84,
                facecolor="#f3f3ef",
                edgecolor="none",
                clip_on=False,
                zorder=-1,
            )
        )
        axes.text(left, row + 0.5, f" {unit}", fontproperties=heading, color=INK, va="center")
        row += 1
        for bar in bars:
            middle = row + 0.5
            axes.text(left, middle, f"  {bar.label}", fontproperties=text, color=INK, va="center")
            axes.plot([bar.end + 1, bar.care + 1], [middle, middle], color=colour, linewidth=1.4, alpha=0.55, zorder=1)
            most = max(bar.shares, default=0.0)
            for place, year in enumerate(range(bar.start, bar.end + 1)):
                strength = 0.35 + 0.6 * bar.shares[place] / most if most > 0 else 0.7
                axes.add_patch(
                    Rectangle(
                        (year, row + 0.2), 1, 0.6, facecolor=colour, edgecolor="#ffffff", linewidth=0.5, alpha=strength
                    )
                )
            places[bar.code] = (float(bar.start), middle)
            row += 1
    return places


def _arrow(axes: Axes, early: tuple[float, float], late: tuple[float, float], number: int) -> None:
    """An arrow at the left ends of two bars, bent outwards so that several can be told apart."""
    bend = 0.28 + 0.07 * (number % 4)
    down = late[1] > early[1]
    axes.add_patch(
        FancyArrowPatch(
            (early[0] - 0.01, early[1]), (late[0] - 0.01, late[1]), arrowstyle="-|>", mutation_scale=6.5,
            connectionstyle=f"arc3,rad={bend if down else -bend}", color=_ARROW, linewidth=0.8, shrinkA=0, shrinkB=0,
            zorder=4, clip_on=False,
        )
    )  # fmt: skip


def _legend(order: OrderOfWorks, figure: Figure, styles: StyleBook, tall: float) -> None:
    works, care, before = order.words
    signs = [
        Patch(facecolor=_LINE, alpha=0.9, label=works),
        Line2D([], [], color=_LINE, linewidth=1.4, alpha=0.7, label=care),
    ]
    if order.arrows:
        signs.append(Line2D([], [], color=_ARROW, linewidth=0.8, marker=">", markersize=4, label=before))
    figure.legend(
        handles=signs, loc="lower center", bbox_to_anchor=(0.66, 0.02 / tall), ncols=len(signs), frameon=False,
        prop=font(styles.text["note"], styles, 7.4), handlelength=1.6, columnspacing=1.6,
    )  # fmt: skip
