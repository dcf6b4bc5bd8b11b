"""A small county whose stages have run, as a proposal finds it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

import county
from shanshui.plan import Plan
from shanshui.standard import load
from shanshui.workspace import Memo, Workspace
from staged import Run, run


def terraced(root: Path) -> None:
    """A valley that drains east, with four valleys from either side; fields in the west, on slopes over 15°."""
    rows, cols = np.mgrid[0:120, 0:120]
    heights = 300 + 6.0 * np.abs(rows - 60) + 12.0 * np.abs((cols % 30) - 15) + 1.0 * (120 - cols)
    county.raster(root, "dem", heights.astype("float32"))
    codes = np.full((120, 120), 12, "uint8")
    codes[:, :55] = 51
    county.raster(root, "landcover", codes)


def ready(root: Path, *stages: str, **choices: str) -> tuple[Plan, Workspace, Run]:
    """Run the stages with these choices, and what whoever comes next sees."""
    county.set_parameters(root, **{"catchment_area": "0.5, unit: km2", **choices})
    done = run(root, *stages)
    workspace = Workspace(root, root / "work", root / "dossier", done.layers, Memo(root / "memo"), facts=done.facts)
    return done.plan, workspace, done


STANDARD = load()
