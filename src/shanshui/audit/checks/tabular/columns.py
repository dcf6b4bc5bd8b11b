"""Columns that come about from others (shares, products, differences, sums without a name): rows that do not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shanshui.audit.amounts import decimals
from shanshui.audit.check import check, fault
from shanshui.audit.column_relations import Candidate, Trial, against, best, candidates, sums, tried
from shanshui.audit.matrix import Matrix, matrices
from shanshui.audit.reading import Reading
from shanshui.claims.columns import bare, is_year
from shanshui.finding import Finding
from shanshui.quantity import printed
from shanshui.standard.language.totals import is_subtotal, is_total

_ENOUGH = 3
"""Rows that prove a sum which no head names; of what heads name, one less."""
_WHOLE = re.compile(r"^(?:总|全|合|规划期|整个)|合计$|总计$|总(?:量|数|额|目标|任务|投资|面积|规模)$")


@check("AUDIT-COLUMNS", "AUDIT-COLUMNS-LIKELY")
def rows_unlike_the_others(reading: Reading) -> Iterator[Finding]:
    """What a column is of others in the other rows it is in each row."""
    for matrix in matrices(reading):
        by_column: dict[int, list[tuple[Candidate, list[Trial]]]] = {}
        for candidate in candidates(matrix):
            by_column.setdefault(candidate.column, []).append((candidate, tried(matrix, candidate)))
        for ways in by_column.values():
            found = best(ways)
            if found is not None and not any(_complete(trials) for _, trials in ways):
                yield from _judged(matrix, *found, 1 if found[0].named else 2, reading)


@check("AUDIT-COLUMNS-SUM")
def sums_without_a_name(reading: Reading) -> Iterator[Finding]:
    """A column that is the sum of those beside it in nearly all rows is so in each."""
    for matrix in matrices(reading):
        by_column: dict[int, list[tuple[Candidate, list[Trial]]]] = {}
        for candidate in sums(matrix):
            head = matrix.heads[candidate.column]
            if head and not (is_total(head[-1]) or is_subtotal(head[-1])):
                trials = [trial for trial in tried(matrix, candidate) if trial.given.dimension != "%"]
                by_column.setdefault(candidate.column, []).append((candidate, trials))
        for ways in by_column.values():
            found = best(ways)
            if found is not None and not any(_complete(trials) for _, trials in ways):
                enough = _ENOUGH - _says_so(matrix, found[0])
                yield from _judged(matrix, *found, enough, reading, "AUDIT-COLUMNS-SUM")


def _complete(trials: Sequence[Trial]) -> bool:
    """Whether no row contradicts, and one of them proves it."""
    return any(trial.tells for trial in trials) and not against(trials)


def _says_so(matrix: Matrix, candidate: Candidate) -> bool:
    """Whether the head calls a column the whole (总目标, 总面积), or the others are its years."""
    years = all(matrix.heads[column] and is_year(matrix.heads[column][-1]) for column in candidate.inputs)
    return years or bool(_WHOLE.search(bare(matrix.heads[candidate.column][-1])))


def _judged(
    matrix: Matrix, candidate: Candidate, trials: Sequence[Trial], enough: int, reading: Reading, sum_code: str = ""
) -> Iterator[Finding]:
    wrong = against(trials)
    rows = [trial for trial in trials if trial.row not in matrix.sums]
    proving = [trial for trial in rows if trial.tells and trial not in wrong]
    failing = [trial for trial in rows if trial in wrong] or wrong
    if len(proving) < enough or len(failing) > max(1, len(rows) // 3):
        return
    for trial in wrong:
        sure = len(proving) > enough or trial.slipped
        if sum_code and (len(proving) <= len(failing) or trial.given.low == trial.inputs[-1].low):
            continue
        yield _finding(sum_code or ("AUDIT-COLUMNS" if sure else "AUDIT-COLUMNS-LIKELY"), matrix, candidate, trial,
                       len(proving), reading)  # fmt: skip


def _finding(code: str, matrix: Matrix, candidate: Candidate, trial: Trial, proving: int, reading: Reading) -> Finding:
    whole = (candidate.whole,) if candidate.whole is not None else ()
    told = (*trial.inputs, *whole)
    leaf = matrix.heads[candidate.column][-1] if matrix.heads[candidate.column] else ""
    unit = trial.given.word or ("%" if trial.given.dimension == "%" else "")
    want = printed(trial.wanted, max(decimals(trial.given), 1 if unit == "%" else 0))
    words = {
        "table": matrix.caption,
        "name": matrix.names[trial.row],
        "head": leaf,
        "formula": candidate.sign.join(q.text for q in told),
        "count": str(proving),
    }
    spans = [trial.given.span, *(q.span for q in told)]
    return fault(code, reading, spans, trial.given.text, want, words)
