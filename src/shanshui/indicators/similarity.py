"""How like two places are, and how far the state of one lies from that of the other."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

_NORMAL = 1.2815515655446004
"""Standard deviations between the mean of a normal distribution and its 90 % quantile."""


def standard_distance(places: ArrayLike, goal: ArrayLike, spread: ArrayLike) -> NDArray[np.float64]:
    """Distance of places from a goal in features, each counted in its spread.

    Parameters
    ----------
    places : float array, shape (places, features)
        Features in any units; NaN = unknown.
    goal : float array, shape (features,)
        Features sought, in the same units.
    spread : float array, shape (features,)
        Standard deviation of each feature; one of 0 tells nothing apart and is left out.

    Returns
    -------
    float array, shape (places,)
        Root of the mean of squares over the features known on both sides: 0 alike, 1 one standard deviation
        apart on average; NaN where no feature is known.

    Examples
    --------
    >>> standard_distance([[2.0, 10.0], [0.0, 10.0]], [0.0, 10.0], [2.0, 5.0]).round(4).tolist()
    [0.7071, 0.0]

    References
    ----------
    TD/T 1068 5.3.1.2: a similar ecosystem nearby as reference.
    """
    found, width = np.asarray(places, dtype=np.float64), np.asarray(spread, dtype=np.float64)
    tells = width > 0
    apart = (found - np.asarray(goal, dtype=np.float64))[:, tells] / width[tells]
    known = ~np.isnan(apart)
    number = known.sum(axis=1)
    squares = np.where(known, apart, 0.0) ** 2
    return np.where(number > 0, np.sqrt(squares.sum(axis=1) / np.maximum(number, 1)), np.nan)


def likeness(distance: ArrayLike) -> NDArray[np.float64]:
    """Likeness of places by their distance in features: 1 alike, falling to 0.

    Parameters
    ----------
    distance : array of float
        As :func:`standard_distance` gives it, from 0; NaN stays.

    Notes
    -----
    exp(-d²/2), the height of a normal curve: 0.61 at one standard deviation.
    """
    found: NDArray[np.float64] = np.exp(-(np.asarray(distance, dtype=np.float64) ** 2) / 2)
    return found


def relative_state(value: ArrayLike, reference: ArrayLike, more: bool) -> NDArray[np.float64]:
    """State of an attribute as a share of that of the reference.

    Parameters
    ----------
    value, reference : array of float
        In one unit, from 0; NaN = no data.
    more : bool
        Whether more of it is better.

    Returns
    -------
    float array
        value / reference where more is better, else reference / value; 1 at most: better than the
        reference counts as reached. NaN where either is unknown, or both are 0 and more is better.

    Examples
    --------
    >>> relative_state([40.0, 90.0], 80.0, more=True).tolist()
    [0.5, 1.0]
    >>> relative_state([500.0, 0.0], 100.0, more=False).tolist()
    [0.2, 1.0]
    """
    one, other = np.asarray(value, dtype=np.float64), np.asarray(reference, dtype=np.float64)
    above, below = (one, other) if more else (other, one)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where((below == 0) & (not more), 1.0, above / below)
    return np.clip(share, 0.0, 1.0)


def gap_in_spreads(value: ArrayLike, reference: ArrayLike, spread: ArrayLike, more: bool) -> NDArray[np.float64]:
    """How far a state falls short of the reference, in spreads of the reference.

    Parameters
    ----------
    value, reference : array of float
        In one unit; NaN = no data.
    spread : array of float
        Standard deviation among the reference's cells, same unit; 0 or NaN gives NaN.
    more : bool
        Whether more of it is better.

    Returns
    -------
    float array
        Above 0 where the state is worse than the reference.
    """
    short = np.asarray(reference, dtype=np.float64) - np.asarray(value, dtype=np.float64)
    width = np.asarray(spread, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        found: NDArray[np.float64] = np.where(width > 0, (short if more else -short) / width, np.nan)
    return found


def spread_of(tenth: ArrayLike, ninetieth: ArrayLike) -> NDArray[np.float64]:
    """Standard deviation of a normal distribution by its 10 % and 90 % quantiles."""
    width = np.asarray(ninetieth, dtype=np.float64) - np.asarray(tenth, dtype=np.float64)
    return width / (2 * _NORMAL)


def recovery_score(shares: ArrayLike) -> float:
    """Score of a group of attributes on the recovery wheel: 0 nothing reached to 5 like the reference.

    Parameters
    ----------
    shares : array of float
        States as shares of the reference (:func:`relative_state`); NaN = unknown.

    Returns
    -------
    float
        Five times their mean; NaN where none is known.

    References
    ----------
    The wheel with five levels in six groups is the idea of the Society for Ecological Restoration; that levels
    are made of shares of the reference is our own choice.
    """
    known = np.asarray(shares, dtype=np.float64)
    known = known[~np.isnan(known)]
    return float(5 * known.mean()) if known.size else float("nan")
