"""Landscape pattern (B.2-011, 012): kinds and number of patches of every place."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from shanshui.assess.cover_years import cover_years
from shanshui.assess.fields.cover import ECOSYSTEM
from shanshui.assess.ground import Ground, Wants
from shanshui.geo.grid import Window
from shanshui.geo.patches import Patches, PatchScan
from shanshui.indicators.landscape import fragmentation, richness
from shanshui.ledger import Fact
from shanshui.quantity import convert, exact, round_half_up
from shanshui.stage import StageResult

STRIP = 256
"""Rows that are read at a time."""
_PLACES = 6


def wants(ground: Ground) -> Wants:
    """The classes of each year, written so that they can be read strip by strip."""
    return Wants(kept=tuple(f"ecosystem@{year}" for _, year in cover_years(ground.layers, ground.base_year)))


def tells(ground: Ground) -> StageResult:
    """Richness and fragmentation of each place, year by year."""
    facts: list[Fact] = []
    for _, year in cover_years(ground.layers, ground.base_year):
        if f"ecosystem@{year}" in ground.kept:
            facts.extend(_of_year(ground, year))
    return StageResult(tuple(facts))


def patches_of(ground: Ground, year: int) -> tuple[Patches, ...]:
    """Patches of each set of places in one pass; a patch ends at the border of its place.

    Returns
    -------
    tuple of Patches
        Zones count from 1 in the order of the places of a set; classes in the order of the classification, of
        which patches take the finest that the source tells.
    """
    codes = [0, *(int(code) for code in ground.standard.classes[ECOSYSTEM].classes)]
    number = np.zeros(max(codes) + 1, np.int32)
    number[codes] = np.arange(len(codes))
    sets = ground.places.zones(ground.grid)
    scans = [PatchScan(ground.grid.cols, len(zones), len(codes) - 1) for zones in sets]
    with ground.kept[f"ecosystem@{year}"].opened() as read:
        for top in range(0, ground.grid.rows, STRIP):
            window = Window(top, 0, min(STRIP, ground.grid.rows - top), ground.grid.cols)
            kinds = number[read(window)]
            for zones, scan in zip(sets, scans, strict=True):
                scan.add(zones.burn(window), kinds)
    return tuple(scan.result() for scan in scans)


def _of_year(ground: Ground, year: int) -> Iterator[Fact]:
    name = f"ecosystem@{year}"
    for spot, patches, n in ground.places.each(patches_of(ground, year)):
        kinds = patches.kind[patches.zone == n + 1]
        if not kinds.size:
            continue
        rich = ground.told(name, "TD/T 1068 B.2-011", *spot.rests_on, method="indicators.landscape.richness")
        yield rich.fact(spot.subject, "indicator.011", richness(kinds), "count", year)
        broken = ground.told(name, "TD/T 1068 B.2-012", *spot.rests_on, method="indicators.landscape.fragmentation")
        value = fragmentation(kinds.size, float(convert(spot.area, "m2", "km2")))
        yield broken.fact(spot.subject, "indicator.012", round_half_up(exact(value), _PLACES), "count/km2", year)
