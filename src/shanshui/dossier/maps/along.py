"""Words along a line, as maps name rivers: letter by letter, turned with the stream, beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shanshui.dossier.maps.labels import Letter, Run

_LETTER = re.compile(r"[!-~]+|.")
_MIDDLES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)
"""Where along the line the middle of the words is tried [share of its length]."""

_TURN, _WHOLE_TURN = np.radians(28.0), np.radians(70.0)
"""Most that one letter may be turned against the next, and the last against the first."""

_CLEAR = 0.62
"""Least distance from a letter's middle to the line [its height]."""

_ROOM = 1.12
"""Least distance of the middles of two letters, as a share of their width."""

_STEEP = 1.6
"""Rise over run from which words stand below one another."""


@dataclass(frozen=True, slots=True)
class Type:
    """How large letters are.

    Parameters
    ----------
    high : float
        Height of a Chinese letter, which is also its width [px].
    apart : float
        From the line to the letter's middle [px].
    gap : float
        Between letters, as a share of their height.
    """

    high: float
    apart: float
    gap: float = 0.35


def letters_of(words: str) -> tuple[str, ...]:
    """What is turned as one: a Chinese letter, or a run of Latin letters and figures.

    Examples
    --------
    >>> letters_of("支流12")
    ('支', '流', '12')
    """
    return tuple(_LETTER.findall(words))


def runs_along(line: NDArray[np.float64], words: str, widths: Sequence[float], kind: Type) -> Iterator[Run]:
    """Places for words along a line, best first.

    Parameters
    ----------
    line : float array, shape (n, 2)
        From one end to the other, y upwards [px].
    words : str
        To be written.
    widths : sequence of float
        Of each letter of :func:`letters_of` [px].
    kind : Type
        Their size and distance from the line.

    Yields
    ------
    Run
        Only where the line is long and straight enough.
    """
    smooth = _smoothed(line, kind.high)
    if smooth is None:
        return
    along, length = smooth, float(_lengths(smooth)[-1])
    stream = _at(line, np.linspace(0, float(_lengths(line)[-1]), len(along)))
    touching = []
    wide = np.asarray(widths) + kind.gap * kind.high
    need = float(wide.sum())
    for share in _MIDDLES:
        start = share * length - need / 2
        if start < 0 or start + need > length:
            continue
        spots = start + np.cumsum(wide) - wide / 2
        for side in (1, -1):
            run = _run(along, spots, words, widths, kind, side)
            if run is not None and _clear(run, stream):
                yield run
            elif run is not None:
                touching.append(run)
    yield from touching


def _clear(run: Run, stream: NDArray[np.float64]) -> bool:
    """Whether no letter comes too near the line in a bend."""
    middles = np.array([letter.middle for letter in run])
    apart = np.hypot(*np.moveaxis(middles[:, None] - stream[None], 2, 0)).min(axis=1)
    return bool(np.all(apart >= _CLEAR * run[0].size[1]))


def _run(
    line: NDArray[np.float64], spots: NDArray[np.float64], words: str, widths: Sequence[float], kind: Type, side: int
) -> Run | None:
    places = _at(line, spots)
    ahead = _at(line, spots + kind.high / 2) - _at(line, spots - kind.high / 2)
    whole = places[-1] - places[0] if len(places) > 1 else ahead[0]
    steep = abs(whole[1]) > _STEEP * abs(whole[0])
    backwards = whole[1] > 0 if steep else whole[0] < 0
    if backwards:
        places, ahead = places[::-1], -ahead[::-1]
    angles = np.unwrap(np.arctan2(ahead[:, 1], ahead[:, 0]))
    if np.any(np.abs(np.diff(angles)) > _TURN) or np.ptp(angles) > _WHOLE_TURN:
        return None
    across = np.column_stack([-np.sin(angles), np.cos(angles)]) * side * kind.apart
    if _crowded(places + across, kind.high if steep else np.asarray(widths)):
        return None
    turned = np.degrees(angles + (np.pi / 2 if steep else 0.0))
    turned = (turned + 180) % 360 - 180
    pairs = zip(letters_of(words), widths, (places + across).tolist(), turned.tolist(), strict=True)
    return tuple(Letter(letter, (x, y), angle, (width, kind.high)) for letter, width, (x, y), angle in pairs)


def _crowded(middles: NDArray[np.float64], sizes: float | NDArray[np.float64]) -> bool:
    """Whether letters on the inner side of a bend run into each other."""
    size = np.broadcast_to(sizes, len(middles))
    return bool(np.any(np.hypot(*np.diff(middles, axis=0).T) < _ROOM * (size[1:] + size[:-1]) / 2))


def _smoothed(line: NDArray[np.float64], step: float) -> NDArray[np.float64] | None:
    """The line through points a third of a letter apart, its small bends taken out; None where it is too short."""
    length = _lengths(line)
    if length[-1] < 2 * step:
        return None
    count = max(int(length[-1] / (step / 3)), 8)
    even = _at(line, np.linspace(0, length[-1], count))
    width = min(11, count // 2 * 2 - 1)
    window = np.hanning(width + 2)[1:-1]
    padded = np.pad(even, ((width // 2, width // 2), (0, 0)), mode="edge")
    return np.column_stack([np.convolve(padded[:, n], window / window.sum(), mode="valid") for n in (0, 1)])


def _lengths(line: NDArray[np.float64]) -> NDArray[np.float64]:
    """Length of the line up to each of its points."""
    steps = np.hypot(*np.diff(line, axis=0).T)
    return np.concatenate([[0.0], np.cumsum(steps)])


def _at(line: NDArray[np.float64], spots: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points at given lengths along the line."""
    length = _lengths(line)
    return np.column_stack([np.interp(spots, length, line[:, n]) for n in (0, 1)])
