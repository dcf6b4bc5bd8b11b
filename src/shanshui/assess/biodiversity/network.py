"""The ecological network (生态网络) of the scope: sources, corridors between them, and how well they join (H.1.3.4 c).

Sources (生态源地) are patches of good habitat; each other cell resists (阻力面) the more the worse its habitat is.
Corridors are ways of least cost between neighbouring sources. All lies within the scope, on cells so large that there
are at most :data:`MOST_CELLS` of them, since the ways are found on the whole surface at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from rasterio.features import shapes as outlines
from scipy import ndimage
from shapely.geometry import shape as polygon
from shapely.geometry.base import BaseGeometry

from shanshui.assess.biodiversity.habitat import QUALITY
from shanshui.assess.ground import Ground, Wants
from shanshui.geo.areas import ellipsoidal, measured
from shanshui.geo.coarse import coarse_grid, coarse_means, coarsening
from shanshui.geo.grid import Grid
from shanshui.geo.least_cost import Way, least_cost_ways
from shanshui.geo.overlay import polygonal
from shanshui.geo.zonal import Zones
from shanshui.indicators.network import alpha_index, beta_index, components, gamma_index, kept_links, resistance
from shanshui.ledger import Fact, fact_id
from shanshui.quantity import convert, exact, round_half_up
from shanshui.stage import StageResult
from shanshui.workspace.layers import Statement
from shanshui.workspace.network import CORRIDORS, SOURCES, write_network

MOST_CELLS = 1_000_000
"""Cells of the surface of resistance; finer ones are averaged for it."""

CLAUSE = "H.1.3.4 c"
_CHOICES = ("network_quality", "network_area", "network_resistance", "network_shape", "network_detour")
_PLACES = 4
_CORNERS = np.ones((3, 3), dtype=bool)


def wants(_: Ground) -> Wants:
    """Nothing of the pass: the quality of habitats is on disk."""
    return Wants()


def tells(ground: Ground) -> StageResult:
    """Find the network, write it down, and tell what it comes to; nothing where no quality of habitats is known."""
    found = network(ground)
    frames = {} if found is None else found.frames
    contents = write_network(ground.workspace.work, frames)
    return StageResult() if found is None else StageResult(tuple(_facts(ground, found, contents)))


@dataclass(frozen=True, slots=True)
class Network:
    """Sources and corridors, numbered from 1 from north to south.

    Parameters
    ----------
    sources : array of shapely geometry, shape (n,)
        Areas.
    areas : float array, shape (n,)
        Ellipsoidal [m²].
    ways : tuple of Way
        Those that are corridors.
    lines : array of shapely geometry, shape (m,)
        Corridors along the middles of their cells, from the edge of a source to that of another.
    epsg : int
        CRS of the geometries.
    """

    sources: NDArray[np.object_]
    areas: NDArray[np.float64]
    ways: tuple[Way, ...]
    lines: NDArray[np.object_]
    epsg: int

    @property
    def source_codes(self) -> list[str]:
        """S01 and so on."""
        return [f"S{n:02d}" for n in range(1, self.sources.size + 1)]

    @property
    def corridor_codes(self) -> list[str]:
        """K01 and so on."""
        return [f"K{n:02d}" for n in range(1, self.lines.size + 1)]

    @property
    def frames(self) -> Mapping[str, gpd.GeoDataFrame]:
        """Layers that have features, ready to be written."""
        sources = {"code": self.source_codes, "area": self.areas}
        corridors = {
            "code": self.corridor_codes,
            "start": [f"S{way.start:02d}" for way in self.ways],
            "end": [f"S{way.end:02d}" for way in self.ways],
            "length": shapely.length(self.lines),
            "cost": [way.cost for way in self.ways],
        }
        layers = {
            SOURCES: gpd.GeoDataFrame(sources, geometry=self.sources, crs=self.epsg),
            CORRIDORS: gpd.GeoDataFrame(corridors, geometry=self.lines, crs=self.epsg),
        }
        return {name: frame for name, frame in layers.items() if len(frame)}


def network(ground: Ground) -> Network | None:
    """The network of a county; None where no quality of habitats is known.

    Parameters
    ----------
    ground : Ground
        After the pass that wrote the quality of habitats.
    """
    raster = ground.kept.get(QUALITY)
    if raster is None:
        return None
    limit, area, most, shape, detour = (ground.choice(key).number for key in _CHOICES)
    step = coarsening(raster.grid, MOST_CELLS)
    grid = coarse_grid(raster.grid, step)
    quality = coarse_means(raster, step)
    quality[~Zones([ground.places.scope.geometry], grid).covered(grid.whole)] = np.nan
    least = float(convert(exact(area), "km2", "m2")) / grid.cell**2
    places = source_cells(quality, limit, least)
    ways = least_cost_ways(resistance(quality, most, shape), places, grid.cell)
    ways = tuple(ways[n] for n in kept_links([(way.start, way.end, way.cost) for way in ways], detour))
    sources = _areas(places, grid, ground.places.scope.geometry)
    lines = np.array([_line(way, grid) for way in ways], dtype=object)
    return Network(sources, ellipsoidal(sources, grid.epsg), ways, lines, grid.epsg)


def source_cells(quality: NDArray[np.float64], limit: float, least: float) -> NDArray[np.int32]:
    """Number of the source that each cell belongs to.

    Parameters
    ----------
    quality : float array, shape (rows, cols)
        0 to 1; NaN = not known.
    limit : float
        Quality from which a cell is good.
    least : float
        Cells that a patch has at least, joined by their sides or corners.

    Returns
    -------
    int32 array, same shape
        From 1, from north to south; 0 where there is none.
    """
    labels, count = ndimage.label(quality >= limit, _CORNERS)
    sizes = np.bincount(labels.ravel(), minlength=count + 1)
    large = sizes >= least
    large[0] = False
    numbers = np.where(large, np.cumsum(large), 0).astype(np.int32)
    found: NDArray[np.int32] = numbers[labels]
    return found


def _areas(places: NDArray[np.int32], grid: Grid, scope: BaseGeometry) -> NDArray[np.object_]:
    """Each source as one area of one or more parts, cut at the border of the scope."""
    parts: dict[int, list[object]] = {}
    for outline, number in outlines(places, mask=places > 0, connectivity=4, transform=grid.transform):
        parts.setdefault(int(number), []).append(polygon(outline))
    whole = [polygonal(shapely.intersection(shapely.union_all(parts[n]), scope)) for n in sorted(parts)]
    return np.array([shapely.MultiPolygon(shapely.get_parts(area)) for area in whole], dtype=object)


def _line(way: Way, grid: Grid) -> shapely.LineString:
    """The middles of its cells, those on a straight stretch left out."""
    east = grid.left + (way.cols + 0.5) * grid.cell
    north = grid.top - (way.rows + 0.5) * grid.cell
    return shapely.LineString(np.column_stack([east, north])).simplify(0)


def _facts(ground: Ground, found: Network, contents: Mapping[str, str]) -> Iterator[Fact]:
    told = _told(ground, "assess.biodiversity.network.network")
    for layer, content in contents.items():
        yield told.fact(f"field:{layer}", "content", content)
    nodes, links = found.sources.size, len(found.ways)
    yield told.fact("scope", "network.sources.count", nodes, "count")
    yield told.fact("scope", "network.corridors.count", links, "count")
    if not nodes:
        return
    yield told.fact("scope", "network.sources.area", measured(found.areas.sum()), "m2")
    for code, area in zip(found.source_codes, found.areas, strict=True):
        yield told.fact(f"network_source:{code}", "area", measured(float(area)), "m2")
    yield from _of_units(ground, found, told)
    if links:
        for code, length in zip(found.corridor_codes, shapely.length(found.lines), strict=True):
            yield told.fact(f"network_corridor:{code}", "length", measured(float(length)), "m")
        lengths = [measured(float(length)) for length in shapely.length(found.lines)]
        yield told.fact("scope", "network.corridors.length", sum(lengths, exact(0)), "m")
        yield told.fact("scope", "network.corridors.longest", max(lengths), "m")
    yield from _indices(ground, found)


def _of_units(ground: Ground, found: Network, told: Statement) -> Iterator[Fact]:
    """Area of the sources in each restoration unit."""
    whole = shapely.union_all(found.sources)
    units = ground.places.of("unit")
    shared = ellipsoidal([shapely.intersection(whole, spot.geometry) for spot in units], found.epsg)
    for spot, area in zip(units, shared, strict=True):
        inputs = tuple(dict.fromkeys((*told.inputs, *spot.rests_on)))
        yield replace(told, inputs=inputs).fact(spot.subject, "network.sources.area", measured(float(area)), "m2")


def _indices(ground: Ground, found: Network) -> Iterator[Fact]:
    """How well the corridors join the sources, as far as there are enough of these to tell."""
    nodes, links = found.sources.size, len(found.ways)
    parts = components(range(1, nodes + 1), [(way.start, way.end) for way in found.ways])
    values = {
        "alpha": alpha_index(nodes, links, parts),
        "beta": beta_index(nodes, links),
        "gamma": gamma_index(nodes, links),
    }
    counts = (fact_id("scope", "network.sources.count"), fact_id("scope", "network.corridors.count"))
    yield _told(ground, "indicators.network.components").fact("scope", "network.parts", parts, "count")
    for name, value in values.items():
        if value is not None:
            told = _told(ground, f"indicators.network.{name}_index", *counts)
            yield told.fact("scope", f"network.{name}", round_half_up(exact(value), _PLACES))


def _told(ground: Ground, method: str, *facts: str) -> Statement:
    """What is said of quality, with the choices that made the network of it."""
    chosen = [ground.choice(key) for key in _CHOICES]
    told = ground.told(QUALITY, CLAUSE, *facts, *ground.places.scope.rests_on, method=method)
    words = "；".join(f"{one.key}={one.word}（{one.source}）" for one in chosen)
    own = ("project",) if any(one.own for one in chosen) else ()
    return replace(
        told, source="；".join(part for part in (told.source, words) if part),
        inputs=tuple(dict.fromkeys((*told.inputs, *own))),
    )  # fmt: skip
