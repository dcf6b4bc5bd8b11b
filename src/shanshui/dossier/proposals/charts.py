"""Charts of a proposal as SVG that takes the colours of the page it stands in."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Sequence
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from shanshui.dossier.maps.typeface import families
from shanshui.ledger.account import Chart, Series
from shanshui.standard import Standard

COLOURS = ("#2f6f6a", "#b5652b", "#5b6fa8", "#8b5e6b", "#7a8b3c", "#7a8b99")
"""Of the series, in their order: told apart in grey and by most who are colour blind."""

FACES = ("Source Han Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Zen Hei", "SimHei")
_INK, _SOFT = "#010203", "#040506"
"""Stand for the page's own ink and soft ink."""

_INKS = {_INK: "currentColor", _SOFT: "var(--soft)"}
_MARKS = "osD^vP"
_LABEL, _SMALL = 10.5, 9.5
"""Sizes of words [pt]."""

_SIDES = {"above": (7.0, 5.0), "below": (7.0, -14.0), "before": (-7.0, 5.0), "before below": (-7.0, -14.0)}
"""Where words stand beside their point [pt], the first side that is free."""

_WIDE, _ROW, _LOW = 7.6, 0.3, 4.2


def draw_chart(chart: Chart, standard: Standard, lang: str, number: int) -> str:
    """Draw a chart.

    Parameters
    ----------
    chart : Chart
        Lines, marks, and bars that lie from ``x`` to ``x + width`` at the height ``y``.
    standard : Standard
        Words.
    lang : {"zh", "en"}
        Of the titles.
    number : int
        Of the chart on its page, which makes its inner ids its own.

    Returns
    -------
    str
        An ``svg`` element; the same values give the same text.
    """
    rc: Any = {
        "svg.fonttype": "none", "svg.hashsalt": f"chart {number}", "font.family": [*families(FACES), "sans-serif"],
        "font.size": 12, "axes.edgecolor": _SOFT, "axes.labelcolor": _SOFT, "xtick.color": _SOFT, "ytick.color": _SOFT,
        "text.color": _INK, "axes.spines.top": False, "axes.spines.right": False, "axes.unicode_minus": False,
        "axes.linewidth": 0.7, "legend.frameon": False, "figure.facecolor": "none", "axes.facecolor": "none",
    }  # fmt: skip
    bars = any(series.kind == "bars" for series in chart.series)
    with rc_context(rc), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of glyphs that this machine lacks; the reader's browser has them
        high = max(_LOW, 1.3 + _ROW * len(chart.y_labels)) if chart.y_labels else _LOW
        figure = Figure(figsize=(_WIDE, high), layout="constrained")
        axes = figure.add_subplot()
        names = list(dict.fromkeys(series.name for series in chart.series))
        for position, series in enumerate(chart.series):
            told = series.name in series.labels or series.name in {s.name for s in chart.series[:position]}
            _draw(axes, series, names.index(series.name), f"_{series.name}" if told else series.name)
        axes.set_xlabel(standard.label(chart.x_title, lang))
        axes.set_ylabel(standard.label(chart.y_title, lang))
        axes.grid(axis="x" if bars else "both", color=_SOFT, alpha=0.22, linewidth=0.6)
        axes.set_axisbelow(True)
        _scale(axes, chart)
        named = {s.name for s in chart.series if s.name not in s.labels}
        if named and len(names) > 1:
            figure.legend(loc="outside lower center", ncols=min(4, len(named)), fontsize=10.5)
        _words(figure, axes, [s for s in chart.series if s.kind != "bars"])
        stream = io.StringIO()
        canvas: Any = FigureCanvasSVG(figure)
        canvas.print_svg(stream, metadata={"Date": None, "Creator": None})
    return _for_page(stream.getvalue(), number)


def _draw(axes: Axes, series: Series, position: int, name: str) -> None:
    """Draw a series; those of one name have one colour, and a name that begins with a line stays out of the legend."""
    colour = COLOURS[position % len(COLOURS)]
    if series.kind == "bars":
        axes.barh(series.y, series.width, left=series.x, height=0.62, color=colour, alpha=0.85, label=name)
    elif series.kind == "line":
        points: Any = {"marker": "o", "markersize": 3.2} if len(series.x) <= 60 else {}
        axes.plot(series.x, series.y, color=colour, linewidth=1.8, label=name, **points)
    else:
        mark = _MARKS[position % len(_MARKS)]
        axes.scatter(series.x, series.y, s=46, marker=mark, color=colour, zorder=3, label=name)
    for n, text in enumerate(series.labels if series.kind == "bars" else ()):
        place = (series.x[n] + series.width[n] / 2, series.y[n])
        axes.annotate(text, place, ha="center", va="center", fontsize=_SMALL, color="#ffffff")


def _words(figure: Figure, axes: Axes, series: Sequence[Series]) -> None:
    """Words beside points, each where it covers no other one, as far as there is room."""
    figure.draw_without_rendering()  # from now on the axes stand where they will be drawn
    points = figure.dpi / 72
    taken: list[tuple[float, float, float, float]] = []
    right = axes.get_window_extent().x1 / points
    for one in series:
        for n, text in enumerate(one.labels):
            if not text:
                continue
            x, y = axes.transData.transform((one.x[n], one.y[n])) / points
            wide = sum(1.0 if ord(sign) > 0x2E7F else 0.56 for sign in text) * _LABEL
            boxes = {
                side: (x + dx - (wide if dx < 0 else 0), y + dy, wide, _LABEL) for side, (dx, dy) in _SIDES.items()
            }
            free = [side for side, box in boxes.items() if box[0] + wide <= right and not _meets(box, taken)]
            side = free[0] if free else next(iter(_SIDES))
            taken.append(boxes[side])
            dx, dy = _SIDES[side]
            how = {"ha": "right" if dx < 0 else "left", "textcoords": "offset points", "fontsize": _LABEL}
            axes.annotate(text, (one.x[n], one.y[n]), (dx, dy), **how)  # type: ignore[arg-type]


def _meets(box: tuple[float, float, float, float], others: Sequence[tuple[float, float, float, float]]) -> bool:
    x, y, wide, high = box
    return any(x < ox + ow and ox < x + wide and y < oy + oh and oy < y + high for ox, oy, ow, oh in others)


def _scale(axes: Axes, chart: Chart) -> None:
    """Ticks: names beside bars, whole numbers for what looks like years, thousands told apart."""
    if chart.y_labels:
        axes.set_yticks(range(len(chart.y_labels)), chart.y_labels, fontsize=10.5)
        axes.set_ylim(len(chart.y_labels) - 0.4, -0.6)
        axes.tick_params(axis="y", length=0)
    xs = [x for series in chart.series for x in series.x]
    if xs and all(1900 <= x <= 2200 for x in xs):
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:.0f}"))
    else:
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: _number(x)))
    if not chart.y_labels:
        axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: _number(y)))


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:g}"


def _for_page(svg: str, number: int) -> str:
    """The ``svg`` element alone, with the inks of the page, ids of its own and no fixed size."""
    svg = svg[svg.index("<svg") :].strip()
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    for ink, name in _INKS.items():
        svg = svg.replace(ink, name)
    svg = re.sub(r'(?<=\bid=")|(?<=xlink:href="#)|(?<=url\(#)', f"c{number}-", svg)
    svg = re.sub(r'(<svg\b[^>]*?) width="[^"]*"', r"\1", svg, count=1)
    return re.sub(r'(<svg\b[^>]*?) height="[^"]*"', r'\1 role="img"', svg, count=1)
