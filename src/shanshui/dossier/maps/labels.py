"""Where words stand on a map so that none covers another: a pure search over boxes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top."""


class Letter(NamedTuple):
    """One letter, or figures that stand together, on its own place.

    Parameters
    ----------
    words : str
        What is written.
    middle : (float, float)
        [px].
    angle : float
        Against the horizontal, anticlockwise [degrees].
    size : (float, float)
        Width and height before it is turned [px].
    """

    words: str
    middle: tuple[float, float]
    angle: float
    size: tuple[float, float]

    def box(self) -> Rectangle:
        """A box that holds it however it is turned by up to a right angle."""
        (x, y), (width, height), turn = self.middle, self.size, math.radians(self.angle)
        wide = abs(width * math.cos(turn)) + abs(height * math.sin(turn))
        high = abs(width * math.sin(turn)) + abs(height * math.cos(turn))
        return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


Run = tuple[Letter, ...]
"""Words written letter by letter."""


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
    runs : tuple of Run
        Ways to write the words letter by letter, best first; tried before any other place.
    """

    anchor: tuple[float, float]
    size: tuple[float, float]
    gap: float = 0.0
    rank: int = 5
    reach: float = 0.0
    runs: tuple[Run, ...] = ()


def place(
    wishes: Sequence[Wish], taken: Sequence[Rectangle], bounds: Rectangle
) -> tuple[tuple[float, float] | Run | None, ...]:
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
    tuple of (float, float), Run or None
        Middle of the words [px], or their letters, for each wish; None where no place was free.
    """
    boxes: list[Rectangle] = list(taken)
    found: list[tuple[float, float] | Run | None] = [None] * len(wishes)
    for number in sorted(range(len(wishes)), key=lambda n: (wishes[n].rank, n)):
        for spot, needed in _choices(wishes[number]):
            if all(_inside(box, bounds) and not _meets(box, boxes) for box in needed):
                boxes.extend(needed)
                found[number] = spot
                break
    return tuple(found)


def middles(
    wishes: Sequence[Wish], taken: Sequence[Rectangle], bounds: Rectangle
) -> tuple[tuple[float, float] | None, ...]:
    """As :func:`place`, of labels that are not written letter by letter: the middle of each [px]."""
    spots = place([replace(wish, runs=()) for wish in wishes], taken, bounds)
    return tuple(None if spot is None or isinstance(spot[0], Letter) else spot for spot in spots)


def _choices(wish: Wish) -> Iterator[tuple[tuple[float, float] | Run, tuple[Rectangle, ...]]]:
    """What may become of a wish, best first, and the boxes that it needs."""
    for run in wish.runs:
        yield run, tuple(letter.box() for letter in run)
    wide, high = wish.size
    for x, y in _places(wish):
        yield (x, y), ((x - wide / 2, y - high / 2, x + wide / 2, y + high / 2),)


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


_TOUCH = 1e-6
"""Words stand at the edge of their own sign; what only touches, but for rounding, does not meet [px]."""

_COMPASS = ((0, 1), (0, -1), (1, 0), (-1, 0), (0.7, 0.7), (-0.7, 0.7), (0.7, -0.7), (-0.7, -0.7))


def _inside(box: Rectangle, bounds: Rectangle) -> bool:
    return box[0] >= bounds[0] and box[1] >= bounds[1] and box[2] <= bounds[2] and box[3] <= bounds[3]


def _meets(box: Rectangle, others: Sequence[Rectangle]) -> bool:
    if not others:
        return False
    all_boxes: NDArray[np.float64] = np.asarray(others, dtype=np.float64)
    left, bottom, right, top = all_boxes.T
    near = (left < box[2] - _TOUCH) & (right > box[0] + _TOUCH) & (bottom < box[3] - _TOUCH) & (top > box[1] + _TOUCH)
    return bool(np.any(near))
