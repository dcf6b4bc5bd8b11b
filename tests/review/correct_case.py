"""A correct little county in memory: two units, three sub-projects; tests break one thing of it at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from shanshui.finding import Place
from shanshui.ledger import Cell, Fact, Facts, Quote, Row, Table
from shanshui.plan import (
    FUNDING_SOURCES,
    Fee,
    Funding,
    Measure,
    Plan,
    Price,
    Project,
    Ruling,
    Subproject,
    Target,
    Unit,
    Work,
)
from shanshui.review import Case
from shanshui.standard import load
from shanshui.workspace import LayerEntry


def at(table: str, row: int) -> Place:
    return Place(file=f"tables/{table}.csv", sheet=table, row=row)


PROJECT = Project(
    region="某省某市某县",
    ecological_zone="长江重点生态区",
    natural_unit="清水江流域",
    project_type="山水林田湖草沙一体化保护和修复工程",
    county_code="529999",
    county_name="某县",
    applicant="某县人民政府",
    compiler="某规划院",
    authority="某县自然资源局",
    implementer="某县自然资源局",
    submitted="2021-06",
    base_year=2020,
    build_years=(2021, 2023),
    care_years=3,
    map_review_number="某审字（2021）1号",
    control_total=Decimal("60000000"),
    declared_area=Decimal("100000000"),
)


def unit(code: str, name: str, row: int) -> Unit:
    return Unit(code, name, "水土流失治理", ("T1",), "目标", "标准", ("soil_erosion",), "", at("units", row))


def subproject(code: str, unit_code: str, region: str, row: int) -> Subproject:
    return Subproject(
        code, unit_code, region, "水土流失综合治理项目", "erosion", "forestry", "某县林业局", ("T1",), "某村",
        2021, 2023, 3, "", "集体", ("soil_erosion",), "", None, None, None, "建设内容", "", at("subprojects", row),
    )  # fmt: skip


def work(code: str, row: int, year: int | None = 2022) -> Work:
    place = at("works", row)
    return Work(
        code, "planting", "assisted_regeneration", Decimal(100), "hm2", year, "forest_new", False, "", "", place
    )


def funding(code: str, source: str, amount: int, row: int) -> Funding:
    return Funding(code, 2022, source, Decimal(amount), "", False, "", at("funding", row))


PLAN = Plan(
    project=PROJECT,
    units=(unit("U1", "清水江干流", 2), unit("U2", "亮江", 3)),
    subprojects=(
        subproject("S1", "U1", "某县甲镇", 2),
        subproject("S2", "U1", "某县乙镇", 3),
        subproject("S3", "U2", "某县丙镇", 4),
    ),
    works=(work("S1", 2), work("S2", 3), work("S3", 4)),
    measures=(
        Measure("planting", "人工造林", "", ("assisted_regeneration",), "hm2", "forest_new", "", "", at("measures", 2)),
    ),
    prices=(Price("planting", "", Decimal(20), "wan_yuan/hm2", 2021, False, "本地类似工程", at("prices", 2)),),
    fees=(Fee("design", "preparation", "设计费", "construction", Decimal(2), None, False, "定额", at("fees", 2)),),
    funding=tuple(
        funding(code, source, amount, 2 + n)
        for n, (code, source, amount) in enumerate(
            (c, s, a) for c in ("S1", "S2", "S3") for s, a in (("central", 1200), ("local", 600), ("social", 200))
        )
    ),
    targets=(
        Target(
            "scope",
            "forest_new",
            "binding",
            Decimal(0),
            Decimal(300),
            "hm2",
            2023,
            "end",
            "遥感解译",
            "P1",
            "林业局",
            "规划",
            False,
            at("targets", 2),
        ),
    ),
    rulings=(
        Ruling("R1", "choice", "乡镇名称", "敦寨镇", "", "以民政部门为准", "某人", "2021-05-01", at("rulings", 2)),
    ),
)

M2, YUAN = "m2", "yuan"
HM2 = 10_000
WAN = 10_000


def facts() -> dict[str, Fact]:
    """The ledger of the correct county."""
    values: dict[str, tuple[Any, str]] = {
        "layer:dem.resolution": (30, "m"),
        "scope.area": (10_000 * HM2, M2),
        "scope.declared_area": (10_000 * HM2, M2),
        "scope.gap": (0, M2),
        "scope.unit_overlap": (0, M2),
        "scope.subproject_overlap": (0, M2),
        "scope.cost.construction": (5_700 * WAN, YUAN),
        "scope.cost.monitoring": (120 * WAN, YUAN),
        "scope.cost.other": (120 * WAN, YUAN),
        "scope.cost.contingency": (60 * WAN, YUAN),
        "scope.cost.total": (6_000 * WAN, YUAN),
        "scope.cost.share.construction": ("0.95", "1"),
        "scope.cost.share.monitoring": ("0.02", "1"),
        "scope.cost.share.other": ("0.02", "1"),
        "scope.cost.share.contingency": ("0.01", "1"),
        "scope.cost.share.total": (1, "1"),
        "scope.cost.control_total": (6_000 * WAN, YUAN),
        "scope.funding.central": (3_600 * WAN, YUAN),
        "scope.funding.local": (1_800 * WAN, YUAN),
        "scope.funding.social": (600 * WAN, YUAN),
        "implementation_area.area": (900 * HM2, M2),
        "scope.performance.forest_new": (300 * HM2, M2),
        "scope.performance.forest_new@2021": (100 * HM2, M2),
        "scope.performance.forest_new@2022": (200 * HM2, M2),
    }
    for code in ("U1", "U2"):
        values |= {f"unit:{code}.area": (5_000 * HM2, M2), f"unit:{code}.outside_scope": (0, M2)}
    for code in ("S1", "S2", "S3"):
        values |= {
            f"subproject:{code}.area": (300 * HM2, M2),
            f"subproject:{code}.outside_unit": (0, M2),
            f"subproject:{code}.zone": ("general_ecological", "1"),
            f"subproject:{code}.overlap.protected_core.area": (0, M2),
            f"subproject:{code}.overlap.ecological_redline.area": (0, M2),
            f"subproject:{code}.overlap.permanent_farmland.area": (0, M2),
            f"subproject:{code}.overlap.urban_boundary.area": (0, M2),
            f"subproject:{code}.cost.total": (2_000 * WAN, YUAN),
            f"subproject:{code}.funding.central": (1_200 * WAN, YUAN),
            f"subproject:{code}.funding.local": (600 * WAN, YUAN),
            f"subproject:{code}.funding.social": (200 * WAN, YUAN),
            f"subproject:{code}.performance.forest_new": (100 * HM2, M2),
        }
    return {
        key: Fact(key, value if key.endswith(".zone") else Decimal(value), unit_code)
        for key, (value, unit_code) in values.items()
    }


def tables(known: Facts) -> dict[str, Table]:
    """Tables C, D, E.1 and G.1 of the county."""

    def wan(fact: str) -> Quote:
        return known.quote(fact, "wan_yuan", 0)

    def money(subject: str) -> tuple[Quote, ...]:
        return (wan(f"{subject}.cost.total"), *(wan(f"{subject}.funding.{s}") for s in FUNDING_SOURCES))

    basic = ("unit", "subproject", "indicator", "budget_total", *(f"budget_{s}" for s in FUNDING_SOURCES))
    lines = ("construction", "monitoring", "other", "contingency", "total")
    labels = {row.key: row.label for row in load().tables["G.1"].rows}
    own, areas = "scope.performance.forest_new", {"scope": "scope.area", "implementation": "implementation_area.area"}
    found = (
        Table(
            "C",
            "基本信息表",
            basic,
            (
                *(Row(("U1", code, "新增林地", *money(f"subproject:{code}"))) for code in ("S1", "S2", "S3")),
                Row(("合计", "", "", *money("scope")), "total"),
            ),
            head=(
                ("scope_area", known.quote(areas["scope"], "hm2", 2)),
                ("implementation_area", known.quote(areas["implementation"], "hm2", 2)),
                *zip(("total", *FUNDING_SOURCES), money("scope"), strict=True),
            ),
        ),
        Table(
            "D",
            "绩效目标",
            ("indicator", "value"),
            (
                Row(("工程范围", known.quote(areas["scope"], "km2", 2))),
                Row(("新增林地面积", known.quote(own, "hm2", 2))),
            ),
            head=(
                ("total", known.quote("scope.cost.total", "yi_yuan", 4)),
                *((s, known.quote(f"scope.funding.{s}", "yi_yuan", 4)) for s in FUNDING_SOURCES),
            ),
        ),
        Table(
            "E.1",
            "实施计划",
            ("indicator", "target", "year@2021", "year@2022"),
            (
                Row(("工程规模（公顷）", known.quote(areas["scope"], "hm2", 2), "", "")),
                Row(("实施区域面积（公顷）", known.quote(areas["implementation"], "hm2", 2), "", "")),
                Row(("新增林地面积（公顷）", *(known.quote(own + year, "hm2", 2) for year in ("", "@2021", "@2022")))),
            ),
        ),
        Table(
            "G.1",
            "投资总表",
            ("item", "amount", "share"),
            tuple(
                Row(
                    (labels[line], wan(f"scope.cost.{line}"), known.quote(f"scope.cost.share.{line}", "%", 2)),
                    "total" if line == "total" else "body",
                )
                for line in lines
            ),
        ),
    )
    return {table.id: table for table in found}


def case(plan: Plan = PLAN, changed: Iterable[Fact] = (), secret: Iterable[str] = (), **cells: Quote) -> Case:
    """The correct county with some facts changed; tables still print the facts before the change.

    ``cells`` puts other numbers into tables: ``C_head_total=...``, ``G1_4_amount=...``.
    """
    printed = tables(Facts(facts().values()))
    for name, quote in cells.items():
        table, row, column = name.split("_", 2)
        table = {"G1": "G.1", "E1": "E.1"}.get(table, table)
        printed[table] = with_cell(printed[table], row, column.replace("yearat", "year@"), quote)
    known = facts() | {fact.id: fact for fact in changed}
    entries = {role: LayerEntry(file=f"layers/{role}.tif", secrecy="secret") for role in secret}
    return Case(plan, Facts(known.values()), printed, load(), frozenset({"dem"}), entries)


def with_cell(table: Table, row: str, column: str, cell: Cell) -> Table:
    """A table with one cell replaced, in the head block or in a row."""
    if row == "head":
        return replace(table, head=tuple((key, cell if key == column else old) for key, old in table.head))
    place = table.columns.index(column)
    rows = list(table.rows)
    old = rows[int(row)]
    rows[int(row)] = replace(old, cells=(*old.cells[:place], cell, *old.cells[place + 1 :]))
    return replace(table, rows=tuple(rows))


def changed(key: str, value: int | str, unit_code: str = "") -> Fact:
    """One of the county's facts with another value."""
    known = facts().get(key) or Fact(key, None, unit_code)
    return replace(known, value=Decimal(value) if isinstance(value, int) else value)
