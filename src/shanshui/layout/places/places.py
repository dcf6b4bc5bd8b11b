"""Which townships, villages and small basins the plan's subjects lie in (5.3.2.3, 5.4.2.3, H.1.7.2 b)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from shanshui.geo import crs as reference
from shanshui.geo.overlay import Cover
from shanshui.layout.ground import Ground
from shanshui.ledger import Basis, Fact, listed
from shanshui.plan import Plan, Project, limit, touch
from shanshui.quantity import exact, round_half_up
from shanshui.workspace.layers import Layers, Shape, measured_on, townships

TOWNSHIPS, VILLAGES, BASINS = "townships", "villages", "basins"
_METHOD = "layout.places.places.place_facts"


def place_facts(plan: Plan, ground: Ground, layers: Layers) -> Iterator[Fact]:
    """Townships, villages, basins and entered centres, as far as the county brings what tells them.

    Parameters
    ----------
    plan : Plan
        Sites and centres that the planner names.
    ground : Ground
        Where units and sub-projects lie.
    layers : Layers
        Townships, villages and small basins.
    """
    yield from _township_facts(plan.project, ground, layers)
    yield from _site_facts(plan, ground, layers)
    yield from _centre_facts(plan, ground, layers)
    yield from _basin_facts(ground, layers)


def _township_facts(project: Project, ground: Ground, layers: Layers) -> Iterator[Fact]:
    """Names of townships, those that lie in the scope, and those that units and sub-projects touch."""
    towns = tuple(townships(layers).values())
    if not towns:
        return
    told = measured_on(layers, [f"layer:{TOWNSHIPS}"], _METHOD, "5.3.2.3")
    for town in towns:
        yield told.fact(f"township:{town.code}", "name", town.name)
    cover = Cover([town.geometry for town in towns])
    yield _inside_scope(project, ground, layers, towns, cover)
    main = limit(project, "township_main_share")
    for kind, shapes in (("unit", ground.units), ("subproject", ground.subprojects)):
        for code, shape in shapes.items():
            subject = f"{kind}:{code}"
            area = ground.areas.get(subject)
            sizes = _sizes(cover, shape.geometry, towns, ground) if shape.has_area else _at(cover, shape, towns)
            touched = [town for town, size in sizes.items() if size > touch(project, area) or not shape.has_area]
            sources = [*shape.sources, f"layer:{TOWNSHIPS}"]
            told = measured_on(layers, sources, _METHOD, "5.3.2.3", basis=_basis(shape))
            yield told.fact(subject, "townships", listed(touched))
            if area:
                mostly = [town for town in touched if sizes[town] > main * area]
                yield told.fact(subject, "townships.main", listed(mostly))


def _inside_scope(project: Project, ground: Ground, layers: Layers, towns: Sequence[Shape], cover: Cover) -> Fact:
    """Townships of which more than a trifle lies in the scope."""
    whole = dict(zip((town.code for town in towns), ground.sizes([town.geometry for town in towns]), strict=True))
    least = limit(project, "township_share")
    shared = _sizes(cover, ground.scope, towns, ground)
    inside = [code for code, size in shared.items() if size > least * whole[code]]
    told = measured_on(layers, [f"layer:{TOWNSHIPS}", f"layer:{ground.scope_role}"], _METHOD, "5.3.2.3")
    return told.fact("scope", "townships.inside", listed(inside))


def _sizes(cover: Cover, geometry: BaseGeometry, named: Sequence[Shape], ground: Ground) -> Mapping[str, Decimal]:
    """Area that a geometry shares with each of the shapes [m²]; those that share none are left out."""
    hits, cut = cover.pieces(geometry)
    return {named[int(hit)].code: size for hit, size in zip(hits, ground.sizes(cut), strict=True)}


def _at(cover: Cover, shape: Shape, named: Sequence[Shape]) -> Mapping[str, Decimal]:
    """The shapes that a mere point lies in."""
    hits = np.flatnonzero(shapely.intersects(cover.geometries, shape.geometry))
    return {named[int(hit)].code: Decimal(0) for hit in hits}


def _site_facts(plan: Plan, ground: Ground, layers: Layers) -> Iterator[Fact]:
    """How far the villages that a sub-project names as its sites lie from it [m]; of namesakes the nearest."""
    frame = layers.vector(VILLAGES)
    if frame is None or "name" not in frame.columns:
        return
    places: dict[str, list[BaseGeometry]] = {}
    for name, geometry in zip(frame["name"], frame.geometry, strict=True):
        places.setdefault(str(name).strip(), []).append(geometry)
    for sub in plan.subprojects:
        shape = ground.subprojects.get(sub.code)
        for number, site in enumerate(sub.site_names, start=1):
            if shape is None or site not in places:
                continue
            distance = float(shapely.distance(places[site], shape.geometry).min())
            sources = [*shape.sources, f"layer:{VILLAGES}"]
            told = measured_on(layers, sources, _METHOD, "5.3.2.3", basis=_basis(shape))
            yield told.fact(f"subproject:{sub.code}", f"site.s{number}.distance", _metres(distance), "m")


def _centre_facts(plan: Plan, ground: Ground, layers: Layers) -> Iterator[Fact]:
    """How far an entered centre lies from the convex hull of its own boundary, and from its unit [m]."""
    turn = reference.transformer(reference.CGCS2000, ground.epsg)
    for sub in plan.subprojects:
        if sub.longitude is None or sub.latitude is None:
            continue
        x, y = turn.transform(float(sub.longitude), float(sub.latitude))
        centre, own, unit = shapely.Point(x, y), ground.subprojects.get(sub.code), ground.units.get(sub.unit)
        hull = shapely.convex_hull(own.geometry) if own is not None and own.origin == "feature" else None
        for attribute, place, shape in (
            ("off_boundary", hull, own),
            ("off_unit", unit.geometry if unit is not None else None, unit),
        ):
            if place is not None and shape is not None and np.isfinite([x, y]).all():
                sources = ["table:subprojects", *shape.sources]
                told = measured_on(layers, sources, _METHOD, "H.1.7.2 b")
                distance = _metres(float(shapely.distance(centre, place)))
                yield told.fact(f"subproject:{sub.code}", f"centre.{attribute}", distance, "m")


def _basin_facts(ground: Ground, layers: Layers) -> Iterator[Fact]:
    """The small basin that most of a sub-project lies in, and the basin that each flows into."""
    frame = layers.vector(BASINS)
    if frame is None or "code" not in frame.columns:
        return
    codes = [str(code) for code in frame["code"]]
    if "downstream" in frame.columns:
        told = measured_on(layers, [f"layer:{BASINS}"], _METHOD, "5.4.2.4")
        below = {code: str(to) for code, to in zip(codes, frame["downstream"], strict=True) if code and to in codes}
        for code, to in below.items():
            yield told.fact(f"basin:{code}", "downstream", to)
    cover = Cover(frame.geometry.to_numpy())
    for code, shape in ground.subprojects.items():
        if shape.has_area:
            hits, cut = cover.pieces(shape.geometry)
            sizes = shapely.area(cut)
        else:
            hits = np.flatnonzero(shapely.intersects(cover.geometries, shape.geometry))
            sizes = np.ones(len(hits))
        if len(hits):
            sources = [*shape.sources, f"layer:{BASINS}"]
            told = measured_on(layers, sources, _METHOD, "5.4.2.4", basis=_basis(shape))
            yield told.fact(f"subproject:{code}", "basin", codes[int(hits[int(np.argmax(sizes))])])


def _basis(shape: Shape) -> Basis:
    return Basis.MODELLED_UNCALIBRATED if shape.origin == "circle" else Basis.MEASURED


def _metres(distance: float) -> Decimal:
    return round_half_up(exact(distance), 1)
