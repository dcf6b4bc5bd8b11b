"""What of computed tables does not add up as printed: told in words, found without the code that filled them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from shanshui.ledger import Facts, Formula, Quote, Table
from shanshui.ledger.formula import result
from shanshui.ledger.table import numbers
from shanshui.plan import FUNDING_SOURCES, Plan
from shanshui.quantity import convert, inner_unit, round_half_up
from shanshui.standard import Standard, spec_id

NESTED = ("C", "E.2", "G.4")
"""Tables with rows of sub-projects, subtotals of units and a total."""


def faults(plan: Plan, facts: Facts, tables: Sequence[Table], standard: Standard) -> list[str]:
    """Everything that does not close, empty where all does.

    Parameters
    ----------
    plan : Plan
        Names of units, to tell the blocks apart.
    facts : Facts
        Of all stages.
    tables : sequence of Table
        Of the stage of money and targets.
    standard : Standard
        Which columns are summed.
    """
    by_id = {table.id: table for table in tables}
    found: list[str] = []
    for table in tables:
        if spec_id(table.id) in NESTED:
            found += _nested(table, standard)
        found += _formulas(table)
        found += _quotes_are_their_facts(table, facts)
    found += _equal_facts(tables)
    found += _g1(by_id["G.1"])
    found += _g3(by_id["G.3"])
    found += _s2(by_id["S.2"], facts)
    found += _years(by_id)
    found += _lines(plan, by_id["G.2"], by_id["C"])
    found += _presentations(by_id["C"], by_id["D"])
    found += _subjects(plan, facts)
    return found


def value(table: Table, row: int, column: str) -> Decimal | None:
    """Number printed in a cell."""
    cell = table.cell(row, column)
    return cell.value if isinstance(cell, Quote) and isinstance(cell.value, Decimal) else None


def printed_sum(table: Table, rows: Sequence[int], columns: Sequence[str]) -> Decimal | None:
    """Sum of what is printed; None where nothing is."""
    known = [v for row in rows for column in columns if (v := value(table, row, column)) is not None]
    return sum(known, Decimal(0)) if known else None


def _differs(where: str, parts: Decimal | None, whole: Decimal | None) -> Iterator[str]:
    if parts is not None and whole is not None and parts != whole:
        yield f"{where}: parts add up to {parts}, printed is {whole}"
    if parts is not None and whole is None:
        yield f"{where}: parts add up to {parts}, and no sum is printed"


def _summed(table: Table, standard: Standard) -> list[str]:
    spec = standard.tables[spec_id(table.id)]
    columns = {column: spec.column_of(column) for column in table.columns}
    return [column for column, made in columns.items() if made is not None and made.total]


def _nested(table: Table, standard: Standard) -> Iterator[str]:
    """Sub-projects make their unit's subtotal, these make the total, in every column that is summed."""
    for column in _summed(table, standard):
        open_rows: list[int] = []
        tops: list[int] = []
        for number, row in enumerate(table.rows):
            if row.kind == "body":
                open_rows.append(number)
            elif row.kind == "subtotal":
                parts = printed_sum(table, open_rows, [column])
                yield from _differs(f"{table.id} {column} row {number}", parts, value(table, number, column))
                tops.append(number)
                open_rows = []
            elif row.kind == "total":
                parts = printed_sum(table, tops, [column])
                yield from _differs(f"{table.id} {column} total", parts, value(table, number, column))


def _formulas(table: Table) -> Iterator[str]:
    """Each live formula gives the printed number again, from printed numbers."""
    for number, row in enumerate(table.rows):
        for column, cell in zip(table.columns, row.cells, strict=True):
            if isinstance(cell, Quote) and cell.formula is not None:
                given = recomputed(table, cell.formula)
                if given is None or not isinstance(cell.value, Decimal) or cell.places is None:
                    yield f"{table.id} {column} row {number}: formula without a number"
                elif round_half_up(given, cell.places) != cell.value:
                    yield f"{table.id} {column} row {number}: {cell.formula.kind} gives {given}, printed is {cell.text}"


def recomputed(table: Table, formula: Formula) -> Decimal | None:
    """What a formula gives on printed numbers; a sum of cells without a number is 0, as a spreadsheet has it."""
    values = numbers(formula, table)
    if not values:
        return Decimal(0) if formula.kind == "sum" else None
    return result(formula, values)


def _quotes_are_their_facts(table: Table, facts: Facts) -> Iterator[str]:
    """What is printed is the fact in the unit told, rounded half up: facts are closed, so that no table has to."""
    for quote in table.quotes():
        fact = facts.get(quote.fact)
        if fact is not None and isinstance(fact.value, Decimal) and quote.places is not None:
            wanted = round_half_up(convert(fact.value, fact.unit, quote.unit), quote.places)
            if wanted != quote.value:
                yield f"{table.id}: {quote.fact} is printed as {quote.text}, its fact rounds to {wanted}"


def _equal_facts(tables: Sequence[Table]) -> Iterator[str]:
    """A fact is printed with the same digits wherever the unit and the decimals are the same."""
    seen: dict[tuple[str, str, int | None], tuple[str, str]] = {}
    for table in tables:
        for quote in table.quotes():
            first, text = seen.setdefault((quote.fact, quote.unit, quote.places), (table.id, quote.text))
            if text != quote.text:
                yield f"{quote.fact} is {text} in {first} and {quote.text} in {table.id}"


def _g1(table: Table) -> Iterator[str]:
    last = len(table.rows) - 1
    for column in ("amount", "share"):
        parts = printed_sum(table, range(last), [column])
        if value(table, last, column) is not None:
            yield from _differs(f"G.1 {column}", parts, value(table, last, column))


def _g3(table: Table) -> Iterator[str]:
    """Fees make their group, groups the total."""
    tops: list[int] = []
    for number, row in enumerate(table.rows):
        inner: list[int] = []
        for later in range(number + 1, len(table.rows)):
            if table.rows[later].kind != "body" or not str(table.cell(later, "ordinal")).startswith("("):
                break
            inner.append(later)
        if row.kind == "group":
            yield from _differs(
                f"G.3 row {number}", printed_sum(table, inner, ["amount"]), value(table, number, "amount")
            )
        if row.kind == "total":
            yield from _differs("G.3 total", printed_sum(table, tops, ["amount"]), value(table, number, "amount"))
        elif not str(table.cell(number, "ordinal")).startswith("("):
            tops.append(number)


def _s2(table: Table, facts: Facts) -> Iterator[str]:
    """Each dimension closes to the scope in all columns, each row over its years."""
    years = [column for column in table.columns if column.startswith("year_amount@")]
    start = 0
    for number, row in enumerate(table.rows):
        own = [value(table, number, c) for c in (*years, "total")]
        if None not in own and years:
            yield from _differs(f"S.2 years of row {number}", printed_sum(table, [number], years), own[-1])
        if row.kind != "subtotal":
            continue
        for column in table.columns[2:]:
            parts = printed_sum(table, range(start, number), [column])
            yield from _differs(f"S.2 {column} block ending in row {number}", parts, value(table, number, column))
        for column, fact in (("construction", "scope.cost.construction"), ("total", "scope.cost.total")):
            scope = facts.number(fact)
            wan = None if scope is None else convert(scope, "yuan", "wan_yuan")
            yield from _differs(f"S.2 {column} of the scope", value(table, number, column), wan)
        start = number + 1


def _years(by_id: Mapping[str, Table]) -> Iterator[str]:
    """Tables of single years make the years of E.1 and G.4, and all years the whole."""
    yearly = {int(key.partition("@")[2]): table for key, table in by_id.items() if key.startswith("E.2@")}
    e1, g4 = by_id["E.1"], by_id["G.4"]
    for number in range(1, len(e1.rows)):
        years = [column for column in e1.columns if column.startswith("year@")]
        parts = printed_sum(e1, [number], years)
        yield from _differs(f"E.1 row {number}", parts, value(e1, number, "target"))
    for year, table in yearly.items():
        last = len(table.rows) - 1
        column = f"year_amount@{year}"
        if column in g4.columns and value(table, last, "total") is not None:
            yield from _differs(f"E.2@{year}", value(table, last, "total"), value(g4, len(g4.rows) - 1, column))
        for row in range(len(table.rows)):
            sources = printed_sum(table, [row], FUNDING_SOURCES)
            if sources is not None and value(table, row, "total") is not None:
                yield from _differs(f"E.2@{year} sources of row {row}", sources, value(table, row, "total"))
    shares = [column for column in g4.columns if column.startswith("year_share@")]
    for row in range(len(g4.rows)):
        part = printed_sum(g4, [row], shares)
        if part not in (None, Decimal(100)):
            yield f"G.4 shares of row {row} add up to {part}"


def _lines(plan: Plan, g2: Table, c: Table) -> Iterator[str]:
    """Lines of table G.2 make the scale in table C where all works of a sub-project add to one indicator."""
    places = {row.cells[1]: number for number, row in enumerate(c.rows) if row.kind == "body"}
    for sub in plan.subprojects:
        scale = c.cell(places[sub.name], "binding_scale")
        added = {work.indicator for work in plan.works if work.subproject == sub.code}
        if len(added) == 1 and added != {""} and isinstance(scale, Quote) and isinstance(scale.value, Decimal):
            rows = [number for number, row in enumerate(g2.rows) if row.cells[2] == sub.name]
            yield from _differs(f"G.2 {sub.code}", printed_sum(g2, rows, ["quantity"]), scale.value)


def _presentations(c: Table, d: Table) -> Iterator[str]:
    """万元 in table C are 亿元 with four decimals in table D, hectares square kilometres."""
    wan, yi = dict(c.head), dict(d.head)
    for key in ("total", *FUNDING_SOURCES):
        one, other = wan[key], yi[key]
        if isinstance(one, Quote) and isinstance(other, Quote) and one.value is not None:
            if not isinstance(other.value, Decimal) or not isinstance(one.value, Decimal):
                yield f"{key} stands in C alone"
            elif other.value * 10000 != one.value:
                yield f"{key} is {one.text} 万元 in C and {other.text} 亿元 in D"
    areas = {q.fact: q for q in c.quotes() if q.unit == "hm2" and isinstance(q.value, Decimal)}
    for quote in d.quotes():
        same = areas.get(quote.fact)
        if same is not None and isinstance(quote.value, Decimal) and isinstance(same.value, Decimal):
            apart = abs(convert(quote.value, quote.unit, "m2") - convert(same.value, "hm2", "m2"))
            digit = convert(Decimal(1).scaleb(-(quote.places or 0)), quote.unit, "m2")
            if apart > digit / 2 + 50:  # half of the last digit of each presentation
                yield f"{quote.fact} is {same.text} hm² in C and {quote.text} {quote.unit} in D"


def _subjects(plan: Plan, facts: Facts) -> Iterator[str]:
    """Amounts of sub-projects make those of units, these the scope's, and years the whole, fact by fact."""
    members = {
        f"unit:{u.code}": [f"subproject:{s.code}" for s in plan.subprojects if s.unit == u.code] for u in plan.units
    }
    members["scope"] = [unit for unit, subs in members.items() if subs]
    names = {f.id.removeprefix("scope.") for f in facts.starting("scope.") if _additive(f.id.removeprefix("scope."))}
    for subject, parts in members.items():
        for name in names:
            known = [v for part in parts if (v := facts.number(f"{part}.{name}")) is not None]
            if known:
                yield from _differs(f"{subject}.{name}", sum(known, Decimal(0)), facts.number(f"{subject}.{name}"))
    for name in names:
        whole, dated = facts.number(f"scope.{name}"), facts.starting(f"scope.{name}@")
        values = [fact.value for fact in dated if isinstance(fact.value, Decimal)]
        if whole is not None and values:
            yield from _differs(f"years of scope.{name}", sum(values, Decimal(0)), whole)
    for dimension in ("mode", "problem", "township", "department", "category"):
        own = facts.starting(f"{dimension}:")
        for name in sorted({f.id.partition(".")[2] for f in own if not f.attribute.endswith("share")}):
            values = [f.value for f in own if f.id.endswith(f".{name}") and isinstance(f.value, Decimal)]
            if values:
                yield from _differs(f"{dimension}.{name}", sum(values, Decimal(0)), facts.number(f"scope.{name}"))


def _additive(name: str) -> bool:
    """Whether an attribute of the scope is the sum of its parts."""
    stem = name.partition("@")[0]
    money = stem in ("cost.construction", "cost.total", *(f"funding.{s}" for s in FUNDING_SOURCES))
    return money or stem == "funding.total" or (stem.startswith("performance.") and "implementation" not in stem)


def whole_wan(facts: Facts) -> list[str]:
    """Facts of money that tables add up and that are no whole 万元."""
    wanted = (".cost.construction", ".cost.total", ".funding.")
    return [
        fact.id
        for fact in facts.values()
        if any(part in fact.id for part in wanted)
        and inner_unit(fact.unit) == "yuan"
        and isinstance(fact.value, Decimal)
        and convert(fact.value, "yuan", "wan_yuan") % 1
    ]
