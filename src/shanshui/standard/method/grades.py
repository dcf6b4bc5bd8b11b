"""Grades of values: intervals that follow one another without a gap, each with its name, source and certainty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Literal

from shanshui.errors import DefectError
from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, read_csv


@dataclass(frozen=True, slots=True)
class Grade:
    """One interval of a scale.

    Parameters
    ----------
    scheme : str
        Which scale.
    grade : int
        Number that stands for it; in scales of degradation 1 is none and 5 extreme.
    lower, upper : Decimal or None
        Its ends in :attr:`unit`; none where it is open.
    name_zh, name_en : str
        For readers.
    unit : str
        Unit code.
    closed : str
        Which of its ends belongs to it.
    clause, source : str
        Where the scale is asked for; where it comes from.
    certainty : str
        A read in a source, B by heart, C our own convention.
    """

    scheme: str
    grade: int
    name_zh: str
    name_en: str
    unit: str
    closed: Literal["left", "right"]
    clause: str
    source: str
    lower: Decimal | None = None
    upper: Decimal | None = None
    certainty: Certainty = "C"


@dataclass(frozen=True, slots=True)
class Scale:
    """A whole scale.

    Parameters
    ----------
    grades : tuple of Grade
        From the lowest values to the highest.
    """

    grades: tuple[Grade, ...]

    @property
    def limits(self) -> tuple[float, ...]:
        """Upper ends of all intervals but the last, ascending."""
        return tuple(float(grade.upper) for grade in self.grades if grade.upper is not None)

    @property
    def numbers(self) -> tuple[int, ...]:
        """Number of each interval, from the lowest values to the highest."""
        return tuple(grade.grade for grade in self.grades)

    @property
    def closed(self) -> Literal["left", "right"]:
        """Which end belongs to an interval."""
        return self.grades[0].closed

    def of(self, value: float) -> Grade:
        """The interval of one value."""
        inside = (value >= limit if self.closed == "left" else value > limit for limit in self.limits)
        return self.grades[sum(inside)]


@cache
def load_scales() -> Mapping[str, Scale]:
    """All scales by name.

    Raises
    ------
    DefectError
        Where the intervals of a scale leave a gap or overlap.
    """
    rows: dict[str, list[Grade]] = {}
    for row in read_csv(Grade, data_folder() / "method" / "grades.csv"):
        rows.setdefault(row.scheme, []).append(row)
    found = {}
    for scheme, grades in rows.items():
        grades.sort(key=lambda grade: (grade.lower is not None, grade.lower or 0))
        ends = [grade.upper for grade in grades[:-1]] == [grade.lower for grade in grades[1:]]
        if (
            not ends
            or grades[0].lower is not None
            or grades[-1].upper is not None
            or None in (g.upper for g in grades[:-1])
        ):
            raise DefectError(f"grades.csv: the intervals of {scheme} leave a gap or overlap")
        found[scheme] = Scale(tuple(grades))
    return MappingProxyType(found)


def scale(name: str) -> Scale:
    """The scale of a name."""
    return load_scales()[name]
