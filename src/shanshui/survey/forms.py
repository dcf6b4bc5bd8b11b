"""Field survey forms (table B.1): the rows of each form together, and their key figures as facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from shanshui.ledger import Basis, Fact, fact_id
from shanshui.plan import Plan
from shanshui.standard import Record
from shanshui.survey.observations import in_inner_unit

TABLE = "field_surveys"


def forms_of(plan: Plan) -> Mapping[str, tuple[Record, ...]]:
    """Rows by the code of their form, in the order entered."""
    found: dict[str, list[Record]] = {}
    for row in plan.records.get(TABLE, ()):
        found.setdefault(row.text("form"), []).append(row)
    return MappingProxyType({form: tuple(rows) for form, rows in found.items()})


def figure_id(row: Record) -> str:
    """Id of the key figure in a row: ``form:<code>.row<n>.value``."""
    return fact_id(f"form:{row.text('form')}", f"row{row.place.row}.value")


def form_facts(plan: Plan) -> Iterator[Fact]:
    """The present value of each key figure of each form, as measured in the field."""
    for row in plan.records.get(TABLE, ()):
        value, code = in_inner_unit(row["value"], row.text("unit"))
        if value is not None:
            yield Fact(
                figure_id(row),
                value,
                code,
                Basis.MEASURED,
                f"{row.place.file} {row.place.row}",
                "entered",
                "表B.1",
                (f"table:{TABLE}",),
                row.flag("synthetic"),
            )
