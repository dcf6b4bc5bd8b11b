"""Standards cited more than once: one title, one number; one number, one year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shanshui.audit.check import check, fault
from shanshui.audit.checks.structure.standards import Citation, citations, is_told_withdrawn
from shanshui.audit.neighbours import sentence_of
from shanshui.audit.reading import Reading
from shanshui.audit.slips import slip
from shanshui.audit.titles import bare_title
from shanshui.finding import Finding
from shanshui.standard.judging.known_standards import standards_numbered

_TWO = re.compile("代替|替代|取代|修订|更新|此前|以前|当时|新版|版本|过渡")
"""Words of a sentence that tells of two editions."""
_LONG = 6
"""Characters of a title that is surely of one document."""


@check("AUDIT-STANDARD-SELF", "AUDIT-STANDARD-SELF-LIKELY")
def one_title_two_numbers(reading: Reading) -> Iterator[Finding]:
    """A standard under two numbers: certain where one is a slip of the other."""
    met: dict[str, Citation] = {}
    for cited in citations(reading):
        title = bare_title(cited.title)
        if len(title) < _LONG:
            continue
        other = met.setdefault(title, cited)
        if _base(other.code) == _base(cited.code) or _is_series(title, cited, other):
            continue
        one, two = _digits(cited.code), _digits(other.code)
        sure = (one == two or slip(one, two) is not None) and not _is_told(reading, cited, other)
        code = "AUDIT-STANDARD-SELF" if sure else "AUDIT-STANDARD-SELF-LIKELY"
        wrong, right = (other, cited) if _is_known(title, cited) and not _is_known(title, other) else (cited, other)
        yield fault(code, reading, (wrong.span, right.span), wrong.code, right.code, {"name": cited.title})


@check("AUDIT-STANDARD-SLIP")
def numbers_exchanged(reading: Reading) -> Iterator[Finding]:
    """An unknown number that is, but for two digits exchanged, one cited elsewhere in the same edition."""
    cited = tuple(citations(reading))
    known = {(one.code, one.year): one for one in reversed(cited) if standards_numbered(one.code)}
    for one in cited:
        if standards_numbered(one.code) or one.title:
            continue
        for (code, year), other in known.items():
            alike = code.partition(" ")[0] == one.code.partition(" ")[0] and year == one.year
            if alike and slip(_digits(one.code), _digits(code)) == "exchange":
                yield fault("AUDIT-STANDARD-SLIP", reading, (one.span, other.span), one.code, code)


@check("AUDIT-STANDARD-YEARS")
def one_number_two_years(reading: Reading) -> Iterator[Finding]:
    """A standard in two editions, with no word of one having taken the place of the other."""
    met: dict[str, Citation] = {}
    for cited in citations(reading):
        if cited.year is None:
            continue
        other = met.setdefault(cited.code, cited)
        if other.year != cited.year and not _is_told(reading, cited, other):
            words = {"name": cited.code}
            spans = (cited.span, other.span)
            yield fault("AUDIT-STANDARD-YEARS", reading, spans, str(cited.year), str(other.year), words)


def _is_told(reading: Reading, *cited: Citation) -> bool:
    """Whether the words round one of the citations tell that there are two."""
    text = reading.document.text
    sentences = (sentence_of(text, one.span) for one in cited)
    return any(is_told_withdrawn(text, one.span) for one in cited) or any(
        _TWO.search(text, one.start, one.end) for one in sentences
    )


def _is_series(title: str, *cited: Citation) -> bool:
    """Whether a title is what standards of a series have in common."""
    known = (bare_title(record.titles[0]) for one in cited for record in standards_numbered(one.code))
    return any(full.startswith(title) and full != title for full in known)


def _is_known(title: str, cited: Citation) -> bool:
    return any(bare_title(name) == title for record in standards_numbered(cited.code) for name in record.titles)


def _base(code: str) -> str:
    """Letters and number without the part, and without what tells whether it binds."""
    return code.replace("/T", "").partition(".")[0]


def _digits(code: str) -> str:
    return code.rpartition(" ")[2].partition(".")[0]
