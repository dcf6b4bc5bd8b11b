"""More layers for the county of ``map_case``: plans, control lines, basins, an image, points of the tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import numpy as np
import rasterio
from shapely.geometry import LineString, Point, box

from dossier import map_case as case
from shanshui.dossier.maps import HeldLayer
from shanshui.dossier.maps.compose import Atlas
from shanshui.dossier.maps.derived import derived_layers
from shanshui.dossier.maps.sheets import load_sheets
from shanshui.dossier.maps.styles import load_styles
from shanshui.geo.raster import AlignedRaster
from shanshui.ledger import Fact, Facts
from shanshui.plan import Plan
from shanshui.standard import Record, load

WEST, SOUTH = case.WEST, case.SOUTH
NAMES = {
    "vegetation": "植被类型", "landuse_plan": "土地利用规划", "basins": "小流域", "villages": "行政村", "roads": "道路",
    "permanent_farmland": "永久基本农田", "urban_boundary": "城镇开发边界", "protected_areas": "自然保护地",
    "imagery": "遥感影像", "field:flow_accumulation": "河网",
}  # fmt: skip
LEFT_SIDE, RIGHT_SIDE = case.LEFT, case.RIGHT


def plan() -> Plan:
    """The plan with three rows of monitoring, one of them without a place, and two samples of one point."""
    rows = [
        ("M-01", "全域遥感", "scope", None, None, "013", "每年一次"),
        ("M-02", "出口断面", "unit", "109.0101", "26.58", "水质", "每季一次"),
        ("M-03", "样地", "subproject", "109.0301", "26.58", "植被", "每年一次"),
    ]
    names = ("code", "name", "scale", "longitude", "latitude", "indicator", "frequency")
    watched = tuple(Record("monitoring", _cells(names, row)) for row in rows)
    at = {"longitude": Decimal("109.0201"), "latitude": Decimal("26.59"), "synthetic": None}
    taken = tuple(Record("samples", {"point": "S1", "medium": "water", "parameter": p, **at}) for p in ("COD", "TP"))
    return replace(case.plan(), records=MappingProxyType({"monitoring": watched, "samples": taken}))


def _cells(names: tuple[str, ...], row: tuple[str | None, ...]) -> dict[str, str | Decimal | None]:
    told = dict(zip(names, row, strict=True))
    places = {name: Decimal(told[name] or 0) if told[name] else None for name in ("longitude", "latitude")}
    return {**told, **places, "synthetic": None}


def ground(folder: Path) -> case.Ground:
    """The layers of the case and more; the image is red in the west and blue in the east."""
    made = case.ground(folder)
    rows, columns = case.GRID.shape
    level = np.where(np.arange(columns) < columns // 2, 200, 20)[None].repeat(rows, 0).astype("uint8")
    with rasterio.open(
        folder / "imagery.tif", "w", driver="GTiff", width=columns, height=rows, count=3, dtype="uint8",
        crs=f"EPSG:{case.EPSG}", transform=case.GRID.transform, photometric="RGB",
    ) as target:  # fmt: skip
        target.write(np.stack([level, np.full_like(level, 90), 220 - level]))
    stream = np.full((rows, columns), 5.0, dtype="float32")
    stream[rows // 2 - 4 : rows // 2 + 4] = 200_000
    with rasterio.open(
        folder / "flow.tif", "w", driver="GTiff", width=columns, height=rows, count=1, dtype="float32",
        crs=f"EPSG:{case.EPSG}", transform=case.GRID.transform, nodata=-9999,
    ) as target:  # fmt: skip
        target.write(stream, 1)
    north = box(WEST, SOUTH + 3000, WEST + 2000, SOUTH + 4000)
    frames = {
        "vegetation": case.frame([LEFT_SIDE, RIGHT_SIDE], type=["杉木林", "灌草丛"]),
        "landuse_plan": case.frame([LEFT_SIDE, RIGHT_SIDE], **{"class": ["0301", "0101"]}),
        "landuse": case.frame([LEFT_SIDE, RIGHT_SIDE, north], **{"class": ["0301", "0101K", "1103"]}),
        "basins": case.frame([LEFT_SIDE, RIGHT_SIDE], code=["B1", "B2"], name=["甲河", "乙河"]),
        "villages": case.frame(
            [Point(WEST + 1000, SOUTH + 2500), Point(WEST + 4500, SOUTH + 2500)], name=["甲乡", "一村"]
        ),
        "roads": case.frame([LineString([(WEST, SOUTH + 3500), (WEST + 6000, SOUTH + 3500)])], name=["县道"]),
        "permanent_farmland": case.frame([box(WEST + 4000, SOUTH, WEST + 5000, SOUTH + 2000)], code=["F1"]),
        "urban_boundary": case.frame([box(WEST + 5200, SOUTH + 3000, WEST + 5800, SOUTH + 3600)], code=["U1"]),
        "protected_areas": case.frame(
            [north, box(WEST, SOUTH + 2500, WEST + 1000, SOUTH + 3000)], zone=["核心保护区", "一般控制区"]
        ),
    }  # fmt: skip
    rasters = {
        "imagery": AlignedRaster(folder / "imagery.tif", case.GRID, "values"),
        "field:flow_accumulation": AlignedRaster(folder / "flow.tif", case.GRID, "values"),
    }
    return case.Ground({**made.frames, **frames}, {**made.rasters, **rasters})


def facts() -> Facts:
    """Facts of the case and those that the added layers give."""
    areas = {
        "layer:vegetation.kind1.area": "12000000", "layer:vegetation.kind2.area": "12000000.555",
        "layer:landuse_plan.kind1.area": "12000000", "layer:landuse_plan.kind2.area": "12000000.555",
        "layer:basins.kind1.area": "12000000", "layer:basins.kind2.area": "12000000.555",
        "scope.landuse.1103.area@2020": "2000000", "scope.scheduled.area@2021_2022": "3000000",
        "scope.overlap.ecological_redline.area": "1000000", "scope.overlap.permanent_farmland.area": "2000000",
        "scope.overlap.urban_boundary.area": "360000", "scope.overlap.protected_core.area": "2000000",
        "scope.overlap.protected_general.area": "500000",
        "subproject:R-01.overlap.permanent_farmland.area": "1000000",
        "scope.indicator.013.c11.area@2020": "16000000.555", "scope.indicator.013.c51.area@2020": "8000000",
    }  # fmt: skip
    words = {
        "layer:vegetation.kind1.code": "杉木林", "layer:vegetation.kind1.name": "杉木林",
        "layer:vegetation.kind2.code": "灌草丛", "layer:vegetation.kind2.name": "灌草丛",
        "layer:landuse_plan.kind1.code": "03", "layer:landuse_plan.kind2.code": "01",
        "layer:basins.kind1.code": "甲河", "layer:basins.kind1.name": "甲河",
        "layer:basins.kind2.code": "乙河", "layer:basins.kind2.name": "乙河",
        "township:T1.name": "甲乡", "township:T2.name": "乙乡",
    }  # fmt: skip
    sides = {"scope.west": "109.0", "scope.east": "109.06", "scope.south": "26.57", "scope.north": "26.6"}
    return case.facts().with_more(
        [
            *(Fact(key, Decimal(value), "m2") for key, value in areas.items()),
            *(Fact(key, value, "1") for key, value in words.items()),
            *(Fact(key, Decimal(value), "deg") for key, value in sides.items()),
            Fact("layer:imagery.resolution", Decimal(10), "m"),
            Fact("scope.scheduled.count@2021_2022", Decimal(3), "count"),
        ]
    )


def held(made: case.Ground, *without: str, secret: tuple[str, ...] = ()) -> dict[str, HeldLayer]:
    """What the catalog says of the layers, and what is made from them."""
    classes = {"landuse_plan": "gbt21010"}
    more = {
        role: HeldLayer(role, name, "测试院", "2020-08-15", classes.get(role, ""), False, role in secret)
        for role, name in NAMES.items()
    }
    known = {role: layer for role, layer in {**case.held(secret=secret), **more}.items() if role not in without}
    derived = derived_layers(known, made, plan(), load())
    return {**known, **{layer.role: layer for layer in derived if layer.role not in without}}


@dataclass(frozen=True)
class County:
    """Layers on disk, and the atlas that knows them."""

    ground: case.Ground
    atlas: Atlas


def county(folder: Path, *without: str, secret: tuple[str, ...] = ()) -> County:
    """The county, as if some of its layers were not there."""
    made = ground(folder)
    left = held(made, *without, secret=secret)
    return County(made, Atlas(plan(), facts(), load(), load_styles(), load_sheets(), left, 36))
