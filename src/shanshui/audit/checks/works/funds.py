"""Money of the text against the totals of a table: year by year, term by term, source by source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shanshui.audit.amounts import added, shown
from shanshui.audit.check import check, fault
from shanshui.audit.checks.amounts.sums import slips
from shanshui.audit.denominators import amounts_of
from shanshui.audit.facts import in_project, in_table, parties
from shanshui.audit.interval import interval, is_exact, total
from shanshui.audit.reading import Reading
from shanshui.audit.slips import near
from shanshui.claims.completeness import are_all_sources
from shanshui.claims.model import Claim, When
from shanshui.claims.naming import is_class
from shanshui.finding import Finding
from shanshui.standard.language.fund_sources import sources_of
from shanshui.standard.language.project_words import project_words
from shanshui.standard.language.wholes import general_words

_FEWEST = 3
_CLOSE = Decimal("0.75")
"""How near to the total investment a sum of sources is, as a share of it, that is meant for it."""


@dataclass(frozen=True, slots=True)
class _Share:
    """Which part of all money an amount is."""

    first: int | None
    last: int | None
    phase: When
    sources: frozenset[str]


_ALL = _Share(None, None, "", frozenset())


@check("AUDIT-FUNDS", "AUDIT-FUNDS-LIKELY")
def text_and_table(reading: Reading) -> Iterator[Finding]:
    """What the text gives of a year, a term or a source of money stands in the total row of the table as well.

    Notes
    -----
    It is an error where the same sentence agrees with the table in another amount, and likely where one slip of the
    hand sets the two apart; other sentences may be of one project, or of another plan.
    """
    tables = tuple(_tables(reading))
    for told in _sentences(reading) if tables else ():
        for claim, share in told:
            held = [table for table in tables if share in table]
            if share == _ALL or not is_exact(claim.quantity) or any(_agree(claim, table[share]) for table in held):
                continue
            meant = [table[share] for table in held if any(_agree_in(table, pair) for pair in told)]
            close = meant or [table[share] for table in held if near(claim.quantity, table[share].quantity)]
            if close:
                cell = close[0].quantity
                words = {"difference": shown(abs(claim.quantity.value - cell.value), claim.quantity)}
                code = "AUDIT-FUNDS" if meant else "AUDIT-FUNDS-LIKELY"
                yield fault(code, reading, [claim.quantity.span, cell.span], claim.quantity.text, cell.text, words)


@check("AUDIT-FUNDS-ALL", "AUDIT-FUNDS-ALL-LIKELY")
def sources_and_total(reading: Reading) -> Iterator[Finding]:
    """All the sources of money that one sentence gives together make the total investment.

    Notes
    -----
    The state on several levels and others are all there are; sums of which the text gives the total otherwise, in that
    sentence or as that of a term, are left out.
    """
    totals = [c for c in amounts_of(reading).totals if not in_table(c, reading) and is_exact(c.quantity)]
    money = [c for c in reading.claims if c.quantity.dimension == "yuan"]
    if not totals or len(parties(totals)) > 1:
        return
    told: dict[int, list[Claim]] = {}
    for claim in money:
        if not in_table(claim, reading) and not in_project(claim, reading):
            told.setdefault(claim.sentence.start, []).append(claim)
    for parts in told.values():
        sources = [sources_of(claim.of.text) for claim in parts]
        plain = all(is_exact(c.quantity) and c.role == "amount" and c.last is None and not c.phase for c in parts)
        if not plain or len(set(sources)) < len(parts) or not are_all_sources(sources) or len(parts) < _FEWEST:
            continue
        together = total(interval(claim.quantity) for claim in parts)
        if any(together.meets(interval(claim.quantity)) for claim in money if claim not in parts):
            continue
        whole = totals[0].quantity
        if not _CLOSE < together.middle / whole.value < 1 / _CLOSE:
            continue
        code = "AUDIT-FUNDS-ALL" if slips(whole, [c.quantity for c in parts]) else "AUDIT-FUNDS-ALL-LIKELY"
        want = shown(together.middle, whole)
        words = {"parts": added(parts), "difference": shown(abs(together.middle - whole.value), whole)}
        yield fault(code, reading, [*(c.quantity.span for c in parts), whole.span], whole.text, want, words)


def _sentences(reading: Reading) -> Sequence[Sequence[tuple[Claim, _Share]]]:
    """Amounts of money of the running text that are of all projects, sentence by sentence."""
    found: dict[int, list[tuple[Claim, _Share]]] = {}
    for claim in reading.claims:
        if claim.quantity.dimension != "yuan" or in_table(claim, reading) or in_project(claim, reading):
            continue
        if (share := _share_told(claim)) is not None:
            found.setdefault(claim.sentence.start, []).append((claim, share))
    return tuple(found.values())


def _agree_in(table: Mapping[_Share, Claim], told: tuple[Claim, _Share]) -> bool:
    """Whether an amount stands in a table with the same share of all money."""
    claim, share = told
    return share in table and _agree(claim, table[share])


def _agree(one: Claim, other: Claim) -> bool:
    return interval(one.quantity).meets(interval(other.quantity))


def _tables(reading: Reading) -> Iterator[Mapping[_Share, Claim]]:
    """The totals of each table of money, by the share of all money that they are; those of groups are smaller."""
    held: dict[int, dict[_Share, list[Claim]]] = {}
    for claim in reading.claims:
        if claim.quantity.dimension != "yuan" or claim.role != "total" or not in_table(claim, reading):
            continue
        block = reading.document.block_at(claim.quantity.span.start)
        sources = sources_of(claim.of.text)
        if block is None or block.table is None or claim.scope or (claim.of.key and not sources):
            continue
        share = _Share(claim.first, claim.last, claim.phase, sources)
        held.setdefault(block.table, {}).setdefault(share, []).append(claim)
    for shares in held.values():
        yield {share: max(claims, key=lambda claim: claim.quantity.value) for share, claims in shares.items()}


def _share_told(claim: Claim) -> _Share | None:
    """The share of all money that a sentence gives; None where it is of one thing, or of no share that is known."""
    sources = sources_of(claim.of.text)
    plain = not claim.of.key or is_class(claim.of.key) or claim.of.key in general_words()
    plain = plain or claim.of.key in project_words("field")
    if not plain and not sources:
        return None
    return _Share(claim.first, claim.last, claim.phase, sources)
