"""Time and peak memory of the builds that the budgets are about; each in a process of its own.

    python bench/builds.py [--resolution 30]

Budgets on two cores: the whole dossier of Jinping from scratch under 180 s, nothing changed under 3 s, one price
changed under 15 s, a county of 300 sub-projects under 240 s, and under 4 GB throughout. The exit code is 1 where one is
missed.
"""

from __future__ import annotations

import argparse
import csv
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from mutants import counties  # noqa: E402 - the path leads to it
from mutants.folder import Folder  # noqa: E402

EXAMPLE = ROOT / "examples" / "jinping"
GIB = 2**30
MOST = 4
"""Peak memory that a build may take [GiB]."""
TILES = 75
"""Small counties of four sub-projects each, side by side."""

UNITS = 30
"""Restoration units of the wide county; its 150 small ones are joined until so many are left."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--resolution", type=int, default=30, help="cell of the synthetic layers [m]")
    resolution = parser.parse_args().resolution
    with tempfile.TemporaryDirectory() as folder:
        county = Path(folder) / "jinping"
        shutil.copytree(EXAMPLE, county, ignore=shutil.ignore_patterns("build"))
        if resolution != 30:
            shutil.rmtree(county / "layers")
            generate = [sys.executable, "-m", "countygen", county, "--resolution", str(resolution)]
            report("generate", *measured(generate), None)
        command = [sys.executable, "-m", "shanshui", "build", county, "--json"]
        met = [report("first build", *measured(command), 180)]
        met.append(report("nothing changed", *measured(command), 3))
        raise_a_price(county / "tables" / "prices.csv")
        met.append(report("one price changed", *measured(command), 15))
        wide = gathered(counties.write(Path(folder) / "wide", TILES))
        many = [sys.executable, "-m", "shanshui", "build", wide, "--json"]
        met.append(report(f"{4 * TILES} sub-projects", *measured(many), 240))
    return 0 if all(met) else 1


def gathered(root: Path) -> Path:
    """Join neighbouring units of a wide county, as a real one of 300 sub-projects has a few dozen at most."""
    folder = Folder(root)
    codes = [line["code"] for line in folder.lines("units")]
    west, east = codes[0::2], codes[1::2]
    own = 2 * len(west) // UNITS
    into = {code: side[n // own * own] for side in (west, east) for n, code in enumerate(side)}
    lines = [line for line in folder.lines("units") if into[line["code"]] == line["code"]]
    folder.write("units", folder.header("units"), [list(line.values()) for line in lines])
    lines = [line | {"unit": into[line["unit"]]} for line in folder.lines("subprojects")]
    folder.write("subprojects", folder.header("subprojects"), [list(line.values()) for line in lines])
    lost = {f"unit:{code}" for code, kept in into.items() if code != kept}
    for table in ("monitoring", "observations", "targets"):
        lines = [line for line in folder.lines(table) if line["subject"] not in lost]
        folder.write(table, folder.header(table), [list(line.values()) for line in lines])
    frame = folder.frame("units")
    folder.draw("units", frame.assign(code=frame["code"].map(into)).dissolve("code", as_index=False))
    return root


def measured(command: list[object]) -> tuple[float, int]:
    """Wall time [s] and peak resident memory [bytes] of a process and its children."""
    start = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    words = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(words.decode(errors="replace"))
    return time.perf_counter() - start, usage.ru_maxrss * 1024


def report(name: str, seconds: float, peak: int, budget: float | None) -> bool:
    """Print one line; answers whether time and memory keep within their budgets."""
    met = budget is None or (seconds < budget and peak < MOST * GIB)
    allowed = f"of {budget:.0f} s" if budget else ""
    print(f"{name:20} {seconds:6.1f} s {allowed:8} {peak / GIB:5.2f} GiB  {'ok' if met else 'MISSED'}", flush=True)
    return met


def raise_a_price(path: Path) -> None:
    """Change the first price of the table by one per cent."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    column = next(i for i, name in enumerate(rows[0]) if name == "price" or name.startswith("单价"))
    rows[1][column] = f"{float(rows[1][column]) * 1.01:.4f}"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)


if __name__ == "__main__":
    sys.exit(main())
