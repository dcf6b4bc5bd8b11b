"""Every layer that a catalog may name, of the whole county: forest in the west, fields and a river in the east."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from shapely.geometry import LineString, Point, Polygon, box

from county import LEFT, RIGHT, SCOPE, SIDE, SOUTH, WEST, raster, relief, vector


def at(west: float, south: float, east: float, north: float) -> Polygon:
    """A box by its distances from the county's south-west corner [m]."""
    return box(WEST + west, SOUTH + south, WEST + east, SOUTH + north)


def point(east: float, north: float) -> Point:
    """A point by its distances from the county's south-west corner [m]."""
    return Point(WEST + east, SOUTH + north)


SITES = {
    "L-01": at(100, 100, 700, 800),
    "L-02": at(100, 1500, 700, 2200),
    "R-01": at(1900, 300, 2500, 1000),
    "R-02": at(2100, 1500, 2300, 2400),
}
FOREST, SHRUB, STREAM, FIELD, TOWN = 12, 21, 43, 51, 61


def write(root: Path) -> None:
    """Write ``layers/`` of the county."""
    (root / "layers").mkdir(exist_ok=True)
    _boundaries(root)
    _control_lines(root)
    _land(root)
    _points_and_lines(root)
    _rasters(root)


def _boundaries(root: Path) -> None:
    vector(root, "scope", [SCOPE], name=["小河流域"])
    vector(root, "county", [SCOPE], code=["000001"], name=["测试县"])
    vector(root, "survey_area", [SCOPE.buffer(300, join_style="mitre")])
    vector(root, "units", [LEFT, RIGHT], code=["L", "R"])
    vector(root, "subprojects", list(SITES.values()), code=list(SITES))
    vector(root, "assessment_units", [LEFT, RIGHT], code=["PJ1", "PJ2"])
    vector(root, "townships", [LEFT, RIGHT], code=["000001101", "000001102"], name=["甲乡", "乙乡"])
    vector(root, "basins", [LEFT, RIGHT], code=["XH1", "XH2"], name=["小河上游", "小河下游"], downstream=["XH2", ""])
    vector(root, "past_projects", [at(2350, 1500, 2450, 1800)], name=["小河防洪工程"], year=[2017], funding=["县级"])


def _control_lines(root: Path) -> None:
    vector(root, "ecological_redline", [at(900, 2300, 1400, 2900)], code=["HX1"], name=["小河源水源涵养"])
    vector(
        root,
        "protected_areas",
        [at(900, 2600, 1400, 2900), at(900, 2300, 1400, 2600)],
        name=["小河源保护区", "小河源保护区"],
        zone=["core", "general"],
    )
    vector(root, "permanent_farmland", [at(1800, 1100, 2050, 1450)], code=["JB1"])
    vector(root, "urban_boundary", [at(2600, 2500, 2900, 2900)], code=["CZ1"], name=["乙乡集镇"])


def _land(root: Path) -> None:
    parcels, classes = [], []
    for column in range(10):
        for row in range(10):
            parcels.append(at(300 * column, 300 * row, 300 * column + 300, 300 * row + 300))
            classes.append(_parcel_class(column, row))
    vector(root, "landuse", parcels, **{"class": classes}, code=[f"T{n:03d}" for n in range(len(parcels))])
    vector(root, "landuse_plan", [LEFT, RIGHT], **{"class": ["0301", "0102"]})
    vector(root, "vegetation", [LEFT, RIGHT], type=["常绿阔叶林", "栽培植被"])
    vector(root, "soil", [LEFT, RIGHT], type=["黄壤", "水稻土"], texture=["壤土", "黏壤土"])
    vector(root, "geology", [LEFT, RIGHT], unit=["清水江组", "第四系"])
    vector(root, "hydrogeology", [LEFT, RIGHT], unit=["基岩裂隙水", "孔隙水"])
    vector(root, "rocky_desertification", [at(1200, 1200, 1350, 1350)], grade=["轻度"])
    vector(root, "mines", [at(1200, 600, 1260, 660)], name=["小河砂场"])
    vector(root, "habitat_patches", [at(900, 2300, 1400, 2900)], species=["中华秋沙鸭"])


def _parcel_class(column: int, row: int) -> str:
    if column < 5:
        return "0301"
    if column == 7 and row >= 5:
        return "1101"
    if (column, row) == (8, 8):
        return "0702"
    return "0103" if row < 4 else "0102"


def _points_and_lines(root: Path) -> None:
    vector(root, "villages", [point(400, 400), point(400, 1800), point(2200, 600), point(2200, 1900)],
           name=["甲一村", "甲二村", "乙一村", "乙二村"], code=["V1", "V2", "V3", "V4"])  # fmt: skip
    vector(root, "settlements", [point(2550, 2550)], name=["乙乡集镇"], population=[1200])
    river = LineString([(WEST + 2200, SOUTH + SIDE), (WEST + 2200, SOUTH + 1400), (WEST + 1700, SOUTH)])
    vector(root, "rivers", [river], name=["小河"], order=[2])
    vector(root, "roads", [LineString([(WEST, SOUTH + 1200), (WEST + SIDE, SOUTH + 1250)])], name=["县道"])
    vector(root, "species", [point(1100, 2700)], name=["中华秋沙鸭"], status=["国家一级"])
    vector(root, "water_quality", [point(2200, 1500)], code=["W-01"], name=["下游断面"])
    vector(root, "soil_samples", [point(2200, 600)], code=["S-01"])


def _rasters(root: Path) -> None:
    height = relief()
    slope = (height - height.min()) / (height.max() - height.min())
    raster(root, "dem", height)
    raster(root, "landcover", covers())
    older = covers()
    older[70:80, 20:30] = SHRUB
    raster(root, "landcover_2015", older)
    ranges = {
        "ndvi": (0.3, 0.8), "fvc": (40, 90), "lai": (1, 5), "gpp": (600, 1800), "precipitation": (1200, 1400),
        "temperature": (14, 17), "evapotranspiration": (700, 800), "rainfall_erosivity": (4000, 5000),
        "wind": (1, 3), "snow": (0, 5), "population": (0, 2), "imagery": (10, 240),
    }  # fmt: skip
    for role, (low, high) in ranges.items():
        raster(root, role, (low + (high - low) * slope).astype("float32"))


def covers() -> np.ndarray:
    """Forest in the west, shrubs on 12 % of it, fields in the east, a stream and a small town."""
    codes = np.full((120, 120), FOREST, "uint8")
    codes[:, 62:] = FIELD
    codes[30:54, 30:55] = SHRUB
    codes[10:65, 83:85] = STREAM
    codes[14:26, 97:106] = TOWN
    return codes
