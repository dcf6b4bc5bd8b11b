"""The small county of the maps with points, assessment units and tables, and its databases written once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from shapely import GeometryCollection, LineString
from shapely.geometry import box

from dossier import map_case as case
from shanshui.dossier.databases import Databases, Shapes, shapes_of, write_databases
from shanshui.ledger import Fact, Facts, Quote, Row, Table
from shanshui.plan import Plan
from shanshui.standard import Record, load

WORKS = Quote("scope.cost.construction", Decimal(25), "wan_yuan", 0)
TOTAL = Quote("scope.cost.total", Decimal(30), "wan_yuan", 0)
SHARE, NONE = Quote("scope.share", Decimal("83.33"), "%", 2), Quote("scope.none", None, "%", 2)
G1 = Table(
    "G.1",
    "总表",
    ("ordinal", "item", "amount", "share"),
    (Row(("一", "工程施工费", WORKS, SHARE)), Row(("", "合计", TOTAL, NONE), "total")),
)
POINT = {
    "code": "M-1", "name": "甲断面", "scale": "unit", "subject": "unit:L", "longitude": Decimal("109.03"),
    "latitude": Decimal("26.58"), "indicator": "013", "method": "采样", "frequency": "每季一次", "start": Decimal(2021),
    "end": Decimal(2025), "responsible": "测试县水务局", "synthetic": True, "note": None,
}  # fmt: skip
ASSESSED = {
    "degradation": "3", "resilience": "4", "problem.soil_erosion.severity": "2", "problem.soil_erosion.urgency": "5"
}  # fmt: skip


def record(table: str, values: Mapping[str, Any]) -> Record:
    """A row of an input table; what is not given is empty."""
    return Record(table, {**dict.fromkeys(load().inputs[table].columns), **values})


def plan(**records: tuple[Record, ...]) -> Plan:
    held = {"monitoring": (record("monitoring", POINT), record("monitoring", {**POINT, "longitude": None}))}
    return replace(case.plan(), records={**held, **records})


def facts() -> Facts:
    unit = "assessment_unit:A1"
    texts = {"problems": "soil_erosion、mine_damage", "recommended_mode": "reconstruction", "location": "redline_other"}
    return Facts(
        [*(case.facts()[key] for key in case.facts())]
        + [Fact(f"{unit}.{key}", Decimal(value), "1") for key, value in ASSESSED.items()]
        + [Fact(f"{unit}.{key}", value, "1") for key, value in texts.items()]
        + [Fact(f"{unit}.area", Decimal(6_000_000), "m2")]
        + [Fact(f"{unit}.problem.soil_erosion.area", Decimal(1_234_567), "m2")]
        + [Fact("subproject:L-01.cost.total@2021", Decimal(4_000_000), "yuan", synthetic=True)]
        + [Fact("reference_site:1.class", "forest", "1"), Fact("reference_site:1.area", Decimal(50_000), "m2")]
        + [Fact("reference_site:1.longitude", Decimal("109.02"), "deg")]
        + [Fact("network_source:S01.area", Decimal(2_000_000), "m2")]
        + [Fact("network_corridor:K01.length", Decimal(1500), "m")]
        + [Fact("reference_site:1.latitude", Decimal("26.59"), "deg")]
    )


def shapes(folder: Path, **layers: Any) -> Shapes:
    ground = case.ground(folder)
    west, south = case.WEST, case.SOUTH
    mixed = GeometryCollection([box(west, south, west + 3000, south + 2000), LineString([(west, south), (0, 0)])])
    ground.frames["assessment_units"] = case.frame([mixed], code=["A1"], name=["甲乡片区"])
    ground.frames["field:network_sources"] = case.frame([box(west, south, west + 2000, south + 1000)], code=["S01"])
    ground.frames["field:network_corridors"] = case.frame(
        [LineString([(west + 2000, south), (west + 3500, south)])], code=["K01"], start=["S01"], end=["S02"]
    )
    ground.frames.update(layers)
    held = {**case.held(), **{role: replace(case.held()["units"], role=role) for role in ground.frames}}
    return shapes_of(ground, held, case.plan(), load(), case.SCOPE, case.EPSG)


def write(folder: Path, target: str = "数据库", of: Plan | None = None, **layers: Any) -> Databases:
    held = shapes(folder, **layers)
    return write_databases(of or plan(), facts(), load(), {"G.1": G1}, held, folder / target, lambda _: "<metadata/>")


@cache
def _kept() -> tuple[TemporaryDirectory[str], Databases]:
    folder = TemporaryDirectory(prefix="shanshui-databases-")
    return folder, write(Path(folder.name))


def written() -> Databases:
    """The databases, written once for all tests that only read them."""
    return _kept()[1]
