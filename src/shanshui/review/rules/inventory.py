"""The inventory of materials (table A.1): complete, of one piece with what is at hand, and of its time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from shanshui.finding import Finding
from shanshui.plan import limit
from shanshui.review.case import Case, grouped
from shanshui.review.listing import listed
from shanshui.review.rule import rule
from shanshui.review.when import after_submission, years_before
from shanshui.standard import InventoryItem, Record, closest

_TABLE = "inventory"
_TOLD = ("provider", "date")
"""Columns that a material which is held fills besides the required ones."""


@rule("INVENTORY-UNLISTED")
def unlisted(case: Case) -> Iterator[Finding]:
    """Every material of table A.1 has its row; one that is neither listed nor at hand is a gap of its own."""
    rows = {row.text("item") for row in case.records(_TABLE)}
    missing = [item for code, item in case.standard.inventory.items() if code not in rows and _at_hand(case, item)]
    if missing:
        words = {"items": listed(item.name for item in missing), "count": str(len(missing))}
        yield Finding("INVENTORY-UNLISTED", case.table_place(_TABLE), "", "", _TABLE, words=words)


@rule("INVENTORY-ITEM")
def unknown_item(case: Case) -> Iterator[Finding]:
    """A row names a material of table A.1."""
    known = case.standard.inventory
    for row in case.records(_TABLE):
        if row.text("item") not in known:
            words = {"name": row.text("name"), "near": closest(row.text("item"), known)}
            yield _finding("INVENTORY-ITEM", row, "item", row.text("item"), words=words)


@rule("INVENTORY-CATEGORY")
def wrong_category(case: Case) -> Iterator[Finding]:
    """A material stands under the category that table A.1 gives it."""
    for row, item in _known(case):
        if row.text("category") != item.category:
            got, want = (case.term("inventory_category", code) for code in (row.text("category"), item.category))
            yield _finding("INVENTORY-CATEGORY", row, "category", got, want, {"item": item.name})


@rule("INVENTORY-NOTHING")
def nothing_of_a_category(case: Case) -> Iterator[Finding]:
    """Of each category of table A.1 something is at hand."""
    held = {row.text("item") for row in case.records(_TABLE) if row.flag("held")}
    by_category = grouped(case.standard.inventory.values(), lambda item: item.category)
    for category, items in by_category.items():
        if not any(item.code in held or _at_hand(case, item) for item in items):
            words = {"category": case.term("inventory_category", category), "count": str(len(items))}
            yield Finding("INVENTORY-NOTHING", case.table_place(_TABLE), "", "", f"inventory:{category}", words=words)


@rule("INVENTORY-INCOMPLETE")
def held_without_origin(case: Case) -> Iterator[Finding]:
    """A material that is held says who gave it and of what time it is (5.2.3.1, H.3.2 d)."""
    for row in case.records(_TABLE):
        empty = [column for column in _TOLD if not row.text(column)]
        if row.flag("held") and empty:
            want = case.headings(_TABLE, empty)
            yield _finding("INVENTORY-INCOMPLETE", row, empty[0], "", want, {"item": row.text("name")})


@rule("INVENTORY-REASON")
def missing_for_a_reason(case: Case) -> Iterator[Finding]:
    """Says once which materials are not held for a reason that is given; one without is a gap of its own."""
    rows = [
        (row, item)
        for row, item in _known(case)
        if row["held"] is False and row.text("note").strip() and not _at_hand(case, item)
    ]
    if rows:
        words = {"items": listed(item.name for _, item in rows), "count": str(len(rows))}
        yield Finding("INVENTORY-REASON", rows[0][0].at("held"), subject=f"{_TABLE}.reasons", words=words)


@rule("INVENTORY-DENIED")
def denied(case: Case) -> Iterator[Finding]:
    """A material whose layer or table is there is not called missing."""
    for row, item in _known(case):
        shown = _shown(case, item)
        if row["held"] is False and shown:
            words = {"item": item.name, "shown": shown}
            yield _finding("INVENTORY-DENIED", row, "held", words=words)


@rule("INVENTORY-CLAIMED")
def claimed(case: Case) -> Iterator[Finding]:
    """Says once which materials that are held show in none of the layers or tables that would hold them."""
    rows = [
        (row, item)
        for row, item in _known(case)
        if row.flag("held") and (item.layers or item.tables) and not _at_hand(case, item) and not row.text("file")
    ]
    if rows:
        words = {"items": listed(item.name for _, item in rows), "count": str(len(rows))}
        words["shown"] = listed(dict.fromkeys(name for _, item in rows for name in _wanted(case, item)))
        yield Finding("INVENTORY-CLAIMED", rows[0][0].at("held"), subject=f"{_TABLE}.claims", words=words)


@rule("INVENTORY-OLD")
def old(case: Case) -> Iterator[Finding]:
    """What is renewed every year is the latest of the base year (table A.1, note 1)."""
    base, most = case.plan.project.base_year, limit(case.plan.project, "material_age")
    for row, item in _known(case):
        if item.yearly and row.flag("held") and years_before(row.text("date"), base) > most:
            want = f"≥ {base - int(most)}"
            yield _finding("INVENTORY-OLD", row, "date", row.text("date"), want, {"item": item.name})


@rule("INVENTORY-FUTURE")
def from_the_future(case: Case) -> Iterator[Finding]:
    """No material is younger than the plan that rests on it."""
    for row in after_submission(case, _TABLE, "date"):
        want = f"≤ {case.submitted}"
        yield _finding("INVENTORY-FUTURE", row, "date", row.text("date"), want, {"item": row.text("name")})


def _known(case: Case) -> Iterator[tuple[Record, InventoryItem]]:
    for row in case.records(_TABLE):
        item = case.standard.inventory.get(row.text("item"))
        if item is not None:
            yield row, item


def _at_hand(case: Case, item: InventoryItem) -> bool:
    return item.is_at_hand({table for table in item.tables if case.records(table)}, case.layers)


def _shown(case: Case, item: InventoryItem) -> str:
    """Names of the layers and tables that are there and are this material alone."""
    holders = Counter(table for other in case.standard.inventory.values() for table in other.tables)
    return listed(
        (
            *(case.standard.layers[role].name for role in item.layers if role in case.layers),
            *(case.standard.inputs[t].name_zh for t in item.tables if holders[t] == 1 and case.records(t)),
        )
    )


def _wanted(case: Case, item: InventoryItem) -> tuple[str, ...]:
    """Names of the layers and tables that would be it."""
    roles = (case.standard.layers[role].name for role in item.layers)
    return (*roles, *(case.standard.inputs[table].name_zh for table in item.tables))


def _finding(
    code: str, row: Record, column: str, got: str = "", want: str = "", words: Mapping[str, str] | None = None
) -> Finding:
    return Finding(code, row.at(column), got, want, f"inventory:{row.text('item')}", words=words or {})
