"""A project folder at the hands of a careless office: tables, layers and YAML read, changed and written back."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

import geopandas as gpd
import numpy as np
import rasterio
import yaml

import county
import whole

Line = dict[str, str]


@dataclass(frozen=True)
class Folder:
    """A copy of a correct county that may be spoilt."""

    root: Path

    def lines(self, table: str) -> list[Line]:
        """Rows of an input table by column."""
        with (self.root / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    def header(self, table: str) -> list[str]:
        """Columns of an input table."""
        with (self.root / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
            return next(csv.reader(stream))

    def write(self, table: str, header: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
        """Write an input table."""
        county.table(self.root, table, [header, *lines])

    def pick(self, table: str, dice: Random, fits: Callable[[Line], bool] = lambda line: True) -> int:
        """Number, from 1, of some row that fits."""
        return dice.choice([n for n, line in enumerate(self.lines(table), start=1) if fits(line)])

    def line(self, table: str, number: int) -> Line:
        """The row of a number from 1."""
        return self.lines(table)[number - 1]

    def put(self, table: str, number: int, **values: str) -> int:
        """Other cells in a row; gives back its number as a spreadsheet counts."""
        whole.cell(table, number, **values)(self.root)
        return number + 1

    def frame(self, role: str) -> gpd.GeoDataFrame:
        """Features of a layer."""
        return gpd.read_file(self.root / "layers" / f"{role}.gpkg")

    def draw(self, role: str, frame: gpd.GeoDataFrame) -> None:
        """Write a layer again."""
        path = self.root / "layers" / f"{role}.gpkg"
        path.unlink()
        frame.to_file(path)

    def shape(self, role: str, code: str) -> Any:
        """The geometry of one feature."""
        frame = self.frame(role)
        return frame.geometry[frame["code"] == code].iloc[0]

    def move(self, role: str, code: str, shape: Any) -> None:
        """Give one feature another geometry."""
        frame = self.frame(role)
        frame.loc[frame["code"] == code, "geometry"] = gpd.GeoSeries([shape], crs=frame.crs).to_numpy()
        self.draw(role, frame)

    def cells(self, role: str) -> np.ndarray:
        """Cells of a raster."""
        with rasterio.open(self.root / "layers" / f"{role}.tif") as file:
            read: np.ndarray = file.read(1)
        return read

    def fill(self, role: str, cells: np.ndarray, epsg: int | None = county.EPSG, nodata: float | None = None) -> None:
        """Write a raster again."""
        (self.root / "layers" / f"{role}.tif").unlink()
        county.raster(self.root, role, cells, epsg, nodata)

    def yaml(self, file: str) -> Any:
        """Content of a YAML file."""
        return yaml.safe_load((self.root / file).read_text(encoding="utf-8"))

    @cached_property
    def catalog(self) -> Mapping[str, Mapping[str, Any]]:
        """What the catalog says of each layer."""
        found: Mapping[str, Mapping[str, Any]] = self.yaml("catalog.yaml")["layers"]
        return found
