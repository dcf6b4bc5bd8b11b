"""What the upper plan asks for, what this project has of it, and the verdicts, as facts (4.1.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shanshui.finance.estimate.cost_facts import work_id
from shanshui.finance.estimate.costs import CostedWork
from shanshui.finance.targets.targets import known_targets
from shanshui.ledger import Basis, Fact, fact_id, listed
from shanshui.plan import Plan, Subproject
from shanshui.plan.upper_plan import (
    HeldQuantity,
    HeldTarget,
    UpperProject,
    Verdict,
    carried,
    entered,
    held_quantities,
    held_targets,
    outside,
    upper_projects,
    value_of,
)
from shanshui.quantity import convert, inner_unit
from shanshui.quantity import unit as unit_of
from shanshui.standard import Record, Standard
from shanshui.standard.judging.rule_words import rule_words

CLAUSE = "4.1.2"
_QUANTITIES, _TARGETS = "plan.upper_plan.held_quantities", "plan.upper_plan.held_targets"
_SHARES = ("%", "permille")
_BEYOND = frozenset({"period", "quantity"})


@dataclass(frozen=True, slots=True)
class Line:
    """A sub-project beside one thing that the upper plan asks of it.

    Parameters
    ----------
    sub : Subproject
        Of this plan.
    project : UpperProject or None
        That it carries out; None where it is linked to none.
    held : HeldQuantity or None
        A quantity of that project of which the sub-project has works; None where none can be compared.
    verdicts : tuple of str
        Codes of the vocabulary ``upper_verdict``.
    """

    sub: Subproject
    project: UpperProject | None
    held: HeldQuantity | None
    verdicts: tuple[Verdict, ...]

    @property
    def stem(self) -> str:
        """What the ids of its facts begin with."""
        parts = ["upper", *(f"row{row}" for row in (_row(self.project), _row_of(self.held)) if row is not None)]
        return fact_id(f"subproject:{self.sub.code}", ".".join(parts))

    @property
    def asked(self) -> str:
        """Id of the fact that says what the upper project has."""
        return f"upper_quantity:{_row_of(self.held)}.asked"


@dataclass(frozen=True, slots=True)
class Conformity:
    """The project beside its upper plan.

    Parameters
    ----------
    lines : tuple of Line
        By sub-project; none where no upper project was entered.
    targets : tuple of HeldTarget
        Targets of the upper plan in their order, those that none of ours takes up as well.
    """

    lines: tuple[Line, ...]
    targets: tuple[HeldTarget, ...]


def conformity(plan: Plan, standard: Standard) -> Conformity:
    """Hold the plan against its upper plan; empty where nothing of that was entered."""
    if not entered(plan):
        return Conformity((), ())
    held = {_row_of_record(one.row): one for one in held_targets(plan, standard)}
    rows = [row for row in plan.records.get("upper_indicators", ()) if row.text("role") == "target"]
    nothing = tuple(HeldTarget(row, None, None, "unlinked") for row in rows)
    return Conformity(tuple(_lines(plan)), tuple(held.get(_row_of_record(one.row), one) for one in nothing))


def _lines(plan: Plan) -> Iterator[Line]:
    projects = upper_projects(plan)
    if not projects:
        return
    links, quantities, new = carried(plan, projects), held_quantities(plan), rule_words("upper_new")
    for sub in plan.subprojects:
        linked = links[sub.code]
        beyond: tuple[Verdict, ...] = ("period",) if outside(sub, linked) is not None else ()
        for project in linked:
            held = [one for one in quantities if one.project.code == project.code and sub.code in one.own]
            for one in held:
                verdicts = (*(() if one.verdict == "fits" else (one.verdict,)), *beyond)
                yield Line(sub, project, one, verdicts or ("fits",))
            if not held:
                yield Line(sub, project, None, beyond or ("fits",))
        if not linked:
            yield Line(sub, None, None, ("reasoned" if any(word in sub.upper_plan for word in new) else "unlinked",))


def upper_facts(plan: Plan, works: Sequence[CostedWork], found: Conformity) -> Iterator[Fact]:
    """Quantities and targets of the upper plan, ours beside them, and the verdicts.

    Parameters
    ----------
    plan : Plan
        Targets.
    works : sequence of CostedWork
        Whose quantities ours are made of.
    found : Conformity
        The comparison.
    """
    told: set[str] = set()
    for line in found.lines:
        inputs: list[str] = []
        if line.held is not None:
            unit = _code(line.held.unit)
            inner = inner_unit(unit)
            if line.asked not in told:
                told.add(line.asked)
                row = line.held.rows[0]
                yield _entered(line.asked, convert(line.held.asked, unit, inner), inner, row, "upper_quantities")
            own, mine = line.held.own[line.sub.code], tuple(_of(works, line.sub.code, line.held.measure))
            inputs = [line.asked]
            if own is not None:
                inputs.append(f"{line.stem}.own")
                amount = convert(own, unit, inner)
                yield Fact(f"{line.stem}.own", amount, inner, Basis.ENTERED, "", _QUANTITIES, CLAUSE, mine)
        ends = tuple(inputs) or ("table:subprojects", "table:upper_projects")
        yield Fact(f"{line.stem}.verdict", listed(line.verdicts), "1", Basis.ENTERED, "", _QUANTITIES, CLAUSE, ends)
    keys = {target: key for key, target in known_targets(plan)}
    for one in found.targets:
        asked = target_fact(one, "asked")
        value, unit = asked_value(one)
        yield _entered(asked, value, unit, one.row, "upper_indicators")
        ours = tuple(keys[target] for target in (one.target,) if target is not None and target in keys)
        key, inputs = target_fact(one, "verdict"), [asked, *ours]
        yield Fact(key, one.verdict, "1", Basis.ENTERED, "", _TARGETS, CLAUSE, tuple(inputs))
    yield from _counts(found)


def _counts(found: Conformity) -> Iterator[Fact]:
    """How many sub-projects carry out upper projects, how many go beyond them, and how many upper targets are met."""
    linked = {line.sub.code for line in found.lines if line.project is not None}
    beyond = {line.sub.code for line in found.lines if _BEYOND & set(line.verdicts)}
    met = [one for one in found.targets if one.verdict == "meets"]
    verdicts = tuple(dict.fromkeys(f"{line.stem}.verdict" for line in found.lines))
    if found.lines:
        yield _count("linked", len(linked), verdicts)
        yield _count("exceeding", len(beyond), verdicts)
    if found.targets:
        judged = tuple(target_fact(one, "verdict") for one in found.targets)
        yield _count("targets", len(found.targets), judged)
        yield _count("met", len(met), judged)


def _count(attribute: str, count: int, inputs: tuple[str, ...]) -> Fact:
    key = fact_id("scope", f"upper.{attribute}")
    method = "finance.upper.upper_facts.upper_facts"
    return Fact(key, Decimal(count), "count", Basis.ENTERED, "", method, CLAUSE, inputs)


def target_fact(one: HeldTarget, attribute: str) -> str:
    """Id of a fact about a target of the upper plan."""
    return f"upper_indicator:{_row_of_record(one.row)}.{attribute}"


def asked_value(one: HeldTarget) -> tuple[Decimal | str, str]:
    """What the upper plan asks for, in its inner unit; as words where it is no number or its unit is not known."""
    value, unit = value_of(one.row), one.row.text("unit")
    if value is None:
        return one.row.text("value"), "1"
    try:
        code = _code(unit or "1")
    except KeyError:
        return f"{one.row.text('value')} {unit}", "1"
    inner = "1" if code in _SHARES else inner_unit(code)
    return convert(value, code, inner), inner


def _entered(key: str, value: Decimal | str, unit: str, row: Record, table: str) -> Fact:
    """What the upper plan says, with its words and where they stand."""
    page = row.whole("page")
    where = f"第 {page} 页" if page is not None else ""
    quote = f"“{row.text('quote')}”" if row.text("quote") else ""
    source = " ".join(part for part in (row.text("source"), where, quote) if part)
    return Fact(key, value, unit, Basis.ENTERED, source, "entered", CLAUSE, (f"table:{table}",))


def _of(works: Iterable[CostedWork], code: str, measure: str) -> Iterator[str]:
    for item in works:
        if (item.work.subproject, item.work.measure) == (code, measure):
            yield work_id(item, "quantity")


def _code(name: str) -> str:
    return unit_of(name).code


def _row(project: UpperProject | None) -> int | None:
    return None if project is None else project.row.place.row


def _row_of(held: HeldQuantity | None) -> int | None:
    return None if held is None else held.rows[0].place.row


def _row_of_record(row: Record) -> int:
    return row.place.row or 0
