"""Relief: elevation, slope, classes of slope."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from shanshui.assess.fields.reading import layer
from shanshui.assess.ground import Field, Ground, Missing, Recipe
from shanshui.geo.sweep import Step
from shanshui.geo.terrain import slope as horn
from shanshui.indicators.relief import slope_classes
from shanshui.standard.method.grades import scale

ROLE = "dem"


def elevation_around(ground: Ground, _: str) -> Field | Missing:
    """Elevations [m] with a ring of one cell around each window."""
    return layer(ground, ROLE, "m", halo=1)


def inner(cells: NDArray[np.float64]) -> NDArray[np.float64]:
    """The window without its ring."""
    return cells[1:-1, 1:-1]


def elevation(_: Ground, __: str) -> Field:
    """Elevation [m]."""
    return Field(Step(("elevation_around",), inner), "m", "geo.raster")


def slope(ground: Ground, _: str) -> Field:
    """Slope [°] by Horn."""
    return Field(Step(("elevation_around",), partial(horn, cell=ground.grid.cell)), "deg", "geo.terrain.slope")


def slope_class(_: Ground, __: str) -> Field:
    """Classes of slope, 1 to 5."""
    return Field(
        Step(("slope",), partial(slope_classes, limits=scale("slope").limits)),
        "1",
        "indicators.relief.slope_classes",
        coded=True,
    )


RECIPES: dict[str, Recipe] = {
    "elevation_around": elevation_around,
    "elevation": elevation,
    "slope": slope,
    "slope_class": slope_class,
}
