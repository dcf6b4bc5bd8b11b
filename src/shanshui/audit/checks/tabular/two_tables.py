"""Two tables that give the same rows: where most of them agree, all of them should."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from shanshui.audit.amounts import shown
from shanshui.audit.check import check, fault
from shanshui.audit.facts import fact_of, is_general, of_far_term, year_of
from shanshui.audit.interval import interval, is_exact
from shanshui.audit.reading import Reading
from shanshui.audit.same_things import Thing, thing_of
from shanshui.audit.slips import near
from shanshui.claims.model import Claim, Span
from shanshui.finding import Finding

_PART = re.compile(r"近期|中期|远期|中远期|[一二三]期|现状|[一-鿿]{1,3}(?:片区|单元|分区|流域|[镇乡村])")
_PROVED = 2
"""Rows that agree, for each that does not."""
_TOLD = 10
"""Steps of its last digit from which an amount that stands in two tables proves that they give the same."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """What one cell of a table is of.

    Parameters
    ----------
    thing : Thing
        Of the row and column.
    attribute : str
        What of it.
    year : int or None
        When.
    far : bool
        Whether it is of the far term alone, and not by its end.
    """

    thing: Thing
    attribute: str
    year: int | None
    far: bool


@check("AUDIT-TABLES", "AUDIT-TABLES-LIKELY")
def rows_of_two_tables(reading: Reading) -> Iterator[Finding]:
    """Rows that two tables have in common give one value in both.

    Notes
    -----
    Certain where the tables agree in twice as many other rows of the same kind, or where one slip sets the values of
    one place apart; likely of indicators, and of slips. Tables whose captions name other terms or places are not
    compared.
    """
    tables = _by_table(reading)
    goals = {claim.quantity.span for row in reading.indicators for _, _, claim in row.values if claim is not None}
    numbers = sorted(tables)
    for place, one in enumerate(numbers):
        for other in numbers[place + 1 :]:
            if not _of_one(reading.document.tables[one].caption, reading.document.tables[other].caption):
                continue
            pairs = [(tables[one][cell], tables[other][cell]) for cell in tables[one] if cell in tables[other]]
            yield from _differing([pair for pair in pairs if not _counted_apart(*pair, goals)], goals, reading)


def _differing(pairs: Sequence[tuple[Claim, Claim]], goals: Set[Span], reading: Reading) -> Iterator[Finding]:
    for attribute in dict.fromkeys(one.attribute for one, _ in pairs):
        kin = [pair for pair in pairs if pair[0].attribute == attribute]
        agreeing = [pair for pair in kin if _agree(*pair) and _tells(pair[0])]
        differing = [pair for pair in kin if not _agree(*pair)]
        for one, other in differing:
            slipped = near(one.quantity, other.quantity)
            placed = len(differing) == 1 and slipped and bool(one.scope)
            exact = is_exact(one.quantity) and is_exact(other.quantity)
            sure = exact and len(agreeing) >= (1 if placed else _PROVED * len(differing))
            goals_too = one.quantity.span in goals and other.quantity.span in goals and len(differing) == 1
            if not (sure or goals_too or (slipped and len(agreeing) >= len(differing))):
                continue
            words = {
                "name": " ".join(word for word in (other.scope, other.of.text or other.of.key) if word),
                "difference": shown(abs(one.quantity.value - other.quantity.value), one.quantity),
            }
            code = "AUDIT-TABLES" if sure else "AUDIT-TABLES-LIKELY"
            spans = [other.quantity.span, one.quantity.span]
            yield fault(code, reading, spans, other.quantity.text, one.quantity.text, words)


def _counted_apart(one: Claim, other: Claim, goals: Set[Span]) -> bool:
    """Whether an indicator counts from the beginning of the plan what the other table gives for a later term."""
    apart = [claim for claim in (one, other) if claim.quantity.span not in goals]
    return len(apart) == 1 and (apart[0].phase == "far" or (apart[0].first or 0) < (apart[0].last or 0))


def _of_one(one: str, other: str) -> bool:
    """Whether two captions are not of two terms or two places."""
    return set(_PART.findall(one)) == set(_PART.findall(other))


def _by_table(reading: Reading) -> Mapping[int, Mapping[_Cell, Claim]]:
    """Cells of each table by what they are of; those that a table gives twice are left out."""
    found: dict[int, dict[_Cell, list[Claim]]] = {}
    for claim in reading.claims:
        block = reading.document.block_at(claim.quantity.span.start)
        thing = thing_of(claim, reading) if block is not None and block.kind == "cell" else None
        if block is None or block.table is None or thing is None or not claim.quantity.dimension:
            continue
        if is_general(fact_of(claim, reading)) and not thing.scope:
            continue
        cell = _Cell(thing, claim.attribute, year_of(claim, reading.frame), of_far_term(claim))
        found.setdefault(block.table, {}).setdefault(cell, []).append(claim)
    return {table: {cell: of[0] for cell, of in cells.items() if len(of) == 1} for table, cells in found.items()}


def _agree(one: Claim, other: Claim) -> bool:
    return interval(one.quantity).meets(interval(other.quantity))


def _tells(claim: Claim) -> bool:
    return claim.quantity.value >= claim.quantity.grain * _TOLD
