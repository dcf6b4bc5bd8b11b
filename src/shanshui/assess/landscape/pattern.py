"""Landscape pattern (B.2-011, 012, and metrics of HJ 1171 and FRAGSTATS): kinds, number and shape of patches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shanshui.assess.cover_years import cover_years
from shanshui.assess.fields.cover import ECOSYSTEM
from shanshui.assess.ground import Ground, Wants
from shanshui.assess.landscape import pattern_facts
from shanshui.geo.grid import Grid, Window
from shanshui.geo.patch_strips import Sought, Strip, label
from shanshui.geo.patches import Patches, PatchScan
from shanshui.geo.raster import AlignedRaster
from shanshui.geo.zonal import Zones
from shanshui.indicators.nearest import nearest_patches
from shanshui.indicators.patch_metrics import landscape_of
from shanshui.ledger import Fact
from shanshui.stage import StageResult

STRIP = 256
"""Rows that are labelled at a time."""

BY_CLASS = frozenset({"scope", "unit"})
"""Scales at which each class has metrics of its own, and patches have distances."""


FINEST, FIRST = 0, 1
"""Levels of classes: the finest that the source tells, and the first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Patches that are asked for.

    Parameters
    ----------
    places : int
        Number of the set of places in which they lie.
    level : int
        :data:`FINEST` or :data:`FIRST`.
    sought : Sought
        What is looked for.
    """

    places: int
    level: int
    sought: Sought


@dataclass(frozen=True)
class Labelling:
    """The task of one strip: its patches, in several sets of places and by several levels of classes.

    Parameters
    ----------
    source : AlignedRaster
        Codes of HJ 1166.
    numbers : int32 array, shape (2, greatest code + 1)
        Class of each code at both levels, counted from 1; 0 for one that is none.
    zones : tuple of Zones
        Sets of places.
    asked : tuple of Asked
        What is wanted of them.
    """

    source: AlignedRaster
    numbers: NDArray[np.int32]
    zones: tuple[Zones, ...]
    asked: tuple[Asked, ...]

    def __call__(self, window: Window) -> tuple[Strip, ...]:
        """One strip for each thing asked."""
        halo = max(asked.sought.halo for asked in self.asked)
        wide = Window(window.row - halo, window.col, window.height + 2 * halo, window.width)
        with self.source.opened() as read:
            codes = read(wide)
        burnt = {n: self.zones[n].burn(wide) for n in {asked.places for asked in self.asked}}
        found = []
        for asked in self.asked:
            rows = slice(halo - asked.sought.halo, halo + window.height + asked.sought.halo)
            kinds = self.numbers[asked.level][codes[rows]]
            found.append(label(burnt[asked.places][rows], kinds, asked.sought))
        return tuple(found)


def wants(ground: Ground) -> Wants:
    """The classes of each year, written so that they can be read strip by strip."""
    return Wants(kept=tuple(f"ecosystem@{year}" for _, year in cover_years(ground.layers, ground.base_year)))


def tells(ground: Ground) -> StageResult:
    """Richness, fragmentation and metrics of each place, year by year."""
    facts: list[Fact] = []
    for _, year in cover_years(ground.layers, ground.base_year):
        if f"ecosystem@{year}" in ground.kept:
            for spot, patterns, n in ground.places.each(patterns_of(ground, year)):
                if n in patterns:
                    facts.extend(pattern_facts.facts(ground, year, spot, patterns[n], spot.kind in BY_CLASS))
    return StageResult(tuple(facts))


def patterns_of(ground: Ground, year: int) -> tuple[dict[int, pattern_facts.Pattern], ...]:
    """Patterns of each set of places by number of the place, in one pass; a patch ends at the border of its place."""
    depth = ground.choice(pattern_facts.DEPTH).number / ground.grid.cell
    numbers, asked = _numbers(ground), []
    for n, members in enumerate(ground.places.sets):
        edges = ground.places.spots[members[0]].kind in BY_CLASS
        asked.append(Asked(n, FINEST, Sought(len(members), int(numbers[FINEST].max()))))
        first = Sought(len(members), int(numbers[FIRST].max()), depth=depth if depth >= 1 else 0.0, edges=edges)
        asked.append(Asked(n, FIRST, first))
    scans, told = _scanned(ground, year, numbers, tuple(asked)), []
    while scans:  # one set after the other, so that only one is whole at a time
        kinds, patches = _kinds(scans.pop(0).result()), scans.pop(0).result()
        told.append(_patterns(kinds, patches, depth >= 1, ground.grid.cell))
    return tuple(told)


def _scanned(ground: Ground, year: int, numbers: NDArray[np.int32], asked: tuple[Asked, ...]) -> list[PatchScan]:
    """One finished scan for each thing asked."""
    task = Labelling(ground.kept[f"ecosystem@{year}"], numbers, ground.places.zones(ground.grid), asked)
    scans = [PatchScan(ground.grid.cols, one.sought) for one in asked]
    for strips in ground.scheduler.run(task, strips_of(ground.grid)):
        for scan, strip in zip(scans, strips, strict=True):
            scan.join(strip)
    return scans


def strips_of(grid: Grid) -> Iterator[Window]:
    """Windows of full width from north to south."""
    for top in range(0, grid.rows, STRIP):
        yield Window(top, 0, min(STRIP, grid.rows - top), grid.cols)


def _numbers(ground: Ground) -> NDArray[np.int32]:
    """Finest and first-level class of each code, as :class:`Labelling` takes them."""
    classes = ground.standard.classes[ECOSYSTEM]
    codes = [int(code) for code in classes.classes]
    firsts = [c.code for c in classes.level(1)]
    numbers = np.zeros((2, max(codes) + 1), np.int32)
    for number, code in enumerate(codes, start=1):
        numbers[:, code] = number, firsts.index(str(code)[0]) + 1
    return numbers


def _patterns(
    finest: tuple[NDArray[np.int64], NDArray[np.int64]], patches: Patches, cored: bool, cell: float
) -> dict[int, pattern_facts.Pattern]:
    """What a set of places comes to, by number of the place from 0; a place without known ground is not in it."""
    nearest = None
    if patches.edges.row.size:
        edges, group = patches.edges, patches.zone * (patches.kind.max() + 1) + patches.kind
        nearest = nearest_patches(edges.row, edges.col, edges.patch, group)
    zones, kinds = finest
    found = {}
    for zone in np.unique(zones).tolist():
        landscape = landscape_of(patches, zone, cell, cored, nearest)
        if landscape is not None:
            found[zone - 1] = pattern_facts.Pattern(kinds[zones == zone], landscape)
    return found


def _kinds(found: Patches) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Place and class of each patch."""
    return found.zone.copy(), found.kind.copy()
