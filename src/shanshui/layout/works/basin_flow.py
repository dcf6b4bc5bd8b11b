"""Which way water goes, told by the catchments: from basin to basin, and from sub-project to sub-project (5.4.2.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from shanshui.geo.overlay import Cover
from shanshui.layout.ground import Ground
from shanshui.layout.places.places import BASINS
from shanshui.ledger import Basis, Fact, Facts, listed
from shanshui.workspace.catchments import FACT as CATCHMENTS
from shanshui.workspace.catchments import CatchmentFile, read_catchments
from shanshui.workspace.layers import Layers, measured_on

_METHOD = "layout.works.basin_flow.flow_facts"
_CLAUSE = "5.4.2.4"
_MODELLED = Basis.MODELLED_UNCALIBRATED
_MOST = 0.5
"""Share of a sub-project that must drain to another to be above it."""
_SOME = 0.1
"""Share of the other that must lie on the way."""


def flow_facts(ground: Ground, layers: Layers, work: Path, facts: Facts) -> Iterator[Fact]:
    """The basin that each flows into, where no column of the layer says it, and the sub-projects that each is above.

    Parameters
    ----------
    ground : Ground
        Where sub-projects lie.
    layers : Layers
        The layer of basins.
    work : Path
        Folder of intermediate files, with the catchments; without them nothing is told.
    facts : Facts
        That of the catchments.
    """
    kept = read_catchments(work, facts)
    if kept is not None:
        yield from _basin_facts(layers, kept)
        yield from _above_facts(ground, layers, kept)


def _above_facts(ground: Ground, layers: Layers, kept: CatchmentFile) -> Iterator[Fact]:
    """Sub-projects that water from most of one comes to."""
    cover, codes = Cover(kept.shapes), list(ground.subprojects)
    held = np.zeros((len(codes), len(kept.codes)))
    for row, shape in enumerate(ground.subprojects.values()):
        if shape.has_area:
            hits, cut = cover.pieces(shape.geometry)
            np.add.at(held[row], hits, shapely.area(cut))
        else:
            held[row] = shapely.intersects(kept.shapes, shape.geometry)
    for row, others in enumerate(above(held, kept.downstream)):
        if others.any():
            of = [shape for shape, under in zip(ground.subprojects.values(), others, strict=True) if under]
            sources = [source for shape in (ground.subprojects[codes[row]], *of) for source in shape.sources]
            told = measured_on(layers, sources, _METHOD, _CLAUSE, [f"{CATCHMENTS}.content"], _MODELLED)
            below = listed(code for code, under in zip(codes, others, strict=True) if under)
            yield told.fact(f"subproject:{codes[row]}", "drains_to", below)


def above(held: NDArray[np.float64], downstream: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which places lie above which.

    Parameters
    ----------
    held : float array, shape (places, catchments)
        Ground of each place in each catchment [m²].
    downstream : int array, shape (catchments,)
        The one that each drains into; -1 where water leaves.

    Returns
    -------
    bool array, shape (places, places)
        Whether more than half of the first drains through catchments further down that hold at least a tenth of the
        second, and not the other way round.
    """
    whole = held.sum(axis=1, keepdims=True)
    shares = np.divide(held, whole, out=np.zeros_like(held), where=whole > 0)
    below = shares.copy()  # share of each place that lies in a catchment or further down
    for number in reversed(_from_above(downstream)):
        if downstream[number] >= 0:
            below[:, number] += below[:, downstream[number]]
    under = np.where(downstream >= 0, below[:, downstream], 0.0) >= _SOME
    drains = shares @ under.T.astype(np.float64) > _MOST
    np.fill_diagonal(drains, False)
    found: NDArray[np.bool_] = drains & ~drains.T
    return found


def _basin_facts(layers: Layers, kept: CatchmentFile) -> Iterator[Fact]:
    frame = layers.vector(BASINS)
    if frame is None or "code" not in frame.columns or "downstream" in frame.columns:
        return
    middles = shapely.point_on_surface(kept.shapes)
    codes = [str(code) for code in frame["code"]]
    cover = Cover(frame.geometry.to_numpy())
    at = np.full(len(middles), -1)
    for number, shape in enumerate(cover.geometries):
        at[shapely.contains(shape, middles)] = number
    told = measured_on(layers, [f"layer:{BASINS}"], _METHOD, _CLAUSE, [f"{CATCHMENTS}.content"], _MODELLED)
    for basin, below in flows(at, kept.downstream, gathered(kept.areas, kept.downstream)).items():
        if codes[basin] and codes[below]:
            yield told.fact(f"basin:{codes[basin]}", "downstream", codes[below])


def gathered(areas: NDArray[np.float64], downstream: NDArray[np.intp]) -> NDArray[np.float64]:
    """Area that drains through each catchment, its own included [m²].

    Parameters
    ----------
    areas : float array, shape (n,)
        Of each [m²].
    downstream : int array, shape (n,)
        The one that each drains into; -1 where water leaves.
    """
    total = areas.astype(np.float64)
    for number in _from_above(downstream):
        if downstream[number] >= 0:
            total[downstream[number]] += total[number]
    return total


def _from_above(downstream: NDArray[np.intp]) -> list[int]:
    """Catchments, each before the one that it drains into; those of a circle are not in it."""
    left = np.bincount(downstream[downstream >= 0], minlength=len(downstream))
    ready = [int(n) for n in np.flatnonzero(left == 0)]
    for number in ready:
        below = int(downstream[number])
        if below >= 0:
            left[below] -= 1
            if left[below] == 0:
                ready.append(below)
    return ready


def flows(
    at: Sequence[int] | NDArray[np.intp], downstream: NDArray[np.intp], through: NDArray[np.float64]
) -> Mapping[int, int]:
    """The basin that the most water of each goes to, as far as it goes to one more than it comes from there.

    Parameters
    ----------
    at : int array, shape (n,)
        Basin of each catchment; -1 where it lies in none.
    downstream : int array, shape (n,)
        The catchment that each drains into; -1 where water leaves.
    through : float array, shape (n,)
        Area that drains through each [m²].

    Returns
    -------
    mapping of int to int
        Without circles: of one, the link with the least water is left out.

    Examples
    --------
    Two tributaries, 0 and 1, of a main river, 2, that leaves:

    >>> flows([0, 0, 1, 2], np.array([1, 3, 3, -1]), np.array([5.0, 9, 4, 20]))
    {0: 2, 1: 2}
    """
    crossing: dict[tuple[int, int], float] = defaultdict(float)
    for number, below in enumerate(downstream):
        if below >= 0 and at[number] >= 0 and at[below] >= 0 and at[number] != at[below]:
            crossing[int(at[number]), int(at[below])] += float(through[number])
    best: dict[int, tuple[float, int]] = {}
    for (basin, below), water in crossing.items():
        net = water - crossing.get((below, basin), 0.0)
        if net > best.get(basin, (0.0, -1))[0]:
            best[basin] = (net, below)
    found: dict[int, int] = {}
    for basin in sorted(best, key=lambda basin: (-best[basin][0], basin)):
        below, way = best[basin][1], best[basin][1]
        while way in found:
            way = found[way]
        if way != basin:
            found[basin] = below
    return dict(sorted(found.items()))
