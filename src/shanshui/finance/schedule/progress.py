"""How works and money without a year fall on the years of their sub-project (clause 5.4.5.2)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from itertools import pairwise

from shanshui.plan import Subproject
from shanshui.quantity import close
from shanshui.standard.method.progress import load_progress_curves

EVEN = "even"
"""The curve of a sub-project that names none."""
_PLACES = 12
"""Decimals of a share: so few that an amount times it is exact, so many that nobody sees them."""


@cache
def shares(curve: str, start: int, end: int, years: tuple[int, ...]) -> tuple[Decimal, ...]:
    """Share of each year in what is done from the first to the last year of works.

    Parameters
    ----------
    curve : str
        Code of the vocabulary ``progress_curve``; even where empty or not known.
    start, end : int
        First and last year of works.
    years : tuple of int
        Columns, ascending.

    Returns
    -------
    tuple of Decimal
        One share for each column [1], none below 0, with twelve decimals; they add up to exactly 1. The curve runs
        over the columns from start to end, and over all columns where none lies there.

    Examples
    --------
    >>> [str(share.normalize()) for share in shares("back", 2021, 2022, (2021, 2022, 2023))]
    ['0.25', '0.75', '0']
    """
    own = [year for year in years if start <= year <= end] or list(years)
    parts = dict(zip(own, _parts(curve, len(own)), strict=True))
    return tuple(parts.get(year, Decimal(0)) for year in years)


def spread(amount: Decimal, year: int | None, subproject: Subproject, years: Sequence[int]) -> tuple[Decimal, ...]:
    """Divide an amount over years.

    Parameters
    ----------
    amount : Decimal
        What to divide.
    year : int or None
        The year that was entered for it.
    subproject : Subproject
        Where no year was entered, the amount follows its curve of progress over its years of works.
    years : sequence of int
        Columns, ascending.

    Returns
    -------
    tuple of Decimal
        One part for each column, not rounded; the parts add up to the amount. Where the sub-project's years lie
        outside all columns the amount falls on all of them.
    """
    if year is not None:
        return tuple(amount if y == year else Decimal(0) for y in years)
    columns = tuple(years)
    return tuple(amount * part for part in shares(subproject.progress, subproject.start, subproject.end, columns))


@cache
def _parts(curve: str, count: int) -> tuple[Decimal, ...]:
    curves = load_progress_curves()
    form = curves.get(curve or EVEN, curves[EVEN])
    done = [form.done(Decimal(n) / count) for n in range(count + 1)]
    return close([after - before for before, after in pairwise(done)], _PLACES, Decimal(1))
