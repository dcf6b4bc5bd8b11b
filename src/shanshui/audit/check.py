"""What a check is: the code of its data record, and a predicate over a document that was understood."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from shanshui.audit.reading import Reading
from shanshui.claims.model import Span
from shanshui.finding import Finding, Place, TextQuote

Predicate = Callable[[Reading], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check as it is run.

    Parameters
    ----------
    codes : tuple of str
        Of its records in ``standard/data/rules/audit_<topic>.csv``: what it yields bears one of them.
    predicate : callable
        From a reading to the faults met in it.
    """

    codes: tuple[str, ...]
    predicate: Predicate

    def __call__(self, reading: Reading) -> tuple[Finding, ...]:
        """All findings of the check, in the order of the document."""
        return tuple(self.predicate(reading))


def check(*codes: str) -> Callable[[Predicate], Check]:
    """Make a check out of a predicate.

    Parameters
    ----------
    codes : str
        Codes of its records: one for what is certain, further ones for what is only likely.
    """
    return lambda predicate: Check(codes, predicate)


def fault(
    code: str,
    reading: Reading,
    spans: Sequence[Span],
    got: str = "",
    want: str = "",
    words: Mapping[str, str] | None = None,
) -> Finding:
    """A finding that quotes passages of the document.

    Parameters
    ----------
    code : str
        One of its check's.
    reading : Reading
        The document.
    spans : sequence of Span
        Every side of the contradiction, the one to be mended first; its place is the finding's.
    got, want : str
        What stands there, and what should.
    words : mapping, optional
        Further words of the record's text, such as the arithmetic.

    Notes
    -----
    The subject is made of the quoted words and of how often they came before, so that it stays the same when other
    parts of the document are mended.
    """
    document = reading.document
    quotes = tuple(TextQuote(document.text[span.start : span.end], span.start, span.end) for span in spans)
    first = spans[0]
    block = document.block_at(first.start)
    number = document.number_at(first.start) or None
    cell = f"{block.row},{block.column}" if block is not None and block.row is not None else ""
    place = Place(file=document.name, page=block.page if block else None, paragraph=number, cell=cell)
    before = document.text.count(quotes[0].text, 0, first.start)
    subject = "/".join((f"{quotes[0].text}#{before}", *(quote.text for quote in quotes[1:])))
    return Finding(code, place, got, want, subject, words=words or {}, quotes=quotes)
