"""Sediment yield by water (071) of every place: soil loss times the share of it that reaches a channel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from shanshui.assess.fields.sediment import RATIO
from shanshui.assess.fields.soil_loss import MODULUS
from shanshui.assess.ground import Ground, Wants
from shanshui.assess.services.drainage import BLOCK, joined, whole_of, whole_window, within, write_whole
from shanshui.assess.services.soil_loss import factors, rounded, told
from shanshui.assess.sums import found_in
from shanshui.assess.unknown import unknown
from shanshui.geo.flow import accumulate, way_down
from shanshui.geo.grid import Window
from shanshui.geo.pieces import Pieces
from shanshui.geo.raster import AlignedRaster
from shanshui.geo.tallies import Values
from shanshui.indicators.soil_loss import bounded_cover, bounded_gradient, connectivity, delivery_ratio
from shanshui.indicators.uncertainty import Factor, product_interval
from shanshui.ledger import Fact
from shanshui.quantity import exact, round_half_up
from shanshui.stage import StageResult
from shanshui.workspace.fields import FieldFolder

YIELD = Values("sediment_yield")
_CLAUSE = "TD/T 1068 B.2-071"
_PLACES = 4
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Connecting:
    """The task that finds which share of its loss each cell hands on to a channel.

    Parameters
    ----------
    direction, slope, cover : AlignedRaster
        Directions of flow, slope [°], C.
    channel : float
        Cells that drain through a channel at least.
    k, middle, most : float
        Parameters of the ratio.
    written : Pieces
        Where it goes.
    """

    direction: AlignedRaster
    slope: AlignedRaster
    cover: AlignedRaster
    channel: float
    k: float
    middle: float
    most: float
    written: Pieces

    def __call__(self, whole: Window) -> None:
        """Find the ratio; ``whole`` is the grid in one window."""
        cell = self.written.grid.cell
        direction = whole_of(self.direction, whole, np.uint8)
        channels = accumulate(direction) >= self.channel
        way = way_down(direction, self._built(whole, partial(_resistance, cell=cell)), channels)
        upslope = accumulate(direction, self._built(whole, _cover), in_place=True)
        upslope *= accumulate(direction, self._built(whole, _gradient), in_place=True)
        cells = accumulate(direction, self._built(whole, _known), in_place=True)
        del direction
        with np.errstate(invalid="ignore", divide="ignore"):
            upslope *= cell * cells**-1.5  # the means of both, times the root of the area
            del cells
            ratio = delivery_ratio(connectivity(upslope, way), self.k, self.middle, self.most)
        ratio[np.isnan(way)] = np.nan
        ratio[channels] = 0.0
        write_whole(self.written, ratio)

    def _built(self, whole: Window, made: Callable[[Floats, Floats], Floats]) -> NDArray[np.float32]:
        """An array of the whole grid, made of slope and cover window by window."""
        cells = np.empty(whole.shape, np.float32)
        with self.slope.opened() as slope, self.cover.opened() as cover:
            for window in self.written.grid.windows(BLOCK):
                cells[within(window)] = made(slope(window), cover(window))
        return cells


def _resistance(slope: Floats, cover: Floats, cell: float) -> Floats:
    """Length over C and gradient of a step; NaN where either is not known."""
    return cell / (bounded_gradient(slope) * bounded_cover(cover))


def _cover(slope: Floats, cover: Floats) -> Floats:
    return np.where(np.isnan(slope + cover), 0.0, bounded_cover(cover))


def _gradient(slope: Floats, cover: Floats) -> Floats:
    return np.where(np.isnan(slope + cover), 0.0, bounded_gradient(slope))


def _known(slope: Floats, cover: Floats) -> Floats:
    return np.where(np.isnan(slope + cover), 0.0, 1.0)


def connect(ground: Ground, folder: FieldFolder) -> Ground:
    """Find the delivery ratio by connectivity, where the project goes by it and what it needs was written."""
    needs = ("flow_direction", "slope", "cover_factor")
    if ground.choice(RATIO).word != "connectivity" or not all(name in ground.kept for name in needs):
        return ground
    pieces = folder.pieces(RATIO, ground.grid, coded=False)
    number = {key: ground.choice(f"sediment_delivery_{key}").number for key in ("k", "ic0", "max")}
    channel = ground.choice("channel_area").number / ground.grid.cell**2
    direction, slope, cover = (ground.kept[name] for name in needs)
    task = Connecting(direction, slope, cover, channel, number["k"], number["ic0"], number["max"], pieces)
    for _ in ground.scheduler.run(task, [whole_window(ground.grid)]):
        pass
    return replace(ground, kept={**ground.kept, RATIO: joined(pieces)}, _made={})


def wants(_: Ground) -> Wants:
    """Yield of every place; it is drawn."""
    return Wants((YIELD,), ("sediment_yield",))


def tells(ground: Ground) -> StageResult:
    """Yield modulus of every place; where there is none to be told, why."""
    if not ground.has("sediment_yield"):
        return unknown(ground, "071", *ground.missing("sediment_yield"))
    facts: list[Fact] = []
    spread = [*factors(ground), Factor.within(ground.choice("sediment_delivery_error").number)]
    for spot, found, n in found_in(ground, YIELD):
        if found.count[n]:
            mean = float(found.mean[n])
            value, interval = round_half_up(exact(mean), _PLACES), rounded(product_interval(mean, spread), _PLACES)
            stated = told(ground, "sediment_yield", _CLAUSE, *spot.rests_on)
            facts.append(stated.fact(spot.subject, "indicator.071", value, MODULUS, ground.year, interval=interval))
    return StageResult(tuple(facts))
