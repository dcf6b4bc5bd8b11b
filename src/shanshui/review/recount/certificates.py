"""Certificates of control lines, checked again by whoever holds the layers, and by another way of reckoning.

Areas come from strips (:mod:`shanshui.geo.strips`), those on the ellipsoid are held to the scale of the projection, and
verdicts follow from areas and the tolerances declared. Nothing of the stage that made the certificates is used.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapely
from pyproj import CRS, Proj
from shapely.geometry.base import BaseGeometry

from shanshui.files import remove
from shanshui.finding import Finding, Place
from shanshui.geo.strips import by_strips, plain_area, touching
from shanshui.ledger import Facts
from shanshui.plan import Plan, limit
from shanshui.quantity import convert
from shanshui.standard import Standard
from shanshui.standard.judging.control_lines import in_core, load_control_lines
from shanshui.standard.judging.limits import load_limits
from shanshui.workspace import Layers, Memo, digest
from shanshui.workspace.certificates import CONTENT, DELIVERED, SCHEMA, geometry_hash
from shanshui.workspace.layers import subprojects

_SCALE = Fraction(2, 10**8)
"""Share by which the projection's scale, found by differences, may be off."""


@dataclass(frozen=True, slots=True)
class Line:
    """Polygons of one control line, with their numbers in the layer, from 1."""

    polygons: tuple[BaseGeometry, ...]
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What certificates speak of, as whoever checks them has it.

    Parameters
    ----------
    crs : int
        EPSG code of all geometries.
    subprojects : mapping of code to shapely geometry
        Polygons, and points of centres.
    lines : mapping of key to Line
        Control lines at hand.
    tolerances : mapping of limit to Fraction
        ``boundary_tolerance`` [m], ``sliver_area`` [m²], ``sliver_share``.
    """

    crs: int
    subprojects: Mapping[str, BaseGeometry]
    lines: Mapping[str, Line]
    tolerances: Mapping[str, Fraction]

    @property
    def digest(self) -> str:
        """Content hash of all of it."""
        whole = hashlib.sha256(repr((self.crs, sorted(self.tolerances.items()))).encode())
        for code, shape in sorted(self.subprojects.items()):
            whole.update(code.encode() + shape.wkb)
        for key, line in sorted(self.lines.items()):
            whole.update(repr((key, line.rows)).encode() + b"".join(polygon.wkb for polygon in line.polygons))
        return whole.hexdigest()


@dataclass(frozen=True, slots=True)
class Fault:
    """What a certificate says and does not hold.

    Parameters
    ----------
    subproject, line : str
        Whose; empty for the whole.
    what : str
        Field of the certificate.
    got, want : str
        What it says and what was found.
    """

    subproject: str
    line: str
    what: str
    got: str
    want: str


def recheck(text: str, drawn: Drawn) -> tuple[Fault, ...]:
    """Check certificates.

    Parameters
    ----------
    text : str
        JSON of the certificates.
    drawn : Drawn
        Geometries and tolerances.

    Returns
    -------
    tuple of Fault
        None where all of it holds; a text that is no certificate is one fault.
    """
    try:
        return tuple(_faults(json.loads(text), drawn))
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, IndexError) as error:
        return (Fault("", "", "json", f"{type(error).__name__}: {error}", f"schema {SCHEMA}"),)


Recheck = Callable[[str, Drawn], tuple[Fault, ...]]
"""Checks the text of certificates against what is drawn."""


def remembered(memo: Memo, work: Path, text: str, drawn: Drawn) -> tuple[Fault, ...]:
    """As :func:`recheck`, taken from the memory where certificates and geometries are those of an earlier time.

    Parameters
    ----------
    memo : Memo
        Keeps what was found.
    work : Path
        Folder for intermediate files.
    text, drawn : str, Drawn
        As in :func:`recheck`.
    """
    kept = work / "recheck.json"

    def make(path: Path) -> None:
        path.write_text(json.dumps([astuple(fault) for fault in recheck(text, drawn)]), encoding="utf-8")

    remove(kept)
    memo.product(kept, f"{digest(text)} {drawn.digest}", make)
    return tuple(Fault(*parts) for parts in json.loads(kept.read_text(encoding="utf-8")))


def certificate_findings(
    dossier: Path, facts: Facts, plan: Plan, layers: Layers, standard: Standard, check: Recheck = recheck
) -> Iterator[Finding]:
    """Check the certificates of a dossier, where it has any or ought to.

    Parameters
    ----------
    dossier : Path
        Its folder.
    facts : Facts
        With the hash of what the layout certified.
    plan : Plan
        Sub-projects without boundary, and limits.
    layers : Layers
        The county's.
    standard : Standard
        Words for the core of a protected area.
    check : callable, optional
        Checks the certificates.
    """
    wanted = facts.text(f"scope.{CONTENT}")
    paths = sorted(dossier.rglob(DELIVERED))
    if not wanted:
        return
    drawn = drawn_by(plan, layers, standard)
    for path in paths:
        place = Place(file=path.relative_to(dossier).as_posix())
        body = path.read_bytes()
        if (found := hashlib.sha256(body).hexdigest()) != wanted:
            yield _finding(place, Fault("", "", "sha256", found, wanted))
        for fault in check(body.decode("utf-8", "replace"), drawn):
            yield _finding(place, fault)
    if not paths:
        yield _finding(Place(file=DELIVERED), Fault("", "", "file", "", DELIVERED))


def drawn_by(plan: Plan, layers: Layers, standard: Standard) -> Drawn:
    """Geometries and tolerances of a county.

    Parameters
    ----------
    plan, layers, standard : Plan, Layers, Standard
        As in :func:`certificate_findings`.
    """
    zones, lines = standard.vocabularies["control_zone"], {}
    for spec in load_control_lines().values():
        frame = layers.vector(spec.layer)
        if frame is None or (spec.part and "zone" not in frame.columns):
            continue
        core = [in_core(str(word), zones) for word in frame["zone"]] if spec.part else []
        rows = [n for n in range(len(frame)) if not spec.part or core[n] == (spec.part == "core")]
        polygons = tuple(frame.geometry.to_numpy()[rows])
        lines[spec.key] = Line(polygons, tuple(n + 1 for n in rows))
    units = {"boundary_tolerance": "m", "sliver_area": "m2", "sliver_share": "1"}
    known = load_limits()
    tolerances = {k: Fraction(convert(limit(plan.project, k), known[k].unit, unit)) for k, unit in units.items()}
    shapes = {code: shape.geometry for code, shape in subprojects(plan, layers).items()}
    return Drawn(layers.crs or 0, shapes, lines, tolerances)


def _finding(place: Place, fault: Fault) -> Finding:
    subject = ".".join(part for part in (fault.subproject, fault.line, fault.what) if part)
    words = {"subproject": fault.subproject or "—", "line": fault.line or "—", "what": fault.what}
    return Finding("RECOUNT-CERTIFICATE", place, fault.got, fault.want, f"certificates.{subject}", words=words)


def _faults(record: Mapping[str, Any], drawn: Drawn) -> Iterator[Fault]:
    yield from _unequal("", "", "schema", record["schema"], SCHEMA)
    yield from _unequal("", "", "crs", record["crs"], drawn.crs)
    for key, value in drawn.tolerances.items():
        yield from _unequal("", "", key, Fraction(record["tolerances"][key]), value)
    yield from _unequal("", "", "lines", sorted(record["lines"]), sorted(drawn.lines))
    for key, line in drawn.lines.items():
        said = record["lines"].get(key, {})
        yield from _unequal("", key, "features", said.get("features"), len(line.polygons))
        yield from _unequal("", key, "geometry", said.get("geometry"), geometry_hash(line.polygons))
    said_of = {said["code"]: said for said in record["subprojects"]}
    yield from _unequal("", "", "subprojects", sorted(said_of), sorted(drawn.subprojects))
    for code, shape in drawn.subprojects.items():
        if code in said_of:
            yield from _of_subproject(said_of[code], code, shape, drawn)


def _of_subproject(said: Mapping[str, Any], code: str, shape: BaseGeometry, drawn: Drawn) -> Iterator[Fault]:
    yield from _unequal(code, "", "geometry", said["geometry"], geometry_hash([shape]))
    of_lines = {own["line"]: own for own in said["verdicts"]}
    yield from _unequal(code, "", "lines", sorted(of_lines), sorted(drawn.lines))
    for key, line in drawn.lines.items():
        if key in of_lines and shape.geom_type == "Point":
            yield from _unequal(code, key, "verdict", of_lines[key]["verdict"], _of_point(shape, line))
        elif key in of_lines:
            whole = Fraction(Decimal(said["area"]))
            yield from (_named(fault, code, key) for fault in _of_verdict(of_lines[key], whole, shape, line, drawn))


def _of_point(shape: BaseGeometry, line: Line) -> str:
    """Where a centre lies: on a border, within by the number of borders east of it, or outside."""
    x, y = Fraction(shape.x), Fraction(shape.y)
    within = False
    for polygon in line.polygons:
        west, south, east, north = polygon.bounds
        if not (west <= x <= east and south <= y <= north):
            continue
        crossings = 0
        for ring in shapely.get_rings(shapely.get_parts(polygon)):
            points = [(Fraction(u), Fraction(v)) for u, v in ring.coords]
            for (x0, y0), (x1, y1) in pairwise(points):
                side = (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)
                if side == 0 and min(x0, x1) <= x <= max(x0, x1) and min(y0, y1) <= y <= max(y0, y1):
                    return "touching"
                crossings += (y0 <= y) != (y1 <= y) and (side > 0) == (y1 > y0)
        within |= crossings % 2 == 1
    return "within" if within else "outside"


def _of_verdict(
    said: Mapping[str, Any], whole: Fraction, shape: BaseGeometry, line: Line, drawn: Drawn
) -> Iterator[Fault]:
    found = by_strips(shape, line.polygons)
    meets = found.total > 0 or touching(shape, line.polygons)
    contact = "share" if found.total else "touch" if meets else "apart"
    covered = bool(found.total) and found.total == plain_area(shape)
    yield from _unequal("", "", "contact", said["contact"], contact)
    yield from _unequal("", "", "covered", said["covered"], covered)
    yield from _outside("plane", said["plane"], found.total, found.total)
    if "exact" in said:
        yield from _unequal("", "", "exact", Fraction(said["exact"]), found.total)
    area = Fraction(Decimal(said["area"]))
    low, high = (found.total / scale for scale in reversed(_scales(shape, drawn.crs)))
    yield from _outside("area", [said["area"]] * 2, low, high, Fraction(1, 10**3))
    yield from _outside("ellipsoid", said["ellipsoid"], area, area)
    yield from _of_features(said, found.each, line)
    spread = Fraction(Decimal(said["border"])) * drawn.tolerances["boundary_tolerance"]
    ends = max(area - spread, Fraction(0)), max(min(area + spread, whole), area)
    slack = drawn.tolerances["boundary_tolerance"] / 10**4
    for end, wanted in zip(said["interval"], ends, strict=True):
        if abs(Fraction(Decimal(end)) - wanted) > slack:
            yield Fault("", "", "interval", end, _text(wanted))
    yield from _unequal("", "", "verdict", said["verdict"], _word(contact, covered, area, whole, drawn.tolerances))


def _of_features(said: Mapping[str, Any], each: Mapping[int, Fraction], line: Line) -> Iterator[Fault]:
    """Every feature that shares more than rounding can hide is listed, with bounds that hold."""
    found = {line.rows[number]: size for number, size in each.items()}
    low, high = (Fraction(Decimal(end)) for end in said["plane"])
    stated = {row: ends for row, *ends in said["features"]}
    for row, ends in stated.items():
        yield from _outside(f"features.{row}", ends, found.get(row, Fraction(0)), found.get(row, Fraction(0)))
    for row, size in found.items():
        if row not in stated and size > high - low:
            yield Fault("", "", f"features.{row}", "", _text(size))


def _word(contact: str, covered: bool, area: Fraction, whole: Fraction, tolerances: Mapping[str, Fraction]) -> str:
    if contact != "share":
        return "touching" if contact == "touch" else "outside"
    sliver = max(tolerances["sliver_area"], tolerances["sliver_share"] * whole)
    if covered:
        return "within"
    if area <= min(sliver, whole / 2):
        return "sliver"
    return "within" if whole - area <= tolerances["sliver_share"] * whole else "partial"


def _scales(shape: BaseGeometry, crs: int) -> tuple[Fraction, Fraction]:
    """Least and greatest ratio of an area in the plane to that on the ellipsoid, over a box.

    In a Gauss–Krüger zone it grows with the distance from the central meridian, and hardly changes along it.
    """
    projection, meridian = _projection(crs)
    west, south, east, north = shape.bounds
    middle = projection(meridian, 30.0)[0]
    eastings = [west, east, *([middle] if west < middle < east else [])]
    spots = [projection(x, y, inverse=True) for x in eastings for y in (south, north)]
    found = [Fraction(float(projection.get_factors(*spot).areal_scale)) for spot in spots]
    return min(found) * (1 - _SCALE), max(found) * (1 + _SCALE)


@cache
def _projection(crs: int) -> tuple[Proj, float]:
    """A projection and its central meridian [°]."""
    operation = CRS.from_epsg(crs).coordinate_operation
    parameters = operation.params if operation is not None else ()
    found = (float(p.value) for p in parameters if p.name == "Longitude of natural origin")
    return Proj(crs), next(found, 0.0)


def _outside(
    what: str, ends: Sequence[str], low: Fraction, high: Fraction, slack: Fraction = Fraction(0)
) -> Iterator[Fault]:
    """A fault where the stated bounds do not meet those found, but for some slack."""
    stated = [Fraction(Decimal(end)) for end in ends]
    if stated[0] > high + slack or stated[1] < low - slack:
        yield Fault("", "", what, " … ".join(ends), _text(low))


def _unequal(subproject: str, line: str, what: str, got: object, want: object) -> Iterator[Fault]:
    if got != want:
        yield Fault(subproject, line, what, _text(got), _text(want))


def _named(fault: Fault, subproject: str, line: str) -> Fault:
    return Fault(subproject, line, fault.what, fault.got, fault.want)


def _text(value: object) -> str:
    return f"{float(value):.9g}" if isinstance(value, Fraction) else str(value)
