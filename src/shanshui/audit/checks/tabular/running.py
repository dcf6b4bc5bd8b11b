"""What tables of works give term by term, and what indicators count up to the end of each term."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from shanshui.audit.amounts import shown
from shanshui.audit.check import check, fault
from shanshui.audit.interval import interval, is_exact, total
from shanshui.audit.matrix import Matrix, matrices
from shanshui.audit.reading import Reading
from shanshui.audit.same_things import thing_of
from shanshui.claims.columns import is_nothing
from shanshui.claims.indicator_cells import values_of
from shanshui.claims.model import Claim, Indicator
from shanshui.finding import Finding

_TERM = re.compile(r"(?:近|中|远|中远)期|20\d\d年?\s?[—–\-~～至]\s?20\d\d")
_CUMULATIVE = "累计"
_MONEY = "yuan"
_FAR = 2
"""How many times larger of two amounts of one work one may be."""

_Terms = tuple[Claim | None, ...]
"""Amounts of a work, term by term; None where a term has none."""


@check("AUDIT-RUNNING")
def terms_make_what_is_counted(reading: Reading) -> Iterator[Finding]:
    """Cumulative targets are the sums of the terms until then, where all of them but one are.

    Notes
    -----
    The agreement of the others shows that both tables are of one work and count in one way.
    """
    counted = {claim.quantity.span for row in reading.indicators for _, _, claim in row.values if claim is not None}
    works: dict[tuple[str, str], list[_Terms]] = {}
    for terms in _works(reading):
        own = next((claim for claim in terms if claim is not None), None)
        if own is not None and own.quantity.span not in counted and (work := thing_of(own, reading)) is not None:
            works.setdefault((work.name, work.dimension), []).append(terms)
    for indicator in reading.indicators:
        targets = _counted(indicator, reading)
        thing = thing_of(targets[0], reading) if targets else None
        for terms in works.get((thing.name, thing.dimension), ()) if thing is not None else ():
            if len(terms) == len(targets):
                yield from _judged(indicator, targets, terms, reading)


def _judged(indicator: Indicator, targets: Sequence[Claim], terms: _Terms, reading: Reading) -> Iterator[Finding]:
    held = [[claim for claim in terms[: number + 1] if claim is not None] for number in range(len(terms))]
    wrong = [n for n, claims in enumerate(held) if not _make(claims, targets[n])]
    if len(wrong) != 1 or not held[wrong[0]]:
        wrong = _one_term_wrong(targets, terms)
    if len(wrong) != 1 or not held[wrong[0]]:
        return
    target, parts = targets[wrong[0]], held[wrong[0]]
    made = sum((claim.quantity.value for claim in parts), Decimal(0))
    small, large = sorted((made, target.quantity.value))
    if not 0 < large <= small * _FAR:
        return
    words = {
        "name": indicator.name.text.strip(),
        "parts": "+".join(claim.quantity.text for claim in parts),
        "difference": shown(abs(target.quantity.value - made), target.quantity),
    }
    spans = [target.quantity.span, *(claim.quantity.span for claim in parts)]
    yield fault("AUDIT-RUNNING", reading, spans, target.quantity.text, shown(made, target.quantity), words)


def _one_term_wrong(targets: Sequence[Claim], terms: _Terms) -> list[int]:
    """Terms that are not what is added from one target to the next: one wrong term makes all later sums wrong."""
    wrong = []
    for number, (target, term) in enumerate(zip(targets, terms, strict=True)):
        before = [targets[number - 1]] if number else []
        if not _make([*before, *([term] if term is not None else [])], target):
            wrong.append(number)
    return wrong


def _make(claims: Sequence[Claim], target: Claim) -> bool:
    return bool(claims) and total(interval(claim.quantity) for claim in claims).meets(interval(target.quantity))


def _counted(indicator: Indicator, reading: Reading) -> tuple[Claim, ...]:
    """The targets of an indicator that counts from nothing at the beginning of the plan; none of any other."""
    values = values_of(reading.document, indicator, reading.base_year)
    base = [value for value in values if value.part == "base"]
    new = any(value.empty or (value.claim is not None and not value.claim.quantity.value) for value in base)
    later = [value for value in values if value.part == "target"]
    claims = tuple(value.claim for value in later if value.claim is not None and is_exact(value.claim.quantity))
    dated = [value.year for value in later if value.year is not None]
    if len(claims) != len(later) or len(claims) < 2 or sorted(set(dated)) != dated or len(dated) != len(claims):
        return ()
    return claims if new or (_CUMULATIVE in indicator.name.text and not base) else ()


def _works(reading: Reading) -> Iterator[_Terms]:
    """Rows of tables that give an amount for each of several terms."""
    for matrix in matrices(reading):
        columns = [column for column, heads in enumerate(matrix.heads) if _TERM.search(" ".join(heads))]
        for row in matrix.rows:
            if row in matrix.sums or len(columns) < 2:
                continue
            terms = tuple(_terms(matrix, row, columns))
            dimensions = {claim.quantity.dimension for claim in terms if claim is not None}
            if len(dimensions) == 1 and dimensions != {_MONEY} and any(terms):
                yield terms


def _terms(matrix: Matrix, row: int, columns: Sequence[int]) -> Iterator[Claim | None]:
    for column in columns:
        claim = matrix.claims.get((row, column))
        if claim is not None and claim.quantity.dimension != _MONEY:
            yield claim
        elif claim is None and is_nothing(matrix.grid.text(row, column)) and not _of_money(matrix, column):
            yield None


def _of_money(matrix: Matrix, column: int) -> bool:
    return any("资" in head or "元" in head for head in matrix.heads[column])
