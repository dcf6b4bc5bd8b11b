"""Table S.6: whether targets will be reached (5.3.3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from shanshui.finance.book import Book
from shanshui.finance.targets.attainment import Attainment, places_of
from shanshui.ledger import Cell, Quote, Row, Table
from shanshui.standard import Standard

ID = "S.6"
_LEVELS = ("scope", "unit", "subproject")


def tables_s6(book: Book, found: Sequence[Attainment]) -> tuple[Table, ...]:
    """Table S.6; none where no target is a number."""
    return (table_s6(book, found),) if found else ()


def table_s6(book: Book, found: Sequence[Attainment]) -> Table:
    """Fill table S.6: a row for each target in numbers, of the scope, then of units, then of sub-projects.

    Sub-projects of whose like targets nothing can be told share one row.

    Parameters
    ----------
    book : Book
        Facts, names, specification.
    found : sequence of Attainment
        Targets in the order of their table.
    """
    spec = book.standard.tables[ID]
    ordered = sorted(found, key=lambda one: _LEVELS.index(one.aim.subject.partition(":")[0]))
    names = {"scope": book.term("monitoring_scale", "scope")}
    names |= {f"subproject:{sub.code}": sub.name for sub in book.plan.subprojects}
    names |= {f"unit:{unit.code}": unit.name for unit in book.plan.units}
    rows = []
    for alike in _alike(ordered):
        count = book.standard.label("finance.subprojects_alike").format(count=len(alike))
        subject = names[alike[0].aim.subject] if len(alike) == 1 else count
        cells = {"subject": subject, **_cells(book, alike[0])}
        for column in ("method", "point", "responsible"):
            said = {getattr(one.target, column) for one in alike}
            cells[column] = said.pop() if len(said) == 1 else ""
        rows.append(Row.filled(spec.keys(), cells))
    return Table(ID, spec.title_for(book.plan.project.name), spec.keys(), tuple(rows))


def _alike(ordered: Sequence[Attainment]) -> tuple[tuple[Attainment, ...], ...]:
    """Targets by row: like targets of sub-projects of which nothing can be told stand together."""
    rows: dict[tuple[object, ...], list[Attainment]] = {}
    for one in ordered:
        target = one.target
        told = (target.indicator, target.target, target.unit, target.baseline, one.year, one.reason)
        shared = one.reason and one.aim.subject.startswith("subproject:")
        rows.setdefault(told if shared else (one.key,), []).append(one)
    return tuple(tuple(alike) for alike in rows.values())


def _cells(book: Book, one: Attainment) -> dict[str, Cell]:
    target, unit, places = one.target, one.target.unit or "1", places_of(book.standard, one)
    return {
        "indicator": indicator_name(book.standard, target.indicator),
        "baseline": _baseline(book, one, unit),
        "target": book.quote(one.key, unit, _entered_places(target.target)),
        "year": str(one.year or ""),
        "expected": book.cell(f"{one.key}.expected", unit, places),
        "interval": book.cell(f"{one.key}.interval"),
        "reach": book.cell(f"{one.key}.reach", "%", 0),
        "probability": book.cell(f"{one.key}.probability", "%", 0),
        "verdict": _verdict(book, f"{one.key}.verdict"),
        "method": target.method,
        "point": target.point,
        "responsible": target.responsible,
        "reason": book.standard.label(one.reason) if one.reason else "",
    }


def _verdict(book: Book, fact: str) -> Cell:
    cell = book.cell(fact)
    return Quote(fact, book.term("target_verdict", cell.text)) if isinstance(cell, Quote) else ""


def _entered_places(value: Decimal | str | None) -> int:
    """Decimals that a number was entered with."""
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0


def indicator_name(standard: Standard, key: str) -> str:
    """What a reader calls an indicator; its key where nobody knows it."""
    spec, measured = standard.performance.get(key), standard.indicators.get(key)
    return (spec.name_d or spec.name_c) if spec is not None else measured.name if measured is not None else key


def _baseline(book: Book, one: Attainment, unit: str) -> Cell:
    """The base value as entered, in words as well; else as assessed."""
    entered = one.target.baseline
    if isinstance(entered, Decimal):
        return book.quote(f"{one.key}.baseline", unit, _entered_places(entered))
    return entered or (book.cell(one.found.state, unit, places_of(book.standard, one)) if one.found.state else "")
