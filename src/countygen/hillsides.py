"""Hillsides: small catchments that divide large patches as forest compartments do."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from countygen import kernels
from countygen.scene import Scene, flow_of


def hillsides(scene: Scene, least: float) -> NDArray[np.int32]:
    """Number of the small catchment of each cell.

    Parameters
    ----------
    scene : Scene
    least : float
        Catchments are cut at about this upstream area [m²].

    Returns
    -------
    int array, shape `scene.grid.shape`, from 0

    Notes
    -----
    A catchment ends at every cell below which the upstream area passes a multiple of `least` that doubles.
    """
    receiver, order = flow_of(scene)
    area = scene.area.ravel()
    grade = np.floor(np.log2(np.maximum(area, 1.0) / least) / 1.5)
    grade = np.where(area < least, -1.0, grade)
    ends = (grade >= 0) & (grade[receiver] > grade)
    joins = (area >= least) & (area[receiver] > 2.2 * area)
    drain = kernels.nearest_drain(receiver, order, ends | joins)
    _, number = np.unique(drain, return_inverse=True)
    return np.asarray(number.reshape(scene.grid.shape), np.int32)
