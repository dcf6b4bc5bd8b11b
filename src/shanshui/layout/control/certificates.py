"""Certificates of control lines: what was held against what, and bounds that anybody can check again (5.4.2.3).

The review checks them by another way of reckoning (:mod:`shanshui.review.recount.certificates`). They hold hashes,
numbers of features and areas, never a coordinate: a layer may be secret.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from shanshui.layout.control.control_lines import ControlLine
from shanshui.layout.control.verdicts import ELLIPSOID, Verdict, by_subproject
from shanshui.layout.ground import Ground
from shanshui.ledger import Fact
from shanshui.plan import Plan, limit
from shanshui.quantity import convert, exact
from shanshui.standard.judging.limits import load_limits
from shanshui.workspace import Workspace
from shanshui.workspace.certificates import CONTENT, SCHEMA, geometry_hash
from shanshui.workspace.layers import Layers, measured_on

TOLERANCES = {"boundary_tolerance": "m", "sliver_area": "m2", "sliver_share": "1"}
"""Limits that verdicts depend on, and the unit in which a certificate states each."""

_PLACES = 9
_SHORT = 200
"""Digits up to which an exact ratio is written out."""


def certificates(
    plan: Plan, ground: Ground, lines: tuple[ControlLine, ...], found: tuple[Verdict, ...], workspace: Workspace
) -> str:
    """Certificates of all sub-projects that have a place, as JSON.

    Parameters
    ----------
    plan : Plan
        Its limits.
    ground : Ground
        The project's CRS.
    lines : tuple of ControlLine
        Control lines at hand.
    found : tuple of Verdict
        What was proven.
    workspace : Workspace
        Layers and the hashes of their files.
    """
    roles = dict.fromkeys(line.spec.layer for line in lines)
    named = dict.fromkeys([*(s for verdict in found for s in verdict.shape.sources), *(f"layer:{r}" for r in roles)])
    record = {
        "schema": SCHEMA,
        "clause": "5.4.2.3",
        "crs": ground.epsg,
        "tolerances": {key: str(_limit(plan, key, unit)) for key, unit in TOLERANCES.items()},
        "sources": {key: workspace.sources[key].sha256 for key in named if key in workspace.sources},
        "lines": {line.spec.key: _line(line, workspace.layers) for line in lines},
        "subprojects": [_subproject(own) for own in by_subproject(found).values()],
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def certificate_facts(text: str, found: tuple[Verdict, ...], ground: Ground, layers: Layers) -> Iterator[Fact]:
    """Hash of the certificates, how many verdicts they hold, and how many needed exact arithmetic.

    Parameters
    ----------
    text : str
        The certificates.
    found : tuple of Verdict
        The verdicts in them.
    ground, layers : Ground, Layers
        For the sources.
    """
    sources = dict.fromkeys(
        [f"layer:{ground.scope_role}"]
        + [s for verdict in found for s in (*verdict.shape.sources, f"layer:{verdict.line.spec.layer}")]
    )
    told = measured_on(layers, tuple(sources), "layout.control.certificates.certificates", "5.4.2.3")
    yield told.fact("scope", CONTENT, hashlib.sha256(text.encode()).hexdigest())
    yield told.fact("scope", "certificates.count", len(found), "count")
    exactly = sum(verdict.proof is None or verdict.proof.means == "exact" for verdict in found)
    yield told.fact("scope", "certificates.exact", exactly, "count")


def _limit(plan: Plan, key: str, unit: str) -> object:
    return convert(limit(plan.project, key), load_limits()[key].unit, unit).normalize()


def _line(line: ControlLine, layers: Layers) -> dict[str, object]:
    entry = layers.entry(line.spec.layer)
    return {
        "layer": line.spec.layer,
        "part": line.spec.part,
        "zone": line.spec.zone,
        "secrecy": entry.secrecy if entry is not None else "",
        "features": len(line.cover),
        "geometry": geometry_hash(line.cover.geometries),
    }


def _subproject(own: tuple[Verdict, ...]) -> dict[str, object]:
    shape, whole = own[0].shape, own[0].whole
    return {
        "code": shape.code,
        "origin": shape.origin,
        "geometry": geometry_hash([shape.geometry]),
        "area": str(whole) if whole is not None else None,
        "verdicts": [_verdict(verdict) for verdict in own],
    }


def _verdict(verdict: Verdict) -> dict[str, object]:
    proof, head = verdict.proof, {"line": verdict.line.spec.key, "verdict": verdict.word}
    if proof is None or verdict.area is None or verdict.interval is None:
        return {**head, "means": "exact"}
    spread = proof.high - proof.low
    scale = Fraction(verdict.area) / Fraction(proof.area) if proof.area else Fraction(1)
    slack = spread * scale + Fraction(verdict.area) * Fraction(ELLIPSOID) + Fraction(1, 10**4)
    area = Fraction(verdict.area)
    found: dict[str, object] = {
        **head,
        "means": proof.means,
        "contact": proof.contact,
        "covered": proof.covered,
        "plane": _bounds(max(proof.low, Fraction(0)), proof.high),
        "ellipsoid": _bounds(max(area - slack, Fraction(0)) if area else area, area + slack if area else area),
        "area": str(verdict.area),
        "border": str(exact(proof.border)),
        "interval": [str(end) for end in verdict.interval],
        "features": [_feature(verdict.line.rows, number, size, spread) for number, size in proof.features],
    }
    ratio = f"{proof.low.numerator}/{proof.low.denominator}"
    if proof.means == "exact" and len(ratio) <= _SHORT:
        found["exact"] = ratio
    return found


def _feature(rows: NDArray[np.intp], number: int, size: float, spread: Fraction) -> list[object]:
    """Number of a feature in its layer, from 1, and bounds of what it shares [m² in the plane]."""
    slack = spread / 2 + Fraction(size) * Fraction(1, 10**12)
    return [int(rows[number]) + 1, *_bounds(max(Fraction(size) - slack, Fraction(0)), Fraction(size) + slack)]


def _bounds(low: Fraction, high: Fraction) -> list[str]:
    """Both ends, rounded outwards."""
    return [_decimal(floor(low * 10**_PLACES)), _decimal(ceil(high * 10**_PLACES))]


def _decimal(units: int) -> str:
    whole, rest = divmod(units, 10**_PLACES)
    return f"{whole}.{rest:0{_PLACES}d}".rstrip("0").rstrip(".")
