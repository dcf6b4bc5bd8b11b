"""Tables S.8 and S.9: sub-projects and targets beside those of the upper plan (4.1.2)."""

from __future__ import annotations

from decimal import Decimal

from shanshui.finance.book import Book
from shanshui.finance.targets.table_s6 import indicator_name
from shanshui.finance.targets.targets import known_targets
from shanshui.finance.upper.upper_facts import Conformity, Line, asked_value, target_fact
from shanshui.ledger import Cell, Quote, Row, Table
from shanshui.plan.upper_plan import HeldTarget, value_of
from shanshui.quantity import round_half_up
from shanshui.quantity import unit as unit_of

PROJECTS, TARGETS = "S.8", "S.9"
_VERDICT = "upper_verdict"
_MOST_PLACES = 6
_CLOSE = Decimal("1e-4")
"""Share of an amount that its printed digits may leave out."""


def tables_upper(book: Book, found: Conformity) -> tuple[Table, ...]:
    """Tables S.8 and S.9, each where there is something to put in."""
    return tuple(table for table in (table_s8(book, found), table_s9(book, found)) if table.rows)


def table_s8(book: Book, found: Conformity) -> Table:
    """Fill table S.8: each sub-project beside what the upper plan asks of it."""
    spec = book.standard.tables[PROJECTS]
    rows = tuple(Row.filled(spec.keys(), _line(book, line)) for line in found.lines)
    return Table(PROJECTS, spec.title_for(book.plan.project.name), spec.keys(), rows)


def table_s9(book: Book, found: Conformity) -> Table:
    """Fill table S.9: each target of the upper plan beside ours."""
    spec = book.standard.tables[TARGETS]
    keys = {target: key for key, target in known_targets(book.plan)}
    rows = []
    for one in found.targets:
        cells: dict[str, Cell] = {
            "indicator": one.row.text("indicator"),
            "kind": book.term("target_kind", one.row.text("kind")) if one.row.text("kind") else "",
            "year": one.row.text("year"),
            "asked": _asked(book, one),
            "verdict": _verdict(book, target_fact(one, "verdict")),
        }
        if one.target is not None:
            cells["target"] = indicator_name(book.standard, one.target.indicator)
            cells["own_year"] = str(one.target.year or "")
            value = one.target.target
            unit = one.target.unit or "1"
            if one.target in keys and value is not None:
                places = _entered_places(value) if isinstance(value, Decimal) else None
                cells["own"] = book.quote(keys[one.target], unit if isinstance(value, Decimal) else "", places)
        rows.append(Row.filled(spec.keys(), cells))
    return Table(TARGETS, spec.title_for(book.plan.project.name), spec.keys(), tuple(rows))


def _line(book: Book, line: Line) -> dict[str, Cell]:
    cells: dict[str, Cell] = {
        "subproject": line.sub.name,
        "years": f"{line.sub.start}—{line.sub.end}",
        "upper": line.sub.upper_plan,
        "verdict": _verdict(book, f"{line.stem}.verdict"),
    }
    if line.project is not None:
        cells["upper"] = line.project.name
        ends = (line.project.first, line.project.last)
        cells["upper_years"] = "—".join(str(year or "") for year in ends) if any(ends) else ""
    if line.held is not None:
        unit, own = unit_of(line.held.unit).code, line.held.own[line.sub.code]
        cells["item"] = line.held.item
        cells["asked"] = book.quote(line.asked, unit, _places(line.held.asked))
        cells["own"] = book.quote(f"{line.stem}.own", unit, _places(own)) if own is not None else ""
    return cells


def _asked(book: Book, one: HeldTarget) -> Cell:
    value, number = asked_value(one)[0], value_of(one.row)
    if isinstance(value, str) or number is None:
        return book.quote(target_fact(one, "asked"))
    return book.quote(target_fact(one, "asked"), unit_of(one.row.text("unit") or "1").code, _entered_places(number))


def _verdict(book: Book, fact: str) -> Cell:
    return Quote(fact, "；".join(book.term(_VERDICT, code) for code in book.own.codes(fact)))


def _entered_places(value: Decimal) -> int:
    """Decimals that a number was entered with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _places(value: Decimal) -> int:
    """The fewest decimals that show an amount."""
    near = (n for n in range(_MOST_PLACES) if abs(round_half_up(value, n) - value) <= abs(value) * _CLOSE)
    return next(near, _MOST_PLACES)
