"""A map as a value: what is drawn, what the legend says, whose numbers it quotes; drawing comes after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

import geopandas as gpd

from shanshui.dossier.maps.styles import Symbol
from shanshui.finding import Finding
from shanshui.geo.raster import AlignedRaster
from shanshui.ledger import Quote

BaseKind = Literal["imagery", "parcels", "areas", "cells", "values", "slope", "surface", "relief", "block", "none"]

FIELD = "field:"
"""Before the name of a field of the assessment, where it takes the place of a layer's role."""


class Ground(Protocol):
    """Where a map finds its layers, all in the project's CRS."""

    def vector(self, role: str) -> gpd.GeoDataFrame | None:
        """Features of a role with logical field names, or None."""
        ...

    def raster(self, role: str) -> AlignedRaster | None:
        """Reader of a role, or None."""
        ...


@dataclass(frozen=True, slots=True)
class HeldLayer:
    """What the catalog says of a layer that a map may draw.

    Parameters
    ----------
    role, name : str
        Key, and the printed name of the role.
    provider, date : str
        For the line of sources.
    classes : str
        Class table of its codes.
    synthetic, secret : bool
        Made up; classified (涉密).
    below : tuple of str
        Layers that it is made from, where it is none of the county's own.
    span : (float, float) or None
        Least and greatest value on the scope, of rasters that isolines are drawn of.
    values : tuple of str
        What stands in the field that chooses its signs, where not all of them do.
    """

    role: str
    name: str
    provider: str = ""
    date: str = ""
    classes: str = ""
    synthetic: bool = False
    secret: bool = False
    below: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    span: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Base:
    """What covers the ground.

    Parameters
    ----------
    kind : str
        Imagery (three bands), parcels (polygons with codes of land classes), areas (polygons
        with codes of their own), cells (raster with codes), values (raster whose values are
        classed), slope (classes from elevation), surface (classes of smoothed values), relief (hillshade
        alone), block (the land seen from the south, from above), none.
    role, field : str
        Layer, and the field that holds the codes of parcels.
    colours : tuple of (str, str)
        Code and ``#rrggbb``; codes of parcels and cells, or numbers of slope classes.
    limits : tuple of float
        Upper limits of classes of values, or of slope [degrees].
    shade : str
        Role of the elevation under the colours; empty where none is at hand.
    strength : float
        How much of its colour the base keeps: 1 all, 0 white.
    light : float
        How much of the shade lies on it: 1 all, 0 none.
    beyond : float
        How much of its look the base keeps in the scope beyond the ground shown: 0 white.
    """

    kind: BaseKind
    role: str = ""
    field: str = ""
    colours: tuple[tuple[str, str], ...] = ()
    limits: tuple[float, ...] = ()
    shade: str = ""
    strength: float = 1.0
    light: float = 1.0
    beyond: float = 0.0


@dataclass(frozen=True, slots=True)
class Isolines:
    """Lines of equal value of a smooth surface, with their values.

    Parameters
    ----------
    role : str
        Layer of values.
    levels : tuple of float
        Values of the lines.
    symbol : Symbol
        Their sign.
    text : str
        Text style of the values.
    """

    role: str
    levels: tuple[float, ...]
    symbol: Symbol
    text: str


@dataclass(frozen=True, slots=True)
class Overlay:
    """Features drawn over the base.

    Parameters
    ----------
    role : str
        Layer.
    symbols : tuple of (str, Symbol)
        By the value of ``field``; one with an empty key serves all others.
    field : str
        Which attribute chooses the symbol.
    label : str
        Which attribute is written beside or into the feature; empty for none.
    text : str
        Text style of the labels.
    rank : int
        Labels of low rank are placed first.
    least : float
        Shortest line, or width of an area, on paper that is written on [mm].
    inner : bool
        Borders that run along the edge of the ground shown are left out.
    words : tuple of (str, str)
        Printed words for values of ``label``, where they differ.
    around : bool
        Words stand beyond the ground shown instead of on it: names of its neighbours.
    """

    role: str
    symbols: tuple[tuple[str, Symbol], ...]
    field: str = ""
    label: str = ""
    text: str = "place"
    rank: int = 5
    least: float = 0.0
    inner: bool = False
    words: tuple[tuple[str, str], ...] = ()
    around: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the legend: sign, if it has one, words, quoted numbers; None where a column has nothing to tell."""

    symbol: Symbol | None
    label: str
    quotes: tuple[Quote | None, ...] = ()

    def told(self) -> tuple[Quote, ...]:
        """The quotes that are there."""
        return tuple(quote for quote in self.quotes if quote is not None)


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of the legend under one heading; ``unit`` stands above the numbers, ``columns`` each above its own."""

    title: str
    entries: tuple[Entry, ...]
    unit: str = ""
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MapSheet:
    """One map, ready to be drawn.

    Parameters
    ----------
    key, title : str
        Key of the standard's map, and its title by rule, also the file's name.
    heading : tuple of str
        The title in lines as it is printed.
    year : int or None
        Year that it shows.
    base, overlays
        What is drawn, from the ground up.
    legend : tuple of Group
        Top to bottom.
    notes : tuple of (str, str)
        Label and words: sources, CRS, datum, makers, date.
    synthetic : str
        The mark of made-up data, empty where all is real.
    substitute : str
        What the map says of itself where it stands in for another.
    words : mapping
        Words of the furniture by key: legend, north, ...
    frame : str
        Code of the restoration unit that the sheet shows; the whole scope where empty.
    isolines : tuple of Isolines
        Drawn over the overlays.
    """

    key: str
    title: str
    heading: tuple[str, ...]
    year: int | None
    base: Base
    overlays: tuple[Overlay, ...]
    legend: tuple[Group, ...]
    notes: tuple[tuple[str, str], ...]
    synthetic: str
    substitute: str
    words: Mapping[str, str]
    frame: str = ""
    isolines: tuple[Isolines, ...] = ()

    def roles(self) -> tuple[str, ...]:
        """Layers that its picture is made from."""
        drawn = (self.base.role, self.base.shade, *(o.role for o in self.overlays), *(o.role for o in self.isolines))
        return tuple(dict.fromkeys(role for role in drawn if role))

    def quotes(self) -> tuple[Quote, ...]:
        """Every fact that the map's face prints, in reading order."""
        return tuple(q for group in self.legend for entry in group.entries for q in entry.told())


@dataclass(frozen=True, slots=True)
class Composed:
    """What came of composing a map: the sheet, or none, and what was found."""

    sheet: MapSheet | None
    findings: tuple[Finding, ...] = ()
