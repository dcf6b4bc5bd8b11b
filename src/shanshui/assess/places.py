"""The places that values are told of: scope, restoration units, sub-projects, assessment units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

import shapely
from shapely.geometry.base import BaseGeometry

from shanshui.geo.areas import ellipsoidal, measured
from shanshui.geo.grid import Grid
from shanshui.geo.zonal import Zones
from shanshui.ledger import Facts
from shanshui.plan import Plan
from shanshui.workspace.layers import Layers, Shapes, subprojects, units

T = TypeVar("T")

KINDS = ("scope", "unit", "subproject", "assessment_unit")
"""The scales of an assessment, from the whole to the part."""

_APART = 1e-6
"""Share of the smaller of two areas up to which they only touch."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place with its measured area.

    Parameters
    ----------
    subject : str
        ``scope``, ``unit:<code>``, ``subproject:<code>``, ``assessment_unit:<code>``.
    name : str
        For readers.
    geometry : shapely geometry
        In the project's CRS.
    area : Decimal
        Ellipsoidal area [m²].
    rests_on : tuple of str
        The fact that tells the area, where there is one already; else where the place's boundary comes from.
    """

    subject: str
    name: str
    geometry: BaseGeometry
    area: Decimal
    rests_on: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Which scale it belongs to: one of :data:`KINDS`."""
        return self.subject.partition(":")[0]

    @property
    def code(self) -> str:
        """Code of the unit or sub-project; empty for the scope."""
        return self.subject.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Places:
    """All places, arranged in sets in which none overlaps another.

    Parameters
    ----------
    spots : tuple of Spot
        The scope first.
    sets : tuple of tuple of int
        Numbers of the spots in each set; the first set is the scope alone.
    """

    spots: tuple[Spot, ...]
    sets: tuple[tuple[int, ...], ...]

    @property
    def scope(self) -> Spot:
        """The whole."""
        return self.spots[0]

    def of(self, kind: str) -> tuple[Spot, ...]:
        """The places of one scale."""
        return tuple(spot for spot in self.spots if spot.kind == kind)

    def zones(self, grid: Grid) -> tuple[Zones, ...]:
        """One set of zones for each of :attr:`sets`."""
        return tuple(Zones([self.spots[n].geometry for n in numbers], grid) for numbers in self.sets)

    def each(self, results: Sequence[Any]) -> Iterator[tuple[Spot, Any, int]]:
        """Every spot with the result of its set, and its number in it.

        Parameters
        ----------
        results : sequence
            One for each set, as a tally of a sweep gives them; spots of a set without result (None) are left out.
        """
        where = {spot: (part, n) for part, numbers in enumerate(self.sets) for n, spot in enumerate(numbers)}
        for number, spot in enumerate(self.spots):
            part, n = where[number]
            if results[part] is not None:
                yield spot, results[part], n


def diagnosed(places: Places) -> tuple[Spot, ...]:
    """The places that are diagnosed (table B.3 note a): assessment units, else the restoration units that serve."""
    return places.of("assessment_unit") or places.of("unit")


def places_of(plan: Plan, layers: Layers, facts: Facts, parts: Shapes) -> Places | None:
    """Scope, units, sub-projects and assessment units that lie somewhere; None where there is no scope.

    Parameters
    ----------
    plan : Plan
        Its units and sub-projects.
    layers : Layers
        Where they lie.
    facts : Facts
        With the areas of scope and units that the survey measured.
    parts : mapping of code to Shape
        Assessment units.
    """
    scope, area, epsg = layers.scope, facts.number("scope.area"), layers.crs
    if scope is None or epsg is None or not area:
        return None
    spots = [Spot("scope", plan.project.whole_region, scope, area, ("scope.area",))]
    for code, shape in units(plan, layers).items():
        size = facts.number(f"unit:{code}.area")
        if size:
            spots.append(Spot(f"unit:{code}", shape.name, shape.geometry, size, (f"unit:{code}.area",)))
    for kind, shapes in (("subproject", subprojects(plan, layers)), ("assessment_unit", parts)):
        found = [shape for shape in shapes.values() if shape.has_area]
        sizes = ellipsoidal([shape.geometry for shape in found], epsg) if found else ()
        for shape, own in zip(found, sizes, strict=True):
            if own > 0:
                spots.append(Spot(f"{kind}:{shape.code}", shape.name, shape.geometry, measured(own), shape.sources))
    return Places(tuple(spots), _apart(spots))


def _apart(spots: Sequence[Spot]) -> tuple[tuple[int, ...], ...]:
    """Numbers of spots in sets without overlap: each goes into the first set of its kind that has room for it."""
    shapes = [spot.geometry for spot in spots]
    tree = shapely.STRtree(shapes)
    sets: list[list[int]] = []
    kinds: list[str] = []
    for number, spot in enumerate(spots):
        near = {int(n) for n in tree.query(spot.geometry, predicate="intersects") if n < number}
        clashes = {n for n in near if spots[n].kind == spot.kind and _overlap(shapes[n], spot.geometry)}
        for kind, members in zip(kinds, sets, strict=True):
            if kind == spot.kind and clashes.isdisjoint(members):
                members.append(number)
                break
        else:
            sets.append([number])
            kinds.append(spot.kind)
    return tuple(tuple(members) for members in sets)


def _overlap(one: BaseGeometry, other: BaseGeometry) -> bool:
    return bool(one.intersection(other).area > _APART * min(one.area, other.area))
