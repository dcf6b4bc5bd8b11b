"""Elevation and slope of every place, and the land in each class of slope."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from shanshui.assess.ground import Ground, Wants
from shanshui.geo.areas import scale_to
from shanshui.geo.tallies import Codes, Values
from shanshui.ledger import Fact
from shanshui.quantity import close, exact, round_half_up
from shanshui.stage import StageResult
from shanshui.standard.method.grades import scale

ELEVATION, SLOPE, CLASSES = Values("elevation"), Values("slope"), Codes("slope_class")
_PLACES = 4
_SHARE_PLACES = 10


def wants(_: Ground) -> Wants:
    """Elevation, slope and its classes; the slope is drawn."""
    return Wants((ELEVATION, SLOPE, CLASSES), ("slope",))


def tells(ground: Ground) -> StageResult:
    """Mean, least and greatest elevation, mean slope, and area and share of each class of slope."""
    return StageResult(tuple(_facts(ground)) if ground.has("slope") else ())


def _facts(ground: Ground) -> Iterator[Fact]:
    for spot, found, n in ground.places.each(ground.swept[ELEVATION]):
        if found.count[n]:
            heights = ground.told("elevation", "表A.1 注b", *spot.rests_on, method="geo.zonal.statistics")
            for name, values in (("mean", found.mean), ("min", found.minimum), ("max", found.maximum)):
                yield heights.fact(spot.subject, f"elevation.{name}", _number(values[n]), "m")
    for spot, found, n in ground.places.each(ground.swept[SLOPE]):
        if found.count[n]:
            steep = ground.told("slope", "A.2.1 d", *spot.rests_on)
            yield steep.fact(spot.subject, "slope.mean", _number(found.mean[n]), "deg")
    for spot, found, n in ground.places.each(ground.swept[CLASSES]):
        cells = found.of(n)
        counts = [cells.get(number, 0) for number in sorted(scale("slope").numbers)]
        if not sum(counts):
            continue
        classes = ground.told("slope_class", "A.2.1 d", *spot.rests_on)
        *areas, _ = scale_to([*counts, int(found.empty[n])], spot.area)
        shares = close([Decimal(count) / sum(counts) for count in counts], _SHARE_PLACES, Decimal(1))
        for number, (area, share) in enumerate(zip(areas, shares, strict=True), start=1):
            yield classes.fact(spot.subject, f"slope.class{number}.area", area, "m2")
            yield classes.fact(spot.subject, f"slope.class{number}.share", share)


def _number(value: float) -> Decimal:
    return round_half_up(exact(float(value)), _PLACES)
