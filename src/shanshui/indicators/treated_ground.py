"""Works on the ground of one place: who stands where, what each changes, and how it grows over the years."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from shanshui.indicators.uncertainty import Factor, Interval, product_interval

SLOPES = (0.0, 2.0, 6.0, 15.0, 25.0, 45.0)
"""Limits of the classes of slope [deg] of the facts ``slope.class1.share`` …; what is steeper counts to the last."""

Change = Callable[[float], float]
"""What a work makes of a value of the ground it stands on."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Ground that the same works cover.

    Parameters
    ----------
    area : float
        [m²].
    works : tuple of int
        Their numbers, in the order given.
    """

    area: float
    works: tuple[int, ...]


def laid(areas: Sequence[float], whole: float | None) -> tuple[Stretch, ...]:
    """Lay works on the ground of a place: side by side while there is room, then over the first ones.

    Parameters
    ----------
    areas : sequence of float
        Area of each work [m²], not below 0; one that is larger than the place covers it once.
    whole : float or None
        Area of the place [m²]; where it is not known, all works stand side by side.

    Returns
    -------
    tuple of Stretch
        Ground that bears any work; its areas are together at most the whole.

    Raises
    ------
    ValueError
        Where an area is below 0.

    Notes
    -----
    The place is a ring on which one work begins where the last one ended. No ground counts twice before all of it
    counts once; two works of the size of the place cover all of it both.

    Examples
    --------
    >>> laid([40.0, 30.0], 100.0)
    (Stretch(area=40.0, works=(0,)), Stretch(area=30.0, works=(1,)))
    >>> laid([80.0, 50.0], 100.0)
    (Stretch(area=30.0, works=(0, 1)), Stretch(area=50.0, works=(0,)), Stretch(area=20.0, works=(1,)))
    """
    if any(area < 0 for area in areas):
        raise ValueError(f"an area below 0 among {list(areas)}")
    room = sum(areas) if whole is None else whole
    if not room > 0:
        return ()
    spans: list[tuple[float, float, int]] = []
    begin = 0.0
    for number, area in enumerate(areas):
        end = begin + min(area, room)
        spans.append((begin, min(end, room), number))
        if end > room:
            spans.append((0.0, end - room, number))
        begin = end - room if end >= room else end
    marks = sorted({0.0, room, *(mark for low, high, _ in spans for mark in (low, high))})
    found = []
    for low, high in pairwise(marks):
        middle = (low + high) / 2
        over = tuple(number for first, last, number in sorted(spans, key=lambda s: s[2]) if first <= middle < last)
        if over:
            found.append(Stretch(high - low, tuple(dict.fromkeys(over))))
    return tuple(found)


def gains(stretches: Sequence[Stretch], start: float, changes: Sequence[Change | None]) -> tuple[float, ...]:
    """How much each work adds to a value of the ground, each on top of those before it.

    Parameters
    ----------
    stretches : sequence of Stretch
        Where the works stand.
    start : float
        The value without works, per m².
    changes : sequence of callable or None
        What each work makes of the value; None for one that leaves it as it is.

    Returns
    -------
    tuple of float
        One for each work; together what all works change.

    Examples
    --------
    >>> gains([Stretch(10.0, (0, 1))], 2.0, [lambda x: x / 2, lambda x: x / 2])
    (-10.0, -5.0)
    """
    found = [0.0] * len(changes)
    for stretch in stretches:
        value = start
        for number in stretch.works:
            change = changes[number]
            if change is not None:
                new = change(value)
                found[number] += stretch.area * (new - value)
                value = new
    return tuple(found)


def grown(points: Sequence[tuple[float, float]], years: float | None, neutral: float) -> float:
    """An effect some years after completion, straight between the years that it is known for.

    Parameters
    ----------
    points : sequence of (float, float)
        Years after completion, ascending and from 0 on, and the effect then; none is no effect.
    years : float or None
        When; None for the last one known. Before completion there is no effect.
    neutral : float
        What no effect is: 1 for a factor, 0 for an amount.

    Returns
    -------
    float
        The first year's effect grows from none at completion, the last one stays.

    Examples
    --------
    >>> [grown([(1, 0.8), (3, 0.6)], years, 1.0) for years in (-1, 0, 0.5, 2, 9, None)]
    [1.0, 1.0, 0.9, 0.7, 0.6, 0.6]
    """
    if not points:
        return neutral
    if years is None or years >= points[-1][0]:
        return points[-1][1]
    if years < 0:
        return neutral
    known = points if points[0][0] == 0 else [(0.0, neutral), *points]
    after = bisect_right([at for at, _ in known], years)
    (low, first), (high, second) = known[after - 1], known[after]
    return round(first + (second - first) * (years - low) / (high - low), 12)


def whole_interval(value: float, parts: Sequence[Interval], start: tuple[float, Interval | None]) -> Interval:
    """Interval of a sum of parts that all rest on one value of the ground.

    Parameters
    ----------
    value : float
        The sum.
    parts : sequence of (float, float)
        Each part's interval for a value of the ground that is exact; they are independent of each other.
    start : tuple of float and interval or None
        The value of the ground, whose error all parts share, with its interval; None where it is exact.

    Returns
    -------
    tuple of float
        To the first order. An effect that is surely above 0 keeps an interval above 0.

    Examples
    --------
    >>> whole_interval(10.0, [(6.0, 14.0)], (1.0, None))
    (6.0, 14.0)
    >>> low, high = whole_interval(10.0, [(10.0, 10.0)], (4.0, (2.0, 8.0)))
    >>> round(low, 9), round(high, 9)
    (5.0, 20.0)
    """
    half = hypot(*((high - low) / 2 for low, high in parts)) if parts else 0.0
    middle, interval = start
    if interval is None or middle <= 0 or interval[0] == interval[1]:
        return value - half, value + half
    if value - half > 0 and interval[0] > 0:
        return product_interval(value, [Factor(value - half, value + half), Factor(*interval)])
    half = hypot(half, abs(value) * (interval[1] - interval[0]) / (2 * middle))
    return value - half, value + half


def slope_share(shares: Sequence[float], low: float | None, high: float | None) -> float:
    """Share of ground within limits of slope.

    Parameters
    ----------
    shares : sequence of float
        Of the classes of slope between :data:`SLOPES`, evenly spread within each; none where slope is not known.
    low, high : float or None
        Limits [deg]; None where there is none.

    Returns
    -------
    float
        0 to 1; 1 where there is no limit or the slope is not known.

    Examples
    --------
    >>> slope_share([0, 0, 0.5, 0.5, 0], None, 20)
    0.75
    """
    if (low is None and high is None) or not shares:
        return 1.0
    least, most = low or 0.0, SLOPES[-1] if high is None else high
    inside = [max(0.0, min(end, most) - max(begin, least)) / (end - begin) for begin, end in pairwise(SLOPES)]
    return min(sum(share * part for share, part in zip(shares, inside, strict=True)), 1.0)
