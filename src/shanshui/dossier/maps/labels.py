"""Where words stand on a map so that none covers another: a pure search over boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A label that wants a place.

    Parameters
    ----------
    anchor : (float, float)
        Of what it names [px].
    size : (float, float)
        Width and height of the words [px].
    gap : float
        Distance from the anchor's middle to the words [px]; 0 writes them over the anchor.
    rank : int
        Low ones are placed first.
    reach : float
        How far the words may be shifted when written over the anchor [px].
    """

    anchor: tuple[float, float]
    size: tuple[float, float]
    gap: float = 0.0
    rank: int = 5
    reach: float = 0.0


def place(
    wishes: Sequence[Wish], taken: Sequence[Rectangle], bounds: Rectangle
) -> tuple[tuple[float, float] | None, ...]:
    """Give each label the first of its places that is free.

    Parameters
    ----------
    wishes : sequence of Wish
        In any order; rank, then order, decides who comes first.
    taken : sequence of Rectangle
        What must not be covered [px].
    bounds : Rectangle
        All words stay inside [px].

    Returns
    -------
    tuple of (float, float) or None
        Middle of the words [px] for each wish; None where no place was free.
    """
    boxes: list[Rectangle] = list(taken)
    found: list[tuple[float, float] | None] = [None] * len(wishes)
    for number in sorted(range(len(wishes)), key=lambda n: (wishes[n].rank, n)):
        wish = wishes[number]
        for x, y in _places(wish):
            box = (x - wish.size[0] / 2, y - wish.size[1] / 2, x + wish.size[0] / 2, y + wish.size[1] / 2)
            if _inside(box, bounds) and not _meets(box, boxes):
                boxes.append(box)
                found[number] = (x, y)
                break
    return tuple(found)


def _places(wish: Wish) -> list[tuple[float, float]]:
    """Places in order of liking: right, upper right, above, left, ... or middle, then shifted."""
    x, y = wish.anchor
    if wish.gap:
        across, up = wish.gap + wish.size[0] / 2, wish.gap + wish.size[1] / 2
        sides = ((1, 0), (1, 0.7), (1, -0.7), (-1, 0), (-1, 0.7), (-1, -0.7), (0, 1), (0, -1))
        return [(x + right * across, y + above * up) for right, above in sides]
    shifts = [(0.0, 0.0)]
    for ring in (0.34, 0.67, 1.0):
        shifts += [(ring * a, ring * b) for a, b in _COMPASS]
    return [(x + a * wish.reach, y + b * wish.reach) for a, b in shifts]


_COMPASS = ((0, 1), (0, -1), (1, 0), (-1, 0), (0.7, 0.7), (-0.7, 0.7), (0.7, -0.7), (-0.7, -0.7))


def _inside(box: Rectangle, bounds: Rectangle) -> bool:
    return box[0] >= bounds[0] and box[1] >= bounds[1] and box[2] <= bounds[2] and box[3] <= bounds[3]


def _meets(box: Rectangle, others: Sequence[Rectangle]) -> bool:
    if not others:
        return False
    all_boxes: NDArray[np.float64] = np.asarray(others, dtype=np.float64)
    left, bottom, right, top = all_boxes.T
    return bool(np.any((left < box[2]) & (right > box[0]) & (bottom < box[3]) & (top > box[1])))
