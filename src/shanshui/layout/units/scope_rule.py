"""The rule by which catchments come into a proposed scope: problems, works, what affects them, and one closed whole."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from shanshui.geo.catchments import upstream_areas, way_down

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.intp]

Kind = Literal["problem", "works", "upstream", "downstream", "connects", "enclosed"]
KINDS: tuple[Kind, ...] = ("problem", "works", "upstream", "downstream", "connects", "enclosed")
"""Why a catchment is chosen, in the order in which the reasons are looked at; the first counts."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a catchment is in the scope.

    Parameters
    ----------
    kind : str
        One of :data:`KINDS`.
    of : str
        Problem that it has; empty for other kinds.
    other : int
        Catchment that it affects, or is affected by; -1 for other kinds.
    share : float
        Of its ground, with the problem or under works; of the load of the lower catchment; 0 for other kinds.
    """

    kind: Kind
    of: str = ""
    other: int = -1
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Nature:
    """Catchments as the rule sees them.

    Parameters
    ----------
    areas : float array, shape (n,)
        [m²].
    loads : float array, shape (n,)
        What each passes on of its own, as sediment [t/a], or its area where that is not known.
    downstream : int array, shape (n,)
        The one that each drains into; -1 for none. Without circles.
    pairs : int array, shape (m, 2)
        Neighbours with a common border.
    rim : bool array, shape (n,)
        Whether it lies at the border of the ground.
    own : bool array, shape (n,)
        Whether its own problems count: ground of the county, and not of its neighbours.
    """

    areas: Floats
    loads: Floats
    downstream: Numbers
    pairs: Numbers
    rim: Flags
    own: Flags


@dataclass(frozen=True, slots=True)
class Demands:
    """From where on things count.

    Parameters
    ----------
    share : float
        Share of a catchment with a problem of the demanded severity; a rare problem counts however small.
    upstream, downstream : float
        Share of the load of the lower catchment that comes from the upper one.
    bridge : float
        Ground that may be taken in to connect a part that stands apart, over the area of that part.
    """

    share: float
    upstream: float
    downstream: float
    bridge: float


def chosen(
    nature: Nature,
    problems: Mapping[str, Floats],
    rare: frozenset[str],
    works: Floats,
    demands: Demands,
) -> tuple[dict[int, Reason], tuple[tuple[int, ...], ...]]:
    """Choose catchments.

    Parameters
    ----------
    nature : Nature
        Where they lie and drain to.
    problems : mapping of problem to float array, shape (n,)
        Share of each with the problem, as severe and urgent as demanded; NaN where not known.
    rare : frozenset of str
        Problems that count however small.
    works : float array, shape (n,)
        Share of each under sub-projects.
    demands : Demands
        From where on things count.

    Returns
    -------
    reasons : mapping of number to Reason
        Those chosen: connected, and enclosing no other.
    left : tuple of tuple of int
        Groups that stand apart and were left out, since too much ground would have to be taken in to reach them, or
        there is no way.
    """
    reasons = _with_cause(nature.own, problems, rare, works, demands.share)
    cores = sorted(reasons)
    if not cores:
        return {}, ()
    total = upstream_areas(nature.downstream, nature.loads)
    for number, reason in (*_upstream(nature, total, cores, demands), *_downstream(nature, total, cores, demands)):
        reasons.setdefault(number, reason)
    first = dict(reasons)
    apart = _connect(nature, reasons, works > 0, demands.bridge)
    for number in _enclosed(nature, reasons):  # also what stood apart, as a part of it may lie within another
        reasons[number] = first.get(number, Reason("enclosed"))
    still = (tuple(one for one in part if one not in reasons) for part in apart)
    return reasons, tuple(part for part in still if part)


def _with_cause(
    own: Flags, problems: Mapping[str, Floats], rare: frozenset[str], works: Floats, least: float
) -> dict[int, Reason]:
    """Catchments with a problem, of several a rare one or else the one on most ground; and those with works."""
    reasons = {}
    for number in np.flatnonzero(own):
        found = [
            (key in rare, float(shares[number]), key)
            for key, shares in problems.items()
            if shares[number] > 0 and (key in rare or shares[number] >= least)
        ]
        if found:
            _, share, key = max(found)
            reasons[int(number)] = Reason("problem", key, -1, share)
    for number in np.flatnonzero(works > 0):
        reasons.setdefault(int(number), Reason("works", share=float(works[number])))
    return reasons


def _upstream(nature: Nature, total: Floats, cores: Sequence[int], demands: Demands) -> list[tuple[int, Reason]]:
    """Catchments of which the way leads into a core, and how much of what comes there they send; the greatest."""
    inside, found = set(cores), []
    for number in range(len(total)):
        below = [one for one in way_down(nature.downstream, number)[1:] if one in inside]
        shares = {one: float(nature.loads[number] / total[one]) for one in below if total[one] > 0}
        best = max(sorted(shares), key=lambda one: shares[one], default=-1)
        if number not in inside and best >= 0 and shares[best] >= demands.upstream:
            found.append((number, Reason("upstream", other=best, share=shares[best])))
    return found


def _downstream(nature: Nature, total: Floats, cores: Sequence[int], demands: Demands) -> list[tuple[int, Reason]]:
    """The next reach below each core, as far as what comes there comes from it."""
    found: dict[int, Reason] = {}
    for core in cores:
        below = int(nature.downstream[core])
        if below >= 0 and below not in cores and total[below] > 0:
            share = float(total[core] / total[below])
            if share >= demands.downstream and (below not in found or found[below].share < share):
                found[below] = Reason("downstream", other=core, share=share)
    return sorted(found.items())


def _connect(nature: Nature, reasons: dict[int, Reason], needed: Flags, bridge: float) -> tuple[tuple[int, ...], ...]:
    """Join what stands apart to the largest part over as little ground as possible; what is too far is taken out.

    A part in which works are planned is joined however far it is.
    """
    while True:
        parts = sorted(_parts(nature, sorted(reasons)), key=lambda part: (-nature.areas[part].sum(), part[0]))
        near = []
        for part in parts[1:]:
            way = _way(nature, part, parts[0])
            cost = np.inf if way is None else float(nature.areas[way].sum())
            if way is not None and (needed[part].any() or cost <= bridge * nature.areas[part].sum()):
                near.append((cost, part[0], way))
        if not near:
            break
        for one in min(near)[2]:
            reasons[one] = Reason("connects")
    for part in parts[1:]:
        for one in part:
            del reasons[one]
    return tuple(tuple(part) for part in parts[1:])


def _parts(nature: Nature, members: Sequence[int]) -> list[list[int]]:
    """Connected parts of some catchments, each ascending."""
    inside = np.zeros(len(nature.areas), np.bool_)
    inside[list(members)] = True
    one, other = nature.pairs[inside[nature.pairs].all(axis=1)].T
    links = coo_array((np.ones(one.size), (one, other)), shape=(inside.size, inside.size))
    group = connected_components(links, directed=False)[1]
    found: dict[int, list[int]] = {}
    for number in members:
        found.setdefault(int(group[number]), []).append(number)
    return list(found.values())


def _way(nature: Nature, start: Sequence[int], goal: Sequence[int]) -> list[int] | None:
    """Catchments of least area between two parts; None where there is no way."""
    near: dict[int, list[int]] = {}
    for one, other in nature.pairs:
        near.setdefault(int(one), []).append(int(other))
        near.setdefault(int(other), []).append(int(one))
    aim, before = set(goal), dict.fromkeys(start, -1)
    front = [(0.0, number) for number in start]
    done: set[int] = set()
    cost = dict.fromkeys(start, 0.0)
    heapq.heapify(front)
    while front:
        so_far, here = heapq.heappop(front)
        if here in done:
            continue
        done.add(here)
        if here in aim:
            return _back(before, here)
        for there in near.get(here, ()):
            step = so_far + (0.0 if there in aim else float(nature.areas[there]))
            if there not in done and step < cost.get(there, np.inf):
                cost[there], before[there] = step, here
                heapq.heappush(front, (step, there))
    return None


def _back(before: Mapping[int, int], goal: int) -> list[int]:
    """What lies between a goal and where the way to it began."""
    way = []
    here = before[goal]
    while before[here] >= 0:
        way.append(here)
        here = before[here]
    return way


def _enclosed(nature: Nature, members: Iterable[int]) -> list[int]:
    """What is left open in the middle: parts of the rest that do not reach the border of the ground."""
    inside = set(members)
    rest = [number for number in range(len(nature.areas)) if number not in inside]
    return [one for part in _parts(nature, rest) if not nature.rim[part].any() for one in part]
