"""Table B.1: one form for each place surveyed, with time, place, body, person, problem and key figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from shanshui.ledger import Cell, Quote, Row, Table
from shanshui.plan import Plan
from shanshui.quantity import unit
from shanshui.standard import Record, Standard
from shanshui.survey.forms import figure_id, forms_of

TABLE = "B.1"
_JOIN = "；"


def tables_b1(plan: Plan, standard: Standard) -> Iterator[Table]:
    """Fill table B.1, once for each form.

    Parameters
    ----------
    plan : Plan
        Rows of the table ``field_surveys``; those of one form code make one form.
    standard : Standard
        Specification of the table, and the words of choices and indicators.

    Yields
    ------
    Table
        Its id is ``B.1@<form>``. Where rows of a form differ in a field of the head, both stand there.
    """
    spec = standard.tables[TABLE]
    for form, rows in forms_of(plan).items():
        title = standard.label("layout.table_of").format(title=spec.title_for(plan.project.name), name=form)
        head: list[tuple[str, Cell]] = [(field.key, _said(rows, field.key, standard)) for field in spec.head]
        body = (_figure(row, spec.keys(), standard) for row in rows if row.text("indicator"))
        yield Table(f"{TABLE}@{form}", title, spec.keys(), tuple(body), head=tuple(head))


def _said(rows: Sequence[Record], key: str, standard: Standard) -> str:
    """What a form says in one field of its head; a person stands with the body that sent them."""
    if key == "scale":
        words: Iterable[str] = (standard.word("survey_scale", row.text(key)) for row in rows if row.text(key))
    elif key == "space":
        words = ("、".join(standard.word("survey_space", code) for code in row.items(key)) for row in rows)
    elif key == "recorder":
        words = (_person(row) for row in rows)
    else:
        words = (row.text(key) for row in rows)
    return _JOIN.join(dict.fromkeys(word for word in words if word))


def _person(row: Record) -> str:
    person, body = row.text("recorder"), row.text("organisation")
    return f"{person}（{body}）" if body else person


def _figure(row: Record, keys: Sequence[str], standard: Standard) -> Row:
    spec = standard.indicators.get(row.text("indicator"))
    value, code = row["value"], row.text("unit") or "1"
    cells: dict[str, Cell] = {
        "indicator": spec.name if spec is not None else row.text("indicator"),
        "unit": unit(code).symbol,
        "measured": row.text("measured"),
    }
    number = row.number("value")
    if number is not None:
        cells["value"] = Quote(figure_id(row), number, code)
    elif isinstance(value, str):
        cells["value"] = Quote(figure_id(row), value)
    return Row.filled(keys, cells)
