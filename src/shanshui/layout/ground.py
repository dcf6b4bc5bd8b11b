"""The ground of the project: scope, units and sub-projects in one place, with their areas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from shanshui.finding import Finding
from shanshui.geo.areas import ellipsoidal, measured
from shanshui.ledger import Facts
from shanshui.plan import Plan
from shanshui.workspace.layers import Layers, Shape, Shapes, subprojects, units

_MONITORING = "monitoring"


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the plan's subjects lie, in the project's CRS.

    Parameters
    ----------
    epsg : int
        The project's CRS.
    scope : shapely geometry
        The project's scope.
    scope_role : str
        Layer that it comes from.
    units, subprojects : mapping of code to Shape
        Those that lie somewhere.
    areas : mapping of subject to Decimal
        Ellipsoidal area [m²] of ``scope``, ``unit:<code>`` and ``subproject:<code>``; of a sub-project
        without boundary the extent that was entered.
    """

    epsg: int
    scope: BaseGeometry
    scope_role: str
    units: Shapes
    subprojects: Shapes
    areas: dict[str, Decimal]

    def with_area(self) -> tuple[Shape, ...]:
        """Sub-projects that are more than a point."""
        return tuple(shape for shape in self.subprojects.values() if shape.has_area)

    def size(self, geometry: BaseGeometry) -> Decimal:
        """Ellipsoidal area of a geometry [m²]."""
        return self.sizes([geometry])[0]

    def sizes(self, geometries: Sequence[BaseGeometry] | NDArray[np.object_]) -> tuple[Decimal, ...]:
        """Ellipsoidal area of each geometry [m²], measured in one go."""
        return tuple(measured(float(size)) for size in ellipsoidal(geometries, self.epsg))


def ground_of(plan: Plan, layers: Layers, facts: Facts) -> Ground | None:
    """Gather the ground.

    Parameters
    ----------
    plan : Plan
        Units and sub-projects.
    layers : Layers
        Where they lie.
    facts : Facts
        With the areas of scope and units that the survey measured.

    Returns
    -------
    Ground or None
        None where there is no scope to lie in.
    """
    scope, epsg = layers.scope, layers.crs
    if scope is None or epsg is None:
        return None
    own_units, own_subprojects = units(plan, layers), subprojects(plan, layers)
    areas = {}
    for subject in ("scope", *(f"unit:{code}" for code in own_units)):
        area = facts.number(f"{subject}.area")
        if area is not None:
            areas[subject] = area
    drawn = [shape for shape in own_subprojects.values() if shape.has_area]
    for shape, size in zip(drawn, ellipsoidal([s.geometry for s in drawn], epsg), strict=True):
        areas[f"subproject:{shape.code}"] = measured(size)
    return Ground(epsg, scope, layers.scope_role, own_units, own_subprojects, areas)


def without_place(plan: Plan, ground: Ground) -> Iterator[Finding]:
    """Sub-projects that have neither boundary nor centre, and units that others' boundaries leave out.

    A sub-project that only monitors may be everywhere.
    """
    for unit in plan.units if ground.units else ():
        if unit.code not in ground.units:
            yield Finding("UNIT-GEOMETRY", unit.place, subject=f"unit:{unit.code}", words={"name": unit.name})
    for sub in plan.subprojects:
        if sub.code not in ground.subprojects and sub.category != _MONITORING:
            yield Finding("SUBPROJECT-GEOMETRY", sub.place, subject=f"subproject:{sub.code}", words={"name": sub.name})
