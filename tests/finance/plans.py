"""Small plans, built directly."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

from shanshui.finding import Place
from shanshui.ledger import Facts
from shanshui.plan import Fee, Funding, Measure, Plan, Price, Project, Subproject, Target, Unit, Work
from shanshui.workspace import Workspace

REGION = "甲省乙县"


def at(table: str, row: int) -> Place:
    return Place(file=f"tables/{table}.csv", sheet=table, row=row)


def unit_(code: str) -> Unit:
    return Unit(code, f"{code}河", "水土流失", (), "", "", (), "", at("units", 2))


def sub(code: str, unit: str = "A", start: int = 2021, end: int = 2025, **more: Any) -> Subproject:
    fields: dict[str, Any] = dict(
        code=code, unit=unit, region=REGION, project_type=f"{code}修复项目", category="mine", department="",
        implementer="", townships=(), sites="", start=start, end=end, care_years=None, liable_party="",
        land_rights="", problems=(), upper_plan="", longitude=None, latitude=None, extent=None, content="", note="",
        place=at("subprojects", 2),
    )  # fmt: skip
    return Subproject(**(fields | more))


def work(
    subproject: str,
    measure: str,
    quantity: Decimal | None,
    unit: str,
    indicator: str = "",
    year: int | None = None,
    row: int = 2,
    synthetic: bool = False,
) -> Work:
    return Work(
        subproject,
        measure,
        "assisted_regeneration",
        quantity,
        unit,
        year,
        indicator,
        synthetic,
        "",
        "",
        at("works", row),
    )


def measure(code: str, unit: str) -> Measure:
    return Measure(code, f"{code}措施", "", ("assisted_regeneration",), unit, "", "", "", at("measures", 2))


def price(measure: str, amount: Decimal | None, unit: str, region: str = REGION, year: int | None = 2020) -> Price:
    return Price(measure, region, amount, unit, year, False, "", at("prices", 2))


def fee(
    code: str, parent: str, rate: Decimal | None = None, amount: Decimal | None = None, base: str = "construction"
) -> Fee:
    return Fee(code, parent, f"{code}费", base, rate, amount, False, "", at("fees", 2))


def money(subproject: str, year: int | None, source: str, amount: Decimal, level: str = "") -> Funding:
    return Funding(subproject, year, source, amount, "", False, "", at("funding", 2), level)


def target(subject: str, indicator: str, value: Decimal | str, **more: Any) -> Target:
    fields: dict[str, Any] = {
        "kind": "binding", "baseline": None, "unit": "", "year": 2025, "horizon": "end", "method": "", "point": "",
        "responsible": "", "source": "", "synthetic": False, "place": at("targets", 2), "aspect": "",
    }  # fmt: skip
    return Target(subject=subject, indicator=indicator, target=value, **(fields | more))


def project(years: tuple[int, int] = (2021, 2025), **more: Any) -> Project:
    fields: dict[str, Any] = {
        "region": REGION, "ecological_zone": "长江重点生态区", "natural_unit": "丙江", "project_type": "修复工程",
        "county_code": "000000", "county_name": "乙县", "applicant": "甲", "compiler": "", "authority": "",
        "implementer": "", "submitted": "", "base_year": 2020, "care_years": 3,
    }  # fmt: skip
    return Project(build_years=years, **(fields | more))


def make_plan(
    units: Iterable[Unit] = (),
    subprojects: Iterable[Subproject] = (),
    works: Iterable[Work] = (),
    measures: Iterable[Measure] = (),
    prices: Iterable[Price] = (),
    fees: Iterable[Fee] = (),
    funding: Iterable[Funding] = (),
    targets: Iterable[Target] = (),
    years: tuple[int, int] = (2021, 2025),
    **more: Any,
) -> Plan:
    return Plan(
        project=project(years, **more),
        units=tuple(units),
        subprojects=tuple(subprojects),
        works=tuple(works),
        measures=tuple(measures),
        prices=tuple(prices),
        fees=tuple(fees),
        funding=tuple(funding),
        targets=tuple(targets),
    )


def workspace(facts: Facts | None = None) -> Workspace:
    """Only what the stage reads of a workspace."""
    return cast(Workspace, SimpleNamespace(facts=facts or Facts()))
