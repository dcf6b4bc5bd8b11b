"""What a table gives for a thing, and what sentences say of it in other words, or without its year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from shanshui.audit.amounts import quoted, shown
from shanshui.audit.check import check, fault
from shanshui.audit.facts import fact_of, in_project, in_table, is_general, of_far_term, year_of
from shanshui.audit.interval import interval, is_exact
from shanshui.audit.reading import Reading
from shanshui.audit.same_things import Thing, is_new, names_its_project, thing_of
from shanshui.audit.slips import near
from shanshui.audit.wholes import is_bare
from shanshui.claims.model import Claim, Quantity
from shanshui.finding import Finding

_FAR = 5
"""How many times larger of two amounts of one thing may be, unless by a slip."""
_SIDES = {
    side: sides for sides in (("at_least", "over"), ("at_most", "under")) for side in sides
}  # fmt: skip
_CLASS, _LONGEST_CLASS = 2, 4
"""Letters of a class that a row may name."""
_LEAST = 3
"""Letters of a name that is surely of one thing only."""


@check("AUDIT-ROW-TEXT", "AUDIT-ROW-TEXT-LIKELY")
def rows_told_in_words(reading: Reading) -> Iterator[Finding]:
    """A sentence on a thing agrees with one of the numbers that its row gives for the time in question."""
    for thing, claims in _by_thing(reading).items():
        cells = [claim for claim in claims if in_table(claim, reading)]
        told = [claim for claim in claims if not in_table(claim, reading)]
        for claim in told:
            rivals = [] if thing.work and _is_past(claim, reading) else _rivals(claim, cells, reading)
            dated = year_of(claim, reading.frame) is not None
            if (
                not rivals
                or _agrees(claim, rivals if dated else cells)
                or _agrees_elsewhere(claim, told, rivals, reading)
            ):
                continue
            if not _may_be_one(claim, rivals, reading):
                continue
            code = "AUDIT-ROW-TEXT" if _sure(thing, claim, rivals, reading) else "AUDIT-ROW-TEXT-LIKELY"
            apart = abs(claim.quantity.value - rivals[-1].quantity.value)
            words = {"name": claim.of.text or thing.name, "difference": shown(apart, rivals[-1].quantity)}
            spans = [claim.quantity.span, *(cell.quantity.span for cell in reversed(rivals))]
            yield fault(code, reading, spans, claim.quantity.text, quoted(rivals), words)


def _by_thing(reading: Reading) -> Mapping[Thing, Sequence[Claim]]:
    """Claims by what they are of; what stands in a table with its cost is built, also where no verb says so."""
    found: dict[Thing, list[Claim]] = {}
    for claim in reading.claims:
        if claim.quantity.dimension and not is_bare(claim) and not claim.quantity.is_range:
            thing = thing_of(claim, reading)
            if thing is None or is_general(fact_of(claim, reading)):
                continue
            for meant in {thing, replace(thing, work=thing.work or reading.is_planned_with_cost(claim))}:
                found.setdefault(meant, []).append(claim)
    return {thing: (*claims, *_named_by_caption(thing, found, reading)) for thing, claims in found.items()}


def _named_by_caption(thing: Thing, found: Mapping[Thing, Sequence[Claim]], reading: Reading) -> Sequence[Claim]:
    """Cells whose row names the class of what the caption names: 大型 in a table of 侵蚀沟, for 大型侵蚀沟."""
    ends = range(_CLASS, min(_LONGEST_CLASS, len(thing.name) - _CLASS) + 1)
    for row, rest in ((thing.name[:end], thing.name[end:]) for end in ends):
        cells = [claim for claim in found.get(replace(thing, name=row), ()) if in_table(claim, reading)]
        captions = {reading.document.tables[table].caption for c in cells if (table := reading.table_of(c)) is not None}
        if len(captions) == 1 and rest in next(iter(captions)):
            return cells
    return ()


def _rivals(claim: Claim, cells: Sequence[Claim], reading: Reading) -> Sequence[Claim]:
    """Cells that should give what a sentence says: those of its time, all of the row where it names no time."""
    year = year_of(claim, reading.frame)
    stated = [cell for cell in cells if cell.role == "base" or cell.phase == "base"]
    if claim.role == "base" or claim.phase == "base":
        return stated
    goals = [cell for cell in cells if cell not in stated]
    if year is None:
        return goals if claim.role == "target" else cells
    same = [c for c in cells if year_of(c, reading.frame) == year and of_far_term(c) == of_far_term(claim)]
    undated = [cell for cell in goals if year_of(cell, reading.frame) is None]
    return [] if _of_a_later_term(claim, cells, reading) else same or undated


def _is_past(claim: Claim, reading: Reading) -> bool:
    """Whether a sentence tells what was done before the plan: tables of works give what it shall do."""
    year, base = year_of(claim, reading.frame), reading.base_year
    return year is not None and base is not None and year <= base


def _of_a_later_term(claim: Claim, cells: Sequence[Claim], reading: Reading) -> bool:
    """Whether a sentence counts from where an earlier column of the row ends: 2026—2035年, beside 2025年."""
    first = claim.first
    if first is None or first == claim.last:
        return False
    ends = (year for cell in cells if cell.role != "base" and (year := year_of(cell, reading.frame)) is not None)
    return any(year < first for year in ends)


def _agrees(claim: Claim, cells: Sequence[Claim]) -> bool:
    return any(interval(_asked(claim, cell)).meets(interval(_asked(cell, claim))) for cell in cells)


def _asked(claim: Claim, other: Claim) -> Quantity:
    """An amount without its bound where the other has the same: ≥58 and 不低于85% ask for two things."""
    same = claim.quantity.bound and claim.quantity.bound in _SIDES.get(other.quantity.bound, ())
    return replace(claim.quantity, bound="") if same else claim.quantity


def _agrees_elsewhere(claim: Claim, told: Sequence[Claim], rivals: Sequence[Claim], reading: Reading) -> bool:
    """Whether another sentence on the thing gives what the table gives: this one is then of something less."""
    year = year_of(claim, reading.frame)
    alike = (c for c in told if c is not claim and year_of(c, reading.frame) == year and c.role == claim.role)
    return any(_agrees(other, rivals) for other in alike)


def _may_be_one(claim: Claim, cells: Sequence[Claim], reading: Reading) -> bool:
    """Whether an amount is of all of the thing and near enough to what the table gives for it."""
    facts = {fact_of(cell, reading) for cell in cells if _asked(cell, claim) is cell.quantity}
    if (in_project(claim, reading) and not names_its_project(claim, reading)) or fact_of(claim, reading) in facts:
        return False
    return any(_alike(claim, cell) for cell in cells)


def _alike(claim: Claim, cell: Claim) -> bool:
    small, large = sorted((abs(claim.quantity.value), abs(cell.quantity.value)))
    return 0 < large <= small * _FAR or near(claim.quantity, cell.quantity)


def _sure(thing: Thing, claim: Claim, cells: Sequence[Claim], reading: Reading) -> bool:
    """Whether nothing else can be meant: one number of the table, a name long enough, a time or a mere slip apart."""
    values = {cell.quantity.value for cell in cells}
    dated = year_of(claim, reading.frame) is not None or claim.role in ("target", "base", "total")
    quantities = [_asked(claim, cells[0]), *(_asked(cell, claim) for cell in cells)]
    hedged = not all(is_exact(quantity) for quantity in quantities) or len({is_new(c) for c in (claim, *cells)}) > 1
    slipped = near(claim.quantity, cells[-1].quantity)
    whole = not thing.scope and (len(thing.name) >= _LEAST or slipped)
    one = len(values) == 1 if dated and claim.role != "part" else slipped
    return one and whole and not hedged
