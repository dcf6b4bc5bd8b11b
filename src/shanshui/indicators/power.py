"""How many points show a change, and which change a number of points can show (5.4.1.3, 5.4.4.2 c).

Two-sided tests of t on means, with the noncentral distribution of t: of one group of permanent plots visited twice, of
two groups of plots, and of two groups each visited twice (before and after, control and impact).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, ceil, inf, isfinite, pi, sin, sqrt
from typing import Literal

from scipy.optimize import brentq
from scipy.stats import nct, norm
from scipy.stats import t as student

Design = Literal["paired", "two_groups", "baci"]
"""One group visited twice; two groups visited once; two groups visited twice."""

MOST = 100_000
"""Points beyond which no number is looked for."""


def deviation_of_change(deviation: float, correlation: float) -> float:
    """Standard deviation of the change of a plot between two visits.

    Parameters
    ----------
    deviation : float
        Between plots, at one visit.
    correlation : float
        Between the visits, -1 to 1.

    Raises
    ------
    ValueError
        Where the correlation is none.

    Examples
    --------
    >>> round(deviation_of_change(10.0, 0.5), 6)
    10.0
    """
    if not -1 <= correlation <= 1:
        raise ValueError(f"a correlation lies between -1 and 1, {correlation} does not")
    return deviation * sqrt(2 * (1 - correlation))


def t_power(effect: float, count: int, alpha: float = 0.05, design: Design = "paired") -> float:
    """Probability that a test of t finds a change that is there.

    Parameters
    ----------
    effect : float
        The change over the standard deviation of what is compared: of a plot's change for ``paired`` and ``baci``, of
        a plot for ``two_groups``.
    count : int
        Points, in each group where there are two.
    alpha : float
        Probability of finding a change that is not there, both ways together.
    design : {"paired", "two_groups", "baci"}
        Whether two groups are compared.

    Returns
    -------
    float
        0 where there are too few points to know their spread.
    """
    groups = 1 if design == "paired" else 2
    free = groups * (count - 1)
    if count < 2:
        return 0.0
    if not isfinite(effect):
        return 1.0
    shift = abs(effect) * sqrt(count / groups)
    bound = float(student.ppf(1 - alpha / 2, free))
    upper = float(nct.sf(bound, free, shift))
    lower = float(nct.cdf(-bound, free, shift))
    # Far out the distribution underflows to nothing known: there is no doubt left there.
    return min(1.0, upper + (lower if isfinite(lower) else 0.0)) if isfinite(upper) else 1.0


def points_needed(
    effect: float, alpha: float = 0.05, power: float = 0.8, design: Design = "paired", population: float = inf
) -> int:
    """The least number of points, in each group, that finds a change with a power.

    Parameters
    ----------
    effect, alpha, design : float, float, str
        As :func:`t_power` has them.
    power : float
        Probability wanted.
    population : float
        How many points there could be: of a small ground fewer are needed, since what was seen needs no guess.

    Returns
    -------
    int
        At least 2, and at most :data:`MOST`.
    """
    if effect == 0:
        return MOST
    low, high = 2, 2
    while t_power(effect, high, alpha, design) < power and high < MOST:
        low, high = high, min(high * 2, MOST)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if t_power(effect, middle, alpha, design) >= power else (middle, high)
    found = low if t_power(effect, low, alpha, design) >= power else high
    return max(2, finite(found, population))


def finite(count: int, population: float) -> int:
    """Points needed of a finite population for the precision that ``count`` have in one without end.

    Examples
    --------
    >>> finite(100, 100.0), finite(64, inf)
    (51, 64)
    """
    return count if not isfinite(population) else ceil(count / (1 + (count - 1) / population))


def share_answers_needed(margin: float, share: float = 0.5, population: float = inf, confidence: float = 0.95) -> int:
    """Answers that tell a share of a population to within a margin, by Cochran's formula.

    Parameters
    ----------
    margin : float
        Half the width of the interval, 0 to 1.
    share : float
        Guessed beforehand, 0 to 1; a half asks for the most answers.
    population : float
        How many could be asked; of few, fewer are needed.
    confidence : float
        Probability that the interval holds the true share.

    Returns
    -------
    int
        At least 1, at most the population.

    Raises
    ------
    ValueError
        Where a share, margin or probability lies outside 0 to 1.

    References
    ----------
    Cochran, Sampling Techniques, 3rd edition, 1977, 4.4.

    Examples
    --------
    >>> [share_answers_needed(0.05, population=people) for people in (inf, 2000, 3)]
    [385, 323, 3]
    """
    if not (0 < margin < 1 and 0 < share < 1 and 0 < confidence < 1):
        raise ValueError(f"margin {margin}, share {share} and probability {confidence} have to lie between 0 and 1")
    endless = float(norm.ppf((1 + confidence) / 2)) ** 2 * share * (1 - share) / margin**2
    needed = endless if not isfinite(population) else endless / (1 + (endless - 1) / population)
    return max(1, min(ceil(needed), int(population) if isfinite(population) else ceil(needed)))


def detectable(
    deviation: float, count: int, alpha: float = 0.05, power: float = 0.8, design: Design = "paired"
) -> float:
    """The least change that a number of points finds with a power, in the unit of the deviation.

    Parameters
    ----------
    deviation : float
        Of what is compared, see :func:`t_power`.
    count, alpha, power, design
        As in :func:`t_power` and :func:`points_needed`.

    Returns
    -------
    float
        Infinite where there are fewer than two points.
    """
    if count < 2:
        return inf
    if deviation == 0:
        return 0.0

    def short(effect: float) -> float:
        return t_power(effect, count, alpha, design) - power

    high = 1.0
    while short(high) < 0:
        high *= 2
    return float(brentq(short, 0.0, high, xtol=1e-10)) * deviation


def detectable_share(share: float, count: int, alpha: float = 0.05, power: float = 0.8) -> float:
    """The least rise of a share that a number of points at each of two visits tells, by Cohen's arcsine.

    Parameters
    ----------
    share : float
        Before, 0 to 1.
    count : int
        Points.
    alpha, power : float
        As in :func:`points_needed`.

    Returns
    -------
    float
        Infinite where even all of them would not show it.
    """
    wanted = float(norm.ppf(1 - alpha / 2) + norm.ppf(power)) * sqrt(2 / count) if count else inf
    angle = 2 * asin(sqrt(share)) + wanted
    return inf if angle > pi else sin(angle / 2) ** 2 - share


def grouped_spread(middles: Sequence[float], weights: Sequence[float]) -> tuple[float, float]:
    """Mean and standard deviation of values that are known by classes only.

    Parameters
    ----------
    middles : sequence of float
        Middle of each class.
    weights : sequence of float
        How much falls into each; not all 0.

    Returns
    -------
    mean, deviation : float
        Without what the values spread within a class, which is small where classes are many.

    Examples
    --------
    >>> grouped_spread([1.0, 3.0], [1.0, 1.0])
    (2.0, 1.0)
    """
    total = sum(weights)
    mean = sum(m * w for m, w in zip(middles, weights, strict=True)) / total
    return mean, sqrt(sum(w * (m - mean) ** 2 for m, w in zip(middles, weights, strict=True)) / total)
