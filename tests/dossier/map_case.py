"""A county of 6 km by 4 km for tests of maps and databases: layers, plan, facts, without a project folder."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import rasterio
from shapely.geometry import box

from shanshui.dossier.maps import HeldLayer
from shanshui.finding import NOWHERE
from shanshui.geo.grid import Grid
from shanshui.geo.raster import AlignedRaster
from shanshui.ledger import Fact, Facts
from shanshui.plan import Plan, Project, Subproject, Unit

EPSG = 4545
WEST, SOUTH = 600_000.0, 2_940_000.0
SCOPE = box(WEST, SOUTH, WEST + 6000, SOUTH + 4000)
LEFT, RIGHT = box(WEST, SOUTH, WEST + 3000, SOUTH + 4000), box(WEST + 3000, SOUTH, WEST + 6000, SOUTH + 4000)
GRID = Grid(EPSG, 20.0, WEST - 100, SOUTH + 4100, 310, 210)
NAMES = {
    "scope": "工程范围", "units": "单元", "subprojects": "子项目", "townships": "乡镇", "rivers": "河流", "dem": "高程",
    "landcover": "土地覆被", "landuse": "土地利用", "ecological_redline": "生态保护红线",
    "field:fvc": "植被覆盖度", "field:erosion_class": "土壤侵蚀强度", "field:quality_grade": "生态系统质量",
    "field:habitat_quality": "生境质量", "field:reference_site": "参照样地",
    "field:degradation_grade": "生态系统退化程度",
}  # fmt: skip


@dataclass
class Ground:
    """Layers by role."""

    frames: dict[str, gpd.GeoDataFrame]
    rasters: dict[str, AlignedRaster]

    def vector(self, role: str) -> gpd.GeoDataFrame | None:
        return self.frames.get(role)

    def raster(self, role: str) -> AlignedRaster | None:
        return self.rasters.get(role)


def blank(kind: type, **given: Any) -> Any:
    """A model value with what is given, and blanks."""
    blanks: dict[str, Any] = {"tuple[str, ...]": (), "str": "", "bool": False}
    values = {f.name: NOWHERE if f.name == "place" else blanks.get(str(f.type)) for f in fields(kind)}
    return kind(**{**values, **given})


def project(**changed: Any) -> Project:
    given: dict[str, Any] = {
        "region": "测试省测试县", "ecological_zone": "长江重点生态区", "natural_unit": "小河流域",
        "project_type": "保护和修复工程", "county_code": "000001", "county_name": "测试县", "applicant": "",
        "compiler": "测试编制组", "authority": "", "implementer": "", "submitted": "2021-03-15", "base_year": 2020,
        "build_years": (2021, 2023), "care_years": 3,
    }  # fmt: skip
    return Project(**{**given, **changed})


def subproject(code: str, project_type: str, category: str, **given: Any) -> Subproject:
    place = {"unit": code[0], "region": "测试县甲乡", "start": 2021, "end": 2022, "care_years": 3}
    return blank(Subproject, code=code, project_type=project_type, category=category, **{**place, **given})


def plan(**changed: Any) -> Plan:
    return Plan(
        project=project(**changed),
        units=(
            blank(Unit, code="L", natural_unit="上游", focus="水土流失", goal="侵蚀减少", townships=("T1",)),
            blank(Unit, code="R", natural_unit="下游", focus="农田质量", goal="耕地提升", townships=("T2",)),
        ),
        subprojects=(
            subproject("L-01", "水土流失综合治理项目", "erosion"),
            subproject("R-01", "土地综合整治项目", "farmland"),
            subproject("R-02", "监测项目", "farmland", longitude=Decimal("109.0467"), latitude=Decimal("26.5833")),
        ),
    )


def facts(synthetic: bool = False) -> Facts:
    areas = {
        "scope.area": "24000000.555", "implementation_area.area": "3000000", "affected_area.area": "21000000",
        "unit:L.area": "12000000", "unit:R.area": "12000000.555", "subproject:L-01.area": "1000000",
        "subproject:R-01.area": "2000000", "township:T1.area": "12000000", "township:T2.area": "12000000.555",
        "subproject:L-01.overlap.ecological_redline.area": "250000",
        "scope.landuse.01.area@2020": "8000000", "scope.landuse.03.area@2020": "16000000.555",
        "scope.indicator.013.forest.area@2020": "16000000.555", "scope.indicator.013.cropland.area@2020": "8000000",
        **{f"scope.slope.class{n}.area": str(n * 1_000_000) for n in range(1, 6)},
    }  # fmt: skip
    money = {"scope.cost.total": "30000000", "unit:L.cost.total": "10000000", "subproject:L-01.cost.total": "10000000"}
    return Facts(
        [Fact(key, Decimal(value), "m2", synthetic=synthetic) for key, value in areas.items()]
        + [Fact(key, Decimal(value), "yuan") for key, value in money.items()]
        + [Fact("subproject:L-01.zone", "other_redline", "1")]
    )


def frame(shapes: list[Any], **columns: Any) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=EPSG)


def ground(folder: Path) -> Ground:
    rows, columns = GRID.shape
    y, x = np.mgrid[0:rows, 0:columns]
    heights = (400 + 3.0 * np.abs(x - columns / 2) + 40 * np.sin(y / 12.0)).astype("float32")
    codes = np.where(x < columns * 2 / 3, 11, 51).astype("uint8")
    for name, cells, nodata in (("dem", heights, -9999), ("landcover", codes, 0)):
        with rasterio.open(
            folder / f"{name}.tif", "w", driver="GTiff", width=columns, height=rows, count=1, dtype=cells.dtype,
            crs=f"EPSG:{EPSG}", transform=GRID.transform, nodata=nodata,
        ) as target:  # fmt: skip
            target.write(cells, 1)
    west = box(WEST + 500, SOUTH + 500, WEST + 1500, SOUTH + 1500)
    return Ground(
        {
            "units": frame([LEFT, RIGHT], code=["L", "R"]),
            "townships": frame([LEFT, RIGHT], code=["T1", "T2"], name=["甲乡", "乙乡"]),
            "subprojects": frame(
                [west, box(WEST + 4000, SOUTH + 500, WEST + 6000, SOUTH + 1500)], code=["L-01", "R-01"]
            ),
            "landuse": frame([LEFT, RIGHT], **{"class": ["0301", "0101K"]}),
            "rivers": frame([SCOPE.boundary.parallel_offset(900, "left")], name=["清水江"]),
            "ecological_redline": frame([box(WEST, SOUTH, WEST + 1000, SOUTH + 1000)], code=["RL1"]),
        },
        {
            "dem": AlignedRaster(folder / "dem.tif", GRID, "values"),
            "landcover": AlignedRaster(folder / "landcover.tif", GRID, "codes"),
        },
    )


def held(*without: str, synthetic: bool = False, secret: tuple[str, ...] = ()) -> dict[str, HeldLayer]:
    classes = {"landuse": "gbt21010", "landcover": "hj1166"}
    return {
        role: HeldLayer(role, name, "测试院", "2020", classes.get(role, ""), synthetic, role in secret)
        for role, name in NAMES.items()
        if role not in without
    }
