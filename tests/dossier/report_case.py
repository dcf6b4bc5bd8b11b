"""A small plan with facts and tables made by hand, for tests of the report's parts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from PIL import Image

from shanshui.dossier.narrative import Figure, Material, Source
from shanshui.finding import Place
from shanshui.ledger import Fact, Facts, Formula, Quote, Row, Table
from shanshui.plan import Plan, Project, plan_from
from shanshui.standard import Raw, Record, Standard, load

STANDARD: Standard = load()
YEARS = (2021, 2022, 2023, 2024, 2025)

PROJECT = Project(
    region="贵州省黔东南州锦屏县",
    ecological_zone="长江重点生态区",
    natural_unit="清水江流域",
    project_type="山水林田湖草沙一体化保护和修复工程",
    county_code="522628",
    county_name="锦屏县",
    applicant="锦屏县人民政府",
    compiler="示例编制组",
    authority="锦屏县自然资源局",
    implementer="锦屏县人民政府",
    submitted="2021-03-15",
    base_year=2020,
    build_years=(2021, 2025),
    care_years=3,
    ecological_function="工程区是清水江中下游的水源涵养与水土保持区，承担向沅江输送清洁水源的功能。",
    status_summary="区内山高坡陡、河网密布，次生杉木林与灌丛广布，农田沿河谷与坝子分布。",
    problem_summary="突出问题是坡面水土流失、局部石漠化、历史遗留矿山损毁和人工纯林质量不高。",
    overall_target="以提升水源涵养和水土保持功能为主线，消除主要胁迫，连通两条生态廊道，使受损生态系统得到修复。",
    notice="本方案为软件示例，不是任何单位的正式成果。",
)

UNITS = (
    (
        "QSJ",
        "清水江",
        "水土流失治理",
        ("三江镇", "茅坪镇", "平略镇"),
        "坡面侵蚀减少",
        "侵蚀模数降到容许值以下",
        "水土流失|矿山损毁",
    ),
    ("LJ", "亮江", "石漠化综合治理", ("敦寨镇", "铜鼓镇"), "石漠化面积减少", "石漠化不扩展", "石漠化|耕地质量下降"),
    ("BYH", "八洋河与钟灵河", "水源涵养", ("启蒙镇", "隆里乡"), "森林质量提升", "乔木林蓄积稳步增加", "森林退化"),
)
SUBS = (
    ("S1", "QSJ", "锦屏县三江镇", "水土流失综合治理项目", 2021, 2023, "水土流失"),
    ("S2", "QSJ", "锦屏县茅坪镇", "历史遗留矿山生态修复项目", 2022, 2024, "矿山损毁"),
    ("S3", "LJ", "锦屏县敦寨镇", "石漠化综合治理项目", 2021, 2025, "石漠化"),
    ("S4", "BYH", "锦屏县启蒙镇", "林地提质改造项目", 2022, 2025, "森林退化"),
)
WORKS = (
    ("S1", "closure", "自然恢复", "120.5", "公顷"),
    ("S1", "planting", "辅助再生", "36", "公顷"),
    ("S2", "regrading", "生态重建", "18.25", "公顷"),
    ("S3", "closure", "自然恢复", "300", "公顷"),
    ("S4", "thinning", "辅助再生", "450", "公顷"),
)
MEASURES = (
    ("closure", "封育治理", "自然恢复", "公顷"),
    ("planting", "水土保持林", "辅助再生", "公顷"),
    ("regrading", "场地平整与覆绿", "生态重建", "公顷"),
    ("thinning", "森林抚育", "辅助再生", "公顷"),
)
COSTS = {"S1": 320, "S2": 545, "S3": 610, "S4": 405}


def records() -> dict[str, tuple[Record, ...]]:
    """Input tables, read as from files."""
    read = _read
    return {
        "units": read(
            "units",
            [
                {"code": c, "natural_unit": n, "focus": f, "goal": g, "standard": s, "problems": p}
                for c, n, f, _, g, s, p in UNITS
            ],
        ),
        "subprojects": read(
            "subprojects",
            [
                {
                    "code": c, "unit": u, "region": r, "project_type": t, "category": "其他", "department": "自然资源",
                    "start": str(a), "end": str(b), "care_years": "3", "problems": p,
                    "land_rights": "集体林地与国有河道", "content": "封育、造林、护岸等。",
                }
                for c, u, r, t, a, b, p in SUBS
            ],
        ),
        "works": read(
            "works",
            [dict(zip(("subproject", "measure", "mode", "quantity", "unit"), w, strict=True)) for w in WORKS],
        ),
        "measures": read(
            "measures", [dict(zip(("code", "name", "modes", "unit"), m, strict=True)) for m in MEASURES]
        ),
        "safeguards": read("safeguards", [{"kind": "组织保障", "content": "成立县级领导小组。"}]),
    }  # fmt: skip


def _read(name: str, rows: list[dict[str, str]]) -> tuple[Record, ...]:
    table = STANDARD.inputs[name]
    found = []
    for n, row in enumerate(rows, start=2):
        cells: dict[str, Raw] = dict(row)
        record, _ = table.parse(cells, Place(file=f"tables/{name}.csv", sheet=name, row=n))
        assert record is not None, (name, row)
        found.append(record)
    return tuple(found)


def plan() -> Plan:
    """The plan."""
    made = plan_from(PROJECT, records())
    towns = {code: names for code, _, _, names, *_ in UNITS}
    return replace(made, units=tuple(replace(u, townships=towns[u.code]) for u in made.units))


def facts(synthetic: bool = True) -> Facts:
    """Facts as the stages would leave them."""
    found: dict[str, tuple[str, str]] = {
        "scope.area": ("1619150000", "m2"),
        "scope.planar_area": ("1619301234", "m2"),
        "scope.west": ("108.8103", "deg"),
        "scope.east": ("109.4097", "deg"),
        "scope.south": ("26.3914", "deg"),
        "scope.north": ("26.7803", "deg"),
        "scope.townships.count": ("15", "count"),
        "scope.units.count": ("3", "count"),
        "scope.subprojects.count": ("4", "count"),
        "scope.build_years.start": ("2021", "a"),
        "scope.build_years.end": ("2025", "a"),
        "scope.base_year": ("2020", "a"),
        "scope.care_years": ("3", "a"),
        "implementation_area.area": ("9247500", "m2"),
        "affected_area.area": ("1609902500", "m2"),
        "scope.indicator.031@2020": ("0.6464", "1"),
        "scope.elevation.mean": ("668.37", "m"),
        "scope.elevation.min": ("268", "m"),
        "scope.elevation.max": ("1344.7", "m"),
        "scope.slope.mean": ("21.36", "deg"),
        "scope.unit_overlap": ("0", "m2"),
        "scope.gap": ("0", "m2"),
        "scope.cost.construction": ("15400000", "yuan"),
        "scope.cost.monitoring": ("1200000", "yuan"),
        "scope.cost.other": ("1500000", "yuan"),
        "scope.cost.contingency": ("700000", "yuan"),
        "scope.cost.total": ("18800000", "yuan"),
        "scope.funding.central": ("12000000", "yuan"),
        "scope.funding.local": ("5000000", "yuan"),
        "scope.funding.social": ("1800000", "yuan"),
        "scope.performance.forest_improved": ("4500000", "m2"),
    }
    shares = {"forest": "0.8009", "shrubland": "0.02", "grassland": "0.0025", "cropland": "0.0784", "wetland": "0.0362"}
    for key, share in shares.items():
        found[f"scope.indicator.013.{key}.share@2020"] = (share, "1")
        found[f"scope.indicator.013.{key}.area@2020"] = (str(Decimal(share) * 1619150000), "m2")
    for n, share in enumerate(("0.0312", "0.0518", "0.2205", "0.4361", "0.2604"), start=1):
        found[f"scope.slope.class{n}.share"] = (share, "1")
        found[f"scope.slope.class{n}.area"] = (str(Decimal(share) * 1619150000), "m2")
    subjects = ["scope", *(f"unit:{u[0]}" for u in UNITS), *(f"subproject:{s[0]}" for s in SUBS)]
    lines = ("ecological_redline", "permanent_farmland", "urban_boundary", "protected_core", "protected_general")
    for n, subject in enumerate(subjects):
        for m, line in enumerate(lines):
            found[f"{subject}.overlap.{line}.area"] = (str((n + 3) * (m + 2) * 123456), "m2")
            found[f"{subject}.overlap.{line}.share"] = ("0.0914", "1")
    for n, unit in enumerate(UNITS):
        subject = f"unit:{unit[0]}"
        found[f"{subject}.area"] = (str(500000000 + n * 39716667), "m2")
        found[f"{subject}.indicator.031@2020"] = (str(Decimal("0.61") + n * Decimal("0.03")), "1")
        found[f"{subject}.elevation.mean"] = (str(589 + n * 65), "m")
        found[f"{subject}.elevation.min"], found[f"{subject}.elevation.max"] = ("268", "m"), ("1308", "m")
        found[f"{subject}.slope.mean"] = ("20.5", "deg")
    for n, (code, *_rest) in enumerate(SUBS):
        subject = f"subproject:{code}"
        found[f"{subject}.area"] = (str(1000000 + n * 870833), "m2")
        found[f"{subject}.cost.construction"] = (str(COSTS[code] * 8200), "yuan")
        found[f"{subject}.cost.total"] = (str(COSTS[code] * 10000), "yuan")
        for source in ("central", "local", "social"):
            found[f"{subject}.funding.{source}"] = (str(COSTS[code] * 3000), "yuan")
    for n, (code, _, _, quantity, _) in enumerate(WORKS, start=2):
        found[f"subproject:{code}.work.{n}.quantity"] = (str(Decimal(quantity) * 10000), "m2")
    made = [Fact(key, Decimal(value), unit, synthetic=synthetic) for key, (value, unit) in found.items()]
    return Facts([*made, Fact("scope.cost.control_total", None, "yuan", reason="上位规划未公布")])


def tables(known: Facts) -> tuple[Table, ...]:
    """Tables C, E.1 and G.1 with their totals as formulas."""
    project = PROJECT.name
    return (_table_c(known, project), _table_d(known, project), _table_e1(project), _table_g1(known, project))


def _table_c(known: Facts, project: str) -> Table:
    spec = STANDARD.tables["C"]
    rows = []
    for code, unit, region, kind, *_ in SUBS:
        name = next(n + f for c, n, f, *_ in UNITS if c == unit) + "保护修复单元"
        money = {
            f"budget_{s}": known.quote(f"subproject:{code}.funding.{s}", "wan_yuan", 0) for s in ("central", "local")
        }
        cells = {
            "unit": name, "subproject": region + kind, "location_class": "一般生态空间", "mode": "辅助再生",
            "indicator": "林地提质改造", "measures": "封育治理、水土保持林",
            "budget_total": known.quote(f"subproject:{code}.cost.total", "wan_yuan", 0), **money,
            "binding_scale": Quote(f"subproject:{code}.performance.scale", Decimal("156.50"), "hm2", 2),
            "guiding_5": "森林覆盖率不降低",
        }  # fmt: skip
        rows.append(Row(tuple(cells.get(key, "") for key in spec.keys())))
    total = Formula("sum", tuple((n, "budget_total") for n in range(len(rows))))
    last = {"unit": "合计", "budget_total": Quote("scope.cost.total", Decimal(1880), "wan_yuan", 0, total)}
    rows.append(Row(tuple(last.get(key, "") for key in spec.keys()), "total"))
    head = (
        ("ecological_function", PROJECT.ecological_function),
        ("status", PROJECT.status_summary),
        ("problems", PROJECT.problem_summary),
        ("overall_target", PROJECT.overall_target),
        ("scope_area", known.quote("scope.area", "hm2", 2)),
        ("implementation_area", known.quote("implementation_area.area", "hm2", 2)),
        ("total", known.quote("scope.cost.total", "wan_yuan", 0)),
        ("central", known.quote("scope.funding.central", "wan_yuan", 0)),
        ("local", known.quote("scope.funding.local", "wan_yuan", 0)),
        ("social", known.quote("scope.funding.social", "wan_yuan", 0)),
    )
    return Table("C", spec.title_for(project), spec.keys(), tuple(rows), head=head)


def _table_d(known: Facts, project: str) -> Table:
    spec = STANDARD.tables["D"]
    rows = []
    values = {
        "scope": known.quote("scope.area", "km2", 2),
        "forest_improved": known.quote("scope.performance.forest_improved", "hm2", 2),
        "quality_rate": Quote("scope.target.quality_rate.end", Decimal(90), "%", 0),
        "living_environment": Quote("scope.target.living_environment.end", "较好"),
    }
    shown = [p for p in STANDARD.performance.values() if p.order_d is not None]
    for p in sorted(shown, key=lambda p: p.order_d or 0):
        level1 = STANDARD.term("performance_level1", p.level1)
        level2 = STANDARD.term("performance_level2", p.level2)
        rows.append(Row((level1, level2, p.name_d, p.explanation, values.get(p.key, "" if p.required_d else "—"))))
    head = (
        ("name", project),
        ("project_type", PROJECT.project_type),
        ("authority", PROJECT.authority),
        ("implementer", PROJECT.implementer),
        ("total", known.quote("scope.cost.total", "yi_yuan", 4)),
        ("central", known.quote("scope.funding.central", "yi_yuan", 4)),
        ("overall_target", PROJECT.overall_target),
    )
    return Table("D", spec.title_for(project), spec.keys(), tuple(rows), head=head)


def _table_e1(project: str) -> Table:
    spec = STANDARD.tables["E.1"]
    columns = ("indicator", "target", *(f"year@{y}" for y in YEARS))
    parts = tuple(Quote(f"scope.performance.forest_improved@{y}", Decimal(90), "hm2", 2) for y in YEARS)
    live = Formula("sum", tuple((1, f"year@{y}") for y in YEARS))
    rows = (
        Row(("工程规模（公顷）", Quote("scope.area", Decimal("161915.00"), "hm2", 2), "", "", "", "", "")),
        Row(
            (
                "林地提质改造面积（公顷）",
                Quote("scope.performance.forest_improved", Decimal(450), "hm2", 2, live),
                *parts,
            )
        ),
    )
    return Table("E.1", spec.title_for(project), columns, rows)


def _table_g1(known: Facts, project: str) -> Table:
    spec = STANDARD.tables["G.1"]
    shares = {"construction": "81.92", "monitoring": "6.38", "other": "7.98", "contingency": "3.72", "total": "100.00"}
    rows = []
    last = len(spec.rows) - 1
    for n, line in enumerate(spec.rows):
        total = Formula("sum", tuple((m, "amount") for m in range(last))) if n == last else None
        amount = replace(known.quote(f"scope.cost.{line.key}", "wan_yuan", 0), formula=total)
        percent = Formula("percent", ((n, "amount"), (last, "amount"))) if line.key != "construction" else None
        share = Quote(f"scope.cost.share.{line.key}", Decimal(shares[line.key]), "%", 2, percent)
        rows.append(Row((line.ordinal, line.label, amount, share), "total" if n == last else "body"))
    return Table("G.1", spec.title_for(project), spec.keys(), tuple(rows))


def figures(folder: Path) -> tuple[Figure, ...]:
    """Pictures in place of maps."""
    made = []
    for n, key in enumerate(("location", "landuse", "slope", "units", "layout", "schedule")):
        path = folder / f"{key}.png"
        Image.new("RGB", (840, 594), (200 - 20 * n, 220, 180)).save(path)
        spec = STANDARD.map(key)
        made.append(Figure(key, spec.title.format(project=PROJECT.name, year=2020), path, synthetic=True, marked=True))
    return tuple(made)


def material(folder: Path, known: Facts | None = None) -> Material:
    """All of it."""
    known = known if known is not None else facts()
    sources = (
        Source("土地覆被", "layers/landcover.tif", "示例生成器", "2020-08-01", "ab12" * 16, True),
        Source("工程范围", "layers/scope.gpkg", "示例生成器", "2020-12-31", "cd34" * 16, True),
    )
    return Material(plan(), known, tables(known), figures(folder), STANDARD, sources)
