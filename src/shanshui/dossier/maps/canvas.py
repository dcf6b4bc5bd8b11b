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
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from numpy.typing import NDArray
from PIL import Image

from shanshui.dossier.maps.paper import MM_PER_INCH, Box, View
from shanshui.dossier.maps.plates import Plates
from shanshui.dossier.maps.styles import StyleBook, TextStyle
from shanshui.dossier.maps.typeface import effects, font

RC: Any = {"axes.unicode_minus": False, "text.hinting": "no_autohint", "path.simplify": False, "agg.path.chunksize": 0}
INK = "#1a1a1a"


class Pixels(Artist):
    """A picture that is put down pixel by pixel; matplotlib's own would resample it through floats.

    Parameters
    ----------
    rgba : uint8 array, shape (rows, columns, 4)
        The picture, upper row first; opaque.
    corner : (int, int)
        Its lower left pixel in the figure.
    """

    def __init__(self, rgba: NDArray[np.uint8], corner: tuple[int, int]) -> None:
        super().__init__()
        self.set_zorder(0)
        self._rgba, self._corner = rgba, corner

    def draw(self, renderer: Any) -> None:
        """Put the picture into the page; its rows run from the top as well."""
        page = np.asarray(renderer.buffer_rgba())
        rows, columns, _ = self._rgba.shape
        left, last = self._corner[0], page.shape[0] - self._corner[1]
        page[last - rows : last, left : left + columns] = self._rgba


@dataclass(frozen=True, slots=True)
class Canvas:
    """Figure and its two systems of coordinates.

    Parameters
    ----------
    view : View
        The frame.
    styles : StyleBook
        Signs and type.
    plates : Plates
        What sheets of the same frame share.
    figure, agg
        The figure and what paints it.
    page : Axes
        Whole sheet in millimetres from the lower left corner.
    ground : Axes
        The frame in ground metres.
    """

    view: View
    styles: StyleBook
    plates: Plates
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
        key = ("extent", words, kind, size)
        wide, high = self.plates.of(self.view, key, lambda: self._measured(words, font(kind, self.styles, size)))
        return wide * MM_PER_INCH / self.view.dpi, high * MM_PER_INCH / self.view.dpi

    def _measured(self, words: str, face: FontProperties) -> tuple[float, float]:
        width, height, _ = self.agg.get_renderer().get_text_width_height_descent(words, face, False)
        return width, height

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

    def picture(self, rgba: NDArray[np.uint8], corner: tuple[int, int] | None = None) -> None:
        """Put an opaque picture pixel by pixel under everything else, in the frame or at a pixel of the page."""
        self.figure.add_artist(Pixels(rgba, corner or self.view.frame[:2]))

    def picture_of_page(self) -> Image.Image:
        """Draw, and give the page as an RGB picture."""
        self.agg.draw()
        page = Image.frombuffer("RGBA", self.view.page, self.agg.buffer_rgba(), "raw", "RGBA", 0, 1)
        return page.convert("RGB")


def blank(view: View, styles: StyleBook, plates: Plates) -> Canvas:
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
    return Canvas(view, styles, plates, figure, agg, page, ground)


def drawing() -> Any:
    """The settings under which sheets are drawn; independent of what the user's matplotlibrc says."""
    return rc_context(RC)
