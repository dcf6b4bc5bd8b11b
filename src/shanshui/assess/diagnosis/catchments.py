"""Micro-catchments of the scope and of what is surveyed around it, with what each is like (5.3.2.3, 5.4.1.1 b)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from shanshui.assess.fields.beyond import Held, graph_beyond, widened
from shanshui.assess.fields.reading import recode
from shanshui.assess.fields.relief import ROLE
from shanshui.assess.ground import Ground, Wants
from shanshui.geo.along import share_along
from shanshui.geo.areas import ellipsoidal
from shanshui.geo.catchments import Borders, Catchments, borders_of, cut, ridges
from shanshui.geo.flow import accumulate, drain
from shanshui.geo.grid import Grid
from shanshui.geo.overlay import Cover
from shanshui.geo.raster import AlignedRaster
from shanshui.geo.sweep import Graph, Node, Step, Sweep, Swept, sweep
from shanshui.geo.tallies import Codes, Tally, Values
from shanshui.geo.zonal import Zones
from shanshui.ledger import Fact
from shanshui.quantity import convert, exact
from shanshui.stage import StageResult
from shanshui.standard.method.catchments import Feature, load_features
from shanshui.workspace.catchments import FACT, CatchmentFile, write_catchments
from shanshui.workspace.layers import measured_on, townships

MOST_CELLS = 8_000_000
"""Cells on which the flow is found; a finer elevation model is averaged for it."""

WORST = "worst"
SEVERITIES = range(2, 6)
_EDGE = 8
_CHOICES = ("catchment_area", "catchment_least", "catchment_tolerance", "ridge_length", "township_line")
_SOIL = "sediment_yield"


def wants(_: Ground) -> Wants:
    """Nothing of the pass: where catchments lie is found first."""
    return Wants()


def tells(ground: Ground) -> StageResult:
    """Cut and describe them, write them down, and say how many they are."""
    return StageResult(tuple(_told(ground, described(ground))))


def _told(ground: Ground, found: CatchmentFile | None) -> Iterator[Fact]:
    content = write_catchments(ground.workspace.work, found, ground.grid.epsg)
    if found is None:
        return
    sources = [f"layer:{role}" for role in (ROLE, "townships", "survey_area") if ground.layers.entry(role) is not None]
    chosen = [ground.choice(key) for key in _CHOICES]
    sources += ["project"] if any(one.own for one in chosen) else []
    told = measured_on(ground.layers, sources, "geo.catchments.cut", "5.4.1.1 b", ["scope.area"])
    yield told.fact(FACT, "content", content)
    yield told.fact("scope", "catchments.count", int(found.inside.sum()), "count")


@dataclass(frozen=True, slots=True)
class Flow:
    """The way of the water on a grid.

    Parameters
    ----------
    direction : uint8 array, shape of the grid
        As :func:`shanshui.geo.flow.drain` gives them.
    grid : Grid
        That of the project with a margin, or a coarser one.
    margin : int
        Cells of the project's grid on each side.
    step : int
        Cells of the project's that make one of the grid's, across and down.
    """

    direction: NDArray[np.uint8]
    grid: Grid
    margin: int
    step: int


def described(ground: Ground) -> CatchmentFile | None:
    """The catchments of a county; None without elevations.

    Parameters
    ----------
    ground : Ground
        After the passes whose fields describe them.
    """
    terrain, scope = ground.layers.raster(ROLE), ground.places.scope.geometry
    if terrain is None:
        return None
    around = _surveyed(ground)
    flow = _flow(terrain, scope if around is None else shapely.union(scope, around))
    area, least, tolerance, far, near = (ground.choice(key).number for key in _CHOICES)
    wished = float(convert(exact(area), "km2", "m2"))
    found = cut(flow.direction, flow.grid, scope, around, wished, least, tolerance, far)
    if not found.shapes.size:
        return None
    found = found.inside_first()
    borders = borders_of(found.shapes)
    sizes = ellipsoidal(found.shapes, ground.grid.epsg)
    towns, along = _towns(ground, found, borders, near)
    return CatchmentFile(
        codes=tuple(f"C{n:03d}" for n in range(1, len(found.shapes) + 1)),
        shapes=found.shapes,
        inside=found.inside,
        areas=sizes,
        townships=towns,
        downstream=found.downstream,
        values=_values(ground, found, flow),
        pairs=borders.pairs,
        lines=borders.lines,
        ridges=ridges(found, borders.pairs),
        towns=along,
    )


def _surveyed(ground: Ground) -> BaseGeometry | None:
    """What is surveyed: its layer, else the county where the scope is drawn apart from it."""
    for role in ("survey_area", "county"):
        frame = ground.layers.vector(role) if role != ground.layers.scope_role else None
        if frame is not None:
            return shapely.union_all(frame.geometry.to_numpy())
    return None


def _flow(terrain: AlignedRaster, whole: BaseGeometry) -> Flow:
    """Where water goes on the whole ground, on the project's cells or, where these are too many, on larger ones."""
    own, other = terrain.grid.bounds, whole.bounds
    out = max(own[0] - other[0], own[1] - other[1], other[2] - own[2], other[3] - own[3])
    margin = int(np.ceil(out / terrain.grid.cell)) + _EDGE if out > 0 else 0
    wide = widened(terrain.grid, margin)
    step = max(1, int(np.ceil(np.sqrt(wide.rows * wide.cols / MOST_CELLS))))
    grid = Grid(wide.epsg, wide.cell * step, wide.left, wide.top, -(-wide.cols // step), -(-wide.rows // step))
    heights = np.full(grid.shape, np.nan, np.float32)
    for window, cells in replace(terrain, grid=grid).blocks():
        heights[window.row : window.row + window.height, window.col : window.col + window.width] = cells
    return Flow(drain(heights), grid, margin, step)


def _towns(
    ground: Ground, found: Catchments, borders: Borders, near: float
) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """The township that most of each catchment lies in, and the share of each border along a township's line."""
    shapes = list(townships(ground.layers).values())
    if not shapes:
        return ("",) * len(found.shapes), np.zeros(len(borders.lines))
    cover = Cover([shape.geometry for shape in shapes])
    main = []
    for shape in found.shapes:
        hits, pieces = cover.pieces(shape)
        main.append(shapes[int(hits[np.argmax(shapely.area(pieces))])].code if hits.size else "")
    lines = shapely.union_all(shapely.boundary(cover.geometries))
    return tuple(main), share_along(borders.lines, [lines], near)


def _values(ground: Ground, found: Catchments, flow: Flow) -> dict[str, NDArray[np.float64]]:
    """What each catchment is like, within the scope by the fields on disk, beyond it by what layers tell."""
    features = [one for one in load_features().values() if one.field in ground.recipes]
    names = tuple(dict.fromkeys((*(one.field for one in features), _SOIL)))
    values: dict[str, NDArray[np.float64]] = {}
    within = tuple(name for name in names if ground.has(name))
    _fill(values, _swept(ground, ground.graph(within), ground.grid, found.shapes[found.inside], features), found.inside)
    if not found.inside.all() and flow.step == 1:
        passed = Held(np.where(flow.direction > 0, accumulate(flow.direction), np.nan))
        graph = graph_beyond(ground, names, flow.margin, {"flow_accumulation": passed})
        _fill(values, _swept(ground, graph, flow.grid, found.shapes[~found.inside], features), ~found.inside)
    return dict(sorted(values.items()))


def _fill(
    values: dict[str, NDArray[np.float64]], some: Mapping[str, NDArray[np.float64]], where: NDArray[np.bool_]
) -> None:
    """Put what some catchments are like among the values of all."""
    for name, own in some.items():
        values.setdefault(name, np.full(where.size, np.nan))[where] = own


def _swept(
    ground: Ground, graph: Graph, grid: Grid, shapes: NDArray[np.object_], features: list[Feature]
) -> dict[str, NDArray[np.float64]]:
    """Shares and means of catchments by name, of those fields that a graph has."""
    nodes: dict[str, Node] = dict(graph)
    own = [one for one in features if one.field in nodes]
    troubles = [one for one in own if one.group == "problem"]
    for one in troubles:
        nodes[_severity(one)] = Step((one.field,), recode(one.grades))
    if troubles:
        nodes[WORST] = Step(tuple(_severity(one) for one in troubles), worst)
    coded: dict[str, Tally] = {one.field: Codes(one.field) for one in own if one.group == "ecosystem"}
    coded |= {name: Codes(name) for name in nodes if name == WORST or name in {_severity(one) for one in troubles}}
    means: dict[str, Tally] = {one.key: Values(one.field) for one in own if one.group == "relief"}
    if _SOIL in nodes:
        means[_SOIL] = Values(_SOIL)
    task = Sweep(nodes, (Zones(list(shapes), grid),), (*coded.values(), *means.values()), {})
    swept = sweep(task, grid, ground.scheduler)
    found = {key: _only(swept, tally).mean for key, tally in means.items()}
    for one in own:
        if one.group == "ecosystem":
            counts = _only(swept, coded[one.field])
            found[one.key] = _share(counts, one.grades)
    for name in ([WORST] if troubles else []) + [_severity(one) for one in troubles]:
        counts = _only(swept, coded[name])
        for grade in SEVERITIES:
            found[f"{name.partition('.')[0]}_{grade}"] = _share(counts, (grade,))
    return found


def _severity(one: Feature) -> str:
    return f"{one.key}.severity"


def worst(*grades: NDArray[np.int32]) -> NDArray[np.int32]:
    """The highest of several grades, cell by cell."""
    found: NDArray[np.int32] = np.maximum.reduce(grades)
    return found


def _only(swept: Swept, tally: Tally) -> Any:
    return swept[tally][0]


def _share(counts: Any, codes: Iterable[int]) -> NDArray[np.float64]:
    """Share of the cells of each zone that have one of some codes; 0 where none is known."""
    whole = counts.cells.sum(axis=1) + counts.empty
    some = counts.cells[:, np.isin(counts.codes, list(codes))].sum(axis=1)
    return np.where(whole > 0, some / np.maximum(whole, 1), 0.0)
