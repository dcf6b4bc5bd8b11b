"""Layers that ought to cover the ground once and wholly: overlaps, gaps and slivers between their features."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from shanshui.finding import Finding
from shanshui.geo.areas import ellipsoidal, measured
from shanshui.geo.coverage import Faults, faults
from shanshui.ledger import Fact
from shanshui.plan import Plan, limit
from shanshui.quantity import convert, printed, unit
from shanshui.workspace.layers import Layers, measured_on

COVERAGES = frozenset(
    {"townships", "landuse", "landuse_plan", "vegetation", "soil", "geology", "hydrogeology", "basins",
     "assessment_units"}
)  # fmt: skip
"""Layers whose features meet edge to edge; units and sub-projects have rules of their own."""

_CODES = {"overlap": "LAYER-OVERLAP", "gap": "LAYER-GAP", "sliver": "LAYER-SLIVER"}
_METHOD = "geo.coverage.faults"


@dataclass(frozen=True, slots=True)
class Topology:
    """What is wrong with a coverage.

    Parameters
    ----------
    facts : tuple of Fact
        ``layer:<role>.overlaps``, ``.overlap_area``, ``.gaps``, ``.gap_area``, ``.slivers``, ``.sliver_area``.
    findings : tuple of Finding
        One for each kind that there is.
    doubled : float
        Area in the plane that pairs of features share [m²].
    """

    facts: tuple[Fact, ...] = ()
    findings: tuple[Finding, ...] = ()
    doubled: float = 0.0


def topology_of(role: str, frame: gpd.GeoDataFrame, layers: Layers, plan: Plan, epsg: int) -> Topology:
    """Counts and areas of what is wrong with a coverage.

    Parameters
    ----------
    role : str
        One of :data:`COVERAGES`; others have no facts.
    frame : GeoDataFrame
        Its polygons, valid, in the project's CRS.
    layers : Layers
        For the sources.
    plan : Plan
        Its limit ``sliver_width``.
    epsg : int
        The project's CRS.
    """
    shapes = frame.geometry.to_numpy()
    if role not in COVERAGES or not is_polygonal(frame):
        return Topology()
    width = limit(plan.project, "sliver_width")
    found = faults(shapes, float(width))
    told = measured_on(layers, [f"layer:{role}"], _METHOD, "5.2.3.1")
    facts: list[Fact] = []
    findings: list[Finding] = []
    for name, parts in (("overlap", found.overlaps), ("gap", found.gaps), ("sliver", shapes[found.narrow])):
        sizes = ellipsoidal(parts, epsg)
        total = measured(float(sizes.sum()))
        facts.append(told.fact(f"layer:{role}", f"{name}s", len(parts), "count"))
        facts.append(told.fact(f"layer:{role}", f"{name}_area", total, "m2"))
        if len(parts):
            area = f"{printed(convert(total, 'm2', 'hm2'), 4)} {unit('hm2').symbol}"
            worst = int(np.argmax(sizes))
            feature = "" if name == "gap" else _feature(name, frame, found, worst)
            words = {"area": area, "where": _where(parts, worst, epsg), **({"feature": feature} if feature else {})}
            want = f"≥ {width:g} m" if name == "sliver" else ""
            findings.append(layers.fault(role)(_CODES[name], str(len(parts)), want, **words))
    findings.extend(_unexamined(role, found, layers))
    return Topology(tuple(facts), tuple(findings), float(shapely.area(found.overlaps).sum()))


def is_polygonal(frame: gpd.GeoDataFrame) -> bool:
    """Whether all features are polygons; soil may also be points of samples."""
    return bool(np.isin(shapely.get_type_id(frame.geometry.to_numpy()), (3, 6)).all())


def _feature(name: str, frame: gpd.GeoDataFrame, found: Faults, worst: int) -> str:
    """What a reader finds the features by that make the largest fault."""
    numbers = found.pairs[worst] if name == "overlap" else found.narrow[worst : worst + 1]
    codes = frame["code"].to_numpy() if "code" in frame.columns else None
    return "、".join((str(codes[n]) if codes is not None else "") or str(int(n) + 1) for n in numbers)


def _where(parts: NDArray[np.object_], worst: int, epsg: int) -> str:
    """A point of the largest fault in the project's CRS [m]."""
    point = shapely.point_on_surface(parts[worst])
    return f"EPSG:{epsg} ({shapely.get_x(point):.1f}, {shapely.get_y(point):.1f})"


def _unexamined(role: str, found: Faults, layers: Layers) -> Iterator[Finding]:
    """Coverages so faulty that not all of it was held against each other."""
    if found.examined < found.faulty:
        yield layers.fault(role)("LAYER-FAULTY", str(found.faulty), str(found.examined))
