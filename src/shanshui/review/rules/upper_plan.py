"""The project beside its upper plan (4.1.2): projects, periods, quantities, money and targets, one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from shanshui.claims.naming import key
from shanshui.claims.project_names import project_key
from shanshui.finding import Finding
from shanshui.plan import Subproject, Target
from shanshui.plan.upper_plan import (
    HeldQuantity,
    HeldTarget,
    UpperProject,
    carried,
    entered,
    held_quantities,
    held_targets,
    linked_targets,
    outside,
    upper_projects,
)
from shanshui.quantity import convert, printed
from shanshui.quantity import unit as unit_of
from shanshui.review.amounts import wan
from shanshui.review.case import Case, grouped
from shanshui.review.listing import joined, listed
from shanshui.review.rule import rule
from shanshui.review.rules.targets import indicator_name, subject_of
from shanshui.standard import Record
from shanshui.standard.judging.rule_words import rule_words

_PROJECTS, _INDICATORS, _MONEY = "upper_projects", "upper_indicators", "upper_money"
_SCOPE, _TARGET, _QUANTITY = "scope", "target", "quantity"
_BOX = re.compile(r"(专栏|表)\s*(\d[\d.]{0,9})")
_REFERENCE = re.compile(r"(专栏|表)\s*(\d[\d.]{0,9})\s?[-—－]\s?(\d{1,3})(?!\d)")
"""A box or table, and a project's number in it."""
_SUM = "总"
"""Marks the whole of a project's money among its parts."""


@rule("UPPER-NONE")
def nothing_entered(case: Case) -> Iterator[Finding]:
    """A plan that rests on a restoration plan holds itself against its projects and indicators; said once."""
    if entered(case.plan):
        return
    words = rule_words("upper_restoration")
    for row in case.records("policies"):
        if row.text("kind") == "plan" and any(word in row.text("name") for word in words):
            yield Finding("UPPER-NONE", case.table_place(_PROJECTS), row.text("name"), "", _PROJECTS)
            return


@rule("UPPER-LINK")
def link_to_nothing(case: Case) -> Iterator[Finding]:
    """What rows of the upper plan name of this project, and of one another, is there."""
    known = {target.indicator for target in case.plan.targets}
    for row, indicator in linked_targets(case.plan):
        if indicator not in known:
            yield _of_row("UPPER-LINK", row, "target", indicator, "", {"name": row.text("indicator")})
    codes = {project.code for project in upper_projects(case.plan)}
    for row in case.records(_MONEY):
        if row.text("subject") not in (_SCOPE, *codes):
            yield _of_row("UPPER-LINK", row, "subject", row.text("subject"), "", {"name": row.text("item")})


@rule("UPPER-PROPOSED")
def known_by_its_name(case: Case) -> Iterator[Finding]:
    """A sub-project that bears the name of an upper project, or says its name or number, is linked to it."""
    for sub, alike in _unlinked(case):
        if alike:
            place, names = alike[0].row.at("subprojects"), listed(one.name for one in alike)
            words = {"name": sub.name, "code": joined(one.code for one in alike), "sub": sub.code}
            yield Finding("UPPER-PROPOSED", place, names, "", _subject(sub), words=words)


@rule("UPPER-UNTRACED")
def of_no_upper_project(case: Case) -> Iterator[Finding]:
    """What a sub-project says that it carries out is in the upper plan, or it is new and says why."""
    new = rule_words("upper_new")
    for sub, alike in _unlinked(case):
        said = sub.upper_plan.strip()
        if not alike and said and not any(word in said for word in new):
            place = replace(sub.place, column="upper_plan")
            yield Finding("UPPER-UNTRACED", place, said, "", _subject(sub), words={"name": sub.name})


@rule("UPPER-PROJECT-LEFT")
def carried_out_by_nobody(case: Case) -> Iterator[Finding]:
    """A project of the upper plan has sub-projects, or a reason why it has none; says once which have neither."""
    left = [one for one in upper_projects(case.plan) if not one.subprojects and not one.reason]
    if left:
        names, words = listed(one.name for one in left), {"count": str(len(left))}
        yield Finding("UPPER-PROJECT-LEFT", left[0].row.at("subprojects"), names, "", _PROJECTS, words=words)


@rule("UPPER-PERIOD")
def outside_its_period(case: Case) -> Iterator[Finding]:
    """A sub-project keeps to the years of the upper projects that it carries out."""
    for code, projects in _links(case).items():
        sub = case.subprojects[code]
        years = outside(sub, projects)
        if years is not None:
            place = replace(sub.place, column="start" if years[0] is not None and sub.start < years[0] else "end")
            words = {"name": sub.name, "upper": listed(one.name for one in projects)}
            got, want = f"{sub.start}—{sub.end}", f"{years[0] or ''}—{years[1] or ''}"
            yield Finding("UPPER-PERIOD", place, got, want, _subject(sub), words=words)


@rule("UPPER-QUANTITY")
def more_than_it_holds(case: Case) -> Iterator[Finding]:
    """Sub-projects together do no more of a measure than the upper projects that they carry out hold."""
    for held in held_quantities(case.plan):
        if held.verdict == "quantity" and held.allowed is not None:
            words = {
                "name": held.project.name,
                "measure": _measure(case, held),
                "subs": listed(case.subprojects[code].name for code in held.own),
            }
            got, want = (_amount(amount, held.unit) for amount in (held.together, held.allowed))
            subject = f"upper:{held.project.code}.{held.measure}"
            yield Finding("UPPER-QUANTITY", held.rows[0].at(_QUANTITY), got, want, subject, words=words)


@rule("UPPER-UNIT")
def not_to_be_compared(case: Case) -> Iterator[Finding]:
    """What is linked is measured in units of one kind."""
    for held in held_quantities(case.plan):
        if held.verdict == "unlike":
            code = next(code for code, amount in held.own.items() if amount is None)
            used = next(w.unit for w in case.works[code] if w.measure == held.measure)
            words, subject = {"name": _measure(case, held)}, f"upper:{held.project.code}.{held.measure}"
            yield Finding(
                "UPPER-UNIT", held.rows[0].at("unit"), _symbol(used), _symbol(held.unit), subject, words=words
            )
    for one in held_targets(case.plan, case.standard):
        if one.verdict == "unlike" and one.target is not None:
            got, want = _symbol(one.target.unit), _symbol(one.row.text("unit"))
            yield _of_target("UPPER-UNIT", case, one, got, want, "unit")


@rule("UPPER-MONEY")
def dearer_than_planned(case: Case) -> Iterator[Finding]:
    """Project and sub-projects cost no more than the largest amount that the upper plan names for them.

    A published control total is compared by another rule, and the scope is passed over where there is one.
    """
    amounts = {subject: _most(subject, rows) for subject, rows in _money(case).items()}
    if _SCOPE in amounts and case.plan.project.control_total is None:
        cost = case.number("scope.cost.total")
        if cost is not None:
            yield from _dearer(case, _SCOPE, case.plan.project.name, cost, amounts[_SCOPE], ("scope.cost.total",))
    for project in upper_projects(case.plan):
        codes = [code for code in dict.fromkeys(project.subprojects) if code in case.subprojects]
        facts = tuple(f"subproject:{code}.cost.total" for code in codes)
        costs = [cost for fact in facts if (cost := case.number(fact)) is not None]
        shared = {other.code for code in codes for other in _links(case)[code]} - {project.code}
        if project.code in amounts and costs and not shared:
            cost = sum(costs, Decimal(0))
            yield from _dearer(case, project.code, project.name, cost, amounts[project.code], facts)


@rule("UPPER-TARGET-LOW")
def below_the_upper_target(case: Case) -> Iterator[Finding]:
    """A target reaches what the upper plan asks for in the same year."""
    yield from _compared(case, "UPPER-TARGET-LOW", "low")


@rule("UPPER-TARGET-PART")
def part_of_the_upper_target(case: Case) -> Iterator[Finding]:
    """A target below a cumulative one of the upper plan says who does the rest."""
    yield from _compared(case, "UPPER-TARGET-PART", "part")


@rule("UPPER-TARGET-LATE")
def later_than_asked(case: Case) -> Iterator[Finding]:
    """A target is set for the year of the upper plan's, or before."""
    for one in held_targets(case.plan, case.standard):
        if one.verdict == "late" and one.target is not None:
            year = one.target.year or case.plan.project.build_years[1]
            yield _of_target("UPPER-TARGET-LATE", case, one, str(year), one.row.text("year"), "year")


@rule("UPPER-TARGET-NEW")
def without_counterpart(case: Case) -> Iterator[Finding]:
    """Targets of the scope have an upper indicator, but for measures of the project itself; says once which not."""
    if not case.records(_INDICATORS):
        return
    linked = {indicator for _, indicator in linked_targets(case.plan)}
    new = [target for target in _own_targets(case) if target.indicator not in linked]
    names = tuple(dict.fromkeys(indicator_name(case, target) for target in new))
    if new:
        place, words = replace(new[0].place, column="indicator"), {"count": str(len(names))}
        yield Finding("UPPER-TARGET-NEW", place, listed(names), "", "targets.upper", words=words)


@rule("UPPER-INDICATOR-LEFT")
def taken_up_by_nobody(case: Case) -> Iterator[Finding]:
    """Targets of the upper plan are taken up by ours; says once which are not, and which of ours bear their names."""
    rows = [row for row in case.records(_INDICATORS) if row.text("role") == "target"]
    taken = {row.text("indicator") for row in rows if row.text("target")}
    left = [row for row in rows if row.text("indicator") not in taken]
    if left:
        names = tuple(dict.fromkeys(row.text("indicator") for row in left))
        keys = {key(name) for name in names}
        ours = (target for target in case.plan.targets if target.subject == _SCOPE)
        near = listed(_with_key(case, target) for target in ours if key(indicator_name(case, target)) in keys)
        words = {"count": str(len(names)), "near": near}
        place = left[0].at("target")
        yield Finding("UPPER-INDICATOR-LEFT", place, listed(names), "", _INDICATORS, words=words)


def _links(case: Case) -> Mapping[str, tuple[UpperProject, ...]]:
    return carried(case.plan, upper_projects(case.plan))


def _unlinked(case: Case) -> Iterator[tuple[Subproject, tuple[UpperProject, ...]]]:
    """Sub-projects without upper project, with those that their own word of it means, else their name."""
    projects = upper_projects(case.plan)
    by_key = grouped(projects, lambda one: project_key(one.name))
    for code, linked in carried(case.plan, projects).items():
        if linked or not projects:
            continue
        sub = case.subprojects[code]
        said = sub.upper_plan.strip()
        meant = tuple(one for one in projects if one.code == said or _numbered(one, said))
        yield sub, meant or (by_key.get(project_key(said), ()) if said else ()) or by_key.get(project_key(sub.name), ())


def _numbered(project: UpperProject, said: str) -> bool:
    """Whether words give the project's box and number: 专栏4.2-1 is number 1 of 专栏4.2 矿山修复."""
    group, number = project.row.text("group"), project.row.text("number")
    return any(
        (kind, box, one) == (*found.groups(), number)
        for kind, box, one in _REFERENCE.findall(said)
        for found in (_BOX.match(group),)
        if found is not None
    )


def _own_targets(case: Case) -> Iterator[Target]:
    """Targets of the scope that are no measure of how the project itself is run."""
    for target in case.plan.targets:
        spec = case.standard.performance.get(target.indicator)
        if target.subject == _SCOPE and (spec is None or spec.level2 == _QUANTITY):
            yield target


def _with_key(case: Case, target: Target) -> str:
    name = indicator_name(case, target)
    return name if name == target.indicator else f"{name}（{target.indicator}）"


def _compared(case: Case, code: str, verdict: str) -> Iterator[Finding]:
    for one in held_targets(case.plan, case.standard):
        if one.verdict == verdict and one.own is not None:
            got, want = (f"{text} {_symbol(one.row.text('unit'))}".strip() for text in _numbers(one))
            yield _of_target(code, case, one, got, want, _TARGET)


def _numbers(one: HeldTarget) -> tuple[str, str]:
    return printed(one.own, None), one.row.text("value")


def _of_target(code: str, case: Case, one: HeldTarget, got: str, want: str, column: str) -> Finding:
    assert one.target is not None
    words = {"name": indicator_name(case, one.target), "year": one.row.text("year") or "—"}
    subject = f"{subject_of(one.target)}.upper.{one.row.text('indicator')}.{one.row.text('year')}"
    return Finding(code, replace(one.target.place, column=column), got, want, subject, words=words)


def _of_row(code: str, row: Record, column: str, got: str, want: str, words: Mapping[str, str]) -> Finding:
    return Finding(code, row.at(column), got, want, f"{row.table}[{row.place.row}].{column}", words=words)


def _subject(sub: Subproject) -> str:
    return f"subproject:{sub.code}"


def _money(case: Case) -> Mapping[str, tuple[Record, ...]]:
    """Rows of money by subject; of the plan as a whole only those that speak of what works cost."""
    spent = rule_words("upper_money")
    rows = (row for row in case.records(_MONEY) if row.number("amount") is not None)
    of_works = (row for row in rows if row.text("subject") != _SCOPE or any(w in row.text("item") for w in spent))
    return grouped(of_works, lambda row: row.text("subject"))


def _most(subject: str, rows: Sequence[Record]) -> tuple[Decimal, Record]:
    """The most that rows may mean [yuan], and the row of the largest: amounts of a project may be parts of it."""
    row = max(rows, key=lambda one: one.number("amount") or Decimal(0))
    largest = row.number("amount") or Decimal(0)
    parts = (one.number("amount") or Decimal(0) for one in rows if _SUM not in one.text("item"))
    most = largest if subject == _SCOPE else max(largest, sum(parts, Decimal(0)))
    return convert(most, "wan_yuan", "yuan"), row


def _dearer(
    case: Case, subject: str, name: str, cost: Decimal, most: tuple[Decimal, Record], facts: tuple[str, ...]
) -> Iterator[Finding]:
    amount, row = most
    if cost > amount:
        place = row.at("amount")
        yield Finding("UPPER-MONEY", place, wan(cost), wan(amount), f"upper:{subject}.money", facts, {"name": name})


def _measure(case: Case, held: HeldQuantity) -> str:
    found = case.measures.get(held.measure)
    return found.name if found is not None else held.item


def _amount(value: Decimal, unit: str) -> str:
    return f"{printed(value, None)} {_symbol(unit)}".strip()


def _symbol(unit: str) -> str:
    try:
        return unit_of(unit).symbol or unit
    except KeyError:
        return unit
