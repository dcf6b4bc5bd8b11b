"""What a printed number may stand for: every value that rounds to it, wider where it is hedged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from shanshui.claims.model import Quantity
from shanshui.quantity import inner_unit, units

_ENDLESS = Decimal("Infinity")
_HALF = Decimal("0.5")
_HEDGED = Decimal("0.05")
"""A number said to be about right may be this share of itself off, at most."""
_COUNTED = frozenset({"", "1", "count", "person", "a", "d"})
_MEASURED = frozenset(inner_unit(unit.code) for unit in units()) - _COUNTED


@dataclass(frozen=True, slots=True)
class Interval:
    """Values between two ends, without the ends; a single value where they are equal.

    Parameters
    ----------
    low, high : Decimal
        Its ends, in the unit of the quantity's dimension.
    """

    low: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both.

        Examples
        --------
        >>> Interval(Decimal(1), Decimal(2)).meets(Interval(Decimal(2), Decimal(3)))
        False
        """
        if self.low == self.high == other.low == other.high:
            return True
        return self.low < other.high and other.low < self.high

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def times(self, factor: Decimal) -> Interval:
        """The same in another unit; the factor is above 0."""
        return Interval(self.low * factor, self.high * factor)

    def over(self, whole: Interval) -> Interval | None:
        """Its share of a whole; None where that may be nothing, or where an end is open."""
        if whole.low <= 0 or _ENDLESS in (self.high, whole.high) or -_ENDLESS in (self.low, whole.low):
            return None
        return Interval(self.low / whole.high, self.high / whole.low)

    @property
    def middle(self) -> Decimal:
        """Half way between its ends."""
        return (self.low + self.high) / 2

    def surely_above(self, other: Interval) -> bool:
        """Whether each of its values is larger than each of another's."""
        return self.low >= other.high and self != other


def total(intervals: Iterable[Interval]) -> Interval:
    """What parts make together."""
    added = Interval(Decimal(0), Decimal(0))
    for interval in intervals:
        added = added + interval
    return added


def interval(quantity: Quantity) -> Interval:
    """What a quantity may stand for, in the unit of its dimension.

    Parameters
    ----------
    quantity : Quantity
        As printed.

    Notes
    -----
    Half of the last printed digit on either side, nothing where things are counted one by one. After 约 and 近 the
    last digit that is not 0 counts, as far as that is a twentieth of the value: 约1600 reaches from 1520 to 1680. A
    bound (64%以上, 不超过30) is open at its other end.
    """
    half = Decimal(0) if is_count(quantity) else quantity.grain * _HALF
    if quantity.bound == "about":
        half = max(half, min(_last_digit(quantity), abs(quantity.value) * _HEDGED))
    low, high = quantity.value - half, quantity.upper + half
    if quantity.bound in ("at_least", "over"):
        return Interval(low, _ENDLESS)
    if quantity.bound in ("at_most", "under"):
        return Interval(-_ENDLESS, high)
    return Interval(min(low, high), max(low, high))


def is_count(quantity: Quantity) -> bool:
    """Whether a quantity counts things one by one, so that nothing was rounded."""
    return quantity.dimension not in _MEASURED and quantity.grain == 1


def is_exact(quantity: Quantity) -> bool:
    """Whether a quantity is one value, without hedge, bound or range."""
    return not quantity.bound and not quantity.is_range


def _last_digit(quantity: Quantity) -> Decimal:
    """One in the last digit that is not 0, in the unit of the dimension."""
    if not quantity.low:
        return quantity.grain
    exponent = quantity.low.normalize().as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return step * abs(quantity.value / quantity.low)
