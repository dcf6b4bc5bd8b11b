"""Table G.2: what a unit of each measure costs in each sub-project, beside a comparable project (5.4.5.1 b)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shanshui.finance.book import Book
from shanshui.finance.described import Described, places_of
from shanshui.finance.estimate.cost_facts import work_id
from shanshui.finance.estimate.costs import CostedWork
from shanshui.finance.schedule.performance import Achievement
from shanshui.ledger import Basis, Cell, Fact, Row, Table, fact_id
from shanshui.plan import Plan, Subproject
from shanshui.plan.cases import comparable
from shanshui.quantity import close, convert, inner_unit, unit
from shanshui.standard import Record

TABLE = "G.2"
CLAUSE = "表G.2"
_CASES = "cases"
_OUTER = {"m2": "wan_yuan/hm2", "m": "wan_yuan/km", "count": "wan_yuan/count"}
"""Unit that an investment per inner unit is printed in."""
_SHOWN = {"m2": "hm2", "m": "km"}
"""Unit that a quantity is printed in where it adds to no indicator."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of table G.2: the works of one measure in one sub-project that add to one indicator.

    Parameters
    ----------
    subproject, measure, indicator : str
        Codes; the indicator is empty where the works add to none.
    works : tuple of CostedWork
        All measured in one inner unit.
    quantity : Decimal or None
        [shown], closed so that the lines of an indicator add up to its scale in table C.
    shown : str
        Unit that the quantity is printed in.
    """

    subproject: str
    measure: str
    indicator: str
    works: tuple[CostedWork, ...]
    quantity: Decimal | None
    shown: str

    @property
    def stem(self) -> str:
        """What the ids of its facts begin with; the row is that of its first work."""
        return fact_id(f"subproject:{self.subproject}", f"line.{self.works[0].row}")

    @property
    def cost(self) -> Decimal | None:
        """Cost of the works [yuan]; None where one of them has none."""
        costs = [item.cost for item in self.works]
        return None if None in costs else sum((cost for cost in costs if cost is not None), Decimal(0))


def lines_of(plan: Plan, works: Iterable[CostedWork], achieved: Mapping[str, Achievement]) -> tuple[Line, ...]:
    """Gather works into lines.

    Parameters
    ----------
    plan : Plan
        Sub-projects; works of others are passed over.
    works : iterable of CostedWork
        As entered.
    achieved : mapping
        What the works add up to, by indicator: the closed scales of table C.

    Returns
    -------
    tuple of Line
        In the order of their first works.
    """
    codes = {sub.code for sub in plan.subprojects}
    groups: dict[tuple[str, str, str, str], list[CostedWork]] = {}
    for item in works:
        work = item.work
        if work.subproject not in codes:
            continue
        counted = achieved.get(work.indicator)
        adds = counted is not None and item in counted.works.get(work.subproject, ())
        key = (work.subproject, work.measure, work.indicator if adds else "", item.unit)
        groups.setdefault(key, []).append(item)
    closed = _closed(groups, achieved)
    found = []
    for key, items in groups.items():
        code, measure, indicator, inner = key
        shown = achieved[indicator].indicator.unit if indicator else _SHOWN.get(inner, inner)
        quantity = closed[key] if key in closed else _sum(items, inner, shown)
        found.append(Line(code, measure, indicator, tuple(items), quantity, shown))
    return tuple(found)


def _closed(
    groups: Mapping[tuple[str, str, str, str], Sequence[CostedWork]], achieved: Mapping[str, Achievement]
) -> Mapping[tuple[str, str, str, str], Decimal]:
    """Quantities of lines that add to an indicator, closed to what the sub-project achieves on it."""
    members: dict[tuple[str, str], list[tuple[str, str, str, str]]] = {}
    for key in groups:
        if key[2]:
            members.setdefault((key[0], key[2]), []).append(key)
    found: dict[tuple[str, str, str, str], Decimal] = {}
    for (code, indicator), keys in members.items():
        item = achieved[indicator]
        parts = [_sum(groups[key], key[3], item.indicator.unit) or Decimal(0) for key in keys]
        whole, goal = sum(parts, Decimal(0)), item.of(code)
        shares = [goal * part / whole for part in parts] if whole else parts
        found.update(zip(keys, close(shares, item.indicator.decimals or 0, goal), strict=True))
    return found


def _sum(items: Sequence[CostedWork], inner: str, shown: str) -> Decimal | None:
    known = [item.quantity for item in items if item.quantity is not None]
    return convert(sum(known, Decimal(0)), inner, shown) if known else None


def line_facts(lines: Iterable[Line], reason: str) -> Iterator[Fact]:
    """Quantity of each line, and its cost per unit; the reason stands where one of the works has no cost.

    An investment per unit is kept per inner unit of the quantity; in money alone where the quantity is measured
    in something that no unit of price is for.

    Parameters
    ----------
    lines : iterable of Line
        Of table G.2.
    reason : str
        Why a cost is not known.
    """
    for line in lines:
        inner = inner_unit(line.shown)
        quantity = None if line.quantity is None else convert(line.quantity, line.shown, inner)
        works = tuple(work_id(item, "quantity") for item in line.works)
        method = "finance.estimate.table_g2.lines_of"
        why = "" if quantity is not None else reason
        yield Fact(f"{line.stem}.quantity", quantity, inner, Basis.ENTERED, "", method, CLAUSE, works, False, why)
        cost = line.cost
        per = cost / quantity if cost is not None and quantity else None
        costs = tuple(work_id(item, "cost") for item in line.works)
        key, inputs = f"{line.stem}.unit_investment", (f"{line.stem}.quantity", *costs)
        money = f"yuan/{inner}" if inner in _OUTER else "yuan"
        method, why = "finance.estimate.table_g2.line_facts", "" if per is not None else reason
        yield Fact(key, per, money, Basis.ENTERED, "", method, CLAUSE, inputs, False, why)


def case_facts(cases: Mapping[str, Record]) -> Iterator[Fact]:
    """Unit investment of the cases compared with, as entered.

    Parameters
    ----------
    cases : mapping
        Row of the comparison case by code of the measure.
    """
    for measure, record in cases.items():
        price, code = record.number("unit_price"), record.text("unit")
        if price is not None:
            key, inner = fact_id(f"measure:{measure}", "case.unit_price"), _inner_price(code)
            value, source, made_up = convert(price, code, inner), record.text("source"), record.flag("synthetic")
            inputs = (f"table:{_CASES}",)
            yield Fact(key, value, inner, Basis.ENTERED, source, "entered", "5.2.4", inputs, made_up)


def _inner_price(code: str) -> str:
    """The inner unit of a price; its own where there is none."""
    for inner in (*(f"yuan/{per}" for per in _OUTER), "yuan"):
        try:
            convert(Decimal(1), code, inner)
        except ValueError:
            continue
        return inner
    return code


def table_g2(book: Book, lines: Sequence[Line]) -> Table:
    """Fill table G.2.

    Parameters
    ----------
    book : Book
        Facts, plan and standard; the plan's comparison cases.
    lines : sequence of Line
        As :func:`lines_of` gives them.

    Returns
    -------
    Table
        Under each unit its sub-projects with one row per line; a sub-project without works has one row.
    """
    spec = book.standard.tables[TABLE]
    described, cases = Described(book), comparable(book.plan.records.get(_CASES, ()))
    own: dict[str, list[Line]] = {}
    for line in lines:
        own.setdefault(line.subproject, []).append(line)
    rows = []
    for number, (unit_code, subs) in enumerate(book.groups, start=1):
        for sub in subs:
            head = _head(described, number, unit_code, sub)
            filled = [{**head, **_line(described, line, cases)} for line in own.get(sub.code, ())] or [head]
            rows += [Row.filled(spec.keys(), cells) for cells in filled]
    return Table(TABLE, spec.title_for(book.plan.project.name), spec.keys(), tuple(rows))


def _head(described: Described, number: int, unit_code: str, sub: Subproject) -> dict[str, Cell]:
    return {
        "ordinal": str(number),
        "unit": described.book.unit_name(unit_code),
        "subproject": sub.name,
        "location_class": described.location(sub.code),
        "sites": sub.sites,
    }


def _line(described: Described, line: Line, cases: Mapping[str, Record]) -> dict[str, Cell]:
    book, inner = described.book, inner_unit(line.shown)
    places = places_of(line.shown, line.quantity)
    cells: dict[str, Cell] = {
        "measures": described.measure_name(line.measure),
        "mode": described.mode_names({item.work.mode for item in line.works}),
        "quantity": book.quote(f"{line.stem}.quantity", line.shown, places),
        "unit_investment": book.quote(f"{line.stem}.unit_investment", _OUTER.get(inner, "wan_yuan"), 2),
    }
    case = cases.get(line.measure)
    if case is None:
        return cells
    own = book.number(f"measure:{line.measure}.case.unit_price")
    price = _inner_price(case.text("unit"))
    outer = _OUTER.get(price.removeprefix("yuan/"), "wan_yuan" if price == "yuan" else price)
    cells |= {"case_name": case.text("name"), "case_year": str(case.whole("year") or "")}
    if own is not None:
        cells["case_unit_investment"] = book.quote(f"measure:{line.measure}.case.unit_price", unit(outer).code, 2)
    return cells
