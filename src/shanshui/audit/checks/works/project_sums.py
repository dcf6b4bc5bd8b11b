"""What a line behind a list of projects says that they build together, beside what each of them builds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from shanshui.audit.amounts import shown
from shanshui.audit.check import check, fault
from shanshui.audit.interval import interval, is_exact, total
from shanshui.audit.itemised import lines_of
from shanshui.audit.reading import Reading
from shanshui.audit.tellings import alike, works_of
from shanshui.claims.contents import amounts
from shanshui.claims.model import Claim, Project, Span
from shanshui.finding import Finding
from shanshui.standard.language.project_words import project_words

_FAR = Decimal(3)
"""How many times larger of two sums one may be, so that it is a slip and not of other projects as well."""


@check("AUDIT-PROJECT-SUM")
def together_and_each(reading: Reading) -> Iterator[Finding]:
    """Works that a line sums up over the projects above it (本专栏项目共治理…) are what these projects hold."""
    text = reading.document.text
    for line in lines_of(reading):
        closing = text.startswith(project_words("closing"), line.start, line.end)
        members = _above(reading, line) if closing and "共" in text[line.start : line.end] else ()
        for claim in amounts(text, line, "") if len(members) > 1 else ():
            parts = _parts(claim, members, reading)
            if not parts or not all(is_exact(one.quantity) for one in (claim, *parts)):
                continue
            made = total(interval(part.quantity) for part in parts)
            if made.meets(interval(claim.quantity)) or not _near(made.middle, claim.quantity.value):
                continue
            words = {
                "thing": claim.of.text,
                "parts": "+".join(part.quantity.text for part in parts),
                "sum": shown(made.middle, claim.quantity),
            }
            spans = [claim.quantity.span, *(part.quantity.span for part in parts)]
            yield fault("AUDIT-PROJECT-SUM", reading, spans, claim.quantity.text, words["sum"], words)


def _above(reading: Reading, line: Span) -> Sequence[Project]:
    """The projects of the list that ends right above a line."""
    before = [project for project in reading.projects if project.span.end <= line.start]
    if not before or reading.document.text[before[-1].span.end : line.start].count("\n") > 1:
        return ()
    return [project for project in before if project.group == before[-1].group]


def _parts(claim: Claim, members: Sequence[Project], reading: Reading) -> list[Claim]:
    """The amounts of a thing that is named, one of each project that has it; none where one has several."""
    found: list[Claim] = []
    for project in members:
        own = [work for work in works_of(project, reading) if alike(work, claim)] if claim.of.key else []
        if len(own) > 1:
            return []
        found.extend(own)
    return found


def _near(one: Decimal, other: Decimal) -> bool:
    small, large = sorted((one, other))
    return small > 0 and large < small * _FAR
