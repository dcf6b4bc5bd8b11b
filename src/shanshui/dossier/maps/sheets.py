"""Which layers each map draws, as data: the file ``sheets.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from shanshui.dossier.maps.sheet import BaseKind
from shanshui.standard.records import read_yaml


@dataclass(frozen=True, slots=True)
class OverlayEntry:
    """Features that maps draw over the ground.

    Parameters
    ----------
    role, symbol : str
        Layer, and its sign in ``styles.yaml``.
    field : str
        Attribute that chooses the colour.
    colours : str
        How: ``unit_of_subproject`` or empty.
    label, text, rank, words
        Attribute written beside the feature, text style, rank of placing, vocabulary of the words.
    least : float
        Shortest line, or width of an area, on paper that is written on [mm].
    inner : bool
        Borders along the edge of the scope are left out.
    """

    role: str
    symbol: str
    field: str = ""
    colours: Literal["", "unit_of_subproject"] = ""
    label: str = ""
    text: str = "place"
    rank: int = 5
    words: Literal["", "units", "subprojects"] = ""
    least: float = 0.0
    inner: bool = False


@dataclass(frozen=True, slots=True)
class BaseEntry:
    """One way to cover the ground of a map; see :class:`shanshui.dossier.maps.sheet.Base`."""

    kind: BaseKind
    role: str
    theme: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One map.

    Parameters
    ----------
    bases : tuple of BaseEntry
        The first that can be drawn is.
    overlays : tuple of str
        From the ground up.
    shade : str
        Role of the elevation whose light lies on the base.
    strength, light : float
        How much of its colour the base keeps, and how much of the shade lies on it.
    limits : tuple of float
        Class limits, where the base is classed.
    palette, area : str
        Of a base of classes: colours of ``styles.yaml``, whose names stand under ``map.class.<palette>.<n>``, and
        the fact that tells the area of each, with ``{n}`` and ``{year}``.
    grade : str
        Of a base of graded areas: the attribute that tells the grade of each, with stars for any words; the
        greatest counts.
    """

    bases: tuple[BaseEntry, ...]
    overlays: tuple[str, ...]
    shade: str = "dem"
    strength: float = 1.0
    light: float = 1.0
    limits: tuple[float, ...] = ()
    palette: str = ""
    area: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True)
class SheetBook:
    """The file ``sheets.yaml``."""

    overlays: Mapping[str, OverlayEntry]
    maps: Mapping[str, SheetEntry]


@cache
def load_sheets() -> SheetBook:
    """The maps that can be drawn, by key of the standard's map."""
    return read_yaml(SheetBook, files("shanshui.dossier.maps").joinpath("sheets.yaml"))
