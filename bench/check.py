"""Time and peak memory of ``check`` on a large county: 500 sub-projects, 5 000 works, a million land-use parcels.

    python bench/check.py [--parcels 1000000] [--tiles 125]

The county is made up on the fly in a temporary folder: correct small counties side by side, and a grid of parcels
with jittered corners. Budget on two cores: under 60 s and 4 GB. The exit code is 1 where it is missed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from math import isqrt
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import geopandas as gpd  # noqa: E402
import numpy as np  # noqa: E402
import shapely  # noqa: E402

from mutants import counties  # noqa: E402 - the path leads to it
from mutants.folder import Folder  # noqa: E402
from shanshui import pipeline  # noqa: E402
from shanshui.standard import load  # noqa: E402

SECONDS, GIB = 60, 4
VARIANTS = 8
"""Measures in the place of each one, so that a sub-project has some ten works."""


def main() -> int:
    """Make the county, check it in a process of its own, and hold time and memory against the budget."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parcels", type=int, default=1_000_000, help="of land use, about")
    parser.add_argument("--tiles", type=int, default=125, help="of four sub-projects each")
    parser.add_argument("--county", type=Path, help="check this folder and print the stages; nothing is made")
    given = parser.parse_args()
    if given.county:
        return checked(given.county)
    with tempfile.TemporaryDirectory() as scratch:
        start = time.perf_counter()
        folder = Folder(counties.write(Path(scratch) / "county", given.tiles))
        more_works(folder)
        counties.fund(folder)
        parcels = divided(folder, given.parcels)
        subs, works = len(folder.lines("subprojects")), len(folder.lines("works"))
        print(f"{subs} sub-projects, {works} works, {parcels} parcels made in {time.perf_counter() - start:.0f} s")
        start = time.perf_counter()
        process = subprocess.Popen([sys.executable, __file__, "--county", str(folder.root)])
        _, status, usage = os.wait4(process.pid, 0)
        seconds, peak = time.perf_counter() - start, usage.ru_maxrss / 2**20
        met = os.waitstatus_to_exitcode(status) == 0 and seconds < SECONDS and peak < GIB
        print(f"{'check':20} {seconds:6.1f} s of {SECONDS} s, {peak:5.2f} GiB of {GIB}  {'ok' if met else 'MISSED'}")
    return 0 if met else 1


def checked(root: Path) -> int:
    """Check a county and print the time of each stage, and what was found."""
    mark = time.perf_counter()

    def progress(stage: str, state: str) -> None:
        nonlocal mark
        now = time.perf_counter()
        name = {"started": f"before {stage}", "done": f"{stage} (rules)" if stage == "review" else stage}[state]
        if now - mark > 0.01:
            print(f"  {name:18} {now - mark:6.1f} s", flush=True)
        mark = now

    found = Counter(finding.code for finding in pipeline.check(root, progress).findings)
    print(f"  {len(load().rules)} rules; findings: {', '.join(f'{c} {n}' for c, n in found.most_common()) or 'none'}")
    return 0


def more_works(folder: Folder) -> None:
    """Each measure in several variants that cost the same, and each work parted among them."""
    for table, column in (("measures", "code"), ("prices", "measure"), ("cases", "measure")):
        lines = []
        for line in folder.lines(table):
            for n in range(VARIANTS):
                again = {**line, column: f"{line[column]}{n or ''}"}
                if table != "prices":
                    again["name"] = f"{line['name']}{n or ''}"
                lines.append(list(again.values()))
        folder.write(table, folder.header(table), lines)
    works = []
    for line in folder.lines("works"):
        part = f"{float(line['quantity']) / VARIANTS:g}"
        works.extend(
            [*{**line, "measure": f"{line['measure']}{n or ''}", "quantity": part}.values()] for n in range(VARIANTS)
        )
    folder.write("works", folder.header("works"), works)


def divided(folder: Folder, parcels: int) -> int:
    """Part the scope into parcels with jittered corners and land classes by chance; how many they are."""
    west, south, east, north = folder.frame("scope").total_bounds
    side, dice = isqrt(parcels), np.random.default_rng(1)
    x, y = np.meshgrid(np.linspace(west, east, side + 1), np.linspace(south, north, side + 1))
    for across, width in ((x, (east - west) / side), (y, (north - south) / side)):
        across[1:-1, 1:-1] += dice.uniform(-0.3, 0.3, (side - 1, side - 1)) * width
    points = np.stack([x, y], axis=-1)
    corners = (points[:-1, :-1], points[:-1, 1:], points[1:, 1:], points[1:, :-1], points[:-1, :-1])
    shapes = shapely.polygons(np.stack([corner.reshape(-1, 2) for corner in corners], axis=1))
    known = load().classes["gbt21010"].classes
    classes = dice.choice([code for code in known if len(code) == 4], size=len(shapes))
    codes = np.char.add("T", np.arange(len(shapes)).astype(str))
    folder.draw("landuse", gpd.GeoDataFrame({"class": classes, "code": codes}, geometry=shapes, crs=4545))
    return len(shapes)


if __name__ == "__main__":
    sys.exit(main())
