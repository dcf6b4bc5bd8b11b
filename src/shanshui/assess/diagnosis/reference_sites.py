"""Which candidates serve as reference sites (5.3.1.2): the least pressed, and of these the most similar.

Candidates are the largest patches of each natural class in the squares of a lattice. Of each class those farthest
from pressure are kept; each diagnosed place takes the most similar of them in elevation, slope, aspect, rain and
temperature. The region in which they are sought is the project's scope.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shanshui.assess.ground import Ground
from shanshui.assess.places import Spot, diagnosed
from shanshui.geo.tallies import ValuesByCode
from shanshui.indicators.similarity import likeness, standard_distance

NAMES = {1: "forest", 2: "shrubland", 3: "grassland", 4: "wetland"}
"""First-level classes of HJ 1166 that a reference is sought for, as facts name them."""

NATURAL = tuple(NAMES)
"""Their codes."""

FEATURES = ("elevation", "slope", "northness", "precipitation", "temperature")
"""What makes two places alike."""

PRESSURE = ("pressure_distance", "guarded_share")
PLACE = ("easting", "northing")
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Site:
    """One reference site.

    Parameters
    ----------
    number : int
        From 1, in the order of the codes.
    code : int
        In the field ``reference_patch``.
    kind : int
        First-level class of HJ 1166.
    cells : int
        Its size.
    distance : float
        Mean distance from pressure [m].
    guarded : bool
        Whether most of it is protected, or within the redline.
    x, y : float
        Its middle [m].
    """

    number: int
    code: int
    kind: int
    cells: int
    distance: float
    guarded: bool
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Sites:
    """The reference sites of a county.

    Parameters
    ----------
    all : tuple of Site
        Those that any place takes.
    of : mapping of subject and class to (number of site, likeness) pairs
        What each place takes, the most similar first.
    """

    all: tuple[Site, ...]
    of: Mapping[tuple[str, int], tuple[tuple[int, float], ...]]


NOTHING = Sites((), {})


def present(ground: Ground, names: tuple[str, ...]) -> tuple[str, ...]:
    """Those fields that can be had."""
    return tuple(name for name in names if ground.has(name))


def of_patch(name: str) -> ValuesByCode:
    """Sums of a field by candidate, over the scope."""
    return ValuesByCode(name, "reference_patch", first=True)


def sites(ground: Ground) -> Sites:
    """Choose the sites; the same sums give the same sites.

    Parameters
    ----------
    ground : Ground
        After a pass with what :func:`wants` asked for.
    """
    away = ground.swept.get(of_patch("pressure_distance"))
    if away is None or not away[0].codes:
        return NOTHING
    whole = away[0]
    codes = np.array(whole.codes)
    cells = whole.count[0]
    distance = whole.mean[0]
    guard = _means(ground, of_patch("guarded_share"), 0, 0, codes)
    guard = np.where(np.isnan(guard), 0.0, guard)
    features = present(ground, FEATURES)
    table = np.array([_means(ground, of_patch(name), 0, 0, codes) for name in features]).reshape(-1, codes.size).T
    most = round(ground.choice("reference_candidates").number)
    taken: dict[tuple[str, int], tuple[tuple[int, float], ...]] = {}
    for kind in NATURAL:
        own = np.flatnonzero((codes % 10 == kind) & (cells > 0))
        kept = sorted(own, key=lambda n: (guard[n] < _HALF, -distance[n], -cells[n], codes[n]))[:most]
        if kept:
            taken |= _most_alike(ground, kind, features, codes[kept], table[kept])
    chosen = sorted({code for pairs in taken.values() for code, _ in pairs})
    number = {code: n for n, code in enumerate(chosen, start=1)}
    at = {code: int(np.flatnonzero(codes == code)[0]) for code in chosen}
    x, y = (_means(ground, of_patch(name), 0, 0, codes) for name in PLACE)
    found = tuple(
        Site(
            number[c], c, c % 10, int(cells[at[c]]), float(distance[at[c]]), bool(guard[at[c]] >= _HALF),
            float(x[at[c]]), float(y[at[c]]),
        )
        for c in chosen
    )  # fmt: skip
    return Sites(found, {key: tuple((number[c], like) for c, like in pairs) for key, pairs in taken.items()})


def _most_alike(
    ground: Ground, kind: int, features: Sequence[str], codes: NDArray[np.integer], table: NDArray[np.float64]
) -> dict[tuple[str, int], tuple[tuple[int, float], ...]]:
    """What each diagnosed place takes of the candidates of a class: codes and likeness, the most similar first.

    Features count in their standard deviation among the candidates and the grounds that look for them.
    """
    wished = round(ground.choice("reference_sites").number)
    goals: dict[str, NDArray[np.float64]] = {}
    for spot, part, n in _pressed(ground):
        means = (_means(ground, ValuesByCode(name, "pressed_class"), part, n, np.array([kind])) for name in features)
        goal = np.array([float(mean[0]) for mean in means])
        if not np.isnan(goal).all():
            goals[spot.subject] = goal
    if not goals:
        return {}
    spread = _spread(np.vstack([table, *goals.values()]))
    found = {}
    for subject, goal in goals.items():
        apart = standard_distance(table, goal, spread)
        apart = np.where(np.isnan(apart), 0.0, apart)
        near = sorted(range(codes.size), key=lambda i: (apart[i], codes[i]))[:wished]
        found[subject, kind] = tuple((int(codes[i]), float(likeness(apart[i]))) for i in near)
    return found


def _spread(features: NDArray[np.float64]) -> NDArray[np.float64]:
    """Standard deviation of each feature."""
    known = ~np.isnan(features)
    number = np.maximum(known.sum(axis=0), 1)
    filled = np.where(known, features, 0.0)
    mean = filled.sum(axis=0) / number
    found: NDArray[np.float64] = np.sqrt((np.where(known, features - mean, 0.0) ** 2).sum(axis=0) / number)
    return found


def _pressed(ground: Ground) -> Iterator[tuple[Spot, int, int]]:
    """Diagnosed places with the number of their set and their number in it."""
    wanted = {spot.subject for spot in diagnosed(ground.places)}
    for part, numbers in enumerate(ground.places.sets):
        for n, number in enumerate(numbers):
            if ground.places.spots[number].subject in wanted:
                yield ground.places.spots[number], part, n


def _means(
    ground: Ground, tally: ValuesByCode, part: int, zone: int, codes: NDArray[np.integer]
) -> NDArray[np.float64]:
    """Mean of a field by code in one place; NaN where there is none."""
    results = ground.swept.get(tally)
    if results is None:
        return np.full(codes.size, np.nan)
    means = dict(zip(results[part].codes, results[part].mean[zone], strict=True))
    return np.array([means.get(int(code), np.nan) for code in codes])
