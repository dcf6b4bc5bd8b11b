"""What bears out an ecological problem besides a survey form: layers, samples and indicators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv


@dataclass(frozen=True, slots=True)
class ProblemEvidence:
    """Where a problem of the vocabulary ``ecosystem_problem`` may show.

    Parameters
    ----------
    problem : str
        Code of the vocabulary.
    layers : tuple of str
        Roles of layers that show where it is.
    medium : str
        Code of the vocabulary ``sample_medium`` whose samples prove it; empty where none do.
    indicators : tuple of str
        Codes of table B.2 whose observed value proves it.
    clause, source, certainty : str
        Where the code names the link; where it comes from; how sure we are.
    """

    problem: str
    clause: str
    source: str
    certainty: Certainty
    layers: tuple[str, ...] = ()
    medium: str = ""
    indicators: tuple[str, ...] = ()


@cache
def problem_evidence() -> Mapping[str, ProblemEvidence]:
    """Evidence by problem; a problem that is not in it wants a survey form."""
    rows = read_csv(ProblemEvidence, data_folder() / "judging" / "problem_evidence.csv")
    return keyed(rows, lambda row: row.problem, "problem_evidence.csv")
