"""Assessment units (table B.3 note a): drawn by the county, else sub-basins cut by townships."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

import shapely
from shapely.geometry.base import BaseGeometry

from shanshui.assess.ground import Ground
from shanshui.assess.places import diagnosed
from shanshui.geo.overlay import Cover, polygonal
from shanshui.geo.parts import crossed, joined, sub_basins
from shanshui.ledger import Fact
from shanshui.ledger.fact import listed
from shanshui.plan import Project
from shanshui.plan.choices import choice
from shanshui.quantity import convert, exact
from shanshui.standard import Standard
from shanshui.workspace.derived_units import FACT
from shanshui.workspace.layers import Layers, Shape, Shapes, assessment_units, measured_on, townships

BASINS, TERRAIN = "basins", "dem"
KIND = "assessment_unit"
_CLAUSE = "表B.3 注a"
_AREA, _LEAST = "assessment_unit_area", "assessment_unit_least"
_FEWEST = 2
"""Units of the wished area that a scope must hold before it is cut; a smaller one is assessed by restoration units."""

_MAIN = 0.05
"""Share of an assessment unit from which a township counts as one of its own."""


def found_units(layers: Layers, project: Project, standard: Standard) -> Shapes:
    """The assessment units of a county.

    Parameters
    ----------
    layers : Layers
        A layer of assessment units comes first; else basins, or the terrain that they are found on, and townships.
    project : Project
        Its choice of the wished area and of the smallest part of it.
    standard : Standard
        Words for names.

    Returns
    -------
    mapping of code to Shape
        Codes are ``<basin>-<township>`` of the largest part, so that they stay from build to build; none where the
        scope is too small to be cut, or there is nothing to cut it by.
    """
    drawn = assessment_units(layers)
    if drawn:
        return drawn
    scope = layers.scope
    wished = float(convert(_number(project, _AREA), "km2", "m2"))
    if scope is None or scope.area < _FEWEST * wished:
        return MappingProxyType({})
    waters = _basins(layers, scope, wished, standard)
    if not waters:
        return MappingProxyType({})
    return _cut(waters, townships(layers), scope, wished * float(_number(project, _LEAST)), standard)


def unit_facts(ground: Ground, content: str) -> Iterator[Fact]:
    """Name, area, townships and basin of each assessment unit, and the one that each sub-project lies in.

    Parameters
    ----------
    ground : Ground
        Whose places hold them.
    content : str
        Hash of what was written (:func:`shanshui.workspace.derived_units.write_units`).
    """
    spots = ground.places.of(KIND)
    if spots:
        sources = tuple(dict.fromkeys(source for spot in spots for source in spot.rests_on))
        told = measured_on(ground.layers, sources, "workspace.derived_units.write_units", _CLAUSE)
        yield told.fact(FACT, "content", content)
        yield told.fact("scope", "assessment_units.count", len(spots), "count")
    towns = townships(ground.layers)
    cover = Cover([shape.geometry for shape in towns.values()]) if towns else None
    codes = list(towns)
    for spot in ground.places.of(KIND):
        told = measured_on(ground.layers, spot.rests_on, "geo.areas.ellipsoidal", _CLAUSE)
        yield told.fact(spot.subject, "area", spot.area, "m2")
        named = measured_on(ground.layers, spot.rests_on, "assess.diagnosis.assessment_units.found_units", _CLAUSE)
        yield named.fact(spot.subject, "name", spot.name)
        if cover is not None:
            hits, pieces = cover.pieces(spot.geometry)
            inside = {codes[n]: float(p.area) for n, p in zip(hits, pieces, strict=True)}
            main = [code for code in codes if inside.get(code, 0.0) >= _MAIN * spot.geometry.area]
            where = measured_on(ground.layers, (*spot.rests_on, "layer:townships"), "geo.overlay.Cover.pieces", _CLAUSE)
            if main:
                yield where.fact(spot.subject, "townships", listed(main))
        basin = ""
        if f"layer:{BASINS}" in spot.rests_on:
            basin = spot.code.rpartition("-")[0] if "layer:townships" in spot.rests_on else spot.code
        if basin:
            yield named.fact(spot.subject, "basin", basin)
    yield from _of_subprojects(ground)


def _of_subprojects(ground: Ground) -> Iterator[Fact]:
    """The diagnosed place that most of each sub-project lies in."""
    spots = diagnosed(ground.places)
    if not spots:
        return
    cover = Cover([spot.geometry for spot in spots])
    for sub in ground.places.of("subproject"):
        hits, pieces = cover.pieces(sub.geometry)
        if hits.size:
            largest = spots[max(zip(hits, pieces, strict=True), key=lambda pair: (pair[1].area, -pair[0]))[0]]
            sources = (*sub.rests_on, *(one for one in largest.rests_on if one.partition(":")[0] in ("layer", "table")))
            told = measured_on(ground.layers, sources, "geo.overlay.Cover.pieces", _CLAUSE)
            yield told.fact(sub.subject, "diagnosed_in", largest.subject)


def _number(project: Project, key: str) -> Decimal:
    return exact(choice(project, key).number)


def _basins(layers: Layers, scope: BaseGeometry, wished: float, standard: Standard) -> Mapping[str, Shape]:
    """Basins of the layer within the scope, else sub-basins found on the terrain."""
    frame = layers.vector(BASINS)
    if frame is not None and "code" in frame.columns:
        names = frame["name"] if "name" in frame.columns else frame["code"]
        found: dict[str, Shape] = {}
        for code, name, geometry in zip(frame["code"], names, frame.geometry, strict=True):
            part = polygonal(shapely.intersection(geometry, scope))
            if code and part.area > 0:
                before = found.get(str(code))
                whole = part if before is None else polygonal(shapely.union(before.geometry, part))
                found[str(code)] = Shape(str(code), str(name), whole, "feature", (f"layer:{BASINS}",))
        return found
    terrain = layers.raster(TERRAIN)
    if terrain is None:
        return {}
    numbered = enumerate(sub_basins(terrain, scope, wished / 2), start=1)
    source, named = (f"layer:{TERRAIN}",), standard.label("assess.unit.basin")
    return {f"S{n:02d}": Shape(f"S{n:02d}", named.format(number=n), part, "feature", source) for n, part in numbered}


def _cut(waters: Mapping[str, Shape], towns: Shapes, scope: BaseGeometry, least: float, standard: Standard) -> Shapes:
    """Basins cut by townships, what is too small joined to its neighbours."""
    basins, named = list(waters.values()), standard.label("assess.unit.name")
    rest = Cover([basin.geometry for basin in basins]).outside(scope)
    pieces = [(basin.code, basin.name, basin.geometry) for basin in basins]
    if rest.area > 0:
        pieces.append(("", "", rest))
    sources = tuple(dict.fromkeys(source for basin in basins for source in basin.sources))
    parts: list[tuple[str, str, BaseGeometry, str]] = []
    if towns:
        sources += ("layer:townships",)
        places = list(towns.values())
        whole = [piece for *_, piece in pieces]
        for n, m, shared in crossed(whole, [place.geometry for place in places]):
            code, name, _ = pieces[n]
            town = places[m]
            parts.append((f"{code or '0'}-{town.code}", named.format(basin=name, township=town.name), shared, code))
        outside = Cover([place.geometry for place in places])
        for code, name, piece in pieces:
            left = outside.outside(piece)
            if left.area > 0:
                parts.append((code or "0", named.format(basin=name, township=""), left, code))
    else:
        parts = [(code or "0", named.format(basin=name, township=""), piece, code) for code, name, piece in pieces]
    groups = joined([piece for *_, piece, _ in parts], [basin for *_, basin in parts], least)
    found = {}
    for group in groups:
        largest = max(group, key=lambda n: (parts[n][2].area, -n))
        code, name, *_ = parts[largest]
        geometry = polygonal(shapely.union_all([parts[n][2] for n in group]))
        found[code] = Shape(code, name, geometry, "feature", sources)
    return MappingProxyType(found)
