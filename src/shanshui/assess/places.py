"""The places that base values are told of: the scope and each restoration unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from shapely.geometry.base import BaseGeometry

from shanshui.ledger import Facts
from shanshui.plan import Plan
from shanshui.workspace.layers import Layers, units


@dataclass(frozen=True, slots=True)
class Spot:
    """One place with its measured area.

    Parameters
    ----------
    subject : str
        ``scope`` or ``unit:<code>``.
    geometry : shapely geometry
        In the project's CRS.
    area : Decimal
        Ellipsoidal area [m²].
    area_fact : str
        Id of the fact that tells it.
    """

    subject: str
    geometry: BaseGeometry
    area: Decimal
    area_fact: str


def spots(plan: Plan, layers: Layers, facts: Facts) -> tuple[Spot, ...]:
    """The scope first, then the units that lie somewhere; none where there is no scope.

    Parameters
    ----------
    plan : Plan
        Its units.
    layers : Layers
        Where scope and units lie.
    facts : Facts
        With the areas that the survey measured.
    """
    scope = layers.scope
    if scope is None:
        return ()
    found = [("scope", scope)]
    found += [(f"unit:{code}", shape.geometry) for code, shape in units(plan, layers).items()]
    return tuple(
        Spot(subject, geometry, area, f"{subject}.area")
        for subject, geometry in found
        if (area := facts.number(f"{subject}.area")) is not None and area > 0
    )
