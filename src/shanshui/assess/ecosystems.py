"""Ecosystem composition (013) and forest cover (031) of scope and units, year by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from shanshui.assess.places import Spot
from shanshui.geo.areas import scale_to
from shanshui.geo.raster import AlignedRaster
from shanshui.geo.zonal import Zones, count_codes
from shanshui.indicators.landscape import composition
from shanshui.indicators.vegetation import forest_cover
from shanshui.ledger import Fact, fact_id
from shanshui.quantity import close, exact, round_half_up
from shanshui.standard import ClassTable
from shanshui.workspace.layers import Layers, Translation, measured_on

ECOSYSTEM = "hj1166"
FOREST = frozenset({1, 11, 12, 13})
"""Classes of canopy density 0.2 and above; sparse forest (14) and shrub are not forest (B.2-031)."""

UNKNOWN = "unknown"
SHARE_PLACES = 10


@dataclass(frozen=True, slots=True)
class Composition:
    """What a place is covered with.

    Parameters
    ----------
    areas : mapping of class to Decimal
        Area [m²] by code of the ecosystem classification, of level 2 where the source tells it; together
        with ``unknown`` they make the area of the place.
    unknown : Decimal
        Area without data, or of codes that nobody knows [m²].
    """

    areas: Mapping[str, Decimal]
    unknown: Decimal

    def within(self, level1: str) -> Decimal:
        """Area of a first-level class [m²]."""
        return sum((area for code, area in self.areas.items() if code[0] == level1), Decimal(0))


def compositions(raster: AlignedRaster, way: Translation, places: Sequence[Spot]) -> tuple[Composition | None, ...]:
    """Composition of each place from a raster of land cover.

    Parameters
    ----------
    raster : AlignedRaster
        Codes on the project's grid.
    way : Translation
        From its codes to the ecosystem classification.
    places : sequence of Spot
        The first may overlap the others, which are taken as a set of their own.

    Returns
    -------
    tuple of Composition or None
        One per place; None for a place in which no cell has its centre.
    """
    sets = [Zones([places[0].geometry], raster.grid), Zones([p.geometry for p in places[1:]], raster.grid)]
    whole, parts = count_codes(raster.blocks(), sets)
    counts = [(whole.of(0), int(whole.empty[0]))]
    counts += [(parts.of(n), int(parts.empty[n])) for n in range(len(places) - 1)]
    return tuple(_composed(*c, way, place.area) for c, place in zip(counts, places, strict=True))


def _composed(cells: Mapping[int, int], empty: int, way: Translation, total: Decimal) -> Composition | None:
    by_class: dict[str, int] = {}
    unknown = empty
    for code, number in cells.items():
        target = way(code)
        if target:
            by_class[target] = by_class.get(target, 0) + number
        else:
            unknown += number
    if not by_class and not unknown:
        return None
    codes = sorted(by_class)
    *areas, rest = scale_to([*(by_class[c] for c in codes), unknown], total)
    return Composition(dict(zip(codes, areas, strict=True)), rest)


def ecosystem_facts(
    role: str,
    year: int,
    found: Sequence[Composition | None],
    places: Sequence[Spot],
    classes: ClassTable,
    layers: Layers,
) -> Iterator[Fact]:
    """Areas and shares of every first-level class and of the second-level classes met, and forest cover.

    Parameters
    ----------
    role : str
        Layer of land cover.
    year : int
        That it stands for.
    found : sequence of Composition or None
        One per place.
    places : sequence of Spot
        Whose compositions they are.
    classes : ClassTable
        The ecosystem classification.
    layers : Layers
        For the source.
    """
    met = sorted({code for c in found if c is not None for code in c.areas if len(code) > 1})
    for place, one in zip(places, found, strict=True):
        if one is not None:
            yield from _facts_of(role, year, one, place, met, classes, layers)


def _facts_of(
    role: str, year: int, one: Composition, place: Spot, met: Sequence[str], classes: ClassTable, layers: Layers
) -> Iterator[Fact]:
    subject, sources = place.subject, [f"layer:{role}"]
    sized = measured_on(layers, sources, "geo.areas.scale_to", "TD/T 1068 B.2-013", [place.area_fact])
    firsts = {c.name_en: one.within(c.code) for c in classes.level(1)}
    for groups in (firsts, {f"c{code}": one.areas.get(code, Decimal(0)) for code in met}):
        shares = _shares(list(groups.values()), sum(one.areas.values(), Decimal(0)))
        for (name, area), share in zip(groups.items(), shares, strict=True):
            yield sized.fact(subject, f"indicator.013.{name}.area", area, "m2", year)
            parts = fact_id(subject, f"indicator.013.{name}.area", year)
            method = "indicators.landscape.composition"
            told = measured_on(layers, sources, method, "TD/T 1068 B.2-013", [parts, place.area_fact])
            yield told.fact(subject, f"indicator.013.{name}.share", share, "1", year)
    if one.unknown:
        yield sized.fact(subject, f"indicator.013.{UNKNOWN}.area", one.unknown, "m2", year)
    yield _forest(role, year, one, place, layers)


def _shares(areas: Sequence[Decimal], known: Decimal) -> tuple[Decimal | None, ...]:
    """Shares of the known area, closed so that shares of all of it add up to 1."""
    if not known:
        return (None,) * len(areas)
    total = sum(areas, Decimal(0))
    parts = composition(np.array([float(a) for a in (*areas, known - total)]))
    return close([exact(p) for p in parts], SHARE_PLACES, Decimal(1))[:-1]


def _forest(role: str, year: int, one: Composition, place: Spot, layers: Layers) -> Fact:
    codes = np.array([int(code) for code in one.areas])
    share = forest_cover(codes, np.array([float(a) for a in one.areas.values()]), FOREST)
    area = fact_id(place.subject, "indicator.013.forest.area", year)
    told = measured_on(
        layers, [f"layer:{role}"], "indicators.vegetation.forest_cover", "TD/T 1068 B.2-031", [area, place.area_fact]
    )
    value = None if np.isnan(share) else round_half_up(exact(share), SHARE_PLACES)
    return told.fact(place.subject, "indicator.031", value, "1", year)
