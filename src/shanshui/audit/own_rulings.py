"""What a document says of contradictions itself: passages that speak of them, and rulings that settle them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from shanshui.audit.reading import Reading
from shanshui.claims.model import Quantity
from shanshui.documents import Document, Table
from shanshui.finding import Finding, TextQuote
from shanshui.standard.language.discussions import discussion_words

NEAR = Decimal("0.001")
"""Share by which a ruling's number may differ from the quoted one: rulings are written before the last count."""


@dataclass(frozen=True, slots=True)
class _Ruling:
    """A row that settles a contradiction: its number or name, its words, its amounts."""

    name: str
    text: str
    amounts: tuple[Quantity, ...]


def settled(reading: Reading, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings of a document, held against what it says of contradictions itself.

    Parameters
    ----------
    reading : Reading
        The document.
    findings : iterable of Finding
        What the checks found.

    Returns
    -------
    tuple of Finding
        Without those that quote a passage which speaks of faults (勘误, 采纳情况, 裁定事项: the words of another
        text, not claims); those that a ruling of the document settles are waived by it and stay in sight.

    Notes
    -----
    A ruling settles a finding where it names every number that the finding quotes, or where nothing that is quoted is a
    number, one of the quotations word for word.
    """
    document = reading.document
    spoken = list(_discussions(document))
    rulings = [
        ruling for table in document.tables if _kind(document, table) == "ruling" for ruling in _rows(reading, table)
    ]
    found = (one for one in findings if not any(_inside(quote, spoken) for quote in one.quotes))
    return tuple(replace(one, waived=_settling(reading, one, rulings) or one.waived) for one in found)


def _discussions(document: Document) -> Iterator[tuple[int, int]]:
    """Stretches that stand under a heading of that kind, or in a table that is called so."""
    for block in document.blocks:
        path = document.path_at(block.start)
        if path and _kind_of(document.words(path[-1])):
            yield block.start, block.end
    yield from ((table.start, table.end) for table in document.tables if _kind(document, table))


def _kind(document: Document, table: Table) -> str:
    path = document.path_at(table.start)
    return _kind_of(table.caption) or (_kind_of(document.words(path[-1])) if path else "")


def _kind_of(heading: str) -> str:
    return next((one.kind for one in discussion_words() if one.word in heading), "")


def _inside(quote: TextQuote, spoken: Sequence[tuple[int, int]]) -> bool:
    return any(start <= quote.start < end for start, end in spoken)


def _rows(reading: Reading, table: Table) -> Iterator[_Ruling]:
    for row in range(table.heads, table.rows):
        cells = [cell for cell in table.cells if cell.row == row and cell.text]
        if cells:
            start, end = cells[0].start, cells[-1].end
            yield _Ruling(cells[0].text, reading.document.text[start:end], _amounts(reading, start, end))


def _amounts(reading: Reading, start: int, end: int) -> tuple[Quantity, ...]:
    """Amounts of a stretch; a bare number of a cell with the unit that its table gives it."""
    amounts = reading.quantities
    low = bisect_left(amounts, start, key=lambda one: one.span.start)
    high = bisect_left(amounts, end, key=lambda one: one.span.start)
    claims = reading.claims
    first = bisect_left(claims, start, key=lambda one: one.quantity.span.start)
    last = bisect_left(claims, end, key=lambda one: one.quantity.span.start)
    known = {claim.quantity.number.start: claim.quantity for claim in claims[first:last]}
    return tuple(known.get(amount.number.start, amount) for amount in amounts[low:high])


def _settling(reading: Reading, finding: Finding, rulings: Sequence[_Ruling]) -> str:
    """The name of the ruling that settles a finding; empty without one."""
    if not rulings:
        return ""
    numbers = [amount for quote in finding.quotes for amount in _amounts(reading, quote.start, quote.end)]
    words = {quote.text for quote in finding.quotes if not _amounts(reading, quote.start, quote.end)}
    names = [word for word in finding.words.values() if len(word) >= 4 and not word.isascii()]
    for ruling in rulings:
        told = all(any(_same(number, other) for other in ruling.amounts) for number in numbers)
        if told and (numbers or any(word in ruling.text for word in words)) and _speaks_of(ruling.text, names):
            return ruling.name
    return ""


def _same(one: Quantity, other: Quantity) -> bool:
    """Whether two amounts are nearly the same, in whatever unit; a bare number is compared as it is printed."""
    if one.dimension == other.dimension:
        return abs(one.value - other.value) <= NEAR * max(abs(one.value), abs(other.value))
    return not (one.dimension and other.dimension) and one.low == other.low


def _speaks_of(text: str, names: Sequence[str]) -> bool:
    """Whether a text names one of some things, or the first four letters of one."""
    return any(name[:4] in text for name in names)
