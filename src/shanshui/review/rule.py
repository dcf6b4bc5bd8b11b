"""What a rule is: the code of its data record, and the predicate that finds faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from shanshui.finding import Finding
from shanshui.review.case import Case

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
