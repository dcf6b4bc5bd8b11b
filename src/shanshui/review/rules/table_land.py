"""Land in tables F.1 and F.2: balances, sums, what is made up for (X24–X27)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from shanshui.finding import Finding, Place
from shanshui.ledger import Table
from shanshui.plan import sliver
from shanshui.quantity import EMPTY, convert
from shanshui.review.amounts import hectares, shown
from shanshui.review.case import Case
from shanshui.review.cells import Number, forms, number, place_of, table_name, text
from shanshui.review.rule import rule
from shanshui.standard import LandClass

_ACCEPT, _BASE, _CHANGE = "accept_area", "base_area", "change_area"
_MADE_UP = (("arable_taken", "arable_added"), ("farmland_taken", "farmland_redrawn"))
_OPEN = ("unpermitted_arable", "unpermitted_farmland")
_PARTS = ("arable_taken", "farmland_taken")


@rule("F1-BALANCE")
def land_stays_the_same(case: Case) -> Iterator[Finding]:
    """Table F.1: base and acceptance make the subject's area, and what classes gain makes nothing (X24)."""
    for table in forms(case, "F.1"):
        total = next((n for n, row in enumerate(table.rows) if row.kind == "total"), None)
        if total is None:
            continue
        area = case.facts.get(f"{_subject(table)}.area")
        for column in (_BASE, _ACCEPT):
            found = number(table, total, column)
            if found is not None and area is not None and isinstance(area.value, Decimal):
                value, half, inner = found.inner(case)
                if abs(convert(value, inner, area.unit) - area.value) > convert(half, inner, area.unit):
                    yield _balance(case, table, found, hectares(area.value))
        gained = number(table, total, _CHANGE)
        if gained is not None and gained.value != 0:
            yield _balance(case, table, gained, shown(Decimal(0), "hm2", "hm2", 2))


@rule("F1-CHANGE")
def change_is_the_difference(case: Case) -> Iterator[Finding]:
    """Table F.1: base and change of every line make what stands at acceptance."""
    for table in forms(case, "F.1"):
        for n in range(len(table.rows)):
            base, change, accept = (number(table, n, column) for column in (_BASE, _CHANGE, _ACCEPT))
            if base is not None and change is not None and accept is not None:
                if base.value + change.value != accept.value:
                    want = shown(base.value + change.value, "hm2", "hm2", 2)
                    said = {"name": accept.name(case)}
                    subject, facts = f"{table.id}.{n}.{_ACCEPT}", (accept.quote.fact,)
                    yield Finding("F1-CHANGE", accept.place, accept.text, want, subject, facts, said)


@rule("F1-ROLLUP")
def changes_add_up(case: Case) -> Iterator[Finding]:
    """Table F.1: the scope gains what its units gain, and a unit what its sub-projects gain (X25).

    Base areas are not compared: a unit holds ground beside its sub-projects.
    """
    tables = {_subject(table): table for table in forms(case, "F.1")}
    below: dict[str, list[str]] = {"scope": [f"unit:{unit.code}" for unit in case.plan.units]}
    for sub in case.plan.subprojects:
        below.setdefault(f"unit:{sub.unit}", []).append(f"subproject:{sub.code}")
    gains = {subject: _gains(table) for subject, table in tables.items()}
    for subject, table in tables.items():
        parts = [gains[other] for other in below.get(subject, ()) if other in tables]
        own = gains[subject]
        for code in own if parts or subject == "scope" else ():
            got = sum((part[code].value for part in parts if code in part), Decimal(0))
            if got != own[code].value and (parts or own[code].value):
                said = {"table": table_name(case, table), "name": code}
                want, facts = own[code].text, (own[code].quote.fact,)
                shown_got = shown(got, "hm2", "hm2", 2)
                yield Finding("F1-ROLLUP", own[code].place, shown_got, want, f"X25.{subject}.{code}", facts, said)


@rule("F1-NEGATIVE")
def no_class_below_zero(case: Case) -> Iterator[Finding]:
    """Table F.1: a class cannot lose more than it has; what a sub-project tells is not told of what holds it."""
    told: set[tuple[str, str]] = set()
    for table in sorted(forms(case, "F.1"), key=lambda table: len(_holders(case, _subject(table))), reverse=True):
        for n, row in enumerate(table.rows):
            found = number(table, n, _ACCEPT)
            if row.kind == "body" and found is not None and found.value < 0:
                told.update((holder, _class_code(table, n)) for holder in _holders(case, _subject(table)))
                if (_subject(table), _class_code(table, n)) in told:
                    continue
                base = number(table, n, _BASE)
                said = {"table": table_name(case, table), "name": _class_name(table, n)}
                want = base.text if base is not None else "≥ 0"
                subject, facts = f"{table.id}.{n}.{_ACCEPT}", (found.quote.fact,)
                yield Finding("F1-NEGATIVE", found.place, found.text, want, subject, facts, said)


@rule("F1-BASE")
def base_areas_known(case: Case) -> Iterator[Finding]:
    """Table F.1: the base areas come from the land survey (note 4); parcels that are there cover the ground.

    A layer that is missing altogether has been told.
    """
    for table in forms(case, "F.1") if "landuse" in case.layers else ():
        fact = case.facts.get(f"{_subject(table)}.landuse.total.area@base")
        if fact is not None and fact.value is None:
            said = {"table": table_name(case, table)}
            yield Finding("F1-BASE", place_of(table, None, _BASE), fact.reason, "", table.id, (fact.id,), said)


@rule("F1-CLASS")
def changes_name_classes(case: Case) -> Iterator[Finding]:
    """Changes of land use name two different classes of GB/T 21010 (table F.1 note 3)."""
    classes = case.standard.classes["gbt21010"]
    for record in case.plan.records.get("landuse_changes", ()):
        pair = [record.text(key) for key in ("before", "after")]
        found = [classes.find(code) for code in pair]
        subject = f"landuse_changes[{record.place.row}]"
        for column, code, own in zip(("before", "after"), pair, found, strict=True):
            if own is None:
                place, want = record.at(column), classes.source
                yield Finding("F1-CLASS", place, code or EMPTY, want, f"{subject}.{column}")
        if found[0] is not None and found[0] is found[1]:
            yield Finding("F1-CLASS", record.at("after"), pair[1], _others(found[0]), f"{subject}.after")


@rule("F1-EXTENT")
def changes_fit(case: Case) -> Iterator[Finding]:
    """No more land of a sub-project changes its class than the sub-project has."""
    areas: dict[str, Decimal] = {}
    for record in case.plan.records.get("landuse_changes", ()):
        area = record.number("area") or Decimal(0)
        areas[record.text("subproject")] = areas.get(record.text("subproject"), Decimal(0)) + area
    for code, area in areas.items():
        whole, sub = case.number(f"subproject:{code}.area"), case.subprojects.get(code)
        changed = convert(area, "hm2", "m2")
        if sub is not None and whole is not None and changed > whole + sliver(case.plan.project, whole):
            facts, said = (f"subproject:{code}.area",), {"name": sub.name}
            yield Finding("F1-EXTENT", sub.place, hectares(changed), hectares(whole), f"subproject:{code}", facts, said)


@rule("F2-SUM")
def open_land_adds_up(case: Case) -> Iterator[Finding]:
    """Table F.2: land without permit is arable land and permanent farmland together (X26)."""
    for table in forms(case, "F.2"):
        for n in range(len(table.rows)):
            total = number(table, n, "unpermitted_total")
            parts = [part for column in _OPEN if (part := number(table, n, column)) is not None]
            got = sum((part.value for part in parts), Decimal(0))
            if total is not None and parts and got != total.value:
                said = {"name": total.name(case)}
                subject, facts = f"X26.{n}", (total.quote.fact, *(part.quote.fact for part in parts))
                yield Finding("F2-SUM", total.place, shown(got, "hm2", "hm2", 2), total.text, subject, facts, said)


@rule("F2-BALANCE")
def land_is_made_up_for(case: Case) -> Iterator[Finding]:
    """As much arable land is added, and as much permanent farmland redrawn, as is taken (X27)."""
    for sub in case.plan.subprojects:
        for taken, added in _MADE_UP:
            facts = [f"subproject:{sub.code}.occupation.{column}" for column in (taken, added)]
            need, made = (case.number(fact) or Decimal(0) for fact in facts)
            if need > made:
                headings = case.headings("occupations", (taken,)), case.headings("occupations", (added,))
                said = {"name": sub.name, "taken": headings[0], "added": headings[1]}
                place, subject = _entered(case, sub.code, added), f"X27.{sub.code}.{taken}"
                yield Finding("F2-BALANCE", place, hectares(made), hectares(need), subject, tuple(facts), said)


@rule("F2-EXTENT")
def parts_of_the_land_taken(case: Case) -> Iterator[Finding]:
    """Arable land and farmland taken are part of the land taken, and farmland is arable land."""
    for sub in case.plan.subprojects:
        stem = f"subproject:{sub.code}.occupation"
        whole = case.number(f"{stem}.land_area")
        for column in _PARTS:
            part = case.number(f"{stem}.{column}")
            if whole is not None and part is not None and part > whole:
                said = {"name": sub.name, "part": case.headings("occupations", (column,))}
                place, facts = _entered(case, sub.code, column), (f"{stem}.land_area", f"{stem}.{column}")
                subject = f"subproject:{sub.code}.{column}"
                yield Finding("F2-EXTENT", place, hectares(part), hectares(whole), subject, facts, said)


@rule("F2-PERMIT")
def land_without_permit(case: Case) -> Iterator[Finding]:
    """Land that was taken without the procedure that it wants is told by name."""
    for sub in case.plan.subprojects:
        fact = f"subproject:{sub.code}.occupation.unpermitted_total"
        area = case.number(fact)
        if area:
            place = _entered(case, sub.code, "unpermitted_arable")
            subject, said = f"subproject:{sub.code}", {"name": sub.name}
            yield Finding("F2-PERMIT", place, hectares(area), hectares(Decimal(0)), subject, (fact,), said)


def _subject(table: Table) -> str:
    return table.id.partition("@")[2]


def _holders(case: Case, subject: str) -> tuple[str, ...]:
    """Subjects whose ground holds that of another: none of the scope, the scope of a unit."""
    kind, _, code = subject.partition(":")
    sub = case.subprojects.get(code) if kind == "subproject" else None
    above = (f"unit:{sub.unit}",) if sub is not None else ()
    return (*above, "scope") if kind != "scope" else ()


def _balance(case: Case, table: Table, found: Number, want: str) -> Finding:
    said, subject = {"name": found.name(case)}, f"X24.{table.id}.{found.column}"
    return Finding("F1-BALANCE", found.place, found.text, want, subject, (found.quote.fact,), said)


def _gains(table: Table) -> Mapping[str, Number]:
    """What each class gains, by its code."""
    rows = [n for n, row in enumerate(table.rows) if row.kind == "body"]
    found = {_class_code(table, n): number(table, n, _CHANGE) for n in rows}
    return {code: gain for code, gain in found.items() if gain is not None}


def _class_code(table: Table, row: int) -> str:
    return text(table, row, "level2_code") or text(table, row, "level1_code")


def _class_name(table: Table, row: int) -> str:
    return text(table, row, "level2_name") or text(table, row, "level1_name")


def _others(own: LandClass) -> str:
    return f"≠ {own.code} {own.name}"


def _entered(case: Case, code: str, column: str) -> Place:
    """The cell of the table of occupations that speaks of a sub-project."""
    for record in case.plan.records.get("occupations", ()):
        if record.text("subproject") == code:
            return record.at(column)
    return case.subprojects[code].place
