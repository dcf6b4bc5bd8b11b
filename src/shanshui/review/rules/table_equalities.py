"""What several tables say of one amount agrees: X03–X06, X11–X13, X15, X18, X19, X21 and X22."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from shanshui.finding import Finding
from shanshui.ledger import Quote, Table
from shanshui.ledger.table import words
from shanshui.plan import FUNDING_SOURCES, Work
from shanshui.quantity import convert, unit
from shanshui.review.case import Case
from shanshui.review.cells import (
    Number,
    agree,
    by_year,
    code_of,
    column_of,
    forms,
    head,
    indicator_of,
    lines_of,
    number,
    place_of,
    printed_sum,
    shown,
    table_name,
    text,
    told_by_the_plan,
)
from shanshui.review.rule import rule
from shanshui.standard.cells import same_kind

_MONEY = ("total", *FUNDING_SOURCES)
_ROW = re.compile(r"\.(?:line|work)\.(\d+)\.")
_SCALE = re.compile(r"(?P<name>\S.*?) (?P<value>-?\d+(?:\.\d+)?)(?: (?P<unit>\S+))?$")


@rule("G1-TOTAL")
def total_of_the_estimate(case: Case) -> Iterator[Finding]:
    """The investment of table C is the total of table G.1 (X03)."""
    for basic in forms(case, "C"):
        for cost in forms(case, "G.1"):
            yield from _unequal("G1-TOTAL", case, head(basic, "total"), next(column_of(cost, "amount", "total"), None))


@rule("D-MONEY")
def money_of_the_targets(case: Case) -> Iterator[Finding]:
    """Table D gives the investment and its sources of table C in hundred millions (X04)."""
    for targets in forms(case, "D"):
        for basic in forms(case, "C"):
            for source in _MONEY:
                yield from _unequal("D-MONEY", case, head(targets, source), head(basic, source))


@rule("D-SCOPE")
def size_of_the_scope(case: Case) -> Iterator[Finding]:
    """Tables C, D and E.1 give the scope one size (X05)."""
    yield from _areas("D-SCOPE", case, "scope", "scope_area")


@rule("D-IMPLEMENTATION")
def size_of_the_implementation_area(case: Case) -> Iterator[Finding]:
    """Tables C, D and E.1 give the implementation area one size (X06)."""
    yield from _areas("D-IMPLEMENTATION", case, "implementation_area", "implementation_area")


@rule("E2-SUM-E1")
def works_of_the_year(case: Case) -> Iterator[Finding]:
    """What the sub-projects achieve in a year by table E.2 is the year of table E.1 (X11)."""
    for plan in forms(case, "E.1"):
        rows = {indicator_of(case, text(plan, n, "indicator")): n for n in range(len(plan.rows))}
        for year, table in by_year(case).items():
            for column in table.columns:
                key = column.removeprefix("indicator_value@")
                parts = list(column_of(table, column))
                if (key == column and key != "implementation_area") or key not in rows or not parts:
                    continue
                stated = number(plan, rows[key], f"year@{year}")
                if stated is not None and printed_sum(parts, stated.quote.unit) != stated.value:
                    got = printed_sum(parts, stated.quote.unit)
                    said = {"left": table_name(case, table), "right": stated.name(case)}
                    subject = f"X11.{table.id}.{key}"
                    place, facts = place_of(table, None, column), (stated.quote.fact,)
                    yield Finding("E2-SUM-E1", place, shown(got, stated), stated.text, subject, facts, said)


@rule("E2-BUDGET")
def money_of_all_years(case: Case) -> Iterator[Finding]:
    """The money of a sub-project in all tables E.2, by source, is its budget in table C (X12)."""
    years = by_year(case)
    for basic in forms(case, "C"):
        held = {year: lines_of(table) for year, table in years.items()}
        for name, rows in lines_of(basic).items():
            for source in _MONEY:
                stated = number(basic, rows[0], f"budget_{source}")
                found = [number(years[y], n, source) for y in years for n in held[y].get(name, ())]
                parts = [part for part in found if part is not None]
                if stated is None or not parts or told_by_the_plan(case, stated, parts):
                    continue
                if printed_sum(parts, stated.quote.unit) != stated.value:
                    got = shown(printed_sum(parts, stated.quote.unit), stated)
                    yield _of_subproject("E2-BUDGET", "X12", case, name, parts[0], got, stated, source)


@rule("E2-G4")
def money_of_the_year(case: Case) -> Iterator[Finding]:
    """A sub-project's money of a year is the same in tables E.2 and G.4 (X13)."""
    for plan in forms(case, "G.4"):
        own = lines_of(plan)
        for year, table in by_year(case).items():
            for name, rows in lines_of(table).items():
                left = number(table, rows[0], "total")
                right = number(plan, own[name][0], f"year_amount@{year}") if name in own else None
                if left is not None and right is not None and not agree(case, left, right):
                    yield _of_subproject("E2-G4", "X13", case, name, left, left.text, right, str(year))


@rule("G2-QUANTITY")
def quantities_of_the_estimate(case: Case) -> Iterator[Finding]:
    """The quantities of a sub-project in table G.2 add up to its scales in table C (X15).

    A measure counted in units of several kinds cannot be added up; ``INPUT-UNITMIX`` says so.
    """
    of_row = {work.place.row or n: work for n, work in enumerate(case.plan.works, start=2)}
    names = {measure.name: code for code, measure in case.measures.items()}
    for basic in forms(case, "C"):
        for costs in forms(case, "G.2"):
            own = lines_of(costs)
            for name, rows in lines_of(basic).items():
                found = [number(costs, n, "quantity") for n in own.get(name, ())]
                lines = [(line, _work(line, of_row)) for line in found if line is not None]
                for key, value, code in _scales(case, basic, rows[0], of_row, names):
                    parts = [line for line, work in lines if work is not None and key in (work.indicator, work.measure)]
                    alike = all(same_kind(part.quote.unit, parts[0].quote.unit) for part in parts)
                    if parts and alike and not _adds_up(case, parts, value, code):
                        want = f"{value} {unit(code).symbol}".strip()
                        got = shown(printed_sum(parts, parts[0].quote.unit), parts[0])
                        said = {"name": name, "left": table_name(case, costs), "right": table_name(case, basic)}
                        subject, facts = f"X15.{code_of(case, name)}.{key}", tuple(part.quote.fact for part in parts)
                        yield Finding("G2-QUANTITY", parts[0].place, got, want, subject, facts, said)


@rule("G4-QUANTITY")
def quantities_of_the_plan(case: Case) -> Iterator[Finding]:
    """The quantity of a sub-project in table G.4 is its scale in table C (X18)."""
    for basic in forms(case, "C"):
        for plan in forms(case, "G.4"):
            own = lines_of(plan)
            for name, rows in lines_of(basic).items():
                for n in own.get(name, ())[:1]:
                    left, right = number(plan, n, "quantity"), number(basic, rows[0], "binding_scale")
                    same = agree(case, left, right) if left is not None and right is not None else None
                    got, want = text(plan, n, "quantity"), text(basic, rows[0], "binding_scale")
                    if same is False or (same is None and got != want):
                        said = {"name": name, "left": table_name(case, plan), "right": table_name(case, basic)}
                        place, subject = place_of(plan, n, "quantity"), f"X18.{code_of(case, name)}"
                        got, want = left.text if left else got, right.text if right else want
                        yield Finding("G4-QUANTITY", place, got or "—", want or "—", subject, (), said)


@rule("G4-BUDGET")
def budgets_of_the_plan(case: Case) -> Iterator[Finding]:
    """Tables G.4 and C give each sub-project one budget, by source (X19)."""
    for basic in forms(case, "C"):
        for plan in forms(case, "G.4"):
            own = lines_of(plan)
            for name, rows in lines_of(basic).items():
                for source in _MONEY if name in own else ():
                    left, right = number(plan, own[name][0], source), number(basic, rows[0], f"budget_{source}")
                    if left is not None and right is not None and not agree(case, left, right):
                        yield _of_subproject("G4-BUDGET", "X19", case, name, left, left.text, right, source)


@rule("G1-WORKS")
def works_make_the_construction(case: Case) -> Iterator[Finding]:
    """Quantity times investment per unit of all lines of table G.2 is the construction of table G.1 (X21)."""
    for cost in forms(case, "G.1"):
        construction = _fixed(case, cost, "construction", "amount")
        for costs in forms(case, "G.2"):
            lines = [
                (number(costs, n, "quantity"), number(costs, n, "unit_investment")) for n in range(len(costs.rows))
            ]
            known = [(q, u) for q, u in lines if q is not None and u is not None]
            if construction is None or not known:
                continue
            total, slack = Decimal(0), Decimal(0)
            for quantity, per in known:
                total += _product(case, quantity, per)
            value, half, inner = construction.inner(case)
            slack = convert(half, inner, "yuan")
            if abs(total - convert(value, inner, "yuan")) > slack:
                got = shown(convert(total, "yuan", construction.quote.unit), construction)
                said = {"left": table_name(case, costs), "right": construction.name(case)}
                facts = (construction.quote.fact,)
                yield Finding("G1-WORKS", construction.place, got, construction.text, "X21", facts, said)


@rule("G1-FEES")
def fees_of_the_estimate(case: Case) -> Iterator[Finding]:
    """Line three of table G.1 is the total of table G.3 (X22)."""
    for cost in forms(case, "G.1"):
        for fees in forms(case, "G.3"):
            total = next(column_of(fees, "amount", "total"), None)
            yield from _unequal("G1-FEES", case, _fixed(case, cost, "other", "amount"), total)


def _areas(code: str, case: Case, key: str, field: str) -> Iterator[Finding]:
    stated = next((head(table, field) for table in forms(case, "C")), None)
    for form, column in (("D", "value"), ("E.1", "target")):
        for table in forms(case, form):
            rows = (n for n in range(len(table.rows)) if indicator_of(case, text(table, n, "indicator")) == key)
            row = next(rows, None)
            yield from _unequal(code, case, number(table, row, column) if row is not None else None, stated)


def _unequal(code: str, case: Case, left: Number | None, right: Number | None) -> Iterator[Finding]:
    """A finding where two numbers differ; nothing where one of them is not there."""
    if left is None or right is None or agree(case, left, right):
        return
    said = {"left": left.name(case), "right": right.name(case)}
    subject = f"{left.table.id}.{left.column}.{right.table.id}.{right.column}"
    facts = tuple(dict.fromkeys((left.quote.fact, right.quote.fact)))
    yield Finding(code, left.place, left.text, right.text, subject, facts, said)


def _of_subproject(
    code: str, check: str, case: Case, name: str, left: Number, got: str, right: Number, part: str
) -> Finding:
    said = {"name": name, "left": left.name(case), "right": right.name(case)}
    subject, facts = f"{check}.{code_of(case, name)}.{part}", (left.quote.fact, right.quote.fact)
    return Finding(code, left.place, got, right.text, subject, tuple(dict.fromkeys(facts)), said)


def _fixed(case: Case, table: Table, key: str, column: str) -> Number | None:
    """The number in a line that the code itself prints."""
    label = next(row.label for row in case.standard.tables[table.id].rows if row.key == key)
    row = next((n for n, row in enumerate(table.rows) if label in {words(cell) for cell in row.cells}), None)
    return number(table, row, column) if row is not None else None


def _product(case: Case, quantity: Number, per: Number) -> Decimal:
    """Cost of a line [yuan] from quantity and investment per unit."""
    amount, _, of = quantity.inner(case)
    price, _, priced = per.inner(case)
    money, _, measured = priced.partition("/")
    return (
        convert(amount, of, measured) * convert(price, money, "yuan")
        if measured
        else amount * convert(price, money, "yuan")
    )


def _work(line: Number, of_row: Mapping[int, Work]) -> Work | None:
    found = _ROW.search(line.quote.fact)
    return of_row.get(int(found.group(1))) if found else None


def _scales(
    case: Case, basic: Table, row: int, of_row: Mapping[int, Work], names: Mapping[str, str]
) -> Iterator[tuple[str, Decimal, str]]:
    """Scales of a sub-project in table C: indicator or measure, amount, and unit."""
    cell = basic.cell(row, "binding_scale") if "binding_scale" in basic.columns else ""
    found = number(basic, row, "binding_scale")
    if found is not None:
        work = _work(found, of_row)
        key = work.measure if work is not None else found.quote.fact.rpartition(".performance.")[2]
        yield key, found.value, found.quote.unit
    elif isinstance(cell, Quote):
        for part in words(cell, "").split("；"):
            match = _SCALE.match(part)
            if match is not None:
                name = match["name"]
                key = case.indicator_names.get(name) or names.get(name, name)
                yield key, Decimal(match["value"]), unit(match["unit"]).code if match["unit"] else "1"


def _adds_up(case: Case, parts: Iterable[Number], value: Decimal, code: str) -> bool:
    """Whether quantities give a scale to half of its last digit; what is measured in another kind of unit does not."""
    total, half = Decimal(0), Decimal(5).scaleb(int(value.as_tuple().exponent) - 1)
    for part in parts:
        amount, _, inner = part.inner(case)
        try:
            total += convert(amount, inner, code)
        except ValueError:
            return False
    return abs(total - value) <= half
