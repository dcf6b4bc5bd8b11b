"""Tables S.3 and S.4: ecological benefits with their values, compensation between townships (5.4.5.3 b, 5.4.5.2)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from shanshui.finance.benefits.amounts import PLACES as AMOUNT_PLACES
from shanshui.finance.benefits.worth import PLACES as PRICE_PLACES
from shanshui.finance.book import Book
from shanshui.ledger import Cell, Formula, Row, Table, live
from shanshui.quantity import convert
from shanshui.standard.method.benefits import BenefitQuantity, load_benefits

_WAN = "wan_yuan"
_VALUE_PLACES = 2
_SUMMED = ("cost", "value", "receives_cost", "receives_value", "receives", "pays_cost", "pays_value", "pays", "net")
"""Columns of table S.4 that are added up."""


def tables_of(book: Book, townships: Sequence[str]) -> tuple[Table, ...]:
    """Table S.3 where a benefit is known, table S.4 where somebody has something to pay.

    Parameters
    ----------
    book : Book
        Facts, words, specifications.
    townships : sequence of str
        Those of the proposal of a compensation; none without one.
    """
    known = [name for name in load_benefits() if book.known(f"scope.benefit.{name}")]
    benefits = (table_s3(book),) if known else ()
    return (*benefits, table_s4(book, townships)) if townships else benefits


def table_s3(book: Book) -> Table:
    """Fill table S.3: every benefit in the order of the aspects of clause 5.4.5.3 b, then their sum."""
    spec = book.standard.tables["S.3"]
    rows, formulas = [], {}
    for number, quantity in enumerate(load_benefits().values()):
        rows.append(Row.filled(spec.keys(), _benefit(book, quantity)))
        product = Formula("product", ((number, "amount"), (number, "price")), convert(Decimal(1), "yuan", _WAN))
        formulas[number, "value"] = product
        formulas[number, "counted"] = Formula("sum", ((number, "value"),))
    counted = Formula("sum", tuple((number, "counted") for number in range(len(rows))))
    total: dict[str, Cell] = {
        "benefit": spec.labels["total"],
        "counted": book.cell("scope.value.total", _WAN, _VALUE_PLACES),
        "value_interval": book.cell("scope.value.total.interval"),
    }
    rows.append(Row.filled(spec.keys(), total, "total"))
    formulas[len(rows) - 1, "counted"] = counted
    return live(Table("S.3", spec.title_for(book.plan.project.name), spec.keys(), tuple(rows)), formulas)


def _benefit(book: Book, quantity: BenefitQuantity) -> dict[str, Cell]:
    name = quantity.quantity
    amount, price, value = f"scope.benefit.{name}", f"benefit:{name}.price", f"scope.value.{name}"
    cells: dict[str, Cell] = {
        "aspect": book.term("benefit_aspect", quantity.aspect),
        "benefit": book.term("benefit_quantity", name),
        "amount": book.cell(amount, quantity.unit, AMOUNT_PLACES),
        "interval": book.cell(f"{amount}.interval"),
        "price": book.cell(price, quantity.price_unit, PRICE_PLACES),
        "price_year": _whole(book.number(f"{price}.year")),
        "source": _source(book, price),
        "value": book.cell(value, _WAN, _VALUE_PLACES),
        "value_interval": book.cell(f"{value}.interval"),
    }
    counts = book.own.text(f"benefit:{name}.counted") == "yes"
    return cells | ({"counted": cells["value"]} if counts else {})


def _whole(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"


def _source(book: Book, price: str) -> str:
    fact = book.own.get(price)
    certainty = book.own.text(f"{price}.certainty")
    return "" if fact is None or fact.value is None else fact.source + (f"（{certainty}）" if certainty else "")


def table_s4(book: Book, townships: Sequence[str]) -> Table:
    """Fill table S.4: a row for each township, then what all pay and receive."""
    spec = book.standard.tables["S.4"]
    rows = [_township(book, code, number) for number, code in enumerate(townships, start=1)]
    last = len(rows)
    sums = {
        "receives": "total", "pays": "total", "receives_cost": "total.cost", "pays_cost": "total.cost",
        "receives_value": "total.value", "pays_value": "total.value",
    }  # fmt: skip
    cells: dict[str, Cell] = {column: book.cell(f"scope.compensation.{key}", "yuan", 0) for column, key in sums.items()}
    rows.append(Row.filled(spec.keys(), {"township": spec.labels["total"], **cells}, "total"))
    formulas = {(last, column): Formula("sum", tuple((n, column) for n in range(last))) for column in _SUMMED}
    formulas |= {(n, "net"): Formula("difference", ((n, "receives"), (n, "pays"))) for n in range(last)}
    return live(Table("S.4", spec.title_for(book.plan.project.name), spec.keys(), tuple(rows)), formulas)


def _township(book: Book, code: str, number: int) -> Row:
    subject = f"township:{code}.compensation"
    name = book.cell(f"township:{code}.name")
    cells: dict[str, Cell] = {"ordinal": str(number), "township": name or code, "basis": book.cell(f"{subject}.basis")}
    for column in _SUMMED:
        cells[column] = book.cell(f"{subject}.{column.replace('_', '.')}", "yuan", 0)
    return Row.filled(book.standard.tables["S.4"].keys(), cells)
