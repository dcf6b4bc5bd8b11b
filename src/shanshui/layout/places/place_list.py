"""The list of places: province, prefecture, counties, townships and villages of the scope, with areas (5.3.2.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from shanshui.geo.overlay import Cover
from shanshui.layout.ground import Ground
from shanshui.ledger import Basis, Fact, listed
from shanshui.plan.model import Project
from shanshui.quantity import round_half_up
from shanshui.workspace.layers import Layers, Shape, measured_on, townships

COUNTY, TOWNSHIPS, VILLAGES = "county", "townships", "villages"
_METHOD, _CLAUSE = "layout.places.place_list.listed_facts", "5.3.2.3"
_PLACES = 10
_REGION = re.compile(
    r"(?P<province>[^省市区]+?(?:省|自治区|市))(?P<prefecture>[^省]+?(?:自治州|地区|盟|州|市))?(?P<counties>.*)"
)


def listed_facts(project: Project, ground: Ground, layers: Layers) -> Iterator[Fact]:
    """What of each place lies in the scope.

    Parameters
    ----------
    project : Project
        Names the region.
    ground : Ground
        The scope and its area.
    layers : Layers
        County, townships, villages, as far as the county brings them.
    """
    yield from _region_facts(project, layers)
    yield from _county_facts(project, ground, layers)
    towns = tuple(townships(layers).values())
    yield from _inside("township", towns, TOWNSHIPS, ground, layers)
    yield from _village_facts(towns, ground, layers)


def _region_facts(project: Project, layers: Layers) -> Iterator[Fact]:
    """Province and prefecture as the project's name has them."""
    found = _REGION.fullmatch(project.region.strip())
    if found is None:
        return
    told = measured_on(layers, ["project"], "entered", _CLAUSE, basis=Basis.ENTERED)
    for part in ("province", "prefecture"):
        if found[part]:
            yield told.fact("scope", part, found[part])


def _county_facts(project: Project, ground: Ground, layers: Layers) -> Iterator[Fact]:
    """Counties by their layer; where there is none, the project's own by name."""
    frame = layers.vector(COUNTY)
    if frame is None:
        if project.county_code and project.county_name:
            told = measured_on(layers, ["project"], "entered", _CLAUSE, basis=Basis.ENTERED)
            yield told.fact(f"county:{project.county_code}", "name", project.county_name)
        return
    codes = _column(frame, "code", project.county_code)
    names = _column(frame, "name", project.county_name)
    shapes: dict[str, Shape] = {}
    for code, name, geometry in zip(codes, names, frame.geometry, strict=True):
        if code:
            before = shapes.get(code)
            whole = geometry if before is None else shapely.union(before.geometry, geometry)
            shapes[code] = Shape(code, name, whole, "feature", (f"layer:{COUNTY}",))
    counties = tuple(shapes.values())
    told = measured_on(layers, [f"layer:{COUNTY}"], _METHOD, _CLAUSE)
    for shape in counties:
        yield told.fact(f"county:{shape.code}", "name", shape.name)
    yield from _inside("county", counties, COUNTY, ground, layers)


def _column(frame: gpd.GeoDataFrame, name: str, alone: str) -> list[str]:
    """Texts of a column; where there is none, that of the one feature there is."""
    if name in frame.columns:
        return ["" if value is None else str(value).strip() for value in frame[name]]
    return [alone] if len(frame) == 1 else [""] * len(frame)


def _inside(kind: str, shapes: Sequence[Shape], role: str, ground: Ground, layers: Layers) -> Iterator[Fact]:
    """Area of each place in the scope, its share of the place, and of the scope; those that only touch it have 0."""
    whole = ground.areas.get("scope")
    if not shapes or not whole:
        return
    sizes = ground.sizes([shape.geometry for shape in shapes])
    hits, pieces = Cover([shape.geometry for shape in shapes]).pieces(ground.scope)
    within = dict(zip((int(hit) for hit in hits), ground.sizes(pieces), strict=True))
    told = measured_on(layers, [f"layer:{role}", f"layer:{ground.scope_role}"], _METHOD, _CLAUSE, ["scope.area"])
    for number, (shape, size) in enumerate(zip(shapes, sizes, strict=True)):
        area = min(within.get(number, Decimal(0)), size)
        subject = f"{kind}:{shape.code}"
        yield told.fact(subject, "inside.area", area, "m2")
        if size:
            yield told.fact(subject, "inside.share", round_half_up(area / size, _PLACES))
        yield told.fact(subject, "inside.of_scope", round_half_up(area / whole, _PLACES))


def _village_facts(towns: Sequence[Shape], ground: Ground, layers: Layers) -> Iterator[Fact]:
    """Villages in the scope, by township; of drawn ones what of each lies in it as well."""
    frame = layers.vector(VILLAGES)
    if frame is None or "name" not in frame.columns:
        return
    geometries: NDArray[np.object_] = frame.geometry.to_numpy()
    inside = np.flatnonzero(shapely.intersects(geometries, ground.scope))
    drawn = shapely.get_dimensions(geometries) == 2
    names = _column(frame, "name", "")
    town_of = _towns_of(frame, towns)
    sources = [f"layer:{VILLAGES}", f"layer:{ground.scope_role}"]
    told = measured_on(layers, sources, _METHOD, _CLAUSE)
    yield told.fact("scope", "villages.count", len(inside), "count")
    told = measured_on(layers, [*sources, f"layer:{TOWNSHIPS}"], _METHOD, _CLAUSE)
    for town in towns:
        own = [names[n] for n in inside if town_of[int(n)] == town.code]
        yield told.fact(f"township:{town.code}", "villages.count", len(own), "count")
        if own:
            yield told.fact(f"township:{town.code}", "villages", listed(own))
    codes = _column(frame, "code", "")
    shapes: dict[str, Shape] = {}
    for n in (int(n) for n in inside if drawn[n]):
        shape = Shape(codes[n] or f"n{n + 1}", names[n], geometries[n], "feature", ())
        if shapes.setdefault(shape.code, shape) is shape:
            yield told.fact(f"village:{shape.code}", "name", shape.name)
            if town_of[n]:
                yield told.fact(f"village:{shape.code}", "township", town_of[n])
    yield from _inside("village", tuple(shapes.values()), VILLAGES, ground, layers)


def _towns_of(frame: gpd.GeoDataFrame, towns: Sequence[Shape]) -> Mapping[int, str]:
    """Code of the township that each village lies in; where it lies in none, the one that it names; else empty."""
    points = shapely.point_on_surface(frame.geometry.to_numpy())
    found = dict.fromkeys(range(len(points)), "")
    if towns:
        tree = shapely.STRtree([town.geometry for town in towns])
        for village, town in zip(*tree.query(points, predicate="intersects"), strict=True):
            found[int(village)] = found[int(village)] or towns[int(town)].code
    said = _column(frame, "township", "")
    known = {town.code: town.code for town in towns} | {town.name: town.code for town in towns}
    return {n: code or known.get(said[n], "") for n, code in found.items()}
