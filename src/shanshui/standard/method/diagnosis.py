"""How table B.3 is filled: criteria of degradation, problems, resilience, urgency, causes, zones and modes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv

Strength = Literal["weak", "medium", "strong"]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of the degree of degradation.

    Parameters
    ----------
    key, name, name_en : str
        In facts, and for readers.
    kind : {"mean", "value", "share"}
        Mean grade by area; grade of a fact's value; grade of the share of a place that areas make.
    attributes : str
        Attribute of the facts, with ``{}`` for each of the numbers.
    numbers : tuple of int
        Grades or classes whose areas count.
    scale : str
        Scale of ``grades.csv``; none for a mean of grades.
    weight : str
        Choice that holds its weight.
    clause, source, certainty : str
        Where it comes from, and how sure it is.
    """

    key: str
    name: str
    name_en: str
    kind: Literal["mean", "value", "share"]
    attributes: str
    weight: str
    clause: str
    source: str
    numbers: tuple[int, ...] = ()
    scale: str = ""
    certainty: Certainty = "C"


@dataclass(frozen=True, slots=True)
class ProblemType:
    """How a problem shows in facts.

    Parameters
    ----------
    problem : str
        Code of the vocabulary ``ecosystem_problem``.
    attributes : tuple of str
        Attribute of the areas, with ``{}`` for each of the numbers, or of one area; of several the first that is
        known counts. None for a problem that points tell.
    numbers : tuple of int
        Grades or classes whose ground counts as affected.
    severities : tuple of int
        Grade of severity of each.
    scale, share : str
        Scale of ``grades.csv`` that grades the fact ``share`` instead; grade 1 is no problem.
    rare : bool
        Whether it counts however small it is.
    sensitivity : str
        Attribute of the ground that is most sensitive to it; empty where none is told.
    clause, source, certainty : str
        Where it comes from, and how sure it is.
    """

    problem: str
    clause: str
    source: str
    attributes: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    severities: tuple[int, ...] = ()
    scale: str = ""
    share: str = ""
    rare: bool = False
    sensitivity: str = ""
    certainty: Certainty = "C"


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor of resilience.

    Parameters
    ----------
    key, name, name_en : str
        In facts, and for readers.
    field, unit : str
        Field of the assessment, whose mean is graded; its unit.
    scale, weight : str
        Scale of ``grades.csv``; choice that holds its weight.
    clause, source, certainty : str
        Where it comes from, and how sure it is.
    """

    key: str
    name: str
    name_en: str
    field: str
    unit: str
    scale: str
    weight: str
    clause: str
    source: str
    certainty: Certainty = "C"


@dataclass(frozen=True, slots=True)
class Urgency:
    """Grade of urgency by severity and resilience."""

    severity: int
    resilience: Strength
    grade: int
    clause: str
    source: str
    certainty: Certainty = "C"


@dataclass(frozen=True, slots=True)
class NeedMode:
    """Mode that an ecosystem needs by its degradation and resilience, whatever its zone permits."""

    degradation: int
    resilience: Strength
    mode: str
    clause: str
    source: str
    certainty: Certainty = "C"


@dataclass(frozen=True, slots=True)
class Driver:
    """A cause of problems.

    Parameters
    ----------
    key, name, name_en : str
        In facts, and for readers.
    kind : {"natural", "human"}
        Which sort of cause.
    attributes : tuple of str
        Facts of a place that are added up.
    rising : bool
        Whether it acts from the limit upwards; else up to it.
    limit : float
        In the unit of the facts.
    problems : tuple of str
        Codes of the vocabulary ``ecosystem_problem`` that it causes.
    clause, source, certainty : str
        Where it comes from, and how sure it is.
    """

    key: str
    kind: Literal["natural", "human"]
    name: str
    name_en: str
    attributes: tuple[str, ...]
    rising: bool
    limit: float
    problems: tuple[str, ...]
    clause: str
    source: str
    certainty: Certainty = "C"


@dataclass(frozen=True, slots=True)
class Location:
    """A class of location of table B.3, in the order in which one hides another.

    Parameters
    ----------
    location : str
        Code of the vocabulary ``location_class``.
    code : int
        Its code in the field ``location_class``.
    line : str
        Control line that bounds it; none for ground that is told by its land cover.
    zone : str
        Code of the vocabulary ``control_zone``.
    clause, source, certainty : str
        Where it comes from, and how sure it is.
    """

    location: str
    code: int
    zone: str
    clause: str
    source: str
    line: str = ""
    certainty: Certainty = "A"


@cache
def load_criteria() -> Mapping[str, Criterion]:
    """Criteria of degradation by key."""
    return keyed(read_csv(Criterion, data_folder() / "method" / "degradation.csv"), lambda r: r.key, "degradation.csv")


@cache
def load_problem_types() -> Mapping[str, ProblemType]:
    """Problems by code."""
    rows = read_csv(ProblemType, data_folder() / "method" / "problem_types.csv")
    return keyed(rows, lambda row: row.problem, "problem_types.csv")


@cache
def load_factors() -> Mapping[str, Factor]:
    """Factors of resilience by key."""
    return keyed(read_csv(Factor, data_folder() / "method" / "resilience.csv"), lambda r: r.key, "resilience.csv")


@cache
def load_drivers() -> Mapping[str, Driver]:
    """Causes by key, the natural ones first."""
    return keyed(read_csv(Driver, data_folder() / "method" / "drivers.csv"), lambda row: row.key, "drivers.csv")


@cache
def load_locations() -> Mapping[str, Location]:
    """Classes of location by code of the vocabulary, the strictest line first."""
    rows = read_csv(Location, data_folder() / "method" / "location_zones.csv")
    return keyed(rows, lambda row: row.location, "location_zones.csv")


@cache
def load_urgency() -> Mapping[tuple[int, str], Urgency]:
    """Grades of urgency by severity and strength of resilience."""
    return {(row.severity, row.resilience): row for row in read_csv(Urgency, data_folder() / "method" / "urgency.csv")}


@cache
def load_need_modes() -> Mapping[tuple[int, str], NeedMode]:
    """Modes by grade of degradation and strength of resilience."""
    rows = read_csv(NeedMode, data_folder() / "method" / "need_modes.csv")
    return {(row.degradation, row.resilience): row for row in rows}


def strength(resilience: int) -> Strength:
    """Resilience in three groups: I–II weak, III medium, IV–V strong (our own grouping, certainty C).

    Examples
    --------
    >>> [strength(grade) for grade in (1, 2, 3, 4, 5)]
    ['weak', 'weak', 'medium', 'strong', 'strong']
    """
    return "weak" if resilience <= 2 else "medium" if resilience == 3 else "strong"
