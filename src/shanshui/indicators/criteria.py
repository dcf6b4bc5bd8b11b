"""Weights of criteria and ranks of alternatives: AHP, entropy, TOPSIS, PROMETHEE II (clause 5.4.4.2 a, H.1.6.2).

A matrix has alternatives in rows and criteria in columns; ``more`` tells for each column whether more is better.
Weights are not negative and add up to 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Shape = Literal["usual", "u", "v", "level", "linear", "gaussian"]
"""Shape of a preference: types I to VI of Brans and Vincke."""

RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)
"""Mean consistency index of random judgements on 1, 2, ... 10 things (Saaty 1980)."""

_RECIPROCAL = 1e-6


@dataclass(frozen=True, slots=True)
class Comparison:
    """What judgements in pairs come to.

    Parameters
    ----------
    weights : array of float, shape (criteria,)
        Principal eigenvector; adds up to 1.
    largest : float
        Principal eigenvalue, not below the number of criteria.
    index : float
        Consistency index (λ - n) / (n - 1).
    ratio : float
        The index over that of random judgements; 0 for one or two criteria, which cannot contradict each other.
    """

    weights: Numbers
    largest: float
    index: float
    ratio: float


def judged_weights(judgements: ArrayLike) -> Comparison:
    """Weights from judgements in pairs, by the analytic hierarchy process.

    Parameters
    ----------
    judgements : array of float, shape (criteria, criteria)
        How many times as important each row is as each column; the mirrored cell is the reciprocal. Every pair is
        judged: what is missing is not guessed.

    Returns
    -------
    Comparison
        Weights, and how consistent the judgements are.

    Raises
    ------
    ValueError
        Where a cell is not above 0, the matrix is not its own reciprocal, or has more than 10 rows.

    References
    ----------
    Saaty, How to make a decision: the analytic hierarchy process, EJOR 48 (1990) 9-26.

    Examples
    --------
    >>> found = judged_weights([[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]])
    >>> found.weights.round(4).tolist(), abs(round(found.ratio, 6))
    ([0.5714, 0.2857, 0.1429], 0.0)
    """
    matrix = np.asarray(judgements, dtype=np.float64)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or not 1 <= len(matrix) <= len(RANDOM_INDEX):
        raise ValueError(f"judgements have shape {matrix.shape}; give a square of 1 to {len(RANDOM_INDEX)} criteria")
    if not (matrix > 0).all() or (np.abs(matrix * matrix.T - 1) > _RECIPROCAL).any():
        raise ValueError("judgements are not above 0 with each mirrored cell the reciprocal; judge every pair once")
    values, vectors = np.linalg.eig(matrix)
    first = int(np.argmax(values.real))
    weights = np.abs(vectors[:, first].real)
    count, largest = len(matrix), float(values[first].real)
    index = max(0.0, (largest - count) / (count - 1)) if count > 1 else 0.0
    random = RANDOM_INDEX[count - 1]
    return Comparison(weights / weights.sum(), largest, index, index / random if random else 0.0)


def shared_judgement(matrices: Sequence[ArrayLike]) -> Numbers:
    """One matrix of judgements from those of several people: the geometric mean, which keeps cells reciprocal.

    Parameters
    ----------
    matrices : sequence of arrays, each of shape (criteria, criteria)
        One per person; all count alike.

    References
    ----------
    Aczél and Saaty, Procedures for synthesizing ratio judgements, J. Math. Psychology 27 (1983) 93-102.

    Examples
    --------
    >>> shared_judgement([[[1, 2], [0.5, 1]], [[1, 8], [0.125, 1]]]).tolist()
    [[1.0, 4.0], [0.25, 1.0]]
    """
    stacked = np.stack([np.asarray(matrix, dtype=np.float64) for matrix in matrices])
    mean: Numbers = np.exp(np.log(stacked).mean(axis=0))
    return mean


def entropy_weights(matrix: ArrayLike) -> Numbers:
    """Weights by how far alternatives lie apart on each criterion, by the entropy of their shares.

    Parameters
    ----------
    matrix : array of float, shape (alternatives, criteria)
        Not negative; a share of 0 adds nothing to the entropy.

    Returns
    -------
    array of float, shape (criteria,)
        0 for a criterion on which all are alike; all alike where no criterion tells them apart, or with one
        alternative only.

    Raises
    ------
    ValueError
        Where a value is below 0 or not a number.

    References
    ----------
    Shannon 1948; in decisions Zeleny 1982, Hwang and Yoon 1981.
    """
    values = np.asarray(matrix, dtype=np.float64)
    if not (values >= 0).all():
        raise ValueError("entropy takes values of 0 and above; bring criteria onto such a scale first")
    rows, columns = values.shape
    alike: Numbers = np.full(columns, 1 / columns)
    if rows < 2:
        return alike
    totals = values.sum(axis=0)
    shares = np.divide(values, totals, out=np.full_like(values, 1 / rows), where=totals > 0)
    logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
    apart = np.clip(1 + (shares * logs).sum(axis=0) / np.log(rows), 0, None)
    apart[apart < 1e-12] = 0
    return apart / apart.sum() if apart.sum() > 0 else alike


def oriented(matrix: ArrayLike, more: ArrayLike) -> Numbers:
    """Every criterion from 0 (worst here) to 1 (best here); 0.5 throughout where all are alike.

    Parameters
    ----------
    matrix : array of float, shape (alternatives, criteria)
        In any units.
    more : array of bool, shape (criteria,)
        Whether more is better.
    """
    values, upward = np.asarray(matrix, dtype=np.float64), np.asarray(more, dtype=bool)
    low, high = values.min(axis=0), values.max(axis=0)
    span = high - low
    share = np.divide(values - low, span, out=np.full_like(values, 0.5), where=span > 0)
    found: Numbers = np.where(upward | (span <= 0), share, 1 - share)
    return found


def topsis(matrix: ArrayLike, weights: ArrayLike, more: ArrayLike) -> Numbers:
    """How near each alternative is to the ideal, as a share of its way from the anti-ideal (TOPSIS).

    Parameters
    ----------
    matrix : array of float, shape (alternatives, criteria)
        In any units; divided by the length of its column, which leaves a column of zeros alone.
    weights : array of float, shape (criteria,) or (draws, criteria)
        One set of weights, or many at once.
    more : array of bool, shape (criteria,)
        Whether more is better; else less is.

    Returns
    -------
    array of float, shape (alternatives,) or (draws, alternatives)
        From 0 to 1; 0.5 for all where nothing tells them apart.

    References
    ----------
    Hwang and Yoon, Multiple attribute decision making, Springer 1981.
    """
    values, upward = np.asarray(matrix, dtype=np.float64), np.asarray(more, dtype=bool)
    length = np.sqrt((values**2).sum(axis=0))
    scaled = np.divide(values, length, out=np.zeros_like(values), where=length > 0)
    best = np.where(upward, scaled.max(axis=0), scaled.min(axis=0))
    worst = np.where(upward, scaled.min(axis=0), scaled.max(axis=0))
    squares = np.asarray(weights, dtype=np.float64) ** 2
    to_best, to_worst = (np.sqrt(squares @ ((scaled - end) ** 2).T) for end in (best, worst))
    whole = to_best + to_worst
    found: Numbers = np.divide(to_worst, whole, out=np.full_like(whole, 0.5), where=whole > 1e-15)
    return found


def preference(
    lead: ArrayLike, shape: Shape, indifference: float = 0.0, preferred: float = 0.0, spread: float = 1.0
) -> Numbers:
    """How strongly a lead on one criterion makes one prefer, from 0 to 1.

    Parameters
    ----------
    lead : array of float
        By how much the one is better than the other, in the unit of the criterion; below 0 where it is worse.
    shape : str
        ``usual`` any lead counts in full; ``u`` beyond ``indifference``; ``v`` grows up to ``preferred``; ``level``
        one half between the two; ``linear`` grows from the one to the other; ``gaussian`` with ``spread``.
    indifference, preferred : float
        Lead that does not yet count, and that counts in full.
    spread : float
        Standard deviation of the last shape, above 0.

    References
    ----------
    Brans and Vincke, A preference ranking organisation method, Management Science 31 (1985) 647-656.
    """
    gain = np.asarray(lead, dtype=np.float64)
    if shape == "gaussian":
        found: Numbers = np.where(gain > 0, 1 - np.exp(-(gain**2) / (2 * spread**2)), 0.0)
        return found
    low = 0.0 if shape in ("usual", "v") else indifference
    high = low if shape in ("usual", "u") else preferred
    if shape == "level":
        return np.where(gain > high, 1.0, np.where(gain > low, 0.5, 0.0))
    if high <= low:
        return (gain > low).astype(np.float64)
    return np.clip((gain - low) / (high - low), 0.0, 1.0)


def flows(
    matrix: ArrayLike,
    more: ArrayLike,
    shapes: Sequence[Shape],
    indifference: ArrayLike = 0.0,
    preferred: ArrayLike = 0.0,
    spread: ArrayLike = 1.0,
) -> Numbers:
    """Net flow of each alternative on each criterion alone; weighted and added up it is PROMETHEE II.

    Parameters
    ----------
    matrix : array of float, shape (alternatives, criteria)
        In any units.
    more : array of bool, shape (criteria,)
        Whether more is better.
    shapes : sequence of str
        One :data:`Shape` per criterion.
    indifference, preferred, spread : float or array, shape (criteria,)
        See :func:`preference`, in the unit of each criterion.

    Returns
    -------
    array of float, shape (alternatives, criteria)
        From -1 to 1; each column adds up to 0. ``flows(...) @ weights`` is the net flow.
    """
    values = np.asarray(matrix, dtype=np.float64)
    rows, columns = values.shape
    if rows < 2:
        return np.zeros_like(values)
    signs = np.where(np.asarray(more, dtype=bool), 1.0, -1.0)
    ends = [np.broadcast_to(np.asarray(end, dtype=np.float64), (columns,)) for end in (indifference, preferred, spread)]
    found = np.empty_like(values)
    for number, shape in enumerate(shapes):
        lead = signs[number] * (values[:, None, number] - values[None, :, number])
        strength = preference(lead, shape, *(float(end[number]) for end in ends))
        found[:, number] = (strength.sum(axis=1) - strength.sum(axis=0)) / (rows - 1)
    return found


def ranks(scores: ArrayLike, tolerance: float = 1e-9) -> tuple[int, ...]:
    """Rank of each, 1 for the highest score; what is alike has one rank, and the next ones are passed over.

    Examples
    --------
    >>> ranks([0.2, 0.9, 0.9, 0.1])
    (3, 1, 1, 4)
    """
    values = np.asarray(scores, dtype=np.float64)
    return tuple(int(1 + (values > value + tolerance).sum()) for value in values)


def dominating(matrix: ArrayLike, more: ArrayLike) -> Flags:
    """Which alternatives are at least as good on every criterion and better on one.

    Parameters
    ----------
    matrix : array of float, shape (alternatives, criteria)
        In any units.
    more : array of bool, shape (criteria,)
        Whether more is better.

    Returns
    -------
    array of bool, shape (alternatives, alternatives)
        Whether the row dominates the column.
    """
    values = np.asarray(matrix, dtype=np.float64) * np.where(np.asarray(more, dtype=bool), 1.0, -1.0)
    lead = values[:, None, :] - values[None, :, :]
    found: Flags = np.asarray(np.all(lead >= 0, axis=2) & np.any(lead > 0, axis=2))
    return found
