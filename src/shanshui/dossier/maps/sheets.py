"""Which layers each map draws, as data: the file ``sheets.yaml``."""

from __future__ import annotations

import dataclasses
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
    symbols : mapping of str to str
        Signs by the value of ``field``, where they differ; their words stand under ``map.sign.<role>.<value>``.
    colours : str
        How: ``unit_of_subproject``, ``period_of_subproject``, ``subproject`` (its own within its unit) or
        empty.
    label, text, rank, words
        Attribute written beside the feature, text style, rank of placing, vocabulary of the words.
    least : float
        Shortest line, or width of an area, on paper that is written on [mm].
    inner : bool
        Borders along the edge of the scope are left out.
    around : bool
        Words stand beyond the ground shown.
    unless : str
        Layer that tells the same better: left out where that is drawn.
    """

    role: str
    symbol: str
    field: str = ""
    symbols: Mapping[str, str] = dataclasses.field(default_factory=dict)
    colours: Literal["", "unit_of_subproject", "period_of_subproject", "subproject"] = ""
    label: str = ""
    text: str = "place"
    rank: int = 5
    words: Literal["", "units", "subprojects", "subproject_years"] = ""
    least: float = 0.0
    inner: bool = False
    around: bool = False
    unless: str = ""


@dataclass(frozen=True, slots=True)
class BaseEntry:
    """One way to cover the ground of a map; see :class:`shanshui.dossier.maps.sheet.Base`.

    Parameters
    ----------
    kind, role, field : str
        As there.
    theme : str
        Function of :mod:`shanshui.dossier.maps.themes`.
    needs : tuple of str
        Layers of which one at least must be there besides; what the map is about, where that lies over the base.
    overlays : tuple of str
        Drawn below those of the map.
    strength, light : float or None
        Those of the map where absent.
    """

    kind: BaseKind
    role: str
    theme: str
    field: str = ""
    needs: tuple[str, ...] = ()
    overlays: tuple[str, ...] = ()
    strength: float | None = None
    light: float | None = None

    def subjects(self) -> tuple[str, ...]:
        """Layers that a map on this base is about."""
        return self.needs or (self.role,)


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
    each : str
        ``unit`` where there is a sheet for each restoration unit, framed to it.
    beyond : float
        How much of its look the base keeps in the scope beyond the unit.
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
    each: Literal["", "unit"] = ""
    beyond: float = 0.0


@dataclass(frozen=True, slots=True)
class SheetBook:
    """The file ``sheets.yaml``."""

    overlays: Mapping[str, OverlayEntry]
    maps: Mapping[str, SheetEntry]


@cache
def load_sheets() -> SheetBook:
    """The maps that can be drawn, by key of the standard's map."""
    return read_yaml(SheetBook, files("shanshui.dossier.maps").joinpath("sheets.yaml"))
