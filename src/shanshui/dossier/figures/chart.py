"""What charts of money and benefits share: sheet, type, scales, and how axes look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator

from shanshui.dossier.maps.canvas import INK
from shanshui.dossier.maps.styles import StyleBook
from shanshui.dossier.maps.typeface import font
from shanshui.ledger import Facts, Quote

DPI = 220
_GRID = "#8a8a86"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar.

    Parameters
    ----------
    key, name : str
        What it is, in the program and printed.
    amounts : tuple of Quote
        Bar by bar.
    """

    key: str
    name: str
    amounts: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Type:
    """Fonts of a chart: of axis titles, of numbers, and of what is small."""

    words: FontProperties
    numbers: FontProperties
    small: FontProperties


def type_of(styles: StyleBook) -> Type:
    """The fonts of charts."""
    return Type(
        font(styles.text["legend"], styles, 9),
        font(styles.text["tick"], styles, 8),
        font(styles.text["tick"], styles, 7),
    )


def sheet(wide: float, tall: float) -> Figure:
    """An empty figure [inch]."""
    figure = Figure(figsize=(wide, tall), dpi=DPI)
    FigureCanvasAgg(figure)
    return figure


def save(figure: Figure, path: Path) -> None:
    """Write a figure as PNG, the same bytes for the same figure."""
    figure.savefig(path, dpi=DPI, format="png", metadata={"Software": None})


def number(quote: Quote) -> float:
    """A quoted number; 0 where there is none."""
    return float(quote.value) if isinstance(quote.value, Decimal) else 0.0


def made_up(keys: Iterable[str], facts: Facts) -> bool:
    """Whether any of these facts rests on made-up data."""
    return any((fact := facts.get(key)) is not None and fact.synthetic for key in keys)


def finish(axes: Axes, type_: Type, lines: str) -> None:
    """Thin axes on the left and below, pale lines across (``x``, ``y`` or ``both``), numbers without exponents."""
    for axis, name in ((axes.xaxis, "x"), (axes.yaxis, "y")):
        if lines in (name, "both"):
            many = axis.get_scale() == "log"
            low, high = axis.get_view_interval()
            axis.set_major_locator(LogLocator(10, (1, 2, 5) if high < 200 * low else (1,)) if many else MaxNLocator(6))
            axis.set_minor_locator(NullLocator())
            axis.set_major_formatter(FuncFormatter(lambda value, _: grouped(value)))
    for text in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        text.set_fontproperties(type_.numbers)
    axes.tick_params(colors=INK, length=2.5, width=0.5)
    axes.grid(axis=lines, color=_GRID, alpha=0.3, linewidth=0.5)  # type: ignore[arg-type]
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_linewidth(0.6)


def grouped(value: float) -> str:
    """A number on an axis.

    Examples
    --------
    >>> grouped(12000.0), grouped(0.25), grouped(-3.0)
    ('12000', '0.25', '−3')
    """
    return f"{round(value, 6):.10g}".replace("-", "\u2212")


def dark(colour: str) -> bool:
    """Whether letters on this colour (``#rrggbb``) have to be white.

    Examples
    --------
    >>> dark("#0072b2"), dark("#f3d9a0")
    (True, False)
    """
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 140
