"""Correct counties of more sub-projects: the whole county laid side by side, rows and layers cloned under new codes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from pyproj import Transformer
from shapely.geometry import box

import county
import staged
import whole
from mutants.folder import Folder, Line
from shanshui.quantity import convert

SUBPROJECTS = 4
"""Of one tile."""

_OWN = (
    "units", "subprojects", "works", "funding", "private_finance", "revenues", "aftercare", "landuse_changes",
    "occupations",
)  # fmt: skip
"""Tables whose rows all belong to a unit or sub-project; of others only rows that name one are cloned."""

_ABOUT = ("monitoring", "targets", "observations")
_WHOLE = ("scope", "county", "survey_area")
_ONCE = ("past_projects",)
_CODED = re.compile(r"(unit:|subproject:)?([LRMF])(-\d\d)?")
_PRIVATE = "社会资本"
_EDGE = 10
"""Cells of a raster around the scope."""


@dataclass(frozen=True)
class Tile:
    """One copy of the whole county: its number from 0, and how far it lies from the first [m]."""

    number: int
    east: float
    south: float

    @property
    def mark(self) -> str:
        """What tells its codes and names from those of the first."""
        return str(self.number + 1) if self.number else ""

    def code(self, text: str) -> str:
        """The code that stands for one of the first tile: ``L-01`` becomes ``L2-01``."""
        match = _CODED.fullmatch(text)
        return f"{match[1] or ''}{match[2]}{self.mark}{match[3] or ''}" if match else text

    def township(self, text: str) -> str:
        """Codes of townships."""
        return re.sub(r"0000011(\d\d)", lambda m: f"000001{int(m[1]) + 100 + 2 * self.number:03d}", text)

    def name(self, text: str) -> str:
        """Names of places: 甲一村 becomes 甲2一村."""
        if not self.number:
            return text
        text = re.sub(r"([甲乙])(?=乡|[一二]村)", rf"\g<1>{self.mark}", text)
        return re.sub(r"小河(?=[上下]游)", f"小河{self.mark}", text)

    def line(self, line: Line, turn: Transformer) -> Line:
        """A row of the first tile as it stands in this one."""
        found = {key: self.township(self.name(self.code(value))) for key, value in line.items()}
        if self.number and line.get("longitude"):
            back = Transformer.from_crs(county.EPSG, 4490, always_xy=True)
            x, y = turn.transform(float(line["longitude"]), float(line["latitude"]))
            lon, lat = back.transform(x + self.east, y - self.south)
            found |= {"longitude": f"{lon:.6f}", "latitude": f"{lat:.6f}"}
        return found


def write(root: Path, tiles: int) -> Path:
    """Write a correct county of ``4 * tiles`` sub-projects into a new folder and give it back."""
    whole.write(root)
    if tiles > 1:
        _enlarge(Folder(root), tuple(_laid(tiles)))
    return root


def _laid(tiles: int) -> Iterator[Tile]:
    """Tiles in rows from the north-west, about as many rows as columns; a row is always full."""
    columns = next(n for n in range(int(tiles**0.5), 0, -1) if tiles % n == 0)
    for number in range(tiles):
        row, column = divmod(number, columns)
        yield Tile(number, column * county.SIDE, row * county.SIDE)


def _enlarge(folder: Folder, tiles: Sequence[Tile]) -> None:
    turn = Transformer.from_crs(4490, county.EPSG, always_xy=True)
    for table in (*_OWN, *_ABOUT):
        header, lines = folder.header(table), folder.lines(table)
        cloned = [tile.line(line, turn) for tile in tiles for line in lines if not tile.number or _cloned(table, line)]
        for line in cloned:
            if table == "targets" and line["subject"] == "scope" and line["aspect"] == "规模":
                line["target"] = f"{float(line['target']) * len(tiles):g}"
        folder.write(table, header, [[line[key] for key in header] for line in cloned])
    _enlarge_upper_plan(folder, tiles)
    area = folder.pick("socioeconomy", Random(0), lambda line: line["indicator"] == "土地总面积")
    folder.put("socioeconomy", area, value=f"{float(folder.line('socioeconomy', area)['value']) * len(tiles):g}")
    content = folder.yaml("project.yaml")
    for key in ("control_total", "declared_area"):
        whole.project(f"{key}.value", content[key]["value"] * len(tiles))(folder.root)
    fund(folder)
    for path in sorted((folder.root / "layers").glob("*.gpkg")):
        if path.stem not in _ONCE:
            folder.draw(path.stem, _drawn(folder.frame(path.stem), path.stem, tiles))
    for path in sorted((folder.root / "layers").glob("*.tif")):
        folder.fill(path.stem, _spread(folder.cells(path.stem), tiles))


def _enlarge_upper_plan(folder: Folder, tiles: Sequence[Tile]) -> None:
    """The same upper projects, carried out by the sub-projects of all tiles, with as much more in them."""
    for table, column in (("upper_projects", ""), ("upper_quantities", "quantity"), ("upper_money", "amount")):
        lines = folder.lines(table)
        for line in lines:
            if column:
                line[column] = f"{float(line[column]) * len(tiles):g}"
            elif line["subprojects"]:
                line["subprojects"] = "、".join(tile.code(line["subprojects"]) for tile in tiles)
        folder.write(table, folder.header(table), [list(line.values()) for line in lines])


def fund(folder: Folder) -> None:
    """Bring the money of each sub-project to its cost, which rounding to close the tables may move by a unit."""
    facts, lines = staged.run(folder.root, "finance").facts, folder.lines("funding")
    for code in dict.fromkeys(line["subproject"] for line in lines):
        cost = facts.number(f"subproject:{code}.cost.total")
        assert cost is not None, f"{code} has no cost"
        own = [line for line in lines if line["subproject"] == code]
        left = convert(cost, "yuan", "wan_yuan") - sum(Decimal(line["amount"]) for line in own)
        last = next(line for line in reversed(own) if line["source"] != _PRIVATE)  # that one is told row by row as well
        last["amount"] = f"{Decimal(last['amount']) + left:f}"
    folder.write("funding", list(lines[0]), [list(line.values()) for line in lines])


def _cloned(table: str, line: Line) -> bool:
    return table in _OWN or line["subject"] != "scope"


def _drawn(frame: gpd.GeoDataFrame, role: str, tiles: Sequence[Tile]) -> gpd.GeoDataFrame:
    if role in _WHOLE:
        last = tiles[-1]
        margin = 300 if role == "survey_area" else 0
        west, north = county.WEST - margin, county.SOUTH + county.SIDE + margin
        east, south = county.WEST + last.east + county.SIDE + margin, county.SOUTH - last.south - margin
        return frame.set_geometry([box(west, south, east, north)], crs=frame.crs)
    copies = []
    for tile in tiles:
        copy = frame.set_geometry(frame.geometry.translate(tile.east, -tile.south))
        for column in ("code", "name"):
            if column in copy.columns:
                copy[column] = [_told(tile, role, column, text) for text in copy[column]]
        copies.append(copy)
    found: Any = pd.concat(copies, ignore_index=True)
    return gpd.GeoDataFrame(found, crs=frame.crs)


def _told(tile: Tile, role: str, column: str, text: str) -> str:
    if column == "name":
        return tile.name(text)
    if role == "townships":
        return tile.township(text)
    if role in ("units", "subprojects"):
        return tile.code(text)
    return f"{text}-{tile.mark}" if tile.number else text


def _spread(cells: np.ndarray, tiles: Sequence[Tile]) -> np.ndarray:
    """Cells of the scope repeated, with an edge around them as wide as before."""
    inner = cells[_EDGE:-_EDGE, _EDGE:-_EDGE]
    rows, columns = (round(way / county.SIDE) + 1 for way in (tiles[-1].south, tiles[-1].east))
    return np.pad(np.tile(inner, (rows, columns)), _EDGE, mode="edge")


def copy(root: Path, to: Path) -> Folder:
    """A copy of a county that may be spoilt."""
    return Folder(Path(shutil.copytree(root, to)))
