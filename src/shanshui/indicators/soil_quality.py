"""Pollution risk of soil by screening and control values (GB 15618, GB 36600)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import Enum


class Risk(Enum):
    """What a value comes to."""

    LOW = "low"
    POSSIBLE = "possible"
    HIGH = "high"
    UNKNOWN = "unknown"


def soil_risk(value: Decimal | None, screenings: Sequence[Decimal], controls: Sequence[Decimal]) -> Risk:
    """Risk of one pollutant.

    Parameters
    ----------
    value : Decimal or None
        Content in the unit of the values compared with; None = below the detection limit.
    screenings : sequence of Decimal
        Screening values that may hold: one where pH and use of the land are known, else all that are possible.
    controls : sequence of Decimal
        Likewise the control values; none where the standard has none.

    Returns
    -------
    Risk
        Low up to the screening value, high above the control value, possible between them; unknown where it
        depends on a pH or use that nobody states.

    Raises
    ------
    ValueError
        Where there is no screening value.

    References
    ----------
    GB 15618-2018 clause 6; GB 36600-2018 5.3.
    """
    if not screenings:
        raise ValueError("no screening value is given; leave out what the standard does not limit")
    if value is None or value <= min(screenings):
        return Risk.LOW
    if value <= max(screenings):
        return Risk.UNKNOWN
    return Risk.HIGH if controls and value > max(controls) else Risk.POSSIBLE


def point_risk(risks: Iterable[Risk]) -> Risk | None:
    """Risk of a point: that of its worst pollutant; None where none was judged.

    Notes
    -----
    Unknown only where no pollutant exceeds its limits for sure.

    References
    ----------
    GB 15618-2018 clause 6.
    """
    order = (Risk.LOW, Risk.UNKNOWN, Risk.POSSIBLE, Risk.HIGH)
    return max(risks, key=order.index, default=None)
