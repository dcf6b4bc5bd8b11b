"""Quality of water by the worst single factor (GB 3838), from repeated samples, some below their detection limit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class Reading:
    """What a laboratory found.

    Parameters
    ----------
    value : Decimal or None
        As measured; None where it lies below the detection limit.
    limit : Decimal or None
        That limit; None where nobody states it.
    """

    value: Decimal | None
    limit: Decimal | None = None

    @property
    def counted(self) -> Decimal | None:
        """The value that is reckoned with: half of the detection limit below it; None where that is not known."""
        if self.value is not None:
            return self.value
        return None if self.limit is None else self.limit / 2


def mean_reading(readings: Iterable[Reading]) -> Decimal | None:
    """Arithmetic mean of repeated samples.

    Parameters
    ----------
    readings : iterable of Reading
        All in one unit. Those below an unknown limit are left out.

    Returns
    -------
    Decimal or None
        None where every one of them lies below an unknown limit.

    References
    ----------
    GB 3838-2002 5.1; half of the detection limit after the rules of environmental monitoring (HJ 91.2).
    """
    known = [value for reading in readings if (value := reading.counted) is not None]
    return sum(known, Decimal(0)) / len(known) if known else None


def factor_class(value: Decimal | None, limits: Sequence[Decimal], better: Literal["less", "more"]) -> int:
    """Class of one factor.

    Parameters
    ----------
    value : Decimal or None
        Mean of its samples in the unit of the limits; None = below an unknown detection limit, which is the best class
        of what is better the less there is, and worse than the worst of what is better the more.
    limits : sequence of Decimal
        Of each class, best first; a value equal to a limit is still within it.
    better : {"less", "more"}
        Whether less of it is better, or more as of dissolved oxygen.

    Returns
    -------
    int
        0 for the best class; ``len(limits)`` where it is worse than the worst.

    References
    ----------
    GB 3838-2002 table 1.
    """
    if value is None:
        return 0 if better == "less" else len(limits)
    fits = (value <= limit if better == "less" else value >= limit for limit in limits)
    return next((number for number, fit in enumerate(fits) if fit), len(limits))


def worst_class(classes: Iterable[int]) -> int | None:
    """Class of a section: the worst of its factors; None where no factor makes a class.

    References
    ----------
    GB 3838-2002 5.1: single-factor evaluation.
    """
    return max(classes, default=None)


def exceedance(value: Decimal, limit: Decimal) -> Decimal | None:
    """How many times a value exceeds its limit, C / limit - 1; None where it does not, or the limit is 0.

    References
    ----------
    GB 3838-2002 5.1.
    """
    return value / limit - 1 if limit > 0 and value > limit else None


def share_that_complies(complying: Iterable[bool]) -> Decimal | None:
    """Share of sections or points that comply; None where there is none.

    References
    ----------
    TD/T 1068 B.2-081, B.2-091.
    """
    known = tuple(complying)
    return Decimal(sum(known)) / len(known) if known else None
