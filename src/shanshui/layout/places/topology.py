"""Scope ⊇ units ⊇ sub-projects: what lies outside, what stays open, what is covered twice (3.2–3.6, 5.4.1.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from shanshui.geo.overlay import EMPTY, Cover, Pair, gap, overlaps, polygonal, united
from shanshui.layout.control.verdicts import around, spread_of
from shanshui.layout.ground import Ground
from shanshui.ledger import Basis, Fact, listed
from shanshui.plan import Plan, Project, sliver, touch
from shanshui.standard import Standard
from shanshui.workspace.layers import Layers, Shape, measured_on

AREA = "geo.areas.ellipsoidal"


def area_facts(ground: Ground, layers: Layers) -> Iterator[Fact]:
    """Areas of sub-projects, of the implementation area that they make together, and of the affected area.

    Parameters
    ----------
    ground : Ground
        Where they lie, and their areas [m²].
    layers : Layers
        For the sources.
    """
    for shape in ground.with_area():
        subject = f"subproject:{shape.code}"
        basis = Basis.ENTERED if shape.origin == "circle" else Basis.MEASURED
        method = "entered" if shape.origin == "circle" else AREA
        told = measured_on(layers, shape.sources, method, "3.6", basis=basis)
        yield told.fact(subject, "area", ground.areas[subject], "m2")
    drawn = ground.with_area()
    if not drawn or "scope" not in ground.areas:
        return
    sources = [*(s for shape in drawn for s in shape.sources), f"layer:{ground.scope_role}"]
    parts = [f"subproject:{shape.code}.area" for shape in drawn]
    whole = _union(drawn)
    told = measured_on(layers, sources, AREA, "3.3", parts, _basis(drawn))
    implementation = ground.size(whole)
    yield told.fact("implementation_area", "area", implementation, "m2")
    inside = ground.size(polygonal(whole.intersection(ground.scope)))
    yield told.fact("implementation_area", "outside_scope", max(implementation - inside, implementation * 0), "m2")
    facts = ["scope.area", "implementation_area.area"]
    told = measured_on(layers, sources, "layout.places.topology.area_facts", "3.4", facts, _basis(drawn))
    yield told.fact("affected_area", "area", max(ground.areas["scope"] - inside, ground.areas["scope"] * 0), "m2")


def areas_unknown(plan: Plan, ground: Ground, standard: Standard) -> Iterator[Fact]:
    """Areas of sub-projects that have a centre but no extent, or no place at all: not known, and why.

    Parameters
    ----------
    plan : Plan
        All sub-projects.
    ground : Ground
        Those that have a place.
    standard : Standard
        Words of the reason.
    """
    drawn = {shape.code for shape in ground.with_area()}
    for sub in plan.subprojects:
        if sub.code not in drawn:
            key = "layout.reason.no_extent" if sub.code in ground.subprojects else "layout.reason.no_place"
            yield Fact(
                f"subproject:{sub.code}.area",
                None,
                "m2",
                Basis.ENTERED,
                f"{sub.place.file} {sub.place.row}",
                "entered",
                "3.6",
                ("table:subprojects",),
                reason=standard.label(key),
            )


def topology_facts(plan: Plan, ground: Ground, layers: Layers) -> Iterator[Fact]:
    """Area of sub-projects outside their unit, of units outside the scope, of gaps, and of overlaps [m²].

    Parameters
    ----------
    plan : Plan
        Which sub-project belongs to which unit.
    ground : Ground
        Where they lie.
    layers : Layers
        For the sources.
    """
    scope_source = f"layer:{ground.scope_role}"
    yield from _scope_facts(ground, layers)
    for code, shape in ground.units.items():
        told = measured_on(layers, [*shape.sources, scope_source], "geo.overlay.Cover.outside", "3.5")
        rest = Cover([ground.scope]).outside(shape.geometry)
        yield told.fact(f"unit:{code}", "outside_scope", ground.size(rest), "m2")
    yield from _parts(ground, plan.project, layers)
    shapes = tuple(ground.units.values())
    if shapes and len(shapes) == len(plan.units):
        sources = [*(s for shape in shapes for s in shape.sources), scope_source]
        open_ground = gap(ground.scope, [s.geometry for s in shapes])
        told = measured_on(layers, sources, "geo.overlay.gap", "5.4.1.1 a")
        yield told.fact("scope", "gap", ground.size(open_ground), "m2")
        yield _twice(ground, shapes, _pairs(shapes), "unit_overlap", "5.4.1.1 c", layers)
    yield from _outside_unit(plan, ground, layers)
    drawn = ground.with_area()
    if drawn:
        pairs = _pairs(drawn)
        yield _twice(ground, drawn, pairs, "subproject_overlap", "3.3", layers)
        yield from _shared(ground, drawn, pairs, plan.project, layers)


def _outside_unit(plan: Plan, ground: Ground, layers: Layers) -> Iterator[Fact]:
    """What of each sub-project lies outside its unit [m²]."""
    for sub in plan.subprojects:
        own, unit = ground.subprojects.get(sub.code), ground.units.get(sub.unit)
        if own is None or unit is None or not own.has_area:
            continue
        sources = [*own.sources, *unit.sources]
        told = measured_on(layers, sources, "geo.overlay.Cover.outside", "3.6", basis=_basis([own]))
        rest = Cover([unit.geometry]).outside(own.geometry)
        yield told.fact(f"subproject:{sub.code}", "outside_unit", ground.size(rest), "m2")


def _scope_facts(ground: Ground, layers: Layers) -> Iterator[Fact]:
    """What the scope encloses without being of it, and what of it neither survey area nor townships cover [m²]."""
    source = f"layer:{ground.scope_role}"
    rings = [shapely.polygons(ring) for part in shapely.get_parts(ground.scope) for ring in part.interiors]
    told = measured_on(layers, [source], AREA, "3.2")
    yield told.fact("scope", "holes", ground.size(polygonal(shapely.union_all(rings)) if rings else EMPTY), "m2")
    for role, attribute, clause in (
        ("survey_area", "outside_survey", "5.2.1.1"),
        ("townships", "no_township", "5.3.2.3"),
    ):
        frame = layers.vector(role)
        if frame is not None:
            told = measured_on(layers, [source, f"layer:{role}"], "geo.overlay.Cover.outside", clause)
            rest = Cover(frame.geometry.to_numpy()).outside(ground.scope)
            yield told.fact("scope", attribute, ground.size(rest), "m2")


def _parts(ground: Ground, project: Project, layers: Layers) -> Iterator[Fact]:
    """How many parts, slivers left out, units and drawn sub-projects consist of."""
    groups = (("unit", ground.units, "5.4.1.1 b"), ("subproject", ground.subprojects, "5.4.2.3"))
    for kind, shapes, clause in groups:
        for code, shape in shapes.items():
            if shape.origin in ("feature", "townships"):
                least = float(sliver(project, ground.areas.get(f"{kind}:{code}")))
                count = int((shapely.area(shapely.get_parts(shape.geometry)) > least).sum())
                told = measured_on(layers, shape.sources, "layout.places.topology.topology_facts", clause)
                yield told.fact(f"{kind}:{code}", "parts", max(count, 1), "count")


def _pairs(shapes: Sequence[Shape]) -> tuple[Pair, ...]:
    return overlaps([shape.geometry for shape in shapes])


def _shared(
    ground: Ground, shapes: Sequence[Shape], pairs: Sequence[Pair], project: Project, layers: Layers
) -> Iterator[Fact]:
    """Which sub-projects cover the same ground, and how much of it; slivers are left out."""
    others: dict[str, list[str]] = {}
    for pair, size in zip(pairs, ground.sizes([pair.shared for pair in pairs]), strict=True):
        left, right = shapes[pair.left], shapes[pair.right]
        smaller = min(ground.areas[f"subproject:{shape.code}"] for shape in (left, right))
        if size > touch(project, smaller):
            others.setdefault(left.code, []).append(right.code)
            others.setdefault(right.code, []).append(left.code)
            sources = [*left.sources, *right.sources]
            told = measured_on(layers, sources, "geo.overlay.overlaps", "3.3", basis=_basis([left, right]))
            interval = around(size, spread_of(pair.shared.length, project), smaller)
            yield told.fact(f"overlap:{left.code}+{right.code}", "area", size, "m2", interval=interval)
    for shape in shapes:
        if shape.code in others:
            told = measured_on(layers, shape.sources, "geo.overlay.overlaps", "3.3", basis=_basis([shape]))
            yield told.fact(f"subproject:{shape.code}", "overlapping", listed(others[shape.code]))


def _twice(
    ground: Ground, shapes: Sequence[Shape], pairs: Sequence[Pair], attribute: str, clause: str, layers: Layers
) -> Fact:
    """Area that more than one of the shapes covers, counted once."""
    shared = [pair.shared for pair in pairs]
    both = polygonal(shapely.union_all(shared)) if shared else EMPTY
    sources = [s for shape in shapes for s in shape.sources]
    told = measured_on(layers, sources, "geo.overlay.overlaps", clause, basis=_basis(shapes))
    return told.fact("scope", attribute, ground.size(both), "m2")


def _union(shapes: Sequence[Shape]) -> BaseGeometry:
    return united([shape.geometry for shape in shapes])


def _basis(shapes: Sequence[Shape]) -> Basis:
    """Where a boundary is a mere circle, what is measured on it is a model."""
    circle = any(shape.origin == "circle" for shape in shapes)
    return Basis.MODELLED_UNCALIBRATED if circle else Basis.MEASURED
