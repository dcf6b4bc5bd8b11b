"""A sheet of paper to draw on: one matplotlib figure, measured in millimetres and in ground metres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from numpy.typing import NDArray

from shanshui.dossier.maps.paper import Box, View
from shanshui.dossier.maps.styles import StyleBook, TextStyle
from shanshui.dossier.maps.typeface import effects, font

RC: Any = {"axes.unicode_minus": False, "text.hinting": "no_autohint", "path.simplify": False, "agg.path.chunksize": 0}
INK = "#1a1a1a"


class Pixels(Artist):
    """A picture that is put down pixel by pixel; matplotlib's own would resample it through floats.

    Parameters
    ----------
    rgb : uint8 array, shape (rows, columns, 3)
        The picture, upper row first.
    corner : (int, int)
        Its lower left pixel in the figure.
    """

    def __init__(self, rgb: NDArray[np.uint8], corner: tuple[int, int]) -> None:
        super().__init__()
        self.set_zorder(0)
        self._rgb, self._corner = rgb, corner

    def draw(self, renderer: Any) -> None:
        """Paint; the renderer wants the lowest row first and an opacity."""
        rows, columns, _ = self._rgb.shape
        rgba = np.full((rows, columns, 4), 255, dtype=np.uint8)
        rgba[:, :, :3] = self._rgb[::-1]
        gc = renderer.new_gc()
        renderer.draw_image(gc, *map(float, self._corner), rgba)
        gc.restore()


@dataclass(frozen=True, slots=True)
class Canvas:
    """Figure and its two systems of coordinates.

    Parameters
    ----------
    view : View
        The frame.
    styles : StyleBook
        Signs and type.
    figure, agg
        The figure and what paints it.
    page : Axes
        Whole sheet in millimetres from the lower left corner.
    ground : Axes
        The frame in ground metres.
    """

    view: View
    styles: StyleBook
    figure: Figure
    agg: Any
    page: Axes
    ground: Axes

    def text(self, x: float, y: float, words: str, style: str, **how: Any) -> Text:
        """Write words at a place on the page [mm]; ``how`` as matplotlib's ``Axes.text``."""
        return self._text(self.page, x, y, words, style, **how)

    def map_text(self, x: float, y: float, words: str, style: str, **how: Any) -> Text:
        """Write words at a pixel of the figure, over the map."""
        return self._text(self.ground, x, y, words, style, transform=None, **how)

    def _text(self, axes: Axes, x: float, y: float, words: str, style: str, **how: Any) -> Text:
        kind = self.styles.text[style]
        size = how.pop("size", None)
        if "transform" in how and how["transform"] is None:
            from_pixels = self.figure.dpi_scale_trans.inverted()
            x, y = from_pixels.transform((x, y))
            how["transform"] = self.figure.dpi_scale_trans
        return axes.text(
            x, y, words, color=kind.color, fontproperties=font(kind, self.styles, size),
            path_effects=list(effects(kind)), **{"ha": "left", "va": "baseline", **how},
        )  # fmt: skip

    def extent(self, words: str, style: TextStyle | str, size: float | None = None) -> tuple[float, float]:
        """Width and height of words [mm]."""
        kind = self.styles.text[style] if isinstance(style, str) else style
        renderer = self.agg.get_renderer()
        width, height, _ = renderer.get_text_width_height_descent(words, font(kind, self.styles, size), False)
        return width * 25.4 / self.view.dpi, height * 25.4 / self.view.dpi

    def fitting(self, words: str, style: str, width: float) -> float:
        """The style's size, or the smaller one at which the words are no wider than ``width`` [pt]."""
        size = self.styles.text[style].size
        wide = self.extent(words, style)[0]
        return size if wide <= width else size * width / wide

    def line(self, xs: Sequence[float], ys: Sequence[float], width: float, color: str = INK, **how: Any) -> None:
        """Draw a line on the page; places and width in mm."""
        self.page.plot(xs, ys, color=color, lw=self.view.points(width), **{"solid_capstyle": "butt", **how})

    def box(self, box: Box, width: float, color: str = INK, fill: str = "none", **how: Any) -> None:
        """Draw a rectangle on the page; places and width in mm."""
        left, bottom, right, top = box
        self.page.add_patch(
            Rectangle((left, bottom), right - left, top - bottom, fc=fill, ec=color, lw=self.view.points(width), **how)
        )

    def picture(self, rgb: NDArray[np.uint8]) -> None:
        """Put a picture of the frame's size pixel by pixel under everything else."""
        self.figure.add_artist(Pixels(rgb, self.view.frame[:2]))

    def pixels(self) -> NDArray[np.uint8]:
        """Draw, and give the page as an RGB picture."""
        self.agg.draw()
        painted = np.asarray(self.agg.buffer_rgba())
        return np.ascontiguousarray(painted[:, :, :3])


def blank(view: View, styles: StyleBook) -> Canvas:
    """An empty sheet."""
    width, height = view.page
    figure = Figure(figsize=(width / view.dpi, height / view.dpi), dpi=view.dpi, facecolor="white")
    agg = FigureCanvasAgg(figure)
    ground = figure.add_axes(
        (view.frame[0] / width, view.frame[1] / height, view.frame[2] / width, view.frame[3] / height), zorder=1
    )
    west, south, east, north = view.bounds
    ground.set(xlim=(west, east), ylim=(south, north), aspect="auto")
    page = figure.add_axes((0.0, 0.0, 1.0, 1.0), zorder=2)
    page.set(xlim=(0, width * 25.4 / view.dpi), ylim=(0, height * 25.4 / view.dpi))
    for axes in (ground, page):
        axes.set_axis_off()
        axes.patch.set_alpha(0.0)
        axes.set_autoscale_on(False)
    return Canvas(view, styles, figure, agg, page, ground)


def drawing() -> Any:
    """The settings under which sheets are drawn; independent of what the user's matplotlibrc says."""
    return rc_context(RC)
