"""Stock of the materials of table A.1: what is at hand, and what is missing."""

from __future__ import annotations

from shanshui.finding import Finding, Place
from shanshui.ledger import Basis, Fact
from shanshui.plan import Plan
from shanshui.standard import Standard
from shanshui.workspace.layers import Layers, Statement

_TABLE = "inventory"


def take_stock(plan: Plan, layers: Layers, standard: Standard) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    """Count the materials at hand and name the missing ones.

    Parameters
    ----------
    plan : Plan
        Rows of the inventory, and of tables that are materials themselves.
    layers : Layers
        Layers that are materials.
    standard : Standard
        Materials of table A.1.

    Returns
    -------
    facts : tuple of Fact
        ``inventory.wanted`` and ``inventory.held``.
    findings : tuple of Finding
        One for each material that is not held without a reason given.
    """
    rows = {row.text("item"): row for row in plan.records.get(_TABLE, ())}
    filled = {table for item in standard.inventory.values() for table in item.tables if plan.records.get(table)}
    usable = {role for item in standard.inventory.values() for role in item.layers if layers.usable(role)}
    missing, gaps = [], []
    for code, item in standard.inventory.items():
        row = rows.get(code)
        entered = row is not None and row["held"] is True
        if not entered and not item.is_at_hand(filled, usable):
            missing.append(code)
            if row is None or not row.text("note").strip():
                place = row.place if row is not None else Place(sheet=_TABLE)
                words = {"item": item.name, "consequence": item.consequence}
                gaps.append(Finding("INVENTORY-GAP", place, subject=f"inventory:{code}", words=words))
    wanted = len(standard.inventory)
    stated = Statement("catalog.yaml；tables", "survey.inventory.take_stock", "表A.1", ("project",), Basis.ENTERED)
    facts = (
        stated.fact("inventory", "wanted", wanted, "count"),
        stated.fact("inventory", "held", wanted - len(missing), "count"),
    )
    return facts, tuple(gaps)
