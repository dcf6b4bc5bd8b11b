"""How the computed tables must look: which there are, lines, units, decimals, signs, words (H.3.2, H.3.3.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from shanshui.finding import Finding
from shanshui.ledger import Quote, Table
from shanshui.ledger.table import words
from shanshui.quantity import EMPTY, convert, printed, round_half_up, unit
from shanshui.review.amounts import wan
from shanshui.review.case import Case
from shanshui.review.cells import (
    Number,
    by_year,
    code_of,
    forms,
    head,
    indicator_of,
    lines_of,
    number,
    place_of,
    spec_of,
    table_name,
    text,
)
from shanshui.review.listing import joined
from shanshui.review.rule import rule
from shanshui.standard import PER_COLUMN, PER_ROW, Column, HeadField

_ALWAYS = ("C", "D", "E.1", "E.2", "G.1", "G.2", "G.3", "G.4")
"""Tables that every plan needs; B.3 comes with the assessment, F.1 and F.2 with changes and structures."""
_WITH = {"F.1": "landuse_changes", "F.2": "occupations"}
"""Table that rows of an input table call for."""
_CHANGES = ("B.2", "F.1", "S.")
"""Tables that give changes."""
_LONGER = frozenset({("G.3", "rate")})
"""Columns whose numbers may have more decimals: a rate gives its amount again only with all its digits."""
_SIGNS = frozenset({EMPTY, "——", "-", "－", "/", "／"})
"""What people put into a cell to say that nothing belongs there."""
_GROUPED = ("E.2", "F.2", "G.2", "G.4")
"""Tables whose lines are numbered by restoration unit."""
_ONE_UNIT = ("C", "E.1", "E.2", "G.4")
"""Tables that give an indicator in the same unit; table D has its own."""


@rule("TABLE-MISSING")
def tables_there(case: Case) -> Iterator[Finding]:
    """Every table that the plan needs has been drawn up and has lines; a scope that nobody knows is told by itself."""
    wanted = [*_ALWAYS, *(form for form, source in _WITH.items() if case.plan.records.get(source))]
    known = case.plan.subprojects and case.number("scope.area") is not None
    for form in wanted if known else ():
        if not any(table.rows for table in forms(case, form)):
            spec = case.standard.tables[form]
            said = {
                "table": case.standard.label("review.table").format(id=form),
                "title": spec.title.rpartition("}")[2],
            }
            yield Finding("TABLE-MISSING", subject=f"table:{form}", words=said)


@rule("TABLE-YEARS")
def years_of_the_works(case: Case) -> Iterator[Finding]:
    """Tables E.1, E.2 and G.4 run over the years of the works, each once.

    Years outside them that works or money name are told by rules of their own.
    """
    wanted = tuple(str(year) for year in case.plan.project.years)
    entered = {str(work.year) for work in case.plan.works} | {str(row.year) for row in case.plan.funding}
    found = [(table_name(case, t), t.id, _column_years(t)) for form in ("E.1", "G.4") for t in forms(case, form)]
    if forms(case, "E.2"):
        own = tuple(str(year) for year in sorted(by_year(case)))
        found.append((case.standard.label("review.table").format(id="E.2"), "E.2", own))
    for name, key, years in found:
        if tuple(year for year in years if year in wanted or year not in entered) != wanted:
            got, want = joined(years) or EMPTY, joined(wanted)
            yield Finding("TABLE-YEARS", got=got, want=want, subject=f"years.{key}", words={"table": name})


@rule("TABLE-SUBPROJECTS")
def one_block_each(case: Case) -> Iterator[Finding]:
    """Every sub-project has one block in tables C, G.2 and G.4, and in E.2 of each of its years; none is invented."""
    names = {sub.name: sub for sub in case.plan.subprojects}
    for form in ("C", "G.2", "G.4", "E.2"):
        for table in forms(case, form):
            year, found = table.id.partition("@")[2], lines_of(table)
            for name, sub in names.items():
                due = not year.isdecimal() or sub.start <= int(year) <= sub.end
                if due and name not in found:
                    yield _block("TABLE-SUBPROJECTS", case, table, name, "review.block.absent", None)
            for name, rows in found.items():
                if name not in names:
                    yield _block("TABLE-SUBPROJECTS", case, table, name, "review.block.unknown", rows[0])
                elif not _together(table, rows) or (form != "G.2" and len(rows) > 1):
                    yield _block("TABLE-SUBPROJECTS", case, table, name, "review.block.twice", rows[-1])


@rule("TABLE-TOTAL-ROW")
def totals_there(case: Case) -> Iterator[Finding]:
    """A table that the code wants summed ends with its total; each unit's lines end with their subtotal."""
    for table in case.tables.values():
        spec = spec_of(case, table)
        if spec is None or not table.rows:
            continue
        if "total" in spec.labels and table.rows[-1].kind != "total":
            yield _row_missing(case, table, len(table.rows) - 1, spec.labels["total"])
        key = "level1_code" if spec.id == "F.1" else "unit"
        if "subtotal" in spec.labels and key in table.columns:
            for n, (row, after) in enumerate(zip(table.rows, table.rows[1:], strict=False)):
                if row.kind == "body" and (after.kind == "total" or _other(table, n, key)):
                    yield _row_missing(case, table, n, spec.labels["subtotal"])


@rule("TABLE-ORDINAL")
def numbers_of_lines(case: Case) -> Iterator[Finding]:
    """Lines are numbered from 1 without a gap: by unit where units are numbered, else line by line."""
    for table in case.tables.values():
        spec = spec_of(case, table)
        if spec is None or "ordinal" not in table.columns:
            continue
        body = [n for n, row in enumerate(table.rows) if row.kind == "body" or (spec.rows and row.kind != "subtotal")]
        for n, want in zip(body, _ordinals(case, table, body), strict=True):
            got = text(table, n, "ordinal")
            if want is not None and got != want:
                place, subject = place_of(table, n, "ordinal"), f"{table.id}.{n}.ordinal"
                said = {"table": table_name(case, table)}
                yield Finding("TABLE-ORDINAL", place, got or EMPTY, want, subject, words=said)
                break


@rule("TABLE-UNIT")
def units_of_columns(case: Case) -> Iterator[Finding]:
    """A number stands in the unit of its column or field."""
    for table, own, found in _numbers(case):
        if own.unit not in (PER_ROW, PER_COLUMN) and found.quote.unit != own.unit:
            subject = f"{table.id}.{found.row}.{found.column}.unit"
            said = {"name": found.name(case)}
            got, want = _unit_words(found.quote.unit), _unit_words(own.unit)
            yield Finding("TABLE-UNIT", found.place, got, want, subject, (found.quote.fact,), said)


@rule("TABLE-DECIMALS")
def decimals_of_columns(case: Case) -> Iterator[Finding]:
    """A number is printed with the decimals of its column, of whole pieces with none."""
    for table, own, found in _numbers(case):
        wanted = _decimals(case, table, own, found)
        places, value = found.quote.places, found.value
        longer = places is not None and value != round(value, places)
        if (table.id, found.column) in _LONGER and not longer and wanted and (places or 0) > wanted[0]:
            continue
        if wanted and (places not in wanted or longer):
            subject = f"{table.id}.{found.row}.{found.column}.decimals"
            said, got = {"name": found.name(case)}, printed(value, None) if longer else found.quote.text
            want = printed(value, wanted[0])
            yield Finding("TABLE-DECIMALS", found.place, got, want, subject, (found.quote.fact,), said)


@rule("TABLE-NEGATIVE")
def nothing_below_zero(case: Case) -> Iterator[Finding]:
    """No amount is negative but what tables B.2 and F.1 call a change, and balances in the tables that we add."""
    for table, _, found in _numbers(case):
        if found.value < 0 and not table.id.startswith(_CHANGES):
            subject, said = f"{table.id}.{found.row}.{found.column}.sign", {"name": found.name(case)}
            yield Finding("TABLE-NEGATIVE", found.place, found.text, "≥ 0", subject, (found.quote.fact,), said)


@rule("TABLE-EMPTY")
def signs_of_empty_cells(case: Case) -> Iterator[Finding]:
    """An empty cell bears the sign of its column: a dash, in table D a stroke where the indicator is required."""
    required = {spec.name_d for spec in case.standard.performance.values() if spec.required_d}
    for table in case.tables.values():
        spec = spec_of(case, table)
        for n, row in enumerate(table.rows):
            for column, cell in zip(table.columns, row.cells, strict=True):
                own = spec.column_of(column) if spec is not None else None
                if own is None or isinstance(cell, Quote) or cell not in _SIGNS:
                    continue
                optional = table.id == "D" and text(table, n, "indicator") not in required
                want = EMPTY if optional else own.empty
                if cell != want:
                    subject, said = f"{table.id}.{n}.{column}.empty", {"table": table_name(case, table)}
                    yield Finding("TABLE-EMPTY", place_of(table, n, column), cell, want, subject, words=said)


@rule("TABLE-CHOICE")
def words_of_vocabularies(case: Case) -> Iterator[Finding]:
    """Cells that choose among the code's words use those words."""
    for table in case.tables.values():
        spec = spec_of(case, table)
        for column in table.columns:
            own = spec.column_of(column) if spec is not None else None
            terms = case.standard.vocabularies.get(own.vocabulary) if own is not None and own.vocabulary else None
            known = {term.zh for term in terms.values()} if terms else set()
            for n in range(len(table.rows)) if known else ():
                for word in filter(None, text(table, n, column).split("、")):
                    if word not in known and word not in _SIGNS:
                        subject, said = f"{table.id}.{n}.{column}.{word}", {"table": table_name(case, table)}
                        want = joined(sorted(known))
                        yield Finding("TABLE-CHOICE", place_of(table, n, column), word, want, subject, words=said)


@rule("TABLE-INDICATOR-UNIT")
def one_unit_per_indicator(case: Case) -> Iterator[Finding]:
    """An indicator stands in one unit throughout tables C, E and G, and in its own in table D."""
    for form in (*_ONE_UNIT, "D"):
        for table in forms(case, form):
            told: set[str] = set()
            for quote in table.quotes():
                key = quote.fact.partition("@")[0].rpartition(".performance.")[2]
                spec = case.standard.performance.get(key)
                want = "" if spec is None else spec.unit_d if form == "D" else spec.unit
                if want and isinstance(quote.value, Decimal) and quote.unit != want and key not in told:
                    told.add(key)
                    said = {"table": table_name(case, table), "name": spec.name_d or spec.name_c if spec else key}
                    got, subject = _unit_words(quote.unit), f"{table.id}.{key}.unit"
                    place = place_of(table)
                    yield Finding("TABLE-INDICATOR-UNIT", place, got, _unit_words(want), subject, (quote.fact,), said)


@rule("MONEY-WHOLE")
def whole_ten_thousands(case: Case) -> Iterator[Finding]:
    """Money is planned in whole 10 000 yuan (table C note e), so that rounded tables add up."""
    for row in case.plan.funding:
        if row.amount is not None and row.amount != row.amount.to_integral_value():
            sub = case.subprojects.get(row.subproject)
            said = {"name": sub.name if sub is not None else row.subproject}
            got = f"{printed(row.amount, None)} {unit('wan_yuan').symbol}"
            want = wan(convert(round_half_up(row.amount, 0), "wan_yuan", "yuan"))
            yield Finding("MONEY-WHOLE", row.place, got, want, f"funding[{row.place.row}].amount", words=said)


def _column_years(table: Table) -> tuple[str, ...]:
    """Years of the columns that repeat by year, in order, each once."""
    return tuple(dict.fromkeys(c.partition("@")[2] for c in table.columns if c.partition("@")[2].isdecimal()))


def _block(code: str, case: Case, table: Table, name: str, label: str, row: int | None) -> Finding:
    said = {
        "table": table_name(case, table),
        "name": name or EMPTY,
        "fault": case.standard.label(label),
        "fault_en": case.standard.label(label, "en"),
    }
    subject = f"{table.id}.{code_of(case, name)}.{label.rpartition('.')[2]}"
    return Finding(code, place_of(table, row, "subproject"), subject=subject, words=said)


def _together(table: Table, rows: Sequence[int]) -> bool:
    return (
        all(table.rows[n].kind == "body" for n in range(rows[0], rows[-1] + 1)) and len(rows) == rows[-1] - rows[0] + 1
    )


def _other(table: Table, row: int, key: str) -> bool:
    """Whether the next line is one of another group."""
    after = row + 1
    return table.rows[after].kind == "body" and text(table, row, key) != text(table, after, key)


def _row_missing(case: Case, table: Table, row: int, label: str) -> Finding:
    said = {"table": table_name(case, table), "label": label}
    return Finding("TABLE-TOTAL-ROW", place_of(table, row), subject=f"{table.id}.{row}.{label}", words=said)


def _ordinals(case: Case, table: Table, body: Sequence[int]) -> Iterator[str | None]:
    """What stands before each line; None where nobody can say."""
    spec = spec_of(case, table)
    fixed = {row.label: row.ordinal for row in spec.rows if not row.parent} if spec is not None else {}
    count, unit_before = 0, ""
    for position, n in enumerate(body, start=1):
        if fixed:
            yield next((fixed[w] for w in map(words, table.rows[n].cells) if w in fixed), None)
        elif spec is not None and spec.id in _GROUPED:
            own = text(table, n, "unit")
            count += own != unit_before
            unit_before = own
            yield str(count)
        else:
            yield str(position) if spec is None or spec.id == "B.3" else None


def _numbers(case: Case) -> Iterator[tuple[Table, Column | HeadField, Number]]:
    """Every number of the tables, with what the code says of its place."""
    for table in case.tables.values():
        spec = spec_of(case, table)
        if spec is None:
            continue
        fields = {field.key: field for field in spec.head}
        for key, _ in table.head:
            found = head(table, key)
            if found is not None and key in fields:
                yield table, fields[key], found
        for column in table.columns:
            own = spec.column_of(column)
            for n in range(len(table.rows)) if own is not None else ():
                found = number(table, n, column)
                if found is not None and own is not None:
                    yield table, own, found


def _decimals(case: Case, table: Table, own: Column | HeadField, found: Number) -> tuple[int, ...]:
    """Decimals that may be printed, the best first; none where everything goes."""
    key = _indicator(case, table, found)
    spec = case.standard.performance.get(key)
    if spec is not None and own.unit in (PER_ROW, PER_COLUMN):
        places = spec.decimals_d if table.id == "D" else spec.decimals
        return () if places is None else (places,)
    if own.decimals is None:
        return ()
    return (0, own.decimals) if found.quote.unit == "count" else (own.decimals,)


def _indicator(case: Case, table: Table, found: Number) -> str:
    """The indicator whose value a number is; empty for other numbers."""
    key = found.quote.fact.partition("@")[0].rpartition(".performance.")[2]
    if key in case.standard.performance:
        return key
    return indicator_of(case, text(table, found.row, "indicator")) if table.id == "D" and found.row is not None else ""


def _unit_words(code: str) -> str:
    found = unit(code)
    return found.symbol or found.name_zh or code
