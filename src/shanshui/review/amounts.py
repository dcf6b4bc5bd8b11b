"""Amounts as findings write them, and the tolerances that rules compare with."""

from __future__ import annotations

from decimal import Decimal

from shanshui.plan import Project
from shanshui.quantity import convert, printed, unit
from shanshui.standard.limits import load_limits


def shown(value: Decimal, inner: str, outer: str, places: int | None) -> str:
    """A value with its unit, for a reader.

    Parameters
    ----------
    value : Decimal
        Amount [inner].
    inner, outer : str
        Unit codes: what it is kept in, and what it is printed in.
    places : int or None
        Decimals; None prints what the value has.

    Examples
    --------
    >>> shown(Decimal("12345678"), "m2", "hm2", 2)
    '1234.57 hm²'
    """
    number, symbol = printed(convert(value, inner, outer), places), unit(outer).symbol
    return f"{number} {symbol}".strip()


def hectares(area: Decimal) -> str:
    """An area [m²] in hectares.

    Examples
    --------
    >>> hectares(Decimal("10000"))
    '1.00 hm²'
    """
    return shown(area, "m2", "hm2", 2)


def wan(money: Decimal) -> str:
    """An amount of money [yuan] in units of 10 000 yuan, to the yuan where it needs that."""
    return shown(money, "yuan", "wan_yuan", 0 if money % 10000 == 0 else 4)


def limit(project: Project, key: str) -> Decimal:
    """A limit: the project's own parameter of this name, else the one of ``limits.csv``.

    Parameters
    ----------
    project : Project
        Its ``parameters`` come first; one in an impossible unit is passed over (``PARAMETER-LIMIT`` says so).
    key : str
        Name in both.

    Returns
    -------
    Decimal
        In the unit of ``limits.csv``.
    """
    shipped = load_limits()[key]
    own = project.parameters.get(key)
    if own is None or not isinstance(own.value, Decimal):
        return shipped.value
    try:
        return convert(own.value, unit(own.unit).code, shipped.unit)
    except (KeyError, ValueError):
        return shipped.value


def sliver(project: Project, whole: Decimal | None) -> Decimal:
    """Area below which a gap or overlap counts as a sliver of digitising [m²].

    Parameters
    ----------
    project : Project
        May set ``sliver_area`` and ``sliver_share``.
    whole : Decimal or None
        Area of the feature it is part of [m²].

    Returns
    -------
    Decimal
        The larger of the two limits.
    """
    area = convert(limit(project, "sliver_area"), "hm2", "m2")
    return max(area, limit(project, "sliver_share") * (whole or Decimal(0)))
