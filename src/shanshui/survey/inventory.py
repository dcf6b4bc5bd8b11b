"""Stock of the materials of table A.1: what is at hand, and what is missing."""

from __future__ import annotations

from shanshui.finding import Finding, Place
from shanshui.ledger import Basis, Fact
from shanshui.plan import Plan
from shanshui.standard import InventoryItem, Standard
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
        One for each material that is not held.
    """
    rows = {row.text("item"): row for row in plan.records.get(_TABLE, ())}
    missing = []
    for code, item in standard.inventory.items():
        row = rows.get(code)
        entered = row is not None and row["held"] is True
        if not entered and not _at_hand(item, plan, layers):
            place = row.place if row is not None else Place(sheet=_TABLE)
            words = {"item": item.name, "consequence": item.consequence}
            missing.append(Finding("INVENTORY-GAP", place, subject=f"inventory:{code}", words=words))
    wanted = len(standard.inventory)
    stated = Statement("catalog.yaml；tables", "survey.inventory.take_stock", "表A.1", ("project",), Basis.ENTERED)
    facts = (
        stated.fact("inventory", "wanted", wanted, "count"),
        stated.fact("inventory", "held", wanted - len(missing), "count"),
    )
    return facts, tuple(missing)


def _at_hand(item: InventoryItem, plan: Plan, layers: Layers) -> bool:
    if any(plan.records.get(table) for table in item.tables):
        return True
    return any(layers.usable(role) for role in item.layers)
