"""natcap.invest beside shanshui on the same inputs: cell by cell, and time and peak memory of both.

    python bench/peers/run.py PYTHON_OF_THE_PEER [--large SIDE] [--into FOLDER] [--write SUMMARIES]

Each model of each landscape runs in a process of its own, one after the other, on either side. Landscapes
whose data are not beside the checkout are named and left out. ``docs/peers.md`` explains what differs. The exit code is
1 where a formula that is the same on both sides gives other values.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import landscapes
import numpy as np
from agreement import Agreement, compare, onto, values
from large import large
from numpy.typing import NDArray
from our_side import by_code, delivered
from scipy import ndimage

from shanshui.geo import flow
from shanshui.indicators import slope_length

HERE = Path(__file__).parent
MAKERS = {"own": landscapes.own, "youwuzhen": landscapes.youwuzhen, "willamette": landscapes.willamette}
EXACT = 0.999
"""Share of cells that must agree where the formula is the same; the rest lies on edges of classes or of the data."""

Took = dict[str, Any]


def main() -> int:
    """Run everything and print three tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("python", help="of the environment that tools/peers.sh makes")
    parser.add_argument("--large", type=int, default=0, help="soil loss also on this many cells by as many")
    parser.add_argument("--into", type=Path, help="keep inputs and outputs here")
    parser.add_argument("--write", type=Path, help="write what the everyday tests compare with into this folder")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as box:
        folder = given.into or Path(box)
        taken, told, kept = [], [], {}
        for name, make in MAKERS.items():
            land = make(folder)
            if land is None:
                print(f"{name}: left out, its data are not beside the checkout", file=sys.stderr)
                continue
            for model in land.models:
                theirs, ours = (_run(given.python, land, model, side) for side in ("invest", "our"))
                taken.append((land.name, model, theirs, ours))
                told += [(land.name, model, *row) for row in _compared(land, model, theirs, ours)]
                kept[land.name, model] = theirs
        if given.large:
            taken.append((f"{given.large}² cells", "soil loss", *large(given.python, folder / "large", given.large)))
        _print(taken, told)
        if given.write:
            _write(given.write, kept)
    return int(any(same and found.same < EXACT for _, _, _, same, found in told))


def _run(python: str, land: landscapes.Landscape, model: str, side: str) -> Took:
    """One model in a process of its own."""
    order = land.folder / f"{model}_{side}.json"
    workspace = land.folder / f"{model}_{side}"
    order.write_text(
        json.dumps({"model": model, "args": {**land.models[model], "workspace_dir": str(workspace)}}), "utf-8"
    )
    runner = [python, "invest_side.py"] if side == "invest" else [sys.executable, "our_side.py"]
    done = subprocess.run([runner[0], str(HERE / runner[1]), str(order)], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{land.name} {model} {side}: {done.stderr[-2000:]}")
    print(f"{land.name} {model} {side}: done", file=sys.stderr)
    took: Took = json.loads(done.stdout.splitlines()[-1])
    return took


def _compared(
    land: landscapes.Landscape, model: str, theirs: Took, ours: Took
) -> Iterator[tuple[str, bool, Agreement]]:
    """What is compared, whether the formula is the same, and how far it agrees."""
    if model != "sdr":
        for name in {"habitat_quality": ("deg_sum_c", "quality_c"), "carbon": ("c_storage_bas",)}.get(
            model, ("fractp", "wyield")
        ):
            yield name, True, _pair(ours["outputs"][name], theirs["outputs"][name])
        return
    yield from _formulas(theirs["outputs"], land.models[model])
    yield from _surfaces(ours, theirs["outputs"])


def _formulas(out: dict[str, str], args: dict[str, Any]) -> Iterator[tuple[str, bool, Agreement]]:
    """Our formulas on what the peer has found before."""
    (slope, at), (above, _) = values(out["slope"]), values(out["flow_accumulation"])
    ls = slope_length.invest_factor(slope, above, at.a, float(args["l_max"]))
    yield "LS, from their slope and accumulation", True, compare(ls, values(out["ls"])[0])
    codes = np.nan_to_num(values(out["masked_lulc"])[0], nan=-1).astype(int)
    cover, practice = (by_code(codes, args["biophysical_table_path"], name) for name in ("usle_c", "usle_p"))
    r, k = values(out["masked_erosivity"])[0], values(out["masked_erodibility"])[0]
    stream = values(out["stream"])[0]
    usle = np.where(stream == 0, r * k * ls * cover * practice, np.nan)
    yield "soil loss, from their slope and accumulation", True, compare(usle, values(out["usle"])[0])
    directions, reached = _directions(out), values(out["sdr_factor"])[0]
    for metres, what in ((False, "way in steps"), (True, "way in metres")):
        ratio = delivered(directions, slope, np.nan_to_num(cover), at.a, args, metres)
        found = compare(np.where(np.isnan(reached), np.nan, ratio), reached)
        yield f"share delivered, from their slope and directions, {what}", not metres, found


def _directions(out: dict[str, str]) -> NDArray[np.uint8]:
    """Their directions, 0 east and on against the clock, as ours; those that lead out of the data are outlets."""
    theirs = values(out["flow_direction"])[0]
    known = np.isfinite(theirs)
    turned = np.where(known, (8 - np.nan_to_num(theirs)) % 8 + 1, flow.NOWHERE).astype(np.uint8)
    ringed = np.pad(known, 1)
    rows, cols = np.indices(known.shape)
    leads = ringed[rows + 1 + flow.DOWN[turned], cols + 1 + flow.RIGHT[turned]]
    return np.where(known & ~leads, flow.OUTLET, turned).astype(np.uint8)


def _surfaces(ours: Took, out: dict[str, str]) -> Iterator[tuple[str, bool, Agreement]]:
    """What both find from the raw surface."""
    (slope, at), (stream, _) = values(out["slope"]), values(out["stream"])
    inner = ndimage.binary_erosion(np.isfinite(slope), np.ones((3, 3)))
    hill = np.where(stream == 0, 0.0, np.nan)
    directions = np.where(inner, _directions(out), np.nan)
    yield (
        "slope, inside",
        False,
        compare(np.where(inner, _ours(ours, "slope", slope.shape, at), np.nan), np.where(inner, slope, np.nan)),
    )
    yield (
        "direction of flow, inside",
        False,
        compare(np.where(inner, _ours(ours, "direction", slope.shape, at), np.nan), directions),
    )
    pairs = {"accumulation": "flow_accumulation", "ls": "ls", "usle": "usle", "sed_export": "sed_export"}
    for name, other in pairs.items():
        yield (
            f"{other}, from the raw surface",
            False,
            compare(_ours(ours, name, slope.shape, at) + hill, values(out[other])[0] + hill),
        )
    for name, other in {"standard_ls": "ls", "standard_usle": "usle"}.items():
        yield (
            f"{other} with LS of HJ 1173",
            False,
            compare(_ours(ours, name, slope.shape, at) + hill, values(out[other])[0] + hill),
        )


def _ours(took: Took, name: str, shape: tuple[int, int], at: Any) -> Any:
    cells, own = values(took["outputs"][name])
    return onto(cells, own, shape, at)


def _pair(ours: str, theirs: str) -> Agreement:
    """Two rasters, ours brought onto theirs."""
    their, at = values(theirs)
    own, own_at = values(ours)
    return compare(onto(own, own_at, their.shape, at), their)


def _print(taken: list[tuple[str, str, Took, Took]], told: list[tuple[str, str, str, bool, Agreement]]) -> None:
    print(
        "| landscape | model | natcap.invest s | shanshui s | times faster | natcap.invest MB | shanshui MB | memory |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for name, model, their, our in taken:
        speed, memory = their["seconds"] / our["seconds"], our["peak"] / their["peak"]
        print(
            f"| {name} | {model} | {their['seconds']:.2f} | {our['seconds']:.2f} | {speed:.1f} "
            f"| {their['peak']:.0f} | {our['peak']:.0f} | {memory:.2f} |"
        )
    print("\n| landscape | what | formula | cells | agree | largest difference | sum over theirs | only one has |")
    print("|---|---|---|---|---|---|---|---|")
    for name, _, what, same, found in told:
        print(
            f"| {name} | {what} | {'same' if same else 'other'} | {found.cells} | {found.same:.4%} "
            f"| {found.largest:.3g} | {found.ratio:.5f} | {found.only_one} |"
        )


PARTS = {
    "sdr": ("slope", "flow_direction", "flow_accumulation", "ls", "stream", "usle", "sdr_factor"),
    "habitat_quality": ("deg_sum_c", "quality_c"),
    "carbon": ("c_storage_bas",),
    "annual_water_yield": ("fractp", "wyield"),
}


def _write(folder: Path, kept: dict[tuple[str, str], Took]) -> None:
    """Results on our own landscape as arrays, and of the others only sums and counts."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays, scalars = {}, {}
    for (name, model), took in kept.items():
        for part in PARTS[model]:
            cells, _ = values(took["outputs"][part])
            if name == "own":
                arrays[part] = cells.astype(np.float32)
            else:
                known = cells[np.isfinite(cells)]
                scalars[f"{name}.{part}"] = {
                    "cells": int(known.size),
                    "sum": float(known.sum()),
                    "greatest": float(known.max()),
                }
    np.savez_compressed(folder / "invest_own.npz", **arrays)
    (folder / "invest_real.json").write_text(json.dumps(scalars, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
