"""Elevation and slope of scope and units, and the land in each class of slope."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shanshui.assess.places import Spot
from shanshui.geo.areas import scale_to
from shanshui.geo.raster import AlignedRaster
from shanshui.geo.terrain import slope
from shanshui.geo.zonal import CodeTally, Counts, Statistics, ValueTally, Zones
from shanshui.indicators.relief import slope_classes
from shanshui.ledger import Fact
from shanshui.quantity import close, exact, round_half_up
from shanshui.workspace.layers import Layers, measured_on

SLOPE_LIMITS = (2.0, 6.0, 15.0, 25.0)
"""Upper limits of the classes [°] as the national land survey draws them (TD/T 1055-2019)."""

ROLE = "dem"
_PLACES = 4
_SHARE_PLACES = 10


@dataclass(frozen=True, slots=True)
class Relief:
    """Relief of a set of places, each array with one value per place."""

    elevation: Statistics
    slope: Statistics
    classes: Counts


def reliefs(raster: AlignedRaster, places: Sequence[Spot]) -> tuple[Relief, Relief]:
    """Relief of the first place, and of all the others.

    Parameters
    ----------
    raster : AlignedRaster
        Elevations [m] on the project's grid.
    places : sequence of Spot
        The first may overlap the others.

    Returns
    -------
    tuple of Relief
        Read in one pass.
    """
    sets = [Zones([places[0].geometry], raster.grid), Zones([p.geometry for p in places[1:]], raster.grid)]
    tallies = [(ValueTally(len(z)), ValueTally(len(z)), CodeTally(len(z))) for z in sets]
    for window, heights in raster.blocks(halo=1):
        steep = slope(heights, raster.grid.cell)
        classes = slope_classes(steep, SLOPE_LIMITS)
        for zones, (height_tally, slope_tally, class_tally) in zip(sets, tallies, strict=True):
            burnt = zones.burn(window)
            height_tally.add(burnt, heights[1:-1, 1:-1])
            slope_tally.add(burnt, steep)
            class_tally.add(burnt, classes)
    first, rest = (Relief(h.result(), s.result(), c.result()) for h, s, c in tallies)
    return first, rest


def relief_facts(found: tuple[Relief, Relief], places: Sequence[Spot], layers: Layers) -> Iterator[Fact]:
    """Mean, least and greatest elevation, mean slope, and area and share of each class of slope.

    Parameters
    ----------
    found : tuple of Relief
        As :func:`reliefs` gives it.
    places : sequence of Spot
        Whose relief it is.
    layers : Layers
        For the source.
    """
    yield from _facts_of(found[0], 0, places[0], layers)
    for number, place in enumerate(places[1:]):
        yield from _facts_of(found[1], number, place, layers)


def _facts_of(found: Relief, number: int, place: Spot, layers: Layers) -> Iterator[Fact]:
    if not found.elevation.count[number]:
        return
    sources = [f"layer:{ROLE}", place.area_fact]
    heights = measured_on(layers, sources[:1], "geo.zonal.statistics", "表A.1 注b", sources[1:])
    for name, values in (
        ("mean", found.elevation.mean),
        ("min", found.elevation.minimum),
        ("max", found.elevation.maximum),
    ):
        yield heights.fact(place.subject, f"elevation.{name}", _number(values[number]), "m")
    steep = measured_on(layers, sources[:1], "geo.terrain.slope", "A.2.1 d", sources[1:])
    yield steep.fact(place.subject, "slope.mean", _number(found.slope.mean[number]), "deg")
    classes = measured_on(layers, sources[:1], "indicators.relief.slope_classes", "A.2.1 d", sources[1:])
    cells = found.classes.of(number)
    counts = [cells.get(n, 0) for n in range(1, len(SLOPE_LIMITS) + 2)]
    *areas, _ = scale_to([*counts, int(found.classes.empty[number])], place.area)
    shares = close([Decimal(c) / sum(counts) for c in counts], _SHARE_PLACES, Decimal(1))
    for n, (area, share) in enumerate(zip(areas, shares, strict=True), start=1):
        yield classes.fact(place.subject, f"slope.class{n}.area", area, "m2")
        yield classes.fact(place.subject, f"slope.class{n}.share", share)


def _number(value: float) -> Decimal:
    return round_half_up(exact(float(value)), _PLACES)
