"""How many projects there are, beside the table that lists them all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shanshui.audit.check import check, fault
from shanshui.audit.checks.works.money import totals_of, whole_investment
from shanshui.audit.interval import interval, is_exact, total
from shanshui.audit.reading import Reading
from shanshui.audit.rows import by_sentence
from shanshui.audit.tellings import cost_of
from shanshui.claims.model import Claim, Project, Quantity, Span
from shanshui.claims.sentences import sentences
from shanshui.finding import Finding
from shanshui.standard.language.totals import is_total

_BEHIND = re.compile(
    r"(?:重点|重大|优先|骨干|单体|单项|修复|治理|生态)*(?P<noun>(?:子)?(?:项目|工程))(?![一-龥]{0,2}(?:区|县|单位|法人))"
)
_BEFORE = re.compile(r"(?P<noun>项目|工程)(?:共|共有|计|合计|为|有|数为?)?$")
_LISTING = re.compile(r"清单|一览|名录|目录|汇总|项目库|明细")
_SOME = re.compile(r"近期|中期|远期|年度|\d{4}|典型|部分|示范|优先|点状|线状|第[一二三四]批|单元[ⅠⅡⅢⅣ一二三四]")
_PARTLY = re.compile(r"其中|其余|另|已|在建|新增|每|各|首批|前期|入库|涉及")
_FEW = 2
_NEAR = Decimal("0.8")
_WORDS = frozenset({"个", "项"})
_COUNTED = frozenset({"", "1", "count", "%"})


@dataclass(frozen=True, slots=True)
class _Listed:
    """A table that lists all projects.

    Parameters
    ----------
    projects : tuple of Project
        Its rows.
    totals : tuple of Claim
        The amounts of the row that sums them up.
    noun : str
        What its caption says that it lists all of (子项目); empty where it does not.
    caption : str
        The same words in full.
    """

    projects: tuple[Project, ...]
    totals: tuple[Claim, ...]
    noun: str
    caption: str


@check("AUDIT-PROJECT-COUNT")
def told_and_listed(reading: Reading) -> Iterator[Finding]:
    """A table holds as many projects as the sentence counts that gives its total, or that of the document.

    Notes
    -----
    Such a table lists all of them: its rows make about its total, and the sentence tells one of the totals; or it is
    the only list (清单) of what the sentence counts beside the total investment. A sentence that counts several things
    (2大类8个项目) is right if one of its numbers is that of the rows, and a number far from that is of other things.
    """
    text, all_money = reading.document.text, whole_investment(reading)
    listed = _listed(reading)
    for sentence, own in by_sentence(reading.quantities, sentences(reading.document)) if listed else ():
        counts = [(q, noun) for q in own if (noun := _noun(text, q, sentence))]
        for table in listed if counts else ():
            alike = [(q, c) for q in own for c in table.totals if _agree(q, c) and q.span != c.quantity.span]
            named = any(noun and noun == table.noun and not _partly(text, sentence, q) for q, noun in counts)
            everything = [q for q in own if named and all_money is not None and _agree(q, all_money)]
            rows = len(table.projects)
            if not (alike or everything) or any(quantity.value == rows for quantity in own):
                continue
            nearest = min((q for q, _ in counts), key=lambda count: abs(count.value - rows))
            if abs(nearest.value - rows) > max(_FEW, rows // _FEW):
                continue
            told = [quantity.span for pair in alike[:1] for quantity in (pair[0], pair[1].quantity)]
            spans = [nearest.span, *(told or [everything[0].span]), *(project.name.span for project in table.projects)]
            words = {"count": str(rows), "table": table.caption or table.totals[0].quantity.text}
            yield fault("AUDIT-PROJECT-COUNT", reading, spans, nearest.text, words["count"], words)


def _noun(text: str, quantity: Quantity, sentence: Span) -> str:
    """What a number of projects counts (项目, 子项目, 工程); empty where it counts others."""
    if quantity.word not in _WORDS or not is_exact(quantity):
        return ""
    behind = _BEHIND.match(text, quantity.span.end, sentence.end)
    found = behind or _BEFORE.search(text, sentence.start, quantity.span.start)
    return found["noun"] if found is not None else ""


def _partly(text: str, sentence: Span, quantity: Quantity) -> bool:
    return _PARTLY.search(text, sentence.start, quantity.span.start) is not None


def _agree(quantity: Quantity, claim: Claim) -> bool:
    same = is_exact(quantity) and quantity.dimension == claim.quantity.dimension
    return same and interval(quantity).meets(interval(claim.quantity))


def _listed(reading: Reading) -> Sequence[_Listed]:
    """The tables that list all projects: their costs make the total but for a slip, or the caption says so."""
    by_table: dict[int, list[Project]] = {}
    for project in reading.projects:
        block = reading.document.block_at(project.name.span.start)
        if block is not None and block.table is not None:
            by_table.setdefault(block.table, []).append(project)
    nouns = {number: _listed_noun(reading.document.tables[number].caption) for number in by_table}
    found = []
    for number, projects in by_table.items():
        made = _made(number, projects, reading)
        alone = list(nouns.values()).count(nouns[number]) == 1
        if made or (nouns[number] and alone):
            caption = reading.document.tables[number].caption
            found.append(_Listed(tuple(projects), made, nouns[number] if alone else "", caption))
    return found


def _listed_noun(caption: str) -> str:
    """What a caption says that its table lists: 表6-1 子项目清单."""
    noun = re.search(r"子?(?:项目|工程)", caption)
    return noun.group() if noun is not None and _LISTING.search(caption) and not _SOME.search(caption) else ""


def _made(number: int, projects: Sequence[Project], reading: Reading) -> tuple[Claim, ...]:
    """The totals of a table whose rows make its total of money but for a slip; none where they do not."""
    table = reading.document.tables[number]
    costs = [cost for project in projects if (cost := cost_of(project, reading)) is not None]
    wholes = totals_of(table, reading)
    if len(costs) != len(projects) or len(projects) < _FEW or not wholes or not is_exact(wholes[0].quantity):
        return ()
    made, whole = total(interval(cost.quantity) for cost in costs).middle, wholes[0].quantity.value
    if not _NEAR * whole < made < whole / _NEAR:
        return ()
    rows = {cell.row for cell in table.cells if cell.row >= table.heads and is_total(cell.text)}
    others = [c for c in reading.claims if table.start <= c.quantity.span.start < table.end and c not in wholes]
    return (
        wholes[0],
        *(
            claim
            for claim in others
            if claim.quantity.unit not in _COUNTED
            and (block := reading.document.block_at(claim.quantity.span.start)) is not None
            and block.table == number
            and block.row in rows
        ),
    )
