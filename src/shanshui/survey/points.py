"""Where field forms and samples were taken: how far outside the survey area, and in which unit (5.2.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np
import shapely

from shanshui.geo import crs as reference
from shanshui.ledger import Fact
from shanshui.plan import Plan
from shanshui.quantity import exact, round_half_up
from shanshui.workspace.layers import Layers, measured_on, units

TABLES = ("field_surveys", "samples")
"""Input tables whose rows bear coordinates of the field."""

_METHOD = "survey.points.point_facts"


def point_facts(plan: Plan, layers: Layers) -> Iterator[Fact]:
    """Distance outside the survey area [m] and code of the unit for each row that has coordinates.

    Parameters
    ----------
    plan : Plan
        Rows with longitude and latitude in CGCS2000.
    layers : Layers
        Survey area, the scope where none is drawn, and units.
    """
    scope, epsg = layers.scope, layers.crs
    if scope is None or epsg is None:
        return
    frame = layers.vector("survey_area")
    area = shapely.union_all(frame.geometry.to_numpy()) if frame is not None else scope
    role = "survey_area" if frame is not None else layers.scope_role
    turn = reference.transformer(reference.CGCS2000, epsg)
    shapes = tuple(units(plan, layers).values())
    tree = shapely.STRtree([shape.geometry for shape in shapes])
    for table in TABLES:
        rows = _located(plan, table)
        if not rows:
            continue
        degrees = np.array([(float(lon), float(lat)) for _, lon, lat in rows])
        points = shapely.points(*turn.transform(degrees[:, 0], degrees[:, 1]))
        told = measured_on(layers, [f"table:{table}", f"layer:{role}"], _METHOD, "5.2.1.1")
        for (number, _, _), distance in zip(rows, shapely.distance(points, area), strict=True):
            away = round_half_up(exact(float(distance)), 1)
            yield told.fact("survey_area", f"{table}.{number}.outside", away, "m")
        hit, holder = tree.query(points, predicate="intersects")
        own = {int(n): shapes[int(shape)] for n, shape in zip(hit[::-1], holder[::-1], strict=True)}
        for n, shape in sorted(own.items()):
            told = measured_on(layers, [f"table:{table}", *shape.sources], _METHOD, "5.2.3.1")
            yield told.fact("survey_area", f"{table}.{rows[n][0]}.unit", shape.code)


def _located(plan: Plan, table: str) -> list[tuple[int | None, Decimal, Decimal]]:
    """Number, longitude and latitude [degree] of the rows that have both."""
    return [
        (row.place.row, lon, lat)
        for row in plan.records.get(table, ())
        if (lon := row.number("longitude")) is not None and (lat := row.number("latitude")) is not None
    ]
