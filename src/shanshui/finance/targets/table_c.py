"""Table C: basic information, units and sub-projects with budget and targets."""

from __future__ import annotations

from shanshui.finance.book import Book
from shanshui.finance.described import Described, budget_sums
from shanshui.ledger import Cell, Row, Table
from shanshui.plan import FUNDING_SOURCES, Subproject

BUDGET = {"budget_total": "cost.total", **{f"budget_{s}": f"funding.{s}" for s in FUNDING_SOURCES}}
"""Attribute that each budget column quotes."""


def table_c(book: Book) -> Table:
    """Rows of table C, by unit and sub-project; columns stand in the specification.

    Parameters
    ----------
    book : Book
        Facts, plan and standard.

    Returns
    -------
    Table
        With the head block.
    """
    spec = book.standard.tables["C"]
    described = Described(book)
    rows: list[Row] = []
    tops: list[int] = []
    for unit, subs in book.groups:
        first = len(rows)
        rows += [Row.filled(spec.keys(), _subproject(described, unit, sub)) for sub in subs]
        tops.append(len(rows))
        sums = budget_sums(book, f"unit:{unit}", BUDGET, range(first, len(rows)))
        rows.append(Row.filled(spec.keys(), {"unit": spec.labels["subtotal"], **sums}, "subtotal"))
    total = {"unit": spec.labels["total"], **budget_sums(book, "scope", BUDGET, tops)}
    rows.append(Row.filled(spec.keys(), total, "total"))
    return Table("C", spec.title_for(book.plan.project.name), spec.keys(), tuple(rows), head=_head(book))


def _subproject(described: Described, unit: str, sub: Subproject) -> dict[str, Cell]:
    book, subject = described.book, f"subproject:{sub.code}"
    return {
        "unit": book.unit_name(unit),
        "subproject": sub.name,
        "location_class": described.location(sub.code),
        "mode": described.modes(sub.code),
        "indicator": described.indicator_names(sub.code),
        "measures": described.measures(sub.code),
        **{column: book.wan(f"{subject}.{attribute}") for column, attribute in BUDGET.items()},
        "binding_scale": described.scale(sub.code),
        "binding_quality": book.cell(f"{subject}.target.quality"),
        "binding_structure": book.cell(f"{subject}.target.structure"),
        "binding_benefit": book.cell(f"{subject}.target.benefit"),
        "guiding_5": book.cell(f"unit:{unit}.target.guiding_5"),
        "guiding_10": book.cell(f"unit:{unit}.target.guiding_10"),
    }


def _head(book: Book) -> tuple[tuple[str, Cell], ...]:
    project = book.plan.project
    return (
        ("ecological_function", project.ecological_function),
        ("status", project.status_summary),
        ("problems", project.problem_summary),
        ("overall_target", project.overall_target),
        ("scope_area", book.cell("scope.area", "hm2", 2)),
        ("implementation_area", book.cell("implementation_area.area", "hm2", 2)),
        ("total", book.wan("scope.cost.total")),
        *((source, book.wan(f"scope.funding.{source}")) for source in FUNDING_SOURCES),
    )
