"""The control lines that a county brings, with the features of theirs that count (5.4.2.3)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shanshui.geo.overlay import Cover
from shanshui.standard import Standard
from shanshui.standard.judging.control_lines import ControlLineSpec, in_core, load_control_lines
from shanshui.workspace.layers import Layers


@dataclass(frozen=True, slots=True)
class ControlLine:
    """A control line of the county.

    Parameters
    ----------
    spec : ControlLineSpec
        What the standard says of it.
    cover : Cover
        Its polygons.
    rows : int array
        Number of each polygon among the features of its layer, from 0.
    """

    spec: ControlLineSpec
    cover: Cover
    rows: NDArray[np.intp]


def control_lines(layers: Layers, standard: Standard) -> tuple[ControlLine, ...]:
    """Control lines that the county brings, strictest first.

    Parameters
    ----------
    layers : Layers
        Redline, farmland, urban boundary and protected areas.
    standard : Standard
        Words for the core of a protected area.
    """
    zones = standard.vocabularies["control_zone"]
    found = []
    for spec in load_control_lines().values():
        frame = layers.vector(spec.layer)
        if frame is None or (spec.part and "zone" not in frame.columns):
            continue
        rows = np.arange(len(frame))
        if spec.part:
            core = np.array([in_core(str(word), zones) for word in frame["zone"]], dtype=bool)
            rows = rows[core if spec.part == "core" else ~core]
        found.append(ControlLine(spec, Cover(frame.geometry.to_numpy()[rows]), rows))
    return tuple(found)
