"""The table of contents against the headings and captions that it lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shanshui.audit.check import check, fault
from shanshui.audit.labels import definitions, normal
from shanshui.audit.reading import Reading
from shanshui.claims.model import Span
from shanshui.documents.captions import caption
from shanshui.documents.numbering import marker
from shanshui.finding import Finding

_PAGE = re.compile(r"\s*(?:[.…·．]{3,}|\t)\s*\d{1,4}\s*$")
_SIGNS = re.compile(r"[^0-9A-Za-z\u4e00-\u9fff]")
_STYLES = ("章", "1.1")
"""Styles of headings whose numbers stand once in a document."""
_SOME = 2
"""Entries that agree, from which the list is known to be that of this document."""

_Key = tuple[str, tuple[int, ...] | str]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A heading, a caption, or a line of the contents that lists one."""

    title: str
    span: Span


@check("AUDIT-CONTENTS-TITLE", "AUDIT-CONTENTS-MISSING")
def contents_and_headings(reading: Reading) -> Iterator[Finding]:
    """Lines of the table of contents whose heading has another title, or is nowhere in the document."""
    listed, there = _listed(reading), _there(reading)
    alike = [key for key, entry in listed.items() if key in there and _plain(there[key].title) == _plain(entry.title)]
    for key, entry in listed.items() if len(alike) >= _SOME else ():
        own = there.get(key)
        if own is None:
            behind = _SIGNS.sub("", reading.document.text[entry.span.end :])
            if behind.count(_plain(entry.title)) == 0:
                yield fault("AUDIT-CONTENTS-MISSING", reading, (entry.span,), entry.title)
        elif _plain(own.title) and _plain(own.title) != _plain(entry.title):
            yield fault("AUDIT-CONTENTS-TITLE", reading, (own.span, entry.span), own.title, entry.title)


def _listed(reading: Reading) -> dict[_Key, _Entry]:
    document, found = reading.document, dict[_Key, _Entry]()
    for block in document.blocks:
        words = document.words(block)
        line = _PAGE.sub("", words)
        if block.kind == "header" and line != words and (read := _read(line.strip())) is not None:
            start = block.start + len(line) - len(line.lstrip())
            found.setdefault(read[0], _Entry(read[1], Span(start, block.start + len(line.rstrip()))))
    return found


def _there(reading: Reading) -> dict[_Key, _Entry]:
    document, found = reading.document, dict[_Key, _Entry]()
    for block in document.headings():
        words = document.words(block)
        if (read := _read(words.strip())) is not None:
            start = block.start + len(words) - len(words.lstrip())
            found.setdefault(read[0], _Entry(read[1], Span(start, block.start + len(words.rstrip()))))
    for label in definitions(document):
        if not label.continued:
            found.setdefault((label.family, label.number), _Entry(label.title, label.span))
    return found


def _read(line: str) -> tuple[_Key, str] | None:
    """The number of a heading or caption, and its title."""
    named = caption(line)
    if named is not None and named.number and not line.startswith("附"):
        return (named.names, normal(named.number)), named.title
    found = marker(line)
    if found is None or found.style not in _STYLES:
        return None
    return (found.style, found.numbers), line[found.length :].strip()


def _plain(title: str) -> str:
    return _SIGNS.sub("", title)
