"""Table A.1: the materials that the code wants collected, which of them are at hand, and what the others leave open."""

from __future__ import annotations

from collections.abc import Iterable

from shanshui.finding import Finding
from shanshui.ledger import Row, Table
from shanshui.plan import Plan
from shanshui.standard import Standard

TABLE = "A.1"


def table_a1(plan: Plan, gaps: Iterable[Finding], standard: Standard) -> Table:
    """Fill table A.1.

    Parameters
    ----------
    plan : Plan
        Rows of the inventory: who provided what, and of which date.
    gaps : iterable of Finding
        One for each material that is not held, as :func:`shanshui.survey.inventory.take_stock` gives them.
    standard : Standard
        The materials, in the code's order.
    """
    spec = standard.tables[TABLE]
    missing = {gap.subject.partition(":")[2] for gap in gaps}
    entered = {row.text("item"): row for row in plan.records.get("inventory", ())}
    rows = []
    for code, item in standard.inventory.items():
        held, row = code not in missing, entered.get(code)
        cells = {
            "category": standard.term("inventory_category", item.category),
            "ordinal": code,
            "item": item.name,
            "held": standard.term("yes_no", "yes" if held else "no"),
            "provider": row.text("provider") if row is not None and held else "",
            "date": row.text("date") if row is not None and held else "",
            "consequence": "" if held else item.consequence,
        }
        rows.append(Row(tuple(cells[key] for key in spec.keys())))
    return Table(TABLE, spec.title_for(plan.project.name), spec.keys(), tuple(rows))
