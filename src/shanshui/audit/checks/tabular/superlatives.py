"""What a sentence calls the largest or smallest of the rows of a table is so there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shanshui.audit.check import check, fault
from shanshui.audit.interval import interval
from shanshui.audit.matrix import Matrix, matrices
from shanshui.audit.reading import Reading
from shanshui.claims.columns import bare, without_years
from shanshui.claims.model import Span
from shanshui.finding import Finding

_MOST = re.compile(
    r"(?P<what>[一-鿿]{2,12}?)(?:最(?P<high>[大多高长])|最(?P<low>[小少低短]))的?(?:乡镇|镇|单元|片区|类型|地类|项目|村)?"
    r"(?:依次)?(?:是|为)(?P<name>[一-鿿]{2,10})(?=[，。；、（(])"
)
_NEAR = 400
"""Characters between the sentence and its table, at most."""
_GENERAL = re.compile(r"面积|长度|数量|个数|投资|规模")


@check("AUDIT-MOST")
def most_of_a_table(reading: Reading) -> Iterator[Finding]:
    """The row that a sentence calls the largest has the largest number of its column."""
    text = reading.document.text
    told = [
        found
        for found in _MOST.finditer(text)
        if (block := reading.document.block_at(found.start())) is not None
        and block.kind in ("paragraph", "box", "note")
    ]
    for matrix in matrices(reading) if told else ():
        rows = {bare(name): row for row, name in matrix.names.items() if row not in matrix.sums}
        for found in told:
            row = rows.get(found["name"])
            columns = _columns(matrix, found["what"])
            table = matrix.grid.table
            apart = max(table.start - found.end(), found.start() - table.end)
            if row is None or len(columns) != 1 or apart > _NEAR or len(rows) != len(set(rows.values())):
                continue
            yield from _beaten(matrix, row, columns[0], found, reading)


def _columns(matrix: Matrix, what: str) -> list[int]:
    """Columns whose head names what the sentence speaks of."""
    found = []
    for column in matrix.columns:
        noun = without_years(bare(matrix.heads[column][-1])) if matrix.heads[column] else ""
        core = _GENERAL.sub("", noun)
        if noun and (noun in what or (len(core) > 1 and core in what)):
            found.append(column)
    return found


def _beaten(matrix: Matrix, row: int, column: int, found: re.Match[str], reading: Reading) -> Iterator[Finding]:
    own = matrix.numbers.get((row, column))
    others = [
        (other, matrix.numbers[other, column])
        for other in matrix.rows
        if other != row and other not in matrix.sums and (other, column) in matrix.numbers
    ]
    if own is None or not others or any(q.dimension != own.dimension for _, q in others):
        return
    pick = max if found["high"] else min
    best_row, best = pick(others, key=lambda one: one[1].value)
    beaten = interval(best).surely_above(interval(own)) if found["high"] else interval(own).surely_above(interval(best))
    if beaten:
        words = {"head": matrix.heads[column][-1], "other": matrix.names[best_row], "own": own.text}
        spans = [Span(*found.span("name")), own.span, best.span]
        yield fault("AUDIT-MOST", reading, spans, found["name"], best.text, words)
