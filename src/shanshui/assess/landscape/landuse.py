"""Land use of the scope by GB/T 21010, from the parcels of the land survey."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

import geopandas as gpd
from shapely.geometry.base import BaseGeometry

from shanshui.geo.areas import ellipsoidal, measured
from shanshui.geo.overlay import Cover
from shanshui.ledger import Fact
from shanshui.standard import ClassTable, Standard
from shanshui.workspace.layers import Layers, Translation, measured_on, translation

LAND = "gbt21010"
ROLE = "landuse"


def land_areas(parcels: gpd.GeoDataFrame, scope: BaseGeometry, epsg: int, way: Translation) -> Mapping[str, Decimal]:
    """Area of each land class inside the scope.

    Parameters
    ----------
    parcels : GeoDataFrame
        With the field ``class``; cut at the scope's border.
    scope : shapely geometry
        In the parcels' CRS.
    epsg : int
        That CRS.
    way : Translation
        From the parcels' codes to GB/T 21010.

    Returns
    -------
    mapping of code to Decimal
        Ellipsoidal area [m²] by code as the parcels tell it, of level 2 or of level 1 only, ascending;
        codes that nobody knows are left out, and the survey has told them.
    """
    rows, pieces = Cover(parcels.geometry.to_numpy()).pieces(scope)
    codes = parcels["class"].to_numpy()[rows]
    sizes: dict[str, float] = {}
    for code, size in zip(codes, ellipsoidal(pieces, epsg), strict=True):
        target = way(code)
        if target:
            sizes[target] = sizes.get(target, 0.0) + float(size)
    return {code: measured(sizes[code]) for code in sorted(sizes)}


def land_facts(areas: Mapping[str, Decimal], year: int, classes: ClassTable, layers: Layers) -> Iterator[Fact]:
    """Areas by second-level code, and their sums by first-level code.

    Parameters
    ----------
    areas : mapping of code to Decimal
        As :func:`land_areas` gives it.
    year : int
        That the parcels stand for.
    classes : ClassTable
        GB/T 21010.
    layers : Layers
        For the source.
    """
    told = measured_on(
        layers,
        [f"layer:{ROLE}", f"layer:{layers.scope_role}"],
        "assess.landscape.landuse.land_areas",
        "GB/T 21010-2017",
    )
    firsts: dict[str, Decimal] = {}
    for code, area in areas.items():
        level1 = classes.classes[code].level1
        firsts[level1] = firsts.get(level1, Decimal(0)) + area
        if code != level1:
            yield told.fact("scope", f"landuse.{code}.area", area, "m2", year)
    for code in sorted(firsts):
        yield told.fact("scope", f"landuse.{code}.area", firsts[code], "m2", year)


def land_use(base_year: int, layers: Layers, standard: Standard) -> Iterator[Fact]:
    """Facts of the parcels, where the county brings any that can be read."""
    parcels, entry = layers.vector(ROLE), layers.entry(ROLE)
    scope, epsg = layers.scope, layers.crs
    if parcels is None or entry is None or scope is None or epsg is None or "class" not in parcels.columns:
        return
    way = translation(entry.classes, LAND, standard)
    if way is None:
        return
    year = int(entry.date[:4]) if entry.date[:4].isdecimal() else base_year
    yield from land_facts(land_areas(parcels, scope, epsg, way), year, standard.classes[LAND], layers)
