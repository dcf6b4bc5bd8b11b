"""Landscape pattern (B.2-011, 012): kinds and number of patches of scope and units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from shanshui.assess.places import Spot
from shanshui.geo.grid import Window
from shanshui.geo.patches import Patches, PatchScan
from shanshui.geo.raster import AlignedRaster
from shanshui.geo.zonal import Zones
from shanshui.indicators.landscape import fragmentation, richness
from shanshui.ledger import Fact
from shanshui.quantity import convert, exact, round_half_up
from shanshui.standard import ClassTable
from shanshui.workspace.layers import Layers, Translation, measured_on

STRIP = 256
"""Rows that are read at a time."""
_PLACES = 6


def patches_of(
    raster: AlignedRaster, way: Translation, places: Sequence[Spot], classes: ClassTable
) -> tuple[Patches, Patches]:
    """Patches of the first place, and of all the others, in one pass.

    Parameters
    ----------
    raster : AlignedRaster
        Codes of land cover on the project's grid.
    way : Translation
        From its codes to the ecosystem classification; what has no class there belongs to no patch.
    places : sequence of Spot
        The first may overlap the others; a patch ends at the border of its place.
    classes : ClassTable
        The ecosystem classification, of which patches take the finest class that the source tells.

    Returns
    -------
    tuple of Patches
        Zones count from 1 in the order of the places; classes in the order of the table.
    """
    number = {code: n for n, code in enumerate(classes.classes, start=1)}
    sets = [Zones([place.geometry for place in part], raster.grid) for part in (places[:1], places[1:])]
    scans = [PatchScan(raster.grid.cols, len(zones), len(number)) for zones in sets]
    with raster.opened() as read:
        for top in range(0, raster.grid.rows, STRIP):
            window = Window(top, 0, min(STRIP, raster.grid.rows - top), raster.grid.cols)
            kinds = _translated(read(window), way, number)
            for zones, scan in zip(sets, scans, strict=True):
                scan.add(zones.burn(window), kinds)
    first, rest = (scan.result() for scan in scans)
    return first, rest


def _translated(codes: NDArray[np.integer], way: Translation, number: dict[str, int]) -> NDArray[np.int32]:
    met, inverse = np.unique(codes, return_inverse=True)
    kinds = np.array([number.get(way(int(code)) or "", 0) if code else 0 for code in met], np.int32)
    translated: NDArray[np.int32] = kinds[inverse].reshape(codes.shape)
    return translated


def pattern_facts(
    role: str, year: int, found: tuple[Patches, Patches], places: Sequence[Spot], layers: Layers
) -> Iterator[Fact]:
    """Richness and fragmentation of each place.

    Parameters
    ----------
    role : str
        Layer of land cover.
    year : int
        That it stands for.
    found : tuple of Patches
        As :func:`patches_of` gives it.
    places : sequence of Spot
        Whose patches they are.
    layers : Layers
        For the source.
    """
    numbered = [(found[0], 1), *((found[1], n) for n in range(1, len(places)))]
    for place, (patches, zone) in zip(places, numbered, strict=True):
        kinds = patches.kind[patches.zone == zone]
        if not kinds.size:
            continue
        source = [f"layer:{role}"]
        rich = measured_on(layers, source, "indicators.landscape.richness", "TD/T 1068 B.2-011")
        yield rich.fact(place.subject, "indicator.011", richness(kinds), "count", year)
        broken = measured_on(
            layers, source, "indicators.landscape.fragmentation", "TD/T 1068 B.2-012", [place.area_fact]
        )
        value = fragmentation(kinds.size, float(convert(place.area, "m2", "km2")))
        yield broken.fact(place.subject, "indicator.012", round_half_up(exact(value), _PLACES), "count/km2", year)
