"""Columns without a row of totals: their sum is what the text beside the table says, and weights make one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from shanshui.audit.amounts import decimals, shown
from shanshui.audit.check import check, fault
from shanshui.audit.checks.tabular.tables import adds, may_be_sum
from shanshui.audit.facts import in_table
from shanshui.audit.interval import interval, is_exact, total
from shanshui.audit.matrix import Matrix, matrices
from shanshui.audit.reading import Reading
from shanshui.audit.slips import slip
from shanshui.claims.columns import bare, without_years
from shanshui.claims.model import Claim, Quantity
from shanshui.finding import Finding
from shanshui.quantity import printed

_TOGETHER = re.compile(r"共|合计|总|之和|全部|累计")
_END = re.compile(r"[，。；、]")
_WINDOW = 24
"""Characters before an amount in which a word may call it all of them."""
_BESIDE = 160
"""Characters between a table and a sentence that gives its sum."""
_APART = Decimal("0.2")
"""Share by which the sum may miss the amount, and still be meant."""
_WEIGHT = "权重"
_CLASSES = 6
"""Classes whose weights may each make one."""
_GENERAL = re.compile(r"面积|长度|数量|数|个数|规模|合计|总|任务|情况")


@check("AUDIT-COLUMN-TEXT", "AUDIT-COLUMN-TEXT-LIKELY")
def sums_told_beside_the_table(reading: Reading) -> Iterator[Finding]:
    """What the sentence before or behind a table calls the sum of a thing is the sum of its column."""
    for matrix in matrices(reading):
        if matrix.sums:
            continue
        for column in matrix.columns:
            parts = _plain_rows(matrix, column)
            if len(parts) < 2 or not adds(matrix, column) or len({q.dimension for q in parts}) > 1:
                continue
            claim = _told(matrix, column, parts, reading)
            if claim is None or total(interval(q) for q in parts).meets(interval(claim.quantity)):
                continue
            together = sum((q.value for q in parts), Decimal(0))
            apart = abs(together - claim.quantity.value)
            places = decimals(claim.quantity)
            meant = together * claim.quantity.step / claim.quantity.grain
            slipped = slip(printed(claim.quantity.low, places), printed(meant, places)) is not None
            if not (slipped or apart <= abs(claim.quantity.value) * _APART):
                continue
            words = {
                "name": claim.of.text or matrix.head(column),
                "parts": "+".join(q.text for q in parts),
                "difference": shown(apart, claim.quantity),
            }
            said = _words_before(claim, reading)
            code = "AUDIT-COLUMN-TEXT" if _TOGETHER.search(said) else "AUDIT-COLUMN-TEXT-LIKELY"
            spans = [claim.quantity.span, *(q.span for q in parts)]
            yield fault(code, reading, spans, claim.quantity.text, shown(together, claim.quantity), words)


@check("AUDIT-WEIGHTS")
def weights_make_one(reading: Reading) -> Iterator[Finding]:
    """Weights of a column make 1 or 100, or as many times that as there are classes."""
    for matrix in matrices(reading):
        for column in matrix.columns:
            parts = _plain_rows(matrix, column)
            if _WEIGHT not in matrix.head(column) or len(parts) < 3:
                continue
            together = total(interval(q) for q in parts)
            sure = sum((q.low for q in parts), Decimal(0))
            one = 100 if sure > _CLASSES else 1
            if any(together.low <= one * times <= together.high for times in range(1, _CLASSES + 1)):
                continue
            words = {"name": matrix.head(column), "parts": "+".join(q.text for q in parts)}
            got = printed(sure, max(decimals(q) for q in parts))
            yield fault("AUDIT-WEIGHTS", reading, [q.span for q in parts], got, str(one), words)


def _plain_rows(matrix: Matrix, column: int) -> list[Quantity]:
    rows = [row for row in matrix.rows if row not in matrix.sums and matrix.levels.get(row, 0) == 0]
    return [matrix.numbers[row, column] for row in rows if (row, column) in matrix.numbers]


def _told(matrix: Matrix, column: int, parts: Sequence[Quantity], reading: Reading) -> Claim | None:
    """The one amount beside the table that is of what the column holds."""
    table = matrix.grid.table
    start = max(0, table.start - len(matrix.caption) - _BESIDE)
    noun = _GENERAL.sub("", without_years(bare(matrix.heads[column][-1]))) if matrix.heads[column] else ""
    found = [
        claim
        for claim in reading.claims
        if start <= claim.quantity.span.start <= table.end + _BESIDE
        and not in_table(claim, reading)
        and claim.role not in ("share", "part", "increase")
        and may_be_sum(claim.quantity)
        and is_exact(claim.quantity)
        and _of_one_kind(claim.quantity, parts[0])
        and (_shares_letters(noun, claim.of.text or claim.of.key) or _shares_letters(noun, _clause(claim, reading)))
    ]
    return found[0] if len(found) == 1 else None


def _of_one_kind(told: Quantity, part: Quantity) -> bool:
    """Whether amounts are of one dimension; a column without unit, but for decimals, counts what the text counts."""
    counts = not part.dimension and part.step == 1
    return told.dimension == part.dimension or (counts and told.dimension == told.word != "")


def _shares_letters(noun: str, words: str) -> bool:
    """Whether two letters in a row of a head stand in the name of what the text tells."""
    return any(noun[n : n + 2] in words for n in range(len(noun) - 1))


def _clause(claim: Claim, reading: Reading) -> str:
    """What stands before an amount in its clause."""
    return _END.split(_words_before(claim, reading))[-1]


def _words_before(claim: Claim, reading: Reading) -> str:
    start = claim.quantity.span.start
    return reading.document.text[max(claim.sentence.start, start - _WINDOW) : start]
