"""What a row of yearly payments is worth: present value, internal rate, payback (clause 5.4.5.3 a).

Payments fall at the end of their years; the first one, year 0, is not discounted. Receipts are above 0, outlays below.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq

_FAR = 100.0
"""Logarithm of 1 + rate beyond which no internal rate is looked for."""
_REAL = 1e-9
_ROUNDING = 1e-12
"""Share of all payments that a sum may be off by rounding."""


def present_value(rate: float, payments: ArrayLike) -> NDArray[np.float64]:
    """Net present value.

    Parameters
    ----------
    rate : float
        Of discount [1/a], above -1.
    payments : array, shape (..., years)
        [yuan]

    Returns
    -------
    array, shape (...)
        [yuan]

    Raises
    ------
    ValueError
        Where the rate is -1 or below.

    Examples
    --------
    >>> round(float(present_value(0.08, [-1000, 500, 500, 500])), 2)
    288.55
    """
    if rate <= -1:
        raise ValueError(f"a rate of discount of {rate} is none; give one above -1")
    flows = np.asarray(payments, dtype=np.float64)
    found: NDArray[np.float64] = flows @ (1.0 + rate) ** -np.arange(flows.shape[-1], dtype=np.float64)
    return found


def internal_rates(payments: ArrayLike) -> tuple[float, ...]:
    """Every rate at which the present value is 0, ascending [1/a].

    Parameters
    ----------
    payments : array, shape (years,)
        [yuan]

    Returns
    -------
    tuple of float
        None where all payments have one sign; several where the sign changes more than once, and then none of them
        tells how good the payments are.

    Examples
    --------
    >>> [round(rate, 4) for rate in internal_rates([-100, 230, -132])]
    [0.1, 0.2]
    """
    flows = np.trim_zeros(np.asarray(payments, dtype=np.float64))
    signs = np.sign(flows[flows != 0])
    changes = int((signs[1:] != signs[:-1]).sum())
    if not changes:
        return ()
    if changes == 1:
        return (float(np.expm1(brentq(lambda rate: _balance(rate, flows), -_FAR, _FAR, xtol=1e-15))),)
    roots = np.roots(flows)  # in 1 + rate
    real = roots[np.abs(roots.imag) < _REAL * np.maximum(np.abs(roots), 1.0)].real
    return tuple(sorted(float(root) - 1.0 for root in real if root - 1.0 > -1.0))


def _balance(force: float, flows: NDArray[np.float64]) -> float:
    """Present value at the rate of which ``force`` is the logarithm (of 1 + rate), over that of all amounts."""
    exponents = -force * np.arange(flows.size)
    weights = np.exp(exponents - exponents.max())
    return float((flows @ weights) / (np.abs(flows) @ weights))


def payback(payments: ArrayLike, rate: float = 0.0) -> float | None:
    """Time after which what came in has made up for what went out [a].

    Parameters
    ----------
    payments : array, shape (years,)
        [yuan]
    rate : float
        Of discount [1/a]; 0 for the plain payback.

    Returns
    -------
    float or None
        From the end of year 0, straight within a year; 0 where nothing has to be made up for, None where the sum is
        below 0 at the end. The last time that the sum rises above 0 counts, so that later outlays are made up for too.

    Examples
    --------
    >>> payback([-100, 40, 40, 40])
    2.5
    """
    flows = np.asarray(payments, dtype=np.float64)
    worth = flows * (1.0 + rate) ** -np.arange(flows.size, dtype=np.float64)
    sums = np.cumsum(worth)
    below = np.flatnonzero(sums < -_ROUNDING * np.abs(worth).sum())
    if not below.size:
        return 0.0
    last = int(below[-1])
    if last == flows.size - 1:
        return None
    return last + float(-sums[last] / worth[last + 1])


def yearly(amount: float, rate: float, years: int) -> float:
    """The even yearly payment that is worth an amount today [yuan/a].

    Examples
    --------
    >>> round(yearly(1000.0, 0.05, 10), 2), yearly(1000.0, 0.0, 10)
    (129.5, 100.0)
    """
    if years < 1:
        raise ValueError(f"{years} years are no span; give 1 or more")
    return amount / years if rate == 0 else amount * rate / (1.0 - (1.0 + rate) ** -years)
