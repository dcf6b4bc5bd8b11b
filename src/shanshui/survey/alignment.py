"""Rasters whose cells are not those of the others: how they differ, and what brings them together (5.2.3.1)."""

from __future__ import annotations

from collections.abc import Iterator

from shanshui.errors import DataError
from shanshui.finding import Finding
from shanshui.geo.raster import AlignedRaster, Placing, placing
from shanshui.standard import Standard
from shanshui.workspace.layers import Layers

LEADING = ("landcover", "dem")
"""Layers whose cells the others are held against; the first usable one leads."""

_NEAR = 0.01
"""Difference of offsets that counts as none [cells]."""


def alignment(role: str, raster: AlignedRaster, layers: Layers, standard: Standard) -> Iterator[Finding]:
    """A note where a raster is brought onto the grid: CRS, cell and offset of the file, and how it is done.

    Parameters
    ----------
    role : str
        Of the raster.
    raster : AlignedRaster
        How it is read.
    layers : Layers
        Others; one that has the CRS, the cell and the offset of the leading one is not told, since the two agree.
    standard : Standard
        Words for the ways of resampling.
    """
    placed = _placed(raster)
    if placed is None or placed.way == "none" or _agrees(placed, layers):
        return
    state, grid = layers.state(role), raster.grid
    got = f"{state.crs}，{state.cell:g} m" if state.cell is not None else state.crs
    if placed.offset is not None:
        east, north = (part * grid.cell for part in placed.offset)
        got += f"，{east:+.3g} m / {north:+.3g} m"
    done, done_en = (standard.label(f"layer.aligned.{placed.way}", lang) for lang in ("zh", "en"))
    want = f"EPSG:{grid.epsg}，{grid.cell:g} m"
    yield layers.fault(role)("LAYER-ALIGNED", got, want, done=done, done_en=done_en)


def _placed(raster: AlignedRaster) -> Placing | None:
    """How a raster lies; None where its file cannot be read, which is told where its cells are."""
    try:
        return placing(raster)
    except DataError:
        return None


def _agrees(placed: Placing, layers: Layers) -> bool:
    leading = next((raster for name in LEADING if (raster := layers.raster(name)) is not None), None)
    other = _placed(leading) if leading is not None else None
    if placed.offset is None or other is None or other.offset is None:
        return False
    return all(abs(one - two) < _NEAR for one, two in zip(placed.offset, other.offset, strict=True))
