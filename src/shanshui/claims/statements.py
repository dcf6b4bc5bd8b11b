"""What running text says of each amount: of what it is, what of it, where, when, and in which role."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from shanshui.claims.model import Claim, Period, Quantity, Span
from shanshui.claims.scopes import is_title, region_of, scopes
from shanshui.claims.sentence import claims_of_sentence
from shanshui.claims.sentences import is_prose, sentences_of
from shanshui.claims.setting import Setting
from shanshui.claims.shared_units import with_shared_units
from shanshui.claims.whens import Calendar, Time
from shanshui.documents import Block, Document

_GROUPS = 10_000_000
"""Groups of running text are numbered from here, far above those of tables."""


def claims_of(document: Document, quantities: Sequence[Quantity], periods: Sequence[Period]) -> tuple[Claim, ...]:
    """The claims of the running text, one for each amount with a unit, in order.

    Parameters
    ----------
    document : Document
        The text; cells of tables are left out unless they hold sentences.
    quantities, periods : sequence
        All that the text holds, in order.

    Notes
    -----
    Where the words do not tell for certain what an amount is of, ``of`` is there with an empty key.
    """
    found: list[Claim] = []
    group = _GROUPS
    for setting, inside in _settings(document, quantities, periods):
        claims = claims_of_sentence(setting, with_shared_units(document.text, inside), group)
        group = max(group, *(claim.group for claim in claims)) if claims else group
        found.extend(claims)
    return tuple(found)


def _settings(
    document: Document, quantities: Sequence[Quantity], periods: Sequence[Period]
) -> Iterator[tuple[Setting, Sequence[Quantity]]]:
    """Every sentence that holds an amount, with what is known of the place where it stands."""
    calendar, where, region = Calendar(document, periods), scopes(document), region_of(document)
    starts = [quantity.span.start for quantity in quantities]
    above: list[Block] = []
    for block in document.blocks:
        if block.kind == "heading":
            above = [*(outer for outer in above if outer.level < block.level), block]
        if not is_prose(document, block):
            continue
        first, last = bisect_left(starts, block.start), bisect_left(starts, block.end)
        if first == last or is_title(document, block):
            continue
        leads = calendar.leads(block)
        for sentence in _joined(document.text, block):
            inside = quantities[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            if inside:
                time = _time(calendar, above, leads, sentence)
                title = document.words(above[-1]) if above else ""
                scope, kind = where.at(sentence.start), where.kind_at(sentence.start)
                yield Setting(document.text, sentence, scope, kind, time, calendar, region, title), inside


def _joined(text: str, block: Block) -> Iterator[Span]:
    """The sentences of a block; one that begins with 其中 goes on with the sentence before."""
    begun: Span | None = None
    for sentence in sentences_of(text, block.start, block.end):
        if begun is not None and text.startswith("其中", sentence.start):
            begun = Span(begun.start, sentence.end)
            continue
        if begun is not None:
            yield begun
        begun = sentence
    if begun is not None:
        yield begun


def _time(calendar: Calendar, above: Sequence[Block], leads: Sequence[tuple[int, Time]], sentence: Span) -> Time:
    before = [time for start, time in leads if start < sentence.start]
    if before:
        return before[-1]
    return calendar.under(above)
