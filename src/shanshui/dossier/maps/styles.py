"""Signs, palettes and type of maps as data; print and QGIS read the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from shanshui.standard.records import read_yaml


@dataclass(frozen=True, slots=True)
class Symbol:
    """How a feature looks; lengths in millimetres on paper.

    Parameters
    ----------
    kind : str
        Fill of an area, line, point.
    color : str
        ``#rrggbb`` of fill, line or marker; empty for an area that only has an outline.
    alpha : float
        Opacity of the fill.
    outline, outline_width : str, float
        Line around an area or marker.
    width : float
        Of a line.
    dash : tuple of float
        Drawn and left out in turn; none for a whole line.
    under, under_width : str, float
        Second, wider line below the first: casing of a river, colour band of a boundary.
    under_alpha : float
        Opacity of that line.
    marker : str
        Shape of a point.
    size : float
        Of a marker.
    """

    kind: Literal["fill", "line", "point"]
    color: str = ""
    alpha: float = 1.0
    outline: str = ""
    outline_width: float = 0.0
    width: float = 0.0
    dash: tuple[float, ...] = ()
    under: str = ""
    under_width: float = 0.0
    under_alpha: float = 1.0
    marker: Literal["circle", "square", "triangle", "diamond", "double_circle"] = "circle"
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How words look.

    Parameters
    ----------
    face : str
        ``hei`` (黑体) or ``song`` (宋体).
    size : float
        Points.
    color : str
        ``#rrggbb``.
    bold : bool
        Heavy cut.
    halo, halo_width : str, float
        Rim around each letter; millimetres.
    """

    face: Literal["hei", "song"]
    size: float
    color: str
    bold: bool = False
    halo: str = ""
    halo_width: float = 0.0


@dataclass(frozen=True, slots=True)
class Relief:
    """How the land is lit.

    Parameters
    ----------
    azimuth, altitude : tuple of float
        Of each lamp [degrees].
    weights : tuple of float
        Of each lamp; they add up to 1.
    exaggeration : float
        Heights are multiplied by it before lighting.
    darkest : float
        Brightness that the deepest shade leaves of a colour.
    """

    azimuth: tuple[float, ...]
    altitude: tuple[float, ...]
    weights: tuple[float, ...]
    exaggeration: float
    darkest: float


@dataclass(frozen=True, slots=True)
class Sides:
    """A box on the sheet [mm]."""

    left: float
    bottom: float
    right: float
    top: float

    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top."""
        return self.left, self.bottom, self.right, self.top


@dataclass(frozen=True, slots=True)
class SheetPage:
    """The parts of the sheet [mm], and how many lines a legend has at most; see :class:`.paper.Layout`."""

    width: float
    height: float
    border: Sides
    frame: Sides
    legend: Sides
    title: Sides
    gap: float
    margin: float
    legend_lines: int


@dataclass(frozen=True, slots=True)
class StyleBook:
    """The file ``styles.yaml``.

    Parameters
    ----------
    page : SheetPage
        The sheet.
    faces : mapping
        Families of ``hei`` and ``song``, best first; letters of other scripts come before.
    text : mapping
        Text styles by name.
    symbols : mapping
        Signs by name.
    palettes : mapping
        Colours in order, by name.
    relief : Relief
        Light.
    """

    page: SheetPage
    faces: Mapping[str, tuple[str, ...]]
    text: Mapping[str, TextStyle]
    symbols: Mapping[str, Symbol]
    palettes: Mapping[str, tuple[str, ...]]
    relief: Relief


@cache
def load_styles() -> StyleBook:
    """The styles that the package brings."""
    return read_yaml(StyleBook, files("shanshui.dossier.maps").joinpath("styles.yaml"))
