"""What comes before what among sub-projects: entered, source before sink, upstream first, safety first (5.4.2.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from shanshui.finding import Finding
from shanshui.ledger import Basis, Fact, Facts, fact_id, listed
from shanshui.plan import Plan, Subproject
from shanshui.standard.judging.work_order import load_leading_categories

Ground = Literal["entered", "safety", "position", "upstream"]
"""Why one sub-project comes before another."""

GROUNDS: tuple[Ground, ...] = ("entered", "safety", "position", "upstream")
"""From the strongest to the weakest: where two grounds contradict each other, the stronger one holds."""

POSITIONS = ("source", "path", "sink")
"""Codes of the vocabulary ``flow_position`` in their order."""

_WATCHING = "monitoring"
"""Code of the vocabulary ``subproject_category``."""
_METHOD = "layout.works.order.order_facts"
_CLAUSE = "5.4.2.4"


@dataclass(frozen=True, slots=True)
class Edge:
    """One sub-project that starts no later than another.

    Parameters
    ----------
    before, after : str
        Codes of sub-projects.
    ground : Ground
        Why; of several grounds the strongest.
    facts : tuple of str
        Facts that it rests on besides the tables.
    """

    before: str
    after: str
    ground: Ground
    facts: tuple[str, ...] = ()

    @property
    def entered(self) -> bool:
        """Whether the planner said so: then the second is not done without the first, and ends no earlier."""
        return self.ground == "entered"


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """The order of all sub-projects.

    Parameters
    ----------
    edges : tuple of Edge
        Without circles.
    dropped : tuple of (Edge, tuple of str)
        Edges that contradict stronger ones, each with the codes of the circle that it would have closed.
    ranks : mapping of code to int
        1 where nothing comes before; else one more than the greatest of what comes before.
    earliest : mapping of code to int
        Year before which it must not start: the latest entered start of all that comes before it, else the first year
        of works.
    """

    edges: tuple[Edge, ...]
    dropped: tuple[tuple[Edge, tuple[str, ...]], ...]
    ranks: Mapping[str, int]
    earliest: Mapping[str, int]

    def before(self, code: str) -> tuple[Edge, ...]:
        """Edges that lead to a sub-project."""
        return tuple(edge for edge in self.edges if edge.after == code)

    def reduced(self) -> tuple[Edge, ...]:
        """Edges that do not follow from others: what a drawing needs."""
        after = _after(self.edges)
        return tuple(
            edge
            for edge in self.edges
            if not any(edge.after in _reached(after, other) for other in after[edge.before] if other != edge.after)
        )


def work_order(plan: Plan, facts: Facts) -> WorkOrder:
    """What comes before what.

    Parameters
    ----------
    plan : Plan
        Sub-projects with what they come after, their place in the chain, their problems and categories.
    facts : Facts
        ``subproject:<code>.overlapping``, and ``.drains_to``; without catchments ``.basin`` and
        ``basin:<code>.downstream``.

    Notes
    -----
    Entered order holds as it stands. Works for safety and against pollution (``leading_categories.csv``) come no later
    than others on their ground. Against one problem of one unit the source comes before the way and the way before the
    end, and upstream before downstream where both are against one problem.
    """
    found: dict[tuple[str, str], Edge] = {}
    for edge in (*_entered(plan), *_safety(plan, facts), *_positions(plan), *_upstream(plan, facts)):
        found.setdefault((edge.before, edge.after), edge)
    kept: list[Edge] = []
    dropped: list[tuple[Edge, tuple[str, ...]]] = []
    after: dict[str, list[str]] = {sub.code: [] for sub in plan.subprojects}
    for edge in sorted(found.values(), key=lambda edge: GROUNDS.index(edge.ground)):
        back = _way(after, edge.after, edge.before)
        if back:
            dropped.append((edge, (edge.before, *back)))
        else:
            kept.append(edge)
            after[edge.before].append(edge.after)
    order = _sorted(after)
    ranks, earliest = dict.fromkeys(order, 1), dict.fromkeys(order, plan.project.build_years[0])
    start = {sub.code: sub.start for sub in plan.subprojects}
    for code in order:
        for later in after[code]:
            ranks[later] = max(ranks[later], ranks[code] + 1)
            earliest[later] = max(earliest[later], earliest[code], start[code])
    return WorkOrder(tuple(kept), tuple(dropped), ranks, earliest)


def order_facts(plan: Plan, order: WorkOrder) -> Iterator[Fact]:
    """Facts of the order: what comes before each sub-project and why, its rank, and its earliest year.

    Parameters
    ----------
    plan : Plan
        Its sub-projects.
    order : WorkOrder
        Of them.
    """
    for sub in plan.subprojects:
        subject, edges = f"subproject:{sub.code}", order.before(sub.code)
        inputs = tuple(dict.fromkeys(("table:subprojects", *(fact for edge in edges for fact in edge.facts))))
        basis = Basis.ENTERED if all(edge.entered for edge in edges) else Basis.MEASURED
        told = Fact("", None, "1", basis, "tables/subprojects", _METHOD, _CLAUSE, inputs)
        by_ground = {ground: [edge.before for edge in edges if edge.ground == ground] for ground in GROUNDS}
        if edges:
            whole = listed(edge.before for edge in edges)
            yield replace(told, id=fact_id(subject, "order.before"), value=whole)
        for ground, codes in by_ground.items():
            if codes:
                yield replace(told, id=fact_id(subject, f"order.before.{ground}"), value=listed(codes))
        yield replace(told, id=fact_id(subject, "order.rank"), value=Decimal(order.ranks[sub.code]))
        yield replace(told, id=fact_id(subject, "order.earliest"), value=Decimal(order.earliest[sub.code]))


def order_findings(plan: Plan, order: WorkOrder) -> Iterator[Finding]:
    """Grounds of order that contradict each other; a circle of entered order alone is told by ``SEQ-CYCLE``.

    Parameters
    ----------
    plan : Plan
        Its sub-projects, with their places in the table.
    order : WorkOrder
        Of them.
    """
    subs = {sub.code: sub for sub in plan.subprojects}
    for edge, circle in order.dropped:
        if not edge.entered:
            first, second = subs[edge.before], subs[edge.after]
            yield Finding(
                "ORDER-CIRCLE",
                replace(second.place, column="after"),
                " → ".join(circle),
                subject=f"subproject:{edge.before}|subproject:{edge.after}",
                facts=edge.facts,
                words={"before": first.name, "after": second.name},
            )


def _entered(plan: Plan) -> Iterator[Edge]:
    codes = {sub.code for sub in plan.subprojects}
    for sub in plan.subprojects:
        for code in sub.after:
            if code in codes and code != sub.code:
                yield Edge(code, sub.code, "entered")


def _safety(plan: Plan, facts: Facts) -> Iterator[Edge]:
    leading = load_leading_categories()
    subs = {sub.code: sub for sub in plan.subprojects}
    for sub in plan.subprojects:
        if sub.category in leading:
            key = f"subproject:{sub.code}.overlapping"
            for code in facts.codes(key):
                if code in subs and subs[code].category not in leading:
                    yield Edge(sub.code, code, "safety", (key,))


def _positions(plan: Plan) -> Iterator[Edge]:
    placed = [(sub, POSITIONS.index(sub.position)) for sub in plan.subprojects if sub.position in POSITIONS]
    for first, near in placed:
        for second, far in placed:
            if near < far and first.unit == second.unit and _shared(first, second):
                yield Edge(first.code, second.code, "position")


def _upstream(plan: Plan, facts: Facts) -> Iterator[Edge]:
    """Both against one problem: by catchments where the assessment has cut them, else from basin to basin."""
    subs = {sub.code: sub for sub in plan.subprojects}
    if facts.text("field:catchments.content"):
        for sub in plan.subprojects:
            key = f"subproject:{sub.code}.drains_to"
            for code in facts.codes(key):
                if code in subs and _shared(sub, subs[code]):
                    yield Edge(sub.code, code, "upstream", (key,))
        return
    held: dict[str, list[Subproject]] = {}
    for sub in plan.subprojects:
        held.setdefault(facts.text(f"subproject:{sub.code}.basin"), []).append(sub)
    for basin, own in held.items():
        way = tuple(_downstream(facts, basin)) if basin else ()
        for number, below in enumerate(way):
            for first in own:
                for second in held.get(below, ()):
                    if _shared(first, second):
                        flow = (f"basin:{code}.downstream" for code in (basin, *way[:number]))
                        ends = (f"subproject:{code}.basin" for code in (first.code, second.code))
                        yield Edge(first.code, second.code, "upstream", (*ends, *flow))


def _downstream(facts: Facts, basin: str) -> Iterator[str]:
    """Basins that a basin flows into, one after the other."""
    seen = {basin}
    while (basin := facts.text(f"basin:{basin}.downstream")) and basin not in seen:
        seen.add(basin)
        yield basin


def _shared(one: Subproject, other: Subproject) -> bool:
    """Whether both work against one problem; what only watches works against none."""
    return bool(set(one.problems) & set(other.problems)) and _WATCHING not in (one.category, other.category)


def _after(edges: Sequence[Edge]) -> Mapping[str, list[str]]:
    after: dict[str, list[str]] = {}
    for edge in edges:
        after.setdefault(edge.before, []).append(edge.after)
        after.setdefault(edge.after, [])
    return after


def _reached(after: Mapping[str, Sequence[str]], start: str) -> set[str]:
    """Codes that come after one, itself not."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for code in after[waiting.pop()]:
            if code not in seen:
                seen.add(code)
                waiting.append(code)
    return seen


def _way(after: Mapping[str, Sequence[str]], start: str, end: str) -> tuple[str, ...]:
    """Codes on a shortest way from one to another, both included; empty where there is none."""
    ways: dict[str, tuple[str, ...]] = {start: (start,)}
    waiting = [start]
    for code in waiting:
        if code == end:
            return ways[code]
        for later in after[code]:
            if later not in ways:
                ways[later] = (*ways[code], later)
                waiting.append(later)
    return ()


def _sorted(after: Mapping[str, Sequence[str]]) -> list[str]:
    """All codes, each behind what comes before it."""
    left = dict.fromkeys(after, 0)
    for codes in after.values():
        for code in codes:
            left[code] += 1
    done = [code for code, count in left.items() if count == 0]
    for code in done:
        for later in after[code]:
            left[later] -= 1
            if left[later] == 0:
                done.append(later)
    return done
