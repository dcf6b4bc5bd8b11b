"""How many projects there are, beside the table that lists them with the same total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from shanshui.audit.check import check, fault
from shanshui.audit.checks.money import totals_of
from shanshui.audit.interval import interval, is_exact, total
from shanshui.audit.reading import Reading
from shanshui.audit.rows import by_sentence
from shanshui.audit.tellings import cost_of
from shanshui.claims.model import Claim, Project, Quantity, Span
from shanshui.claims.sentences import sentences
from shanshui.finding import Finding

_BEHIND = re.compile(
    r"(?:重点|重大|优先|骨干|单体|单项|修复|治理|生态)*(?:子)?(?:项目|工程)(?![一-龥]{0,2}(?:区|县|单位|法人))"
)
_BEFORE = re.compile(r"(?:项目|工程)(?:共|共有|计|合计|为|有|数为?)?$")
_FEW = 2
_NEAR = Decimal("0.8")
_WORDS = frozenset({"个", "项"})


@check("AUDIT-PROJECT-COUNT")
def told_and_listed(reading: Reading) -> Iterator[Finding]:
    """A table holds as many projects as the sentence counts that gives its total.

    Notes
    -----
    Such a table lists all of them: its rows make about its total, and the sentence tells the same total. A sentence
    that counts several things (2大类8个项目) is right if one of its numbers is that of the rows, and a number far from
    that is of other things than the rows.
    """
    text = reading.document.text
    listed = _listed(reading)
    for sentence, own in by_sentence(reading.quantities, sentences(reading.document)) if listed else ():
        counts = [q for q in own if _counts_projects(text, q, sentence)]
        money = [q for q in own if q.dimension == "yuan" and is_exact(q)]
        for whole, projects in listed.items():
            alike = [q for q in money if interval(q).meets(interval(whole.quantity)) and not _same(q, whole)]
            if not alike or not counts or any(quantity.value == len(projects) for quantity in own):
                continue
            nearest = min(counts, key=lambda count: abs(count.value - len(projects)))
            if abs(nearest.value - len(projects)) > max(_FEW, len(projects) // _FEW):
                continue
            spans = [nearest.span, alike[0].span, whole.quantity.span, *(project.name.span for project in projects)]
            words = {"count": str(len(projects)), "sum": whole.quantity.text}
            yield fault("AUDIT-PROJECT-COUNT", reading, spans, nearest.text, words["count"], words)


def _counts_projects(text: str, quantity: Quantity, sentence: Span) -> bool:
    if quantity.word not in _WORDS or not is_exact(quantity):
        return False
    behind = _BEHIND.match(text, quantity.span.end, sentence.end)
    return behind is not None or _BEFORE.search(text, sentence.start, quantity.span.start) is not None


def _same(quantity: Quantity, claim: Claim) -> bool:
    return quantity.span == claim.quantity.span


def _listed(reading: Reading) -> Mapping[Claim, tuple[Project, ...]]:
    """The projects of each table whose costs make its total but for a slip, by that total."""
    by_table: dict[int, list[Project]] = {}
    for project in reading.projects:
        block = reading.document.block_at(project.name.span.start)
        if block is not None and block.table is not None:
            by_table.setdefault(block.table, []).append(project)
    found: dict[Claim, tuple[Project, ...]] = {}
    for number, projects in by_table.items():
        costs = [cost_of(project, reading) for project in projects]
        wholes = totals_of(reading.document.tables[number], reading)
        known = [cost for cost in costs if cost is not None]
        if len(known) == len(projects) > 1 and wholes and is_exact(wholes[0].quantity):
            made = total(interval(cost.quantity) for cost in known).middle
            if _NEAR * wholes[0].quantity.value < made < wholes[0].quantity.value / _NEAR:
                found[wholes[0]] = tuple(projects)
    return found
