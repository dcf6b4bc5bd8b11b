"""Field survey forms (table B.1): enough of them, each complete, of its time and in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from shanshui.finding import Finding
from shanshui.plan import limit
from shanshui.quantity import unit
from shanshui.review.amounts import shown
from shanshui.review.case import Case, grouped
from shanshui.review.listing import listed
from shanshui.review.rule import of_cell, rule
from shanshui.review.when import after_submission, years_before
from shanshui.standard import Record
from shanshui.standard.judging.problems import problem_evidence
from shanshui.standard.judging.rule_words import rule_words

_TABLE = "field_surveys"
_HEAD = ("organisation", "scale", "problem")
"""Columns that a form fills besides the required ones; a form at a site says where it is too."""

_ANALYSIS = ("cause", "response")
_ONE_FORM = ("date", "place", "recorder", "scale")
"""Columns in which all rows of one form say the same."""

_FULL = Decimal(100)


@rule("SURVEY-NONE")
def no_form(case: Case) -> Iterator[Finding]:
    """Problems are surveyed in the field (5.2.2.3)."""
    if not case.records(_TABLE):
        yield Finding("SURVEY-NONE", case.table_place(_TABLE), subject=_TABLE)


@rule("SURVEY-SCALE")
def one_scale(case: Case) -> Iterator[Finding]:
    """Forms are of more than one scale (5.2.3.1)."""
    scales = {row.text("scale") for row in case.records(_TABLE)} - {""}
    if len(scales) == 1:
        vocabulary = case.standard.vocabularies["survey_scale"]
        got = case.term("survey_scale", next(iter(scales)))
        want = listed(term.zh for code, term in vocabulary.items() if code not in scales)
        yield Finding("SURVEY-SCALE", case.table_place(_TABLE), got, want, f"{_TABLE}.scale")


@rule("SURVEY-UNIT")
def unit_without_fieldwork(case: Case) -> Iterator[Finding]:
    """Each unit has been in the field: a form or a sample lies in it, or a value was measured there."""
    seen = {fact.value for fact in case.facts.starting("survey_area.") if fact.id.endswith(".unit")}
    if not seen:
        return
    measured = {row.text("subject") for row in case.records("observations") if row.text("kind") != "reference"}
    for unit_ in case.plan.units:
        own = {f"unit:{unit_.code}", *(f"subproject:{sub.code}" for sub in case.subprojects_of.get(unit_.code, ()))}
        if unit_.code not in seen and not own & measured:
            yield Finding("SURVEY-UNIT", unit_.place, unit_.name, "", f"unit:{unit_.code}")


@rule("SURVEY-INCOMPLETE")
def incomplete_form(case: Case) -> Iterator[Finding]:
    """A form says who surveyed, at which scale, what problem, and at a site where exactly."""
    for form, rows in _forms(case).items():
        at_site = any(row.text("scale") == "site" for row in rows)
        wanted = (*_HEAD, *(("longitude", "latitude") if at_site else ()))
        yield from _empty(case, "SURVEY-INCOMPLETE", form, rows, wanted)


@rule("SURVEY-ANALYSIS")
def form_without_analysis(case: Case) -> Iterator[Finding]:
    """A form gives the cause of the problem and what has been done or is advised."""
    for form, rows in _forms(case).items():
        yield from _empty(case, "SURVEY-ANALYSIS", form, rows, _ANALYSIS)


@rule("SURVEY-VALUE")
def incomplete_value(case: Case) -> Iterator[Finding]:
    """An indicator of a form has value, unit and date; a value in words needs no unit."""
    for row in case.records(_TABLE):
        if not row.text("indicator"):
            continue
        in_words = isinstance(row["value"], str)
        empty = [key for key in ("value", "unit", "measured") if not row.text(key) and not (key == "unit" and in_words)]
        if empty:
            words = {"form": row.text("form"), "indicator": row.text("indicator")}
            yield of_cell("SURVEY-VALUE", row, empty[0], "", case.headings(_TABLE, empty), words)


@rule("SURVEY-RANGE")
def impossible_value(case: Case) -> Iterator[Finding]:
    """A share lies between 0 and 100 %, and no area, length or number is below zero."""
    for row in case.records(_TABLE):
        value, code, name = row.number("value"), row.text("unit"), row.text("indicator")
        if value is None or any(word in name for word in rule_words("change")):
            continue
        if value < 0 or (code == "%" and value > _FULL):
            want = "0–100 %" if code == "%" else "≥ 0"
            got = f"{value} {unit(code).symbol if code else ''}".strip()
            yield of_cell("SURVEY-RANGE", row, "value", got, want, {"form": row.text("form"), "indicator": name})


@rule("SURVEY-FUTURE")
def form_from_the_future(case: Case) -> Iterator[Finding]:
    """No form is filled in after the plan was handed in."""
    for form, rows in grouped(after_submission(case, _TABLE, "date"), lambda row: row.text("form")).items():
        words = {"form": form}
        got, want = rows[0].text("date"), f"≤ {case.submitted}"
        yield Finding("SURVEY-FUTURE", rows[0].at("date"), got, want, f"{_TABLE}:{form}", words=words)


@rule("SURVEY-OLD")
def old_form(case: Case) -> Iterator[Finding]:
    """A form is not older than a few years before the base year."""
    base, most = case.plan.project.base_year, limit(case.plan.project, "survey_age")
    for form, rows in _forms(case).items():
        if years_before(rows[0].text("date"), base) > most:
            got, want = rows[0].text("date"), f"≥ {base - int(most)}"
            words = {"form": form}
            yield Finding("SURVEY-OLD", rows[0].at("date"), got, want, f"{_TABLE}:{form}", words=words)


@rule("SURVEY-POSITION")
def form_outside(case: Case) -> Iterator[Finding]:
    """A form lies in the survey area."""
    most = limit(case.plan.project, "outside_survey")
    for row in case.records(_TABLE):
        key = f"survey_area.{_TABLE}.{row.place.row}.outside"
        away = case.number(key)
        if away is not None and away > most:
            words = {"form": row.text("form")}
            place, got = row.at("longitude"), shown(away, "m", "km", 2)
            yield Finding("SURVEY-POSITION", place, got, "", f"{_TABLE}[{row.place.row}].longitude", (key,), words)


@rule("SURVEY-PROBLEM")
def problem_without_evidence(case: Case) -> Iterator[Finding]:
    """A problem that units name shows in a form, a layer or an observed indicator; pollution is for the samples."""
    if not case.records(_TABLE):
        return
    vocabulary = case.standard.vocabularies["ecosystem_problem"]
    told = "\n".join(row.text("problem") for row in case.records(_TABLE))
    observed = {row.text("indicator") for row in case.records("observations")}
    named = grouped(((problem, unit_) for unit_ in case.plan.units for problem in unit_.problems), lambda pair: pair[0])
    for problem, pairs in named.items():
        term, other = vocabulary.get(problem), problem_evidence().get(problem)
        if term is None or problem == "other" or any(word in told for word in (term.zh, *term.aliases)):
            continue
        if other and (other.medium or observed & {*other.indicators} or case.layers & {*other.layers}):
            continue
        words = {"units": listed(unit_.name for _, unit_ in pairs)}
        place = pairs[0][1].place
        yield Finding("SURVEY-PROBLEM", place, term.zh, "", f"problem:{problem}", words=words)


@rule("SURVEY-TWICE")
def form_of_two_minds(case: Case) -> Iterator[Finding]:
    """All rows of a form bear one date, place, recorder and scale."""
    for form, rows in _forms(case).items():
        for column in _ONE_FORM:
            said = list(dict.fromkeys(row.text(column) for row in rows if row.text(column)))
            if len(said) > 1:
                odd = next(row for row in rows if row.text(column) == said[1])
                words = {"form": form, "column": case.headings(_TABLE, [column])}
                subject = f"{_TABLE}:{form}.{column}"
                yield Finding("SURVEY-TWICE", odd.at(column), said[1], said[0], subject, words=words)


def _forms(case: Case) -> Mapping[str, tuple[Record, ...]]:
    """Rows by the code of their form."""
    return grouped(case.records(_TABLE), lambda row: row.text("form"))


def _empty(case: Case, code: str, form: str, rows: Sequence[Record], columns: Sequence[str]) -> Iterator[Finding]:
    """One finding for the columns that no row of a form fills."""
    empty = [column for column in columns if not any(row.text(column) for row in rows)]
    if empty:
        words, want = {"form": form}, case.headings(_TABLE, empty)
        yield Finding(code, rows[0].at(empty[0]), "", want, f"{_TABLE}:{form}", words=words)
