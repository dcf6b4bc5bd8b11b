"""What is monitored at which scale, how, how often and at which kind of points (5.4.1.3, 5.4.4.2 c)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, read_csv

Sampling = Literal["remote", "plots", "fixed", "weighted", "sections", "baci", "works"]


@dataclass(frozen=True, slots=True)
class Watch:
    """One indicator at one scale.

    Parameters
    ----------
    key : str
        Its name.
    scale : str
        Code of the vocabulary ``monitoring_scale``.
    indicator : str
        As it is entered in the table ``monitoring``: number of table B.2, key of a performance indicator, or words.
    sampling : str
        ``remote``: seen from above or from records, no points; ``plots``: spread evenly by ecosystem, as many as show
        the change wanted; ``fixed``: a fixed number, spread evenly; ``weighted``: a fixed number, drawn by a field;
        ``sections``: where the largest streams cross the border; ``baci``: plots in the sub-project and as many
        outside; ``works``: one place of the works.
    method, frequency : str
        As they are entered.
    clause, source, certainty : str
        Clause that asks for it; where method and frequency come from; A read in a source, B by heart, C our own.
    names : tuple of str
        Names under which planners enter the same.
    spread : str
        Field of the assessment that tells how plots differ.
    count : int
        Points of a fixed number.
    problems, categories : tuple of str
        Problems of the unit, category of the sub-project that call for it; all where empty.
    kinds : tuple of int
        First-level classes of HJ 1166 on which its points lie.
    """

    key: str
    scale: Literal["scope", "unit", "subproject"]
    indicator: str
    sampling: Sampling
    method: str
    frequency: str
    clause: str
    source: str
    names: tuple[str, ...] = ()
    spread: str = ""
    count: int = 0
    problems: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    kinds: tuple[int, ...] = ()
    certainty: Certainty = "C"

    def called_for(self, problems: frozenset[str], category: str) -> bool:
        """Whether a unit with these problems, or a sub-project of this category, is watched so."""
        by_problem = not self.problems or bool(problems & set(self.problems))
        return by_problem and (not self.categories or category in self.categories)

    def speaks_of(self, indicator: str) -> bool:
        """Whether an entered indicator is this one."""
        return indicator == self.indicator or indicator in self.names


@cache
def load_watches() -> tuple[Watch, ...]:
    """All indicators in the order of the file."""
    return read_csv(Watch, data_folder() / "method" / "monitoring_design.csv")
