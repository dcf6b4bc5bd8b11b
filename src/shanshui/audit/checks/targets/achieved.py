"""How much of a target is reached: what is told beside an amount is its share of the target that a table sets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from shanshui.audit.amounts import decimals
from shanshui.audit.check import check, fault
from shanshui.audit.facts import in_table
from shanshui.audit.interval import interval, is_exact
from shanshui.audit.matrix import Matrix, matrices
from shanshui.audit.reading import Reading
from shanshui.claims.model import Claim, Quantity
from shanshui.finding import Finding
from shanshui.quantity import printed

_REACHED = re.compile(
    r"[，,、（(]?(?:占|为|完成率?|达到|达|实现|完成了|相当于)+(?:[^，。；、\d]{0,12}(?:目标|任务|计划|指标)[^，。；、\d]{0,5})?(?:的|为|达到|达|约)*"
)
_DONE = re.compile("完成|实现|治理|修复|建成|改造|整治|营造|退出|累计")
_HUNDRED = Decimal(100)
_LEAST = 3
"""Letters that the name of a row and the words of a sentence share, at least."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table that gives a target.

    Parameters
    ----------
    name : str
        Of the row.
    others : tuple of Quantity
        Its amounts of the kind of what is done, without those that are just as much.
    rates : tuple of Quantity
        Its percentages.
    given : bool
        Whether it gives what is done as well.
    """

    name: str
    others: tuple[Quantity, ...]
    rates: tuple[Quantity, ...]
    given: bool

    def fits(self, done: Quantity, rate: Quantity) -> bool:
        """Whether a rate is what is done over one of the amounts, or stands in the row."""
        shares = (interval(done).over(interval(other)) for other in self.others)
        told = any(share is not None and share.times(_HUNDRED).meets(interval(rate)) for share in shares)
        return told or any(interval(cell).meets(interval(rate)) for cell in self.rates)


@check("AUDIT-ACHIEVED", "AUDIT-ACHIEVED-LIKELY")
def share_of_the_target(reading: Reading) -> Iterator[Finding]:
    """The rate told behind what is done is its share of one of the targets in the row of a table that gives it.

    Notes
    -----
    The rate must be wrong for every amount of every row whose name the sentence holds. It is an error where one of
    them gives what is done as well, and likely where only the name of the one row tells that it is the same.
    """
    text = reading.document.text
    running = [claim for claim in reading.claims if not in_table(claim, reading)]
    tables = tuple(matrices(reading)) if running else ()
    for done, rate in pairwise(running):
        if rate.quantity.dimension != "%" or done.quantity.dimension in ("%", "", "a") or not is_exact(done.quantity):
            continue
        if not is_exact(rate.quantity) or not _REACHED.fullmatch(
            text, done.quantity.span.end, rate.quantity.span.start
        ):
            continue
        words = _clause(text, done)
        if not _DONE.search(words + text[done.quantity.span.end : rate.quantity.span.start]):
            continue
        told = [_told(matrix, row, done.quantity) for matrix, row in _rows(words, tables)]
        told = [row for row in told if row.others]
        sure = [row for row in told if row.given]
        if not any(row.fits(done.quantity, rate.quantity) for row in told) and (sure or len(told) == 1):
            code = "AUDIT-ACHIEVED" if sure else "AUDIT-ACHIEVED-LIKELY"
            yield _finding(code, done.quantity, rate.quantity, (sure or told)[0], reading)


def _clause(text: str, claim: Claim) -> str:
    start = max(text.rfind(mark, 0, claim.quantity.span.start) for mark in "。；\n")
    return re.split("[，,]", text[start + 1 : claim.quantity.span.start])[-1]


def _rows(words: str, tables: Sequence[Matrix]) -> Iterator[tuple[Matrix, int]]:
    """Rows of tables whose name is in the words of a sentence, but for its last letters."""
    for matrix in tables:
        for row, name in matrix.names.items():
            core = re.split(r"[（(]", name)[0]
            shared = next((size for size in range(len(core), _LEAST - 1, -1) if core[:size] in words), 0)
            if shared and 2 * shared >= len(core) and row not in matrix.sums:
                yield matrix, row


def _told(matrix: Matrix, row: int, done: Quantity) -> _Row:
    cells = [claim.quantity for (at, _), claim in matrix.claims.items() if at == row]
    alike = [cell for cell in cells if cell.dimension == done.dimension and cell.value > 0]
    others = tuple(cell for cell in alike if not interval(cell).meets(interval(done)))
    rates = tuple(cell for cell in cells if cell.dimension == "%")
    return _Row(matrix.names[row], others, rates, len(others) < len(alike))


def _finding(code: str, done: Quantity, rate: Quantity, row: _Row, reading: Reading) -> Finding:
    target = min(row.others, key=lambda cell: abs(done.value / cell.value * _HUNDRED - rate.value))
    want = f"{printed(done.value / target.value * _HUNDRED, max(decimals(rate), 1))}%"
    words = {"name": row.name, "part": done.text, "whole": target.text}
    return fault(code, reading, [rate.span, done.span, target.span], rate.text, want, words)
