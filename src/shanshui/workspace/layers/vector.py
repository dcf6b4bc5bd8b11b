"""A vector layer on its way into the project: CRS, geometries, fields, codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from shanshui.errors import DataError
from shanshui.finding import Finding
from shanshui.geo import crs as reference
from shanshui.geo import files
from shanshui.geo.overlay import polygonal
from shanshui.standard import LayerRole, closest
from shanshui.workspace.catalog import LayerEntry
from shanshui.workspace.layers.state import Fault

GCJ02 = "GCJ-02"
LISTED = 20
"""Faults of one kind that are listed one by one in a layer; the rest is summed up in one more."""

_FAMILIES = np.array(["point", "line", "line", "polygon", "point", "line", "polygon", ""])
"""By the number of a geometry's type; a collection, and no geometry at all (-1), have none."""

_REASONS = frozenset(
    {
        "self_intersection", "ring_self_intersection", "hole_lies_outside_shell", "holes_are_nested",
        "nested_shells", "duplicate_rings", "too_few_points_in_geometry_component", "invalid_coordinate",
        "interior_is_disconnected",
    }
)  # fmt: skip
Say = Callable[[str], str]
"""Words of the program by key."""

_TEXT_FIELDS = ("code", "class", "type", "kind", "name", "unit", "township", "township_code", "year")


@dataclass(frozen=True, slots=True)
class Opened:
    """A vector layer in a CRS of its own, not yet in the project's.

    Parameters
    ----------
    frame : GeoDataFrame or None
        None where nothing can be done with the file.
    findings : tuple of Finding
        What was wrong, and what was mended.
    crs : str
        CRS of the file, as a reader knows it.
    invalid : int
        Features whose geometry was invalid, mended or left out.
    """

    frame: gpd.GeoDataFrame | None
    findings: tuple[Finding, ...]
    crs: str = ""
    invalid: int = 0


def open_vector(path: Path, entry: LayerEntry, role: LayerRole | None, fault: Fault, say: Say) -> Opened:
    """Read a layer and mend what can be mended.

    Parameters
    ----------
    path : Path
        The file, which exists.
    entry : LayerEntry
        What the catalog says of it.
    role : LayerRole or None
        What is wanted of it.
    fault : callable
        Makes the findings.
    say : callable
        Words for what is wrong with a geometry.

    Returns
    -------
    Opened
        With valid geometries of the wanted kind, logical field names, codes as text.
    """
    lon, lat = entry.fields.get("longitude", "longitude"), entry.fields.get("latitude", "latitude")
    try:
        read = files.read_vector(path, entry.layer, entry.encoding, (lon, lat), role.key if role else "")
    except DataError as error:
        return Opened(None, (fault("LAYER-UNREADABLE", error.detail),))
    findings: list[Finding] = []
    if read.others:
        findings.append(fault("LAYER-CHOSEN", read.layer, ", ".join(read.others), column="layer"))
    if read.guessed:
        findings.append(fault("LAYER-ENCODING", read.encoding, entry.encoding or "UTF-8"))
    if read.frame.empty:
        return Opened(None, (*findings, fault("LAYER-EMPTY", 0)))
    frame, name = _placed(read.frame, entry, fault, findings)
    if frame is None:
        return Opened(None, tuple(findings), name)
    frame = _fielded(frame, entry, role, fault, findings)
    frame, invalid = _shaped(frame, role, fault, say, findings)
    if frame.empty:
        return Opened(None, (*findings, fault("LAYER-EMPTY", 0)), name, invalid)
    return Opened(_coded(frame, role, fault, findings), tuple(findings), name, invalid)


def _placed(
    frame: gpd.GeoDataFrame, entry: LayerEntry, fault: Fault, findings: list[Finding]
) -> tuple[gpd.GeoDataFrame | None, str]:
    """The frame with the CRS it stands in; GCJ-02 is undone here."""
    own = CRS.from_user_input(frame.crs) if frame.crs is not None else None
    if entry.crs.upper().replace("_", "-") in (GCJ02, "GCJ02"):
        return _from_gcj02(frame, own, fault, findings), GCJ02
    source, found = source_crs(own, entry, fault)
    findings.extend(found)
    if source is None:
        return None, ""
    placed = frame if own is not None else frame.set_crs(source)
    return placed, reference.named(source)


def source_crs(own: CRS | None, entry: LayerEntry, fault: Fault) -> tuple[CRS | None, tuple[Finding, ...]]:
    """The CRS a file stands in, if it can be trusted, and what is to be said of it.

    Parameters
    ----------
    own : CRS or None
        What the file says.
    entry : LayerEntry
        What the catalog says; it counts where the file is silent.
    fault : callable
        Makes the findings.
    """
    findings: list[Finding] = []
    declared = reference.read_crs(entry.crs) if entry.crs else None
    if entry.crs and declared is None:
        findings.append(fault("LAYER-CRS", entry.crs, reference.named(own), column="crs"))
    if own is not None and declared is not None and not reference.same_crs(own, declared):
        got, want = reference.named(declared), reference.named(own)
        findings.append(fault("LAYER-CRS", got, want, column="crs"))
    source = own or declared
    if source is None:
        return None, (*findings, fault("LAYER-NOCRS"))
    datum = reference.refused_datum(source)
    if datum and entry.shift is None:
        return None, (*findings, fault("LAYER-DATUM", f"{datum} ({reference.named(source)})", "CGCS2000"))
    if datum and entry.shift is not None:
        findings.append(
            fault(
                "LAYER-SHIFTED",
                datum,
                f"{entry.shift.east:+g} m, {entry.shift.north:+g} m",
                source=entry.shift.source,
                uncertainty=f"{entry.shift.uncertainty:g}",
            )
        )
    return source, tuple(findings)


def _from_gcj02(
    frame: gpd.GeoDataFrame, own: CRS | None, fault: Fault, findings: list[Finding]
) -> gpd.GeoDataFrame | None:
    degrees = frame if own is None or own.is_geographic else frame.to_crs(4326)
    west, south, east, north = degrees.total_bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        findings.append(fault("LAYER-OUTSIDE", _box(degrees.total_bounds), GCJ02))
        return None
    undone = shapely.transform(degrees.geometry.to_numpy(), _undo_gcj02)
    findings.append(fault("LAYER-GCJ02", GCJ02, "CGCS2000"))
    return degrees.set_geometry(undone).set_crs(reference.CGCS2000, allow_override=True)


def _undo_gcj02(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack(reference.wgs84_from_gcj02(points[:, 0], points[:, 1]))


def _box(bounds: Sequence[float]) -> str:
    return ", ".join(f"{b:.6g}" for b in bounds)


def _fielded(
    frame: gpd.GeoDataFrame, entry: LayerEntry, role: LayerRole | None, fault: Fault, findings: list[Finding]
) -> gpd.GeoDataFrame:
    """Fields under their logical names; what is wanted and not there is told."""
    columns = [str(c) for c in frame.columns if c != frame.geometry.name]
    lacking = {logical: name for logical, name in entry.fields.items() if name not in columns}
    for logical, name in lacking.items():
        findings.append(fault("LAYER-FIELD", name, column=f"fields.{logical}", near=closest(name, columns)))
    renamed = {name: logical for logical, name in entry.fields.items() if name in columns}
    clash = [c for c in renamed.values() if c in columns and c not in renamed]
    named = frame.drop(columns=clash).rename(columns=renamed)
    there = set(map(str, named.columns))
    for logical in role.fields if role is not None else ():
        if logical not in there and logical not in lacking:
            near = closest(logical, columns)
            findings.append(fault("LAYER-FIELD", logical, column=f"fields.{logical}", near=near))
    texts = set(_TEXT_FIELDS) | set(role.fields if role else ())
    for column in there & texts:
        if column != named.geometry.name and (column in _TEXT_FIELDS or column.endswith("_code")):
            named[column] = [code_text(v) for v in named[column].to_numpy(dtype=object)]
    return named


def code_text(value: Any) -> str:
    """A code as text, whatever type the file keeps it in; empty where there is none.

    Examples
    --------
    >>> code_text(522628100.0), code_text(" 0101 "), code_text(None)
    ('522628100', '0101', '')
    """
    if isinstance(value, str):
        return value.strip()
    if value is None or value is pd.NA or (isinstance(value, float | np.floating) and not np.isfinite(value)):
        return ""
    if isinstance(value, float | np.floating) and float(value).is_integer():
        return str(int(value))
    return str(value).strip()


def _shaped(
    frame: gpd.GeoDataFrame, role: LayerRole | None, fault: Fault, say: Say, findings: list[Finding]
) -> tuple[gpd.GeoDataFrame, int]:
    """Features with a valid geometry of the wanted kind, and how many were invalid; each change is told."""
    shapes: NDArray[np.object_] = np.array(_flat(frame.geometry.to_numpy()), dtype=object)
    wanted = role.geometry if role is not None else "any"

    def tell(hit: NDArray[np.bool_], done: str, got: Callable[[int], str]) -> None:
        numbers = np.flatnonzero(hit)
        for n in numbers[:LISTED]:
            findings.append(fault("LAYER-GEOMETRY", got(int(n)), say(f"layer.done.{done}"), feature=_name(frame, n)))
        if numbers.size > LISTED:
            rest = f"{_name(frame, numbers[LISTED])}… (+{numbers.size - LISTED})"
            findings.append(fault("LAYER-GEOMETRY", got(int(numbers[LISTED])), say(f"layer.done.{done}"), feature=rest))

    missing = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    tell(missing, "left", lambda n: say("layer.geometry.missing"))
    broken = ~missing & ~shapely.is_valid(shapes)
    before = shapes.copy()
    shapes[broken] = shapely.make_valid(shapes[broken], method="structure", keep_collapsed=False)
    mixed = ~missing & (shapely.get_type_id(shapes) == 7) & (wanted == "polygon")
    shapes[mixed] = [polygonal(g) for g in shapes[mixed]]
    gone = broken & shapely.is_empty(shapes)
    families = _FAMILIES[shapely.get_type_id(shapes)]
    foreign = ~missing & ~gone & (families != wanted) & (wanted != "any")
    for family in sorted(set(families[foreign])):
        strange = np.flatnonzero(foreign & (families == family))
        rest = f"… (+{strange.size - 1})" if strange.size > 1 else ""
        kind = say(f"layer.geometry.{family or 'mixed'}")
        findings.append(fault("LAYER-GEOMETRY", kind, say("layer.done.left"), feature=_name(frame, strange[0]) + rest))
    flat = ~missing & ~foreign & (gone | ((wanted == "polygon") & (shapely.area(shapes) <= 0)))
    tell(flat, "left", lambda n: say("layer.geometry.flat"))
    tell(broken & ~foreign & ~flat, "mended", lambda n: _reason(before[n], say))
    kept = ~missing & ~foreign & ~flat
    return frame.set_geometry(gpd.GeoSeries(shapes, index=frame.index, crs=frame.crs))[kept], int(broken.sum())


def _reason(shape: BaseGeometry, say: Say) -> str:
    """Why a geometry is invalid, and where."""
    said = str(shapely.is_valid_reason(shape))
    kind, _, place = said.partition("[")
    key = kind.strip().lower().replace("-", "_").replace(" ", "_")
    known = key if key in _REASONS else "other"
    return say(f"layer.geometry.{known}") + (f" ({place.rstrip(']')})" if place else "")


def _flat(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Geometries without heights and measures; copied only where one has them."""
    return shapely.force_2d(shapes) if (shapely.has_z(shapes) | shapely.has_m(shapes)).any() else shapes


def _name(frame: gpd.GeoDataFrame, number: int | np.intp) -> str:
    """What a reader finds a feature by: its code, else its number from 1."""
    return (str(frame["code"].iloc[number]) if "code" in frame.columns else "") or str(number + 1)


def _coded(frame: gpd.GeoDataFrame, role: LayerRole | None, fault: Fault, findings: list[Finding]) -> gpd.GeoDataFrame:
    """Where features bear the codes of a table: each code once, and none empty."""
    if role is None or not role.join or "code" not in frame.columns:
        return frame.reset_index(drop=True)
    counts = frame["code"].value_counts()
    for code in sorted(str(c) for c, n in counts.items() if n > 1 and c):
        findings.append(fault("LAYER-DUPLICATE", code, f"{counts[code]}", feature=code, column="code"))
    without = int((frame["code"] == "").sum())
    if without:
        findings.append(fault("LAYER-CODELESS", without, 0, column="code"))
    return frame.reset_index(drop=True)
