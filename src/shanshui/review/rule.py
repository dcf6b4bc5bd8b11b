"""What a rule is: the code of its data record, and the predicate that finds faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from shanshui.finding import Finding
from shanshui.review.case import Case
from shanshui.standard import Record

Check = Callable[[Case], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it is run.

    Parameters
    ----------
    code : str
        Of its record in ``standard/data/rules/<topic>.csv``; every finding it yields bears this code.
    check : callable
        From a case to the faults met in it.
    """

    code: str
    check: Check

    def __call__(self, case: Case) -> tuple[Finding, ...]:
        """All findings of the rule, in the order of the plan."""
        return tuple(self.check(case))


def rule(code: str) -> Callable[[Check], Rule]:
    """Make a rule out of a predicate.

    Parameters
    ----------
    code : str
        Code of its record.
    """
    return lambda check: Rule(code, check)


def of_cell(
    code: str, row: Record, column: str, got: str = "", want: str = "", words: Mapping[str, str] | None = None
) -> Finding:
    """A finding on one cell of an input table whose rows have no code: the cell is its subject.

    Parameters
    ----------
    code : str
        Of the rule.
    row : Record
        The row.
    column : str
        Key of the column.
    got, want, words : str, str, mapping, optional
        As a :class:`Finding` has them.
    """
    return Finding(code, row.at(column), got, want, f"{row.table}[{row.place.row}].{column}", words=words or {})
