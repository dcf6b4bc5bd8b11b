"""Which slip of the hand would explain that numbers do not add up: one digit, two digits exchanged, a shifted point."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from shanshui.claims.model import Quantity
from shanshui.quantity import printed

_CLOSE = Decimal("1.02")
Slip = Literal["digit", "exchange", "point", "dropped"]


def slip(stands: str, meant: str) -> Slip | None:
    """The slip that turns one number into another; None where it takes more than one.

    Parameters
    ----------
    stands, meant : str
        Plain decimal numbers, as printed and as they should be.

    Examples
    --------
    >>> slip("148.09", "148.90"), slip("27.45", "27.85"), slip("12.5", "125"), slip("1428.19", "428.19")
    ('exchange', 'digit', 'point', 'dropped')
    """
    if stands == meant:
        return None
    digits, wanted = stands.replace(".", ""), meant.replace(".", "")
    if digits.strip("0") == wanted.strip("0"):
        return "point"
    if len(stands) == len(meant):
        differing = [place for place, (one, other) in enumerate(zip(stands, meant, strict=True)) if one != other]
        if len(differing) == 1:
            return "digit"
        first, last = differing[0], differing[-1]
        if len(differing) == 2 and stands[first] == meant[last] and stands[last] == meant[first]:
            return "exchange"
        return None
    longer, shorter = (digits, wanted) if len(digits) > len(wanted) else (wanted, digits)
    whole = len(longer) == len(shorter) + 1
    return "dropped" if whole and any(longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer))) else None


def near(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities of one dimension may be one, mistyped or old: a fiftieth, a slip or the unit apart."""
    if not one.value or not other.value:
        return False
    small, large = sorted((abs(one.value), abs(other.value)))
    if large <= small * _CLOSE or one.low == other.low:
        return True
    in_unit = other.value * one.step / one.grain
    places = max(0, -int(one.step.normalize().as_tuple().exponent))
    return slip(printed(one.low, places), printed(in_unit, places)) is not None


def mended(terms: Iterable[tuple[Decimal, int]], change: Decimal) -> tuple[int, str, Slip] | None:
    """The one number that, changed by a slip, would make a sum right.

    Parameters
    ----------
    terms : iterable of (Decimal, int)
        Numbers with their decimals.
    change : Decimal
        What is missing in the sum.

    Returns
    -------
    tuple of int, str, Slip, or None
        Which, what it should be, and by which slip; None where none or several would do.
    """
    found = []
    for place, (value, decimals) in enumerate(terms):
        meant = value + change
        kind = slip(printed(value, decimals), printed(meant, decimals)) if meant > 0 else None
        if kind is not None:
            found.append((place, printed(meant, decimals), kind))
    return found[0] if len(found) == 1 else None
