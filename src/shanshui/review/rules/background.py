"""Society and economy (H.1.3.3 a) and earlier works (H.1.3.5): the figures a plan must have, and whether they fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from shanshui.finding import Finding
from shanshui.plan import limit
from shanshui.quantity import converted, printed, unit
from shanshui.review.amounts import shown
from shanshui.review.case import Case, grouped
from shanshui.review.listing import listed
from shanshui.review.rule import rule
from shanshui.standard import Record
from shanshui.standard.judging.rule_words import rule_words

_SOCIETY, _EARLIER = "socioeconomy", "earlier_works"
_THEMES = ("population", "output", "income")
"""Lists of phrases of which statistics name at least one."""

_OF_ALL = ("area", "start", "end", "investment", "source")
_OF_DONE = ("result", "experience")
_DONE, _PLANNED = "done", "planned"
_FULL = Decimal(100)


@rule("SOCIETY-THEME")
def missing_theme(case: Case) -> Iterator[Finding]:
    """Statistics tell the population, the output and the income of the regions."""
    names = [row.text("indicator") for row in case.records(_SOCIETY)]
    missing = [theme for theme in _THEMES if not any(word in name for name in names for word in rule_words(theme))]
    if missing:
        want = listed(rule_words(theme)[0] for theme in missing)
        yield Finding("SOCIETY-THEME", case.table_place(_SOCIETY), "", want, _SOCIETY)


@rule("SOCIETY-AREA")
def smaller_than_the_scope(case: Case) -> Iterator[Finding]:
    """The regions together are not smaller than the scope that lies in them."""
    scope, most = case.number("scope.area"), limit(case.plan.project, "society_share")
    areas: dict[str, tuple[Record, Decimal]] = {}
    for row in case.records(_SOCIETY):
        value = _in(row, "m2")
        if value is not None and any(word in row.text("indicator") for word in rule_words("land_total")):
            areas[row.text("subject")] = (row, value)
    whole = sum((value for _, value in areas.values()), Decimal(0))
    if areas and scope is not None and scope > whole * (1 + most):
        first = next(iter(areas.values()))[0]
        got, want = shown(whole, "m2", "km2", 2), shown(scope, "m2", "km2", 2)
        yield Finding("SOCIETY-AREA", first.at("value"), got, want, f"{_SOCIETY}:area", ("scope.area",))


@rule("SOCIETY-SHARE")
def impossible_share(case: Case) -> Iterator[Finding]:
    """A share lies between 0 and 100 %; nothing but a change is below zero."""
    for row in case.records(_SOCIETY):
        value, code = row.number("value"), row.text("unit")
        if value is None or any(word in row.text("indicator") for word in rule_words("change")):
            continue
        if value < 0 or (code == "%" and value > _FULL):
            got = f"{value} {unit(code).symbol if code else ''}".strip()
            words = {"indicator": row.text("indicator"), "region": row.text("subject")}
            subject = f"{_SOCIETY}[{row.place.row}].value"
            want = "0–100 %" if code == "%" else "≥ 0"
            yield Finding("SOCIETY-SHARE", row.at("value"), got, want, subject, words=words)


@rule("SOCIETY-URBAN")
def parts_of_the_population(case: Case) -> Iterator[Finding]:
    """Urban and rural people make the population, and the urban share is the one that is entered."""
    most = limit(case.plan.project, "society_share")
    for key, rows in grouped(case.records(_SOCIETY), lambda row: f"{row.text('subject')}:{row.text('year')}").items():
        urban, rural = (_people(rows, phrases) for phrases in ("urban_population", "rural_population"))
        total, rate = _people(rows, "population"), _found(rows, "urban_rate")
        words = {"region": rows[0].text("subject"), "year": rows[0].text("year")}
        if urban and rural and total and abs(urban[1] + rural[1] - total[1]) > most * total[1]:
            got, want = (shown(n, "person", "wan_person", 2) for n in (urban[1] + rural[1], total[1]))
            yield Finding("SOCIETY-URBAN", total[0].at("value"), got, want, f"{_SOCIETY}:{key}.parts", words=words)
        share = _in(rate, "1") if rate is not None else None
        if rate is not None and share is not None and urban and total and total[1]:
            real = urban[1] / total[1]
            if abs(share - real) > most:
                got, want = (f"{printed(n * 100, 2)} %" for n in (share, real))
                yield Finding("SOCIETY-URBAN", rate.at("value"), got, want, f"{_SOCIETY}:{key}.rate", words=words)


@rule("EARLIER-INCOMPLETE")
def incomplete_work(case: Case) -> Iterator[Finding]:
    """An earlier work says where, when, for how much and from what source; one that is done, with what result."""
    for row in case.records(_EARLIER):
        wanted = (*_OF_ALL, *(_OF_DONE if row.text("state") == _DONE else ()))
        empty = [column for column in wanted if not row.text(column)]
        if empty:
            yield _earlier("EARLIER-INCOMPLETE", row, empty[0], "", case.headings(_EARLIER, empty))


@rule("EARLIER-YEARS")
def years_against_state(case: Case) -> Iterator[Finding]:
    """A work ends after it starts; one that is done is over, and one that is planned has not begun."""
    year = case.submitted.year if case.submitted is not None else case.plan.project.build_years[0]
    for row in case.records(_EARLIER):
        start, end, state = row.whole("start"), row.whole("end"), row.text("state")
        if start is not None and end is not None and start > end:
            yield _earlier("EARLIER-YEARS", row, "end", f"{start}–{end}", f"≥ {start}")
        elif state == _DONE and end is not None and end > year:
            yield _earlier("EARLIER-YEARS", row, "end", str(end), f"≤ {year}")
        elif state == _PLANNED and start is not None and start < year:
            yield _earlier("EARLIER-YEARS", row, "start", str(start), f"≥ {year}")


@rule("EARLIER-CENTRAL")
def central_beyond_all(case: Case) -> Iterator[Finding]:
    """The central money of a work is part of its investment."""
    for row in case.records(_EARLIER):
        whole, central = row.number("investment"), row.number("central")
        if whole is not None and central is not None and central > whole:
            got, want = (shown(n, "wan_yuan", "wan_yuan", None) for n in (central, whole))
            yield _earlier("EARLIER-CENTRAL", row, "central", got, f"≤ {want}")


@rule("EARLIER-SAME")
def same_name(case: Case) -> Iterator[Finding]:
    """No sub-project bears the name of a work that runs or is planned."""
    names = {sub.name.strip(): sub for sub in case.plan.subprojects}
    for row in case.records(_EARLIER):
        sub = names.get(row.text("name").strip())
        if sub is not None and row.text("state") != _DONE:
            yield _earlier("EARLIER-SAME", row, "name", sub.code, "", {"state": _state(case, row)})


def _state(case: Case, row: Record) -> str:
    return case.term("work_state", row.text("state"))


def _in(row: Record, wanted: str) -> Decimal | None:
    """The number of a row in another unit; None where it is none, or of another kind."""
    value = row.number("value")
    return converted(value, row.text("unit") or "1", wanted) if value is not None else None


def _found(rows: tuple[Record, ...], phrases: str) -> Record | None:
    words = rule_words(phrases)
    return next((row for row in rows if row.text("indicator") in words), None)


def _people(rows: tuple[Record, ...], phrases: str) -> tuple[Record, Decimal] | None:
    row = _found(rows, phrases)
    people = _in(row, "person") if row is not None else None
    return (row, people) if row is not None and people is not None else None


def _earlier(
    code: str, row: Record, column: str, got: str, want: str, words: Mapping[str, str] | None = None
) -> Finding:
    named = {"name": row.text("name"), **(words or {})}
    return Finding(code, row.at(column), got, want, f"{_EARLIER}:{row.text('name')}", words=named)
