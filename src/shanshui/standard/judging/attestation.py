"""Clauses that somebody must attest only where the plan touches what they are about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv


@dataclass(frozen=True, slots=True)
class AttestWhere:
    """What makes a clause one to attest.

    Parameters
    ----------
    clause : str
        Number of a clause whose act is ``attest``.
    categories : tuple of str
        Codes of the vocabulary ``subproject_category``; a sub-project of one of them.
    problems : tuple of str
        Codes of the vocabulary ``ecosystem_problem``; a unit or sub-project that names one of them.
    source, certainty : str
        Why; how sure we are.
    """

    clause: str
    source: str
    certainty: Certainty
    categories: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@cache
def attest_where() -> Mapping[str, AttestWhere]:
    """Conditions by clause; a clause that is not in it is always attested."""
    return keyed(
        read_csv(AttestWhere, data_folder() / "judging" / "attest_where.csv"),
        lambda row: row.clause,
        "attest_where.csv",
    )
