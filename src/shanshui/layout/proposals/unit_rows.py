"""Rows of proposed units: codes, names by H.2.1.2, problems, townships; and the units of sub-projects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from shapely.geometry.base import BaseGeometry

from shanshui.geo.overlay import Cover
from shanshui.layout.units.catchments import Catchments
from shanshui.ledger.fact import LIST_SEPARATOR
from shanshui.plan import Plan
from shanshui.standard import Standard
from shanshui.standard.method.catchments import load_features
from shanshui.standard.method.diagnosis import load_problem_types
from shanshui.workspace.layers import Layers, Shapes

SEVERITY = 3
"""Grade of severity from which ground counts as affected by a problem."""
_SHARE, _BESIDE = 0.01, 0.5
"""Share of a unit from which a problem is one of it; share of the main one's ground from which a second is named."""
_ALIKE = 0.5
"""Share of what a proposed and an entered unit cover together that both cover, from which they bear one name."""
_SECOND = 0.3
"""Share of the longest river's length from which another one may give its name."""
_PROBLEM = "ecosystem_problem"

Floats = NDArray[np.float64]
Labels = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Proposed:
    """Units as they are proposed.

    Parameters
    ----------
    codes : tuple of str
        One for each part; that of the entered unit which it covers most of, where there is one.
    kept : tuple of str
        Code of the entered unit that it is so much like that it keeps its name; empty where none.
    shapes : array of shapely geometry
        Dissolved and simplified.
    labels : array of int, shape (catchments,)
        Part of each catchment.
    """

    codes: tuple[str, ...]
    kept: tuple[str, ...]
    shapes: NDArray[np.object_]
    labels: Labels


def coded(shapes: NDArray[np.object_], entered: Shapes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes of proposed units, and the entered units whose names they keep.

    Parameters
    ----------
    shapes : array of shapely geometry
        Proposed units.
    entered : mapping of code to Shape
        Units that the planner has drawn.

    Returns
    -------
    codes, kept : tuple of str
        Codes are matched so that most ground keeps its code; those without a match are ``U1``, ``U2`` … from north
        to south.
    """
    before = list(entered)
    shared = np.array([[shapely.intersection(s, entered[c].geometry).area for c in before] for s in shapes])
    codes, kept = [""] * len(shapes), [""] * len(shapes)
    if before:
        for one, other in zip(*linear_sum_assignment(-shared), strict=True):
            both = shapes[one].area + entered[before[other]].geometry.area - shared[one, other]
            if shared[one, other] > 0:
                codes[one] = before[other]
                kept[one] = before[other] if shared[one, other] >= _ALIKE * both else ""
    free = (code for n in range(1, 2 * len(shapes) + len(before) + 1) if (code := f"U{n}") not in before)
    for n in sorted(range(len(shapes)), key=lambda n: -shapely.centroid(shapes[n]).y):
        codes[n] = codes[n] or next(free)
    return tuple(codes), tuple(kept)


def problems_of(found: Catchments, members: Labels) -> tuple[tuple[str, float], ...]:
    """Problems of some catchments with the share of their ground that has them, the widest first."""
    areas = found.areas[members]
    known = load_features()
    shares = {
        key: float(np.nan_to_num(found.affected(key, SEVERITY)[members]) @ areas / areas.sum())
        for key in found.problems
        if key in known
    }
    wide = ((key, share) for key, share in shares.items() if share >= _SHARE or (share > 0 and _rare(key)))
    return tuple(sorted(wide, key=lambda one: (-one[1], one[0])))


def _rare(problem: str) -> bool:
    """Whether a problem counts however little ground it takes."""
    return load_problem_types()[problem].rare


def focus_of(found: Catchments, members: Labels, standard: Standard) -> str:
    """The main problem, and a second that is nearly as wide; without a problem the ecosystem that marks the ground."""
    own = problems_of(found, members)
    if own:
        named = [key for key, share in own[:2] if share >= _BESIDE * own[0][1]]
        return standard.label("units.and").join(standard.term(_PROBLEM, key) for key in named)
    features = load_features()
    kinds = [(n, key) for n, key in enumerate(found.names) if features[key].group == "ecosystem"]
    marks = {key: float(found.features[members, n] @ found.areas[members]) for n, key in kinds}
    return standard.label(f"units.focus.{max(marks, key=lambda key: marks[key]) if marks else 'other'}")


def natural_names(
    shapes: NDArray[np.object_], heights: Floats, kept: Sequence[str], layers: Layers, standard: Standard
) -> tuple[str, ...]:
    """Natural unit of each proposed unit: its main river, else its main basin, else where it lies; all different.

    Parameters
    ----------
    shapes : array of shapely geometry
        Proposed units.
    heights : array, shape (units,)
        Higher where the ground is higher; tells the upper course from the lower.
    kept : sequence of str
        Name that each has already; empty where none. What is part of one names no other.
    layers : Layers
        With ``rivers`` or ``basins``, where there are any.
    standard : Standard
        Words.
    """
    claims = [
        {} if kept[n] else {name: size for name, size in claim.items() if not any(name in of for of in kept)}
        for n, claim in enumerate(_claims(shapes, layers))
    ]
    found = _shared_out(claims)
    alike = {name: sorted((n for n, of in enumerate(found) if of == name), key=lambda n: -heights[n]) for name in found}
    for name, units in alike.items():
        if name and len(units) > 1:
            for rank, unit in enumerate(units):
                found[unit] = f"{name}{_course(rank, len(units), standard)}"
    return _differing(
        [was or name or _bearing(n, shapes, standard) for n, (was, name) in enumerate(zip(kept, found, strict=True))]
    )


def _shared_out(claims: Sequence[Mapping[str, float]]) -> list[str]:
    """A name for each unit, different ones as far as they go: of those with a fair claim the one it has most of."""
    names = sorted({name for claim in claims for name in claim})
    shares = np.zeros((len(claims), len(names)))
    for row, claim in zip(shares, claims, strict=True):
        most = max(claim.values(), default=0.0)
        row[:] = (
            [share if (share := claim.get(name, 0.0) / most) >= _SECOND else 0.0 for name in names] if most else 0.0
        )
    found = [names[int(np.argmax(row))] if row.any() else "" for row in shares]
    for unit, name in zip(*linear_sum_assignment(-shares), strict=True):
        if shares[unit, name] > 0:
            found[unit] = names[name]
    return found


def _claims(shapes: NDArray[np.object_], layers: Layers) -> list[dict[str, float]]:
    """Length of named rivers in each unit [m]; where there are none at all, area of named basins [m²]."""
    for role, size in (("rivers", shapely.length), ("basins", shapely.area)):
        frame = layers.vector(role)
        if frame is None or "name" not in frame.columns:
            continue
        claims: list[dict[str, float]] = [{} for _ in shapes]
        for given, line in zip(frame["name"], frame.geometry, strict=True):
            name = str(given or "").strip()
            if not name or name[-1].isdigit():
                continue
            for claim, inside in zip(claims, size(shapely.intersection(line, shapes)), strict=True):
                if inside > 0:
                    claim[name] = claim.get(name, 0.0) + float(inside)
        if any(claims):
            return claims
    return [{} for _ in shapes]


def _course(rank: int, count: int, standard: Standard) -> str:
    if rank == 0:
        return standard.label("units.course.upper")
    if rank == count - 1:
        return standard.label("units.course.lower")
    return standard.label("units.course.middle")


def _bearing(unit: int, shapes: NDArray[np.object_], standard: Standard) -> str:
    """Where a unit lies within all of them."""
    whole, own = shapely.centroid(shapely.union_all(shapes)), shapely.centroid(shapes[unit])
    west, south, east, north = shapely.total_bounds(shapes)
    x, y = (own.x - whole.x) / max(east - west, 1e-9), (own.y - whole.y) / max(north - south, 1e-9)
    if max(abs(x), abs(y)) < 0.1:
        return standard.label("units.bearing.middle")
    side = ("east" if x > 0 else "west") if abs(x) >= abs(y) else ("north" if y > 0 else "south")
    return standard.label(f"units.bearing.{side}")


def _differing(names: Sequence[str]) -> tuple[str, ...]:
    """The names, with numbers where some are the same."""
    counts, seen, found = Counter(names), Counter[str](), []
    for name in names:
        seen[name] += 1
        found.append(f"{name}{seen[name]}" if counts[name] > 1 else name)
    return tuple(found)


def unit_rows(
    proposed: Proposed, found: Catchments, plan: Plan, layers: Layers, standard: Standard
) -> Iterator[Mapping[str, str]]:
    """Rows of the table ``units``.

    Parameters
    ----------
    proposed : Proposed
        The units; goal, standard, note, and the problems that no map tells are those of the entered unit of the code.
    found : Catchments
        What they are made of.
    plan : Plan
        Units as entered.
    layers : Layers
        Rivers and basins that give names.
    standard : Standard
        Words.
    """
    members = [np.flatnonzero(proposed.labels == n) for n in range(len(proposed.codes))]
    height = found.names.index("elevation") if "elevation" in found.names else -1
    heights = np.array([float(found.features[own, height].mean()) if height >= 0 else 0.0 for own in members])
    alike = [plan.unit_of(code) for code in proposed.kept]
    kept = [like.natural_unit if like is not None else "" for like in alike]
    natural = natural_names(proposed.shapes, heights, kept, layers, standard)
    for n, code in enumerate(proposed.codes):
        was, like = plan.unit_of(code), alike[n]
        problems = [key for key, _ in problems_of(found, members[n])]
        problems += [key for key in (was.problems if was is not None else ()) if key not in problems]
        yield {
            "code": code,
            "natural_unit": natural[n],
            "focus": like.focus if like is not None else focus_of(found, members[n], standard),
            "townships": LIST_SEPARATOR.join(_townships(found, proposed.labels, n)),
            "goal": was.goal if was is not None else "",
            "standard": was.standard if was is not None else "",
            "problems": LIST_SEPARATOR.join(problems),
            "note": was.note if was is not None else "",
        }


def _townships(found: Catchments, labels: Labels, unit: int) -> list[str]:
    """Townships that lie mainly in a unit."""
    codes = np.array(found.townships)
    mine = []
    for code in sorted({str(code) for code in codes if code}):
        areas = np.bincount(labels[codes == code], weights=found.areas[codes == code])
        if int(np.argmax(areas)) == unit:
            mine.append(code)
    return mine


def units_of_subprojects(proposed: Proposed, found: Catchments, plan: Plan, places: Shapes) -> Mapping[str, str]:
    """Unit of each sub-project: the one that most of it lies in, else most of its townships.

    Parameters
    ----------
    proposed : Proposed
        The units.
    found : Catchments
        Townships of the catchments.
    plan : Plan
        Sub-projects.
    places : mapping of code to Shape
        Where they lie.

    Returns
    -------
    mapping of sub-project to code of a unit
        Without those that lie nowhere.
    """
    cover = Cover(proposed.shapes)
    answer = {}
    for sub in plan.subprojects:
        shape = places.get(sub.code)
        best = _holding(shape.geometry, cover) if shape is not None else -1
        if best < 0 and sub.townships:
            own = np.isin(np.array(found.townships), sub.townships)
            if own.any():
                best = int(np.argmax(np.bincount(proposed.labels[own], weights=found.areas[own])))
        if best >= 0:
            answer[sub.code] = proposed.codes[best]
    return answer


def _holding(place: BaseGeometry, cover: Cover) -> int:
    """Number of the polygon that holds most of a place, or the point; -1 where none does."""
    if place.area > 0:
        hits, pieces = cover.pieces(place)
        return int(hits[np.argmax(shapely.area(pieces))]) if hits.size else -1
    inside = np.flatnonzero(shapely.intersects(cover.geometries, place))
    return int(inside[0]) if inside.size else -1
