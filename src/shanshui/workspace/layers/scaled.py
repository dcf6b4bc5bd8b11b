"""Indices that a file keeps as whole numbers of ten thousandths and whose catalog entry does not say so."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from shanshui.finding import Finding
from shanshui.geo import raster
from shanshui.standard import LayerRole
from shanshui.workspace.catalog import LayerEntry
from shanshui.workspace.layers.state import Fault

TEN_THOUSANDTH = 1e-4
_LOW, _HIGH = -1, 1
"""What an index lies between."""

_LEAST, _MOST = -2000.0, 10_000.0
"""What an index of vegetation times 10 000 lies between; below are the marks of no data of satellite products."""

_SURE = 1000.0
"""A greatest value above it can be nothing else: one byte holds no more than 255."""


def unstated_scale(
    path: Path, entry: LayerEntry, role: LayerRole | None, fault: Fault
) -> tuple[float, tuple[Finding, ...]]:
    """The scale that a file's values must have, where they leave no doubt.

    Parameters
    ----------
    path : Path
        A raster that holds data.
    entry : LayerEntry
        Its ``scale`` and ``offset`` count where they are stated.
    role : LayerRole or None
        Only one whose values lie between -1 and 1 is looked at.
    fault : callable
        Makes the finding.

    Returns
    -------
    scale : float
        1 where nothing needs to be done, or nobody can say.
    findings : tuple of Finding
        What was done.
    """
    stated = {"scale", "offset"} & entry.model_fields_set
    if role is None or role.min != _LOW or role.max != _HIGH or stated:
        return 1.0, ()
    if np.abs(raster.some_data(path, entry.band)).max(initial=0) <= _SURE / 100:
        return 1.0, ()
    whole = raster.summary(path, entry.band)
    if not (_LEAST <= whole.minimum and _SURE < whole.maximum <= _MOST):
        return 1.0, ()
    got = f"{whole.minimum:g}–{whole.maximum:g}"
    want = f"{whole.minimum * TEN_THOUSANDTH:.4g}–{whole.maximum * TEN_THOUSANDTH:.4g}"
    return TEN_THOUSANDTH, (fault("LAYER-SCALED", got, want, column="scale"),)
