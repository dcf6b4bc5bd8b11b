"""The front of cost against sediment of the Youwuzhen watershed: four measures on its slopes, parcel by parcel.

``python examples/youwuzhen/front.py FOLDER`` reads the folder of the data (slope positions, land use, the four measures
with their prices, effects and what they suit) and the build of this example (sediment yield of each cell). A parcel is
what one slope position of one hillslope has of one land use; each gets one of the measures that suit it, or none.
Written are ``front.csv`` and ``front.png``; ``README.md`` says what they show, and what is not modelled.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import rasterio
import rasterio.features
from numpy.typing import NDArray

from shanshui.geo import crs as reference
from shanshui.layout.proposals import Chart, Series
from shanshui.optimisation.front import Point, beaten_by, ceilings_between, front
from shanshui.optimisation.portfolio import cheapest_portfolio
from shanshui.optimisation.task import Floor, Option, Place, Schedule, Task
from shanshui.optimisation.verifier import verify
from shanshui.pipeline import prepared
from shanshui.standard import load
from shanshui.workspace.fields import read_field

HERE = Path(__file__).parent
EPSG = 2415
POSITION = {"summit": 1, "backslope": 4, "valley": 16}
"""Codes of slope positions in the table of measures."""

CLOSING = "1"
YEARS = 5
"""Years that effects are told for, and running costs are paid."""

LEAST = 4
"""Cells of a parcel that is treated: 0.36 hm²."""

SEDIMENT = "sediment"
Cells = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Measure:
    """One of the four, as the source tells it.

    Parameters
    ----------
    code, name : str
        Its number, its name.
    landuse, positions : frozenset of int
        What it suits.
    factors : tuple of float
        Soil erodibility as a multiple of what it was, year by year.
    cost : float
        Of the works and five years of running [yuan/m²].
    """

    code: str
    name: str
    landuse: frozenset[int]
    positions: frozenset[int]
    factors: tuple[float, ...]
    cost: float

    def kept(self, year: int | None) -> float:
        """Share of the sediment that it keeps: in a year, or on the mean of all."""
        return 1 - (self.factors[year - 1] if year else sum(self.factors) / len(self.factors))


@dataclass(frozen=True, slots=True)
class Parcel:
    """Ground of one hillslope, slope position and land use: its area [m²] and sediment [t/a]."""

    name: str
    landuse: int
    position: int
    area: float
    sediment: float


def measures(folder: Path) -> tuple[Measure, ...]:
    """The four measures of ``scenario/areal_struct_management.csv``; money there is in 万元 per km²."""
    lines = (folder / "scenario/areal_struct_management.csv").read_text("utf-8").splitlines()
    found = []
    for row in csv.DictReader(line for line in lines if line.strip() and not line.startswith("#")):
        parameters = dict(part.split(":", 1) for part in row["PARAMETERS"].split("-"))
        factors = tuple(float(factor) for factor in parameters["USLE_K"].split(":")[-1].split("|"))
        yearly = float(row["CAPEX"]) + YEARS * float(row["OPEX"])
        suits = (frozenset(int(code) for code in row[key].split("-")) for key in ("LANDUSE", "SLPPOS"))
        found.append(Measure(row["SUBSCENARIO"], row["NAME"], *suits, factors, yearly / 100))
    return tuple(found)


def parcels(folder: Path, root: Path, out: Path) -> tuple[tuple[Parcel, ...], float]:
    """Parcels of the watershed, and the sediment of all its ground [t/a]."""
    ready = prepared(root, out)
    grid, entry = ready.workspace.layers.grid, ready.workspace.layers.entry("subprojects")
    field = read_field("sediment_yield", ready.workspace.work, ready.workspace.facts, grid) if grid else None
    if grid is None or field is None or entry is None or entry.shift is None:
        raise SystemExit(f"{out} holds no field of sediment yield; put the layers in place with get_data.py first")
    with rasterio.open(field.path) as source:
        modulus, at = source.read(1), source.transform
    cell = abs(at.a * at.e)
    rows, cols = np.indices(modulus.shape)
    x, y = at @ (cols + 0.5, rows + 0.5)
    back = reference.transformer(grid.epsg, EPSG)
    x, y = back.transform(x - entry.shift.east, y - entry.shift.north)
    inside = rasterio.features.geometry_mask([ready.workspace.layers.scope], modulus.shape, at, invert=True)
    landuse = _sampled(folder / "spatial/ywzlanduse30m_upd.tif", x, y)
    unit = _sampled(folder / "spatial/slppos_units.tif", x, y)
    told = json.loads((folder / "spatial/slppos_units_updown.json").read_text("utf-8"))
    position = {int(number): POSITION[key] for key in POSITION for number in told[key]}
    yields = np.where(np.isfinite(modulus) & inside, modulus, 0.0) * cell / 1e6
    found = []
    for number, code in sorted({(int(u), int(c)) for u, c in zip(unit[inside], landuse[inside], strict=True)}):
        where = inside & (unit == number) & (landuse == code)
        if number in position and where.sum() >= LEAST:
            name = f"{number}.{code}"
            found.append(Parcel(name, code, position[number], float(where.sum()) * cell, float(yields[where].sum())))
    return tuple(found), float(yields.sum())


def _sampled(path: Path, x: Cells, y: Cells) -> Cells:
    """Cells of a raster at places; 0 outside and where it has no data."""
    with rasterio.open(path) as source:
        cells, own, nothing = source.read(1), source.transform, source.nodata
    col, row = (np.floor(n).astype(int) for n in ~own @ (x, y))
    there = (row >= 0) & (row < cells.shape[0]) & (col >= 0) & (col < cells.shape[1])
    placed: Cells = np.zeros(x.shape, np.int64)
    placed[there] = np.where(cells[row[there], col[there]] == nothing, 0, cells[row[there], col[there]])
    return placed


def task_of(ground: Sequence[Parcel], known: Sequence[Measure], year: int | None) -> Task:
    """Every suitable measure on every parcel, one at most on each."""
    options = [
        Option(
            f"{parcel.name}/{one.code}", parcel.name, parcel.area * one.cost,
            {SEDIMENT: max(0.0, parcel.sediment * one.kept(year))},
        )
        for parcel in ground
        for one in known
        if parcel.landuse in one.landuse and parcel.position in one.positions
    ]  # fmt: skip
    groups: dict[str, list[str]] = {}
    for option in options:
        groups.setdefault(option.place, []).append(option.name)
    return Task(
        (1,), tuple(Place(name) for name in groups), tuple(options),
        {SEDIMENT: sum(option.benefits[SEDIMENT] for option in options)},
        exclusions=tuple(tuple(names) for names in groups.values() if len(names) > 1),
    )  # fmt: skip


def schedule_of(task: Task, wanted: dict[str, str]) -> Schedule:
    """A measure on each parcel, where it suits."""
    names = {option.name for option in task.options}
    return Schedule({(f"{p}/{m}", 1): 1.0 for p, m in wanted.items() if f"{p}/{m}" in names})


def entered(ground: Sequence[Parcel]) -> dict[str, str]:
    """The measure of each parcel in the example's plan, by ``measures_rule.csv``."""
    order = {"closure": "1", "arbor_bush_herb": "2", "forest_improvement": "3", "orchard_improvement": "4"}
    with (HERE / "measures_rule.csv").open(encoding="utf-8", newline="") as lines:
        rule = {
            (int(row["landuse"]), POSITION[row["position"]]): order[row["measure"]] for row in csv.DictReader(lines)
        }
    return {p.name: rule[p.landuse, p.position] for p in ground if (p.landuse, p.position) in rule}


def chart_of(points: Sequence[Point], marks: dict[str, tuple[float, float]]) -> Chart:
    """The front with what it is set against; money in 万元."""
    stem = "proposal.portfolio"
    line = Series(
        load().label(f"{stem}.series.front"), tuple(p.cost / 1e4 for p in points), tuple(p.value for p in points)
    )
    alone = (Series(name, (cost / 1e4,), (kept,), "marks") for name, (cost, kept) in marks.items())
    return Chart(f"{stem}.chart.front.title", f"{stem}.chart.front.x", f"{stem}.chart.front.sediment", (line, *alone))


def draw(chart: Chart, path: Path) -> None:
    """Draw a chart of lines and marks as PNG."""
    mpl.use("Agg")
    from matplotlib import pyplot as plt

    from shanshui.dossier.maps.typeface import families

    words = load().label
    faces = ("Noto Sans CJK SC", "Source Han Sans SC", "SimHei", "FandolHei")
    with plt.rc_context({"font.family": [*families(faces), "sans-serif"], "axes.unicode_minus": False}):
        figure, axes = plt.subplots(figsize=(7, 4.4), dpi=160, layout="constrained")
        for number, series in enumerate(chart.series):
            if series.kind == "line":
                axes.plot(series.x, series.y, color="#2f6f6a", marker="o", markersize=3, label=series.name)
            else:
                axes.scatter(series.x, series.y, s=60, marker="so^Dv"[number % 5], zorder=3, label=series.name)
        axes.set(title=words(chart.title), xlabel=words(chart.x_title), ylabel=words(chart.y_title))
        axes.grid(alpha=0.25)
        axes.legend(frameon=False, loc="upper left")
        figure.savefig(path)
        plt.close(figure)


def main(arguments: list[str] | None = None) -> int:
    """Find the front and write it down; answers 0."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("source", type=Path, help="folder with spatial/ and scenario/")
    parser.add_argument("--project", type=Path, default=HERE, help="the example with its layers (default: %(default)s)")
    parser.add_argument("-o", "--out", type=Path, default=HERE / "build", help="its build (default: %(default)s)")
    parser.add_argument(
        "--year", type=int, choices=range(1, YEARS + 1), help="year of the effect; else the mean of five"
    )
    parser.add_argument("--points", type=int, default=16, help="of the front (default: %(default)s)")
    given = parser.parse_args(arguments)
    known = measures(given.source)
    ground, whole = parcels(given.source, given.project, given.out)
    task = task_of(ground, known, given.year)
    dearest = sum(max(o.cost for o in task.options if o.place == place.name) for place in task.places)
    best_dear = front(task, (dearest,), gap=0.0)[-1]
    closed = verify(task, schedule_of(task, {parcel.name: CLOSING for parcel in ground}))
    planned = verify(task, schedule_of(task, entered(ground)))
    ceilings = (*ceilings_between(0.0, best_dear.cost, given.points), closed.cost, planned.cost)
    points = front(task, ceilings, gap=1e-4, seconds=30)
    marks = {
        "无措施 nothing": (0.0, 0.0),
        "坡面全部封禁 all slopes closed": (closed.cost, closed.value),
        "示例方案 the plan of the example": (planned.cost, planned.value),
    }
    chart = chart_of(points, marks)
    given.out.mkdir(parents=True, exist_ok=True)
    draw(chart, given.out / "front.png")
    rows = [("front", p.cost, p.value, p.bound, *_areas(p, ground, known)) for p in points]
    rows += [(name, cost, kept, kept, *[""] * len(known)) for name, (cost, kept) in marks.items()]
    with (given.out / "front.csv").open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines)
        table.writerow(["what", "cost_yuan", "sediment_kept_t", "bound_t", *(f"{one.name}_hm2" for one in known)])
        table.writerows(rows)
    treated, sent = sum(parcel.area for parcel in ground) / 1e4, sum(parcel.sediment for parcel in ground)
    print(f"{len(ground)} parcels, {treated:.0f} hm2; they send {sent:.1f} of {whole:.1f} t/a")
    for what, cost, kept, bound, *areas in rows:
        shown = "  ".join(f"{area:6.1f}" for area in areas if area != "")
        print(f"{what:40} {cost / 1e4:8.2f} wan  {kept:7.2f} t/a  {kept / whole:6.1%}  bound {bound:7.2f}  {shown}")
    for what, mark in (("all slopes closed", closed), ("the plan", planned)):
        bought = beaten_by(points, mark.cost)
        same = replace(task, floors=(Floor("same", SEDIMENT, mark.value * (1 - 1e-9)),))
        cheapest = cheapest_portfolio(same, gap=1e-4, seconds=30)
        print(f"as much as {what} for {cheapest.objective / 1e4:.2f} wan; at its cost {bought:.2f} t/a")
    return 0


def _areas(point: Point, ground: Sequence[Parcel], known: Sequence[Measure]) -> list[float]:
    """Ground of each measure in a portfolio [hm²]."""
    area = {parcel.name: parcel.area for parcel in ground}
    schedule = point.portfolio.schedule
    chosen = [name.split("/") for name, _ in (schedule.work if schedule else {})]
    return [round(sum(area[p] for p, m in chosen if m == one.code) / 1e4, 2) for one in known]


if __name__ == "__main__":
    sys.exit(main())
