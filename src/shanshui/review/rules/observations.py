"""Observed values of indicators (table B.2): known, of their time, possible, and with their reference."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from shanshui.finding import Finding
from shanshui.ledger import Basis
from shanshui.plan import limit
from shanshui.quantity import converted, unit
from shanshui.review.amounts import shown
from shanshui.review.case import Case, grouped
from shanshui.review.listing import listed
from shanshui.review.rule import of_cell, rule
from shanshui.review.when import after_submission, year_of, years_before
from shanshui.standard import Record, closest
from shanshui.standard.judging.rule_words import rule_words

_TABLE = "observations"
_CURRENT, _REFERENCE, _TARGET = "current", "reference", "target"
_RECORD = ("date", "point", "surveyor", "organisation")
"""What a measured value says besides its source (5.2.3.1)."""

_OTHER_SUBJECTS = ("survey_area", "implementation_area", "affected_area")
_FREE_SUBJECTS = ("township", "assessment_unit")
_FULL = Decimal(100)


@rule("OBSERVATION-NONE")
def no_value(case: Case) -> Iterator[Finding]:
    """Indicators of table B.2 are observed."""
    if not case.records(_TABLE):
        yield Finding("OBSERVATION-NONE", case.table_place(_TABLE), subject=_TABLE)


@rule("OBSERVATION-INDICATOR")
def unknown_indicator(case: Case) -> Iterator[Finding]:
    """An indicator is one of table B.2; one that is added is named in the note (table B.2, notes 2 and 3)."""
    known = case.standard.indicators
    for row in case.records(_TABLE):
        code = row.text("indicator")
        if code not in known and not row.text("note"):
            by_name = {spec.name: key for key, spec in known.items()}
            near = closest(code, (*by_name, *known))
            words = {"near": f"{by_name[near]} {near}" if near in by_name else near}
            yield of_cell("OBSERVATION-INDICATOR", row, "indicator", code, words=words)


@rule("OBSERVATION-SUBJECT")
def unknown_subject(case: Case) -> Iterator[Finding]:
    """A subject is the scope, a unit, a sub-project or another area of the project."""
    known = (*case.subject_names, *_OTHER_SUBJECTS)
    for row in case.records(_TABLE):
        subject = row.text("subject")
        if subject not in known and subject.partition(":")[0] not in _FREE_SUBJECTS:
            yield of_cell("OBSERVATION-SUBJECT", row, "subject", subject, words={"near": closest(subject, known)})


@rule("OBSERVATION-RECORD")
def measured_by_nobody(case: Case) -> Iterator[Finding]:
    """A measured value says when, where, by whom and by which body (5.2.3.1)."""
    for row in case.records(_TABLE):
        empty = [column for column in _RECORD if not row.text(column)]
        if row.text("basis") == Basis.MEASURED and empty:
            want = case.headings(_TABLE, empty)
            yield of_cell("OBSERVATION-RECORD", row, empty[0], "", want, _named(case, row))


@rule("OBSERVATION-UNIT")
def unit_of_another_kind(case: Case) -> Iterator[Finding]:
    """A number bears a unit of the kind that table B.2 gives its indicator."""
    for row, value in _numbers(case):
        spec = case.standard.indicators.get(row.text("indicator"))
        if spec is not None and spec.kind == "number" and converted(value, row.text("unit") or "1", spec.unit) is None:
            got = unit(row.text("unit")).symbol if row.text("unit") else ""
            want = unit(spec.unit).symbol or "1"
            yield of_cell("OBSERVATION-UNIT", row, "unit", got, want, _named(case, row))


@rule("OBSERVATION-RANGE")
def impossible_value(case: Case) -> Iterator[Finding]:
    """A share lies between 0 and 100 %, and nothing that is counted or weighed is below zero."""
    for row, value in _numbers(case):
        spec = case.standard.indicators.get(row.text("indicator"))
        code = row.text("unit")
        if spec is None or any(word in spec.name for word in rule_words("change")):
            continue
        if value < 0 or (code == "%" and value > _FULL):
            want = "0–100 %" if code == "%" else "≥ 0"
            got = f"{value} {unit(code).symbol if code else ''}".strip()
            yield of_cell("OBSERVATION-RANGE", row, "value", got, want, _named(case, row))


@rule("OBSERVATION-YEAR")
def not_of_the_base_year(case: Case) -> Iterator[Finding]:
    """A present value is of the base year (table B.2, note 4)."""
    base = case.plan.project.base_year
    for row in case.records(_TABLE):
        date = row.text("date")
        late = case.submitted is not None and (year_of(date) or 0) > case.submitted.year
        if row.text("kind") == _CURRENT and year_of(date) != base and not late:
            yield of_cell("OBSERVATION-YEAR", row, "date", date, str(base), _named(case, row))


@rule("OBSERVATION-OLD")
def old_reference(case: Case) -> Iterator[Finding]:
    """A monitored value is not older than a few years before the base year."""
    base, most = case.plan.project.base_year, limit(case.plan.project, "survey_age")
    for row in case.records(_TABLE):
        if row.text("kind") == "monitored" and years_before(row.text("date"), base) > most:
            want = f"≥ {base - int(most)}"
            yield of_cell("OBSERVATION-OLD", row, "date", row.text("date"), want, _named(case, row))


@rule("OBSERVATION-FUTURE")
def value_from_the_future(case: Case) -> Iterator[Finding]:
    """Nothing but a target lies after the day the plan was handed in."""
    for row in after_submission(case, _TABLE, "date"):
        if row.text("kind") != _TARGET:
            got, want = row.text("date"), f"≤ {case.submitted}"
            yield of_cell("OBSERVATION-FUTURE", row, "date", got, want, _named(case, row))


@rule("OBSERVATION-REFERENCE")
def without_reference(case: Case) -> Iterator[Finding]:
    """What has a present value has one of the reference ecosystem or a standard (5.3.1.2, H.1.4.1)."""
    rows = case.records(_TABLE)
    known = {row.text("indicator") for row in rows if row.text("kind") == _REFERENCE}
    missing = grouped(
        (row for row in rows if row.text("kind") == _CURRENT and row.text("indicator") not in known),
        lambda row: row.text("indicator"),
    )
    for indicator, current in missing.items():
        words = {"indicator": _indicator(case, indicator), "subjects": _subjects(case, current)}
        place, subject = current[0].at("kind"), f"{_TABLE}:{indicator}.reference"
        yield Finding("OBSERVATION-REFERENCE", place, "", "", subject, words=words)


@rule("OBSERVATION-TWICE")
def two_present_values(case: Case) -> Iterator[Finding]:
    """A subject has one present value of an indicator, and one reference."""
    alike = grouped(
        (row for row in case.records(_TABLE) if row.text("kind") in (_CURRENT, _REFERENCE)),
        lambda row: "/".join(row.text(column) for column in ("subject", "indicator", "kind")),
    )
    for key, rows in alike.items():
        first = rows[0]
        odd = next((row for row in rows[1:] if not _same(first, row)), None)
        if odd is not None:
            words = _named(case, odd) | {"kind": case.term("observation_kind", odd.text("kind"))}
            got, want = _value(odd), _value(first)
            yield Finding("OBSERVATION-TWICE", odd.at("value"), got, want, f"{_TABLE}:{key}", words=words)


@rule("OBSERVATION-COMPUTED")
def unlike_the_computed(case: Case) -> Iterator[Finding]:
    """A present value agrees with what the layers of the base year give."""
    base, most = case.plan.project.base_year, limit(case.plan.project, "observed_share")
    for row, value in _numbers(case):
        key = f"{row.text('subject')}.indicator.{row.text('indicator')}@{base}"
        fact = case.facts.get(key)
        if row.text("kind") != _CURRENT or fact is None or not isinstance(fact.value, Decimal):
            continue
        entered = converted(value, row.text("unit") or "1", fact.unit)
        if entered is not None and abs(entered - fact.value) > most * max(abs(entered), abs(fact.value)):
            want = shown(fact.value, fact.unit, row.text("unit") or "1", 2)
            subject = f"{_TABLE}[{row.place.row}].value"
            yield Finding(
                "OBSERVATION-COMPUTED", row.at("value"), _value(row), want, subject, (key,), _named(case, row)
            )


def _numbers(case: Case) -> Iterator[tuple[Record, Decimal]]:
    for row in case.records(_TABLE):
        value = row.number("value")
        if value is not None:
            yield row, value


def _same(one: Record, other: Record) -> bool:
    left, right = one.number("value"), other.number("value")
    if left is None or right is None:
        return one.text("value") == other.text("value")
    return converted(left, one.text("unit") or "1", other.text("unit") or "1") == right


def _value(row: Record) -> str:
    symbol = unit(row.text("unit")).symbol if row.text("unit") else ""
    return f"{row.text('value')} {symbol}".strip()


def _indicator(case: Case, code: str) -> str:
    spec = case.standard.indicators.get(code)
    return f"{code} {spec.name}" if spec else code


def _subjects(case: Case, rows: tuple[Record, ...]) -> str:
    return listed(case.subject_names.get(row.text("subject"), row.text("subject")) for row in rows)


def _named(case: Case, row: Record) -> dict[str, str]:
    return {"indicator": _indicator(case, row.text("indicator")), "object": _subjects(case, (row,))}
