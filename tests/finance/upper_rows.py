"""Rows of an upper plan, built directly."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from finance.plans import at
from shanshui.plan import Plan
from shanshui.standard import Record, load


def upper(plan: Plan, **tables: list[dict[str, Any]]) -> Plan:
    """A plan with rows in tables of its upper plan; cells not named are empty."""
    return replace(plan, records={**plan.records, **{key: _rows(key, rows) for key, rows in tables.items()}})


def _rows(table: str, rows: list[dict[str, Any]]) -> tuple[Record, ...]:
    columns = load().inputs[table].columns
    said = {"source": "上位规划（示例）", "quote": "原话", "page": 7}
    known = {key: value for key, value in said.items() if key in columns}
    return tuple(
        Record(table, {**dict.fromkeys(columns), **known, **row}, at(table, number))
        for number, row in enumerate(rows, start=2)
    )


def project(code: str, *subprojects: str, first: int | None = 2021, last: int | None = 2025) -> dict[str, Any]:
    return {"code": code, "name": f"{code}工程", "first": first, "last": last, "subprojects": subprojects}


def quantity(project: str, amount: str, unit: str, measure: str = "m", **more: Any) -> dict[str, Any]:
    return {"project": project, "item": "造林", "quantity": Decimal(amount), "unit": unit, "measure": measure, **more}


def indicator(value: Decimal | str, unit: str, year: int | None, target: str, **more: Any) -> dict[str, Any]:
    cells = {"indicator": f"上位{target}", "role": "target", "kind": "binding"}
    return {**cells, "value": value, "unit": unit, "year": year, "target": target, **more}
