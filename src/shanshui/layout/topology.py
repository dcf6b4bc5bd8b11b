"""Scope ⊇ units ⊇ sub-projects: what lies outside, what stays open, what is covered twice (3.2–3.6, 5.4.1.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from shanshui.geo.overlay import EMPTY, Cover, gap, overlaps, polygonal
from shanshui.layout.ground import Ground
from shanshui.ledger import Basis, Fact
from shanshui.plan import Plan
from shanshui.standard import Standard
from shanshui.workspace.layers import Layers, Shape, measured_on

AREA = "geo.areas.ellipsoidal"


def area_facts(ground: Ground, layers: Layers) -> Iterator[Fact]:
    """Areas of sub-projects, of the implementation area that they make together, and of the affected area."""
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
    facts = ["scope.area", "implementation_area.area"]
    told = measured_on(layers, sources, "layout.topology.area_facts", "3.4", facts, _basis(drawn))
    yield told.fact("affected_area", "area", max(ground.areas["scope"] - inside, ground.areas["scope"] * 0), "m2")


def areas_unknown(plan: Plan, ground: Ground, standard: Standard) -> Iterator[Fact]:
    """Areas of sub-projects that have a centre but no extent, or no place at all: not known, and why."""
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
    for code, shape in ground.units.items():
        told = measured_on(layers, [*shape.sources, scope_source], "geo.overlay.Cover.outside", "3.5")
        rest = Cover([ground.scope]).outside(shape.geometry)
        yield told.fact(f"unit:{code}", "outside_scope", ground.size(rest), "m2")
    shapes = tuple(ground.units.values())
    if shapes and len(shapes) == len(plan.units):
        sources = [*(s for shape in shapes for s in shape.sources), scope_source]
        open_ground = gap(ground.scope, [s.geometry for s in shapes])
        told = measured_on(layers, sources, "geo.overlay.gap", "5.4.1.1 a")
        yield told.fact("scope", "gap", ground.size(open_ground), "m2")
        yield _twice(ground, shapes, "unit_overlap", "5.4.1.1 c", layers)
    for sub in plan.subprojects:
        own, unit = ground.subprojects.get(sub.code), ground.units.get(sub.unit)
        if own is None or unit is None or not own.has_area:
            continue
        told = measured_on(
            layers, [*own.sources, *unit.sources], "geo.overlay.Cover.outside", "3.6", basis=_basis([own])
        )
        rest = Cover([unit.geometry]).outside(own.geometry)
        yield told.fact(f"subproject:{sub.code}", "outside_unit", ground.size(rest), "m2")
    if ground.with_area():
        yield _twice(ground, ground.with_area(), "subproject_overlap", "3.3", layers)


def _twice(ground: Ground, shapes: Sequence[Shape], attribute: str, clause: str, layers: Layers) -> Fact:
    """Area that more than one of the shapes covers, counted once."""
    shared = [pair.shared for pair in overlaps([shape.geometry for shape in shapes])]
    both = polygonal(shapely.union_all(shared)) if shared else EMPTY
    sources = [s for shape in shapes for s in shape.sources]
    told = measured_on(layers, sources, "geo.overlay.overlaps", clause, basis=_basis(shapes))
    return told.fact("scope", attribute, ground.size(both), "m2")


def _union(shapes: Sequence[Shape]) -> BaseGeometry:
    return polygonal(shapely.union_all([shape.geometry for shape in shapes]))


def _basis(shapes: Sequence[Shape]) -> Basis:
    """Where a boundary is a mere circle, what is measured on it is a model."""
    circle = any(shape.origin == "circle" for shape in shapes)
    return Basis.MODELLED_UNCALIBRATED if circle else Basis.MEASURED
