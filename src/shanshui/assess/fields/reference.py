"""Natural ground, what presses on it, and the patches that may serve as reference (5.3.1.2)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from shanshui.assess.cover_years import cover_years
from shanshui.assess.diagnosis.reference_sites import NATURAL
from shanshui.assess.fields.cover import ECOSYSTEM
from shanshui.assess.fields.reading import Recode, recode
from shanshui.assess.ground import Field, Ground, Missing, Recipe
from shanshui.geo.around import Beyond, Drawn
from shanshui.geo.lattice import Coordinate, Lattice, lattice_side
from shanshui.geo.near import squared_distance
from shanshui.geo.sweep import SIZE, Input, Step
from shanshui.indicators.surroundings import largest_patches, share_around
from shanshui.ledger import Basis
from shanshui.quantity import convert
from shanshui.workspace.layers import translation

PRESSING = (5, 6)
"""Classes that press on their surroundings: cropland, urban."""

PRESSURES = ("roads", "settlements", "mines")
"""Layers of what presses besides, as far as the county brings them."""

GUARDED = ("protected_areas", "ecological_redline")
"""Layers of ground that is kept from pressure."""


def natural_class(_: Ground, when: str) -> Field:
    """First-level class of natural ground; 0 elsewhere."""
    name = f"ecosystem_class@{when}" if when else "ecosystem_class"
    keep = recode({code: code for code in NATURAL})
    return Field(Step((name,), keep), method="assess.fields.reference.natural_class", coded=True)


def unchanged_class(ground: Ground, _: str) -> Field | Missing:
    """Class of natural ground that every land cover tells alike."""
    years = [year for _, year in cover_years(ground.layers, ground.base_year)]
    if not years:
        return Missing(("landcover",))
    needs = tuple(f"natural_class@{year}" for year in years)
    return Field(Step(needs, same), method="assess.fields.reference.same", coded=True)


def same(*classes: NDArray[np.int32]) -> NDArray[np.int32]:
    """The class in which all years agree; 0 where they do not."""
    alike = np.logical_and.reduce([classes[0] == other for other in classes])
    return np.where(alike, classes[0], 0).astype(np.int32)


def _halo(ground: Ground) -> int:
    longest = max(ground.choice(key).number for key in ("reference_far", "surroundings_radius", "connection_radius"))
    return int(np.ceil(longest / ground.grid.cell))


def wide_cover(ground: Ground, _: str) -> Field | Missing:
    """Codes of the present land cover, as far around each window as anything looks."""
    found = ground.find("landcover")
    if isinstance(found, Missing):
        return found
    raster = ground.layers.raster(found.sources[0].removeprefix("layer:"))
    if raster is None or isinstance(_turn(ground), Missing):
        return Missing((found.sources[0].removeprefix("layer:"),))
    halo = _halo(ground)
    return Field(Input(Beyond(raster, halo), halo), "1", "workspace.layers", found.sources, coded=True)


def _turn(ground: Ground) -> Recode | Missing:
    """From the codes of the present land cover to first-level classes."""
    found = ground.find("landcover")
    if isinstance(found, Missing):
        return found
    entry = ground.layers.entry(found.sources[0].removeprefix("layer:"))
    way = translation(entry.classes, ECOSYSTEM, ground.standard) if entry is not None else None
    if way is None:
        return Missing(("landcover",))
    return recode({code: int(str(target)[0]) for code, target in way.numbers().items()})


def pressing(ground: Ground, role: str) -> Field | Missing:
    """Cells that a layer of pressures touches, around each window."""
    frame = ground.layers.vector(role)
    if frame is None:
        return Missing((role,))
    drawn = Drawn(frame.geometry.to_numpy(), ground.grid)
    return Field(Input(drawn, _halo(ground)), "1", "geo.around.Drawn", (f"layer:{role}",), coded=True)


@dataclass(frozen=True, slots=True)
class Distance:
    """Distance to the nearest pressing cell [m], up to a limit.

    Parameters
    ----------
    turn : Recode
        From codes of land cover to classes.
    halo : int
        Cells around the window.
    cell, far : float
        Side of a cell; distance beyond which nothing is told apart [m].
    """

    turn: Recode
    halo: int
    cell: float
    far: float

    def __call__(self, cover: NDArray[np.int32], *drawn: NDArray[np.int32]) -> NDArray[np.float64]:
        """Distances of a window; NaN where its land cover is not known."""
        classes = self.turn(cover)
        sources = np.isin(classes, PRESSING)
        for cells in drawn:
            sources |= cells > 0
        most = int((self.far / self.cell) ** 2)
        squares = squared_distance(sources, self.halo, most)
        h = self.halo
        inner = classes[h : classes.shape[0] - h, h : classes.shape[1] - h]
        away = np.where(squares > most, self.far, np.minimum(np.sqrt(squares) * self.cell, self.far))
        return np.where(inner > 0, away, np.nan)


def pressure_distance(ground: Ground, _: str) -> Field | Missing:
    """Distance [m] to cropland, towns, roads, settlements and mines."""
    turn = _turn(ground)
    if isinstance(turn, Missing):
        return turn
    roles = tuple(role for role in PRESSURES if ground.layers.vector(role) is not None)
    far = ground.choice("reference_far")
    needs = ("wide_cover", *(f"pressing@{role}" for role in roles))
    made = Distance(turn, _halo(ground), ground.grid.cell, far.number)
    return Field(Step(needs, made), "m", "assess.fields.reference.Distance", choices=(far,))


@dataclass(frozen=True, slots=True)
class Around:
    """Share of natural ground around each cell.

    Parameters
    ----------
    turn : Recode
        From codes of land cover to classes.
    halo, radius : int
        Cells around the window, and around each cell.
    """

    turn: Recode
    halo: int
    radius: int

    def __call__(self, cover: NDArray[np.int32]) -> NDArray[np.float64]:
        """Shares of a window; NaN where its land cover is not known."""
        trim = self.halo - self.radius
        classes = self.turn(cover[trim : cover.shape[0] - trim, trim : cover.shape[1] - trim])
        return share_around(np.isin(classes, NATURAL), classes > 0, self.radius)


def _around(ground: Ground, key: str) -> Field | Missing:
    turn = _turn(ground)
    if isinstance(turn, Missing):
        return turn
    chosen = ground.choice(key)
    radius = max(1, round(chosen.number / ground.grid.cell))
    made = Around(turn, _halo(ground), min(radius, _halo(ground)))
    return Field(Step(("wide_cover",), made), "1", "indicators.surroundings.share_around", choices=(chosen,))


def natural_around(ground: Ground, _: str) -> Field | Missing:
    """Share of natural ground near each cell."""
    return _around(ground, "surroundings_radius")


def connection(ground: Ground, _: str) -> Field | Missing:
    """Share of natural ground far around each cell."""
    return _around(ground, "connection_radius")


def guarded(ground: Ground, _: str) -> Field | Missing:
    """1 in protected areas and within the redline, 0 elsewhere."""
    roles = tuple(role for role in GUARDED if ground.layers.vector(role) is not None)
    if not roles:
        return Missing(GUARDED)
    shapes = [shape for role in roles for shape in ground.layers.vector(role).geometry]  # type: ignore[union-attr]
    sources = tuple(f"layer:{role}" for role in roles)
    return Field(Input(Drawn(shapes, ground.grid)), "1", "geo.around.Drawn", sources, coded=True)


def guarded_share(_: Ground, __: str) -> Field:
    """Guarded ground as a share: 1 within, 0 without."""
    return Field(Step(("guarded",), as_values), "1", "assess.fields.reference.as_values")


def as_values(cells: NDArray[np.int32]) -> NDArray[np.float64]:
    """Codes as values."""
    return cells.astype(np.float64)


def lattice(ground: Ground, _: str) -> Field:
    """Squares of which each may hold one site of each class."""
    side = ground.choice("reference_square")
    cells = lattice_side(side.number, ground.grid.cell, SIZE)
    return Field(Input(Lattice(ground.grid, cells)), "1", "geo.lattice.Lattice", choices=(side,), coded=True)


def easting(ground: Ground, _: str) -> Field:
    """Easting of each cell [m]."""
    return Field(Input(Coordinate(ground.grid, "x")), "m", "geo.lattice.Coordinate")


def northing(ground: Ground, _: str) -> Field:
    """Northing of each cell [m]."""
    return Field(Input(Coordinate(ground.grid, "y")), "m", "geo.lattice.Coordinate")


def candidates(
    kinds: NDArray[np.int32],
    away: NDArray[np.float64],
    squares: NDArray[np.int32],
    *kept: NDArray[np.int32],
    least: float,
    cells: int,
) -> NDArray[np.int32]:
    """The largest patch of unchanged natural ground of each class and square that lies far enough from pressure.

    Parameters
    ----------
    kinds, squares : int32 array
        Class, and lattice square.
    away : float64 array
        Distance from pressure [m].
    kept : int32 array, optional
        Above 0 on guarded ground, where the distance does not matter.
    least : float
        Least distance [m].
    cells : int
        Least cells of a patch.
    """
    fit = away >= least
    for guard in kept:
        fit |= guard > 0
    return largest_patches(np.where(fit, kinds, 0), squares, cells)


def reference_patch(ground: Ground, _: str) -> Field | Missing:
    """Candidate sites: ten times the square's number plus the class."""
    kept = () if ground.missing("guarded") else ("guarded",)
    needs = ("unchanged_class", "pressure_distance", "lattice", *kept)
    least, area = ground.choice("reference_least_distance"), ground.choice("reference_least_area")
    cells = max(1, round(float(convert(area.value, "hm2", "m2")) / ground.grid.cell**2))  # type: ignore[arg-type]
    made = partial(candidates, least=least.number, cells=cells)
    return Field(
        Step(needs, made), "1", "assess.fields.reference.candidates", choices=(least, area), basis=Basis.MEASURED,
        coded=True,
    )  # fmt: skip


def pressed_class(_: Ground, __: str) -> Field:
    """Class of natural ground that is no candidate: the ground that a reference is sought for."""
    return Field(
        Step(("natural_class", "reference_patch"), without), method="assess.fields.reference.without", coded=True
    )


def without(kinds: NDArray[np.int32], patches: NDArray[np.int32]) -> NDArray[np.int32]:
    """Classes where there is no patch."""
    return np.where(patches > 0, 0, kinds).astype(np.int32)


def northness(ground: Ground, _: str) -> Field:
    """How far a slope faces north: sine of the slope times cosine of the aspect, -1 to 1."""
    return Field(
        Step(("elevation_around",), partial(facing_north, cell=ground.grid.cell)),
        "1",
        "assess.fields.reference.facing_north",
    )


def facing_north(around: NDArray[np.float64], cell: float) -> NDArray[np.float64]:
    """Northward part of the unit normal of the ground.

    Parameters
    ----------
    around : float array, shape (height + 2, width + 2)
        Elevations [m] with a ring of one cell; NaN = no data.
    cell : float
        Side of a cell [m].
    """
    up = (around[:-2, 1:-1] - around[2:, 1:-1]) / (2 * cell)
    right = (around[1:-1, 2:] - around[1:-1, :-2]) / (2 * cell)
    return -up / np.sqrt(1 + up**2 + right**2)


RECIPES: dict[str, Recipe] = {
    "natural_class": natural_class,
    "unchanged_class": unchanged_class,
    "wide_cover": wide_cover,
    "pressing": pressing,
    "pressure_distance": pressure_distance,
    "natural_around": natural_around,
    "connection": connection,
    "guarded": guarded,
    "guarded_share": guarded_share,
    "lattice": lattice,
    "easting": easting,
    "northing": northing,
    "reference_patch": reference_patch,
    "pressed_class": pressed_class,
    "northness": northness,
}
