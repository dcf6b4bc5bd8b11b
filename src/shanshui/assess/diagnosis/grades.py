"""Grades made of graded parts: each names the facts and limits that made it, and how steady it is."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from shanshui.assess.ground import Ground, least_sure
from shanshui.indicators.diagnosis import combined, grade_of, shaken, shaken_limits, steadiness
from shanshui.ledger import Basis, Fact
from shanshui.quantity import exact, round_half_up
from shanshui.standard.method.grades import scale
from shanshui.workspace.layers import Statement

MEAN_LIMITS, MEAN_NUMBERS = (1.5, 2.5, 3.5, 4.5), (1, 2, 3, 4, 5)
"""Limits by which a mean of grades is rounded half up."""

_PLACES = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is graded.

    Parameters
    ----------
    key : str
        Its name in facts.
    value : float
        What is graded, from 0.
    limits, numbers : tuple
        Upper ends of all intervals but the last, ascending; grade of each interval.
    rule : str
        Where the limits stand, for a reader.
    inputs : tuple of str
        Facts that the value rests on.
    weight : float
        In the whole.
    basis : Basis
        Of the value.
    interval : tuple of float or None
        Holds the value with a probability of 95 %.
    """

    key: str
    value: float
    limits: tuple[float, ...]
    numbers: tuple[int, ...]
    rule: str
    inputs: tuple[str, ...]
    weight: float = 1.0
    basis: Basis = Basis.MEASURED
    interval: tuple[float, float] | None = None

    @property
    def grade(self) -> int:
        """Its grade, from 1."""
        return int(grade_of(self.value, self.limits, self.numbers))


def by_scale(name: str) -> tuple[tuple[float, ...], tuple[int, ...], str]:
    """Limits, numbers and rule of a scale of ``grades.csv``."""
    found = scale(name)
    ends = "/".join(f"{limit:g}" for limit in found.limits)
    return found.limits, found.numbers, f"grades.csv {name} {ends}"


def by_mean() -> tuple[tuple[float, ...], tuple[int, ...], str]:
    """Limits, numbers and rule of a mean of grades."""
    return MEAN_LIMITS, MEAN_NUMBERS, "1.5/2.5/3.5/4.5"


def whole_grade(parts: Sequence[Part]) -> int:
    """Grade of all parts by their weights, rounded half up; 0 where there is none."""
    return int(combined([part.grade for part in parts], [part.weight for part in parts])) if parts else 0


def stability(ground: Ground, key: str, parts: Sequence[Part]) -> Decimal:
    """Share of runs with shaken values and limits that come to the same grade.

    Parameters
    ----------
    ground : Ground
        With the choices of how many runs, and how much is shaken.
    key : str
        Of the grade: runs of one grade are the same in every build, whatever other grades there are.
    parts : sequence of Part
        What makes it.
    """
    runs = round(ground.choice("diagnosis_runs").number)
    of_values, of_limits = (ground.choice(f"diagnosis_{name}_spread").number for name in ("input", "limit"))
    chance = np.random.default_rng([round(ground.choice("diagnosis_seed").number), zlib.crc32(key.encode())])
    grades: list[NDArray[np.int32]] = []
    for part in parts:
        values = shaken(part.value, part.interval, of_values, runs, chance)
        grades.append(grade_of(values, shaken_limits(part.limits, of_limits, runs, chance), part.numbers))
    whole = combined(np.stack(grades, axis=-1), [part.weight for part in parts])
    return rounded(steadiness(whole, whole_grade(parts)), _PLACES)


def part_facts(subject: str, stem: str, parts: Sequence[Part], clause: str) -> Iterator[Fact]:
    """The grade of each part, ``<stem>.<key>``."""
    for part in parts:
        told = Statement(part.rule, "indicators.diagnosis.grade_of", clause, part.inputs, part.basis)
        yield told.fact(subject, f"{stem}.{part.key}", part.grade)


def whole_facts(ground: Ground, subject: str, stem: str, parts: Sequence[Part], clause: str) -> Iterator[Fact]:
    """The grade of all parts, ``<stem>``, and its steadiness, ``<stem>.stability``."""
    basis = least_sure(part.basis for part in parts)
    ids = tuple(f"{subject}.{stem}.{part.key}" for part in parts)
    weights = "；".join(f"{part.key}×{part.weight:g}" for part in parts)
    told = Statement(weights, "indicators.diagnosis.combined", clause, ids, basis)
    yield told.fact(subject, stem, whole_grade(parts))
    yield steady_fact(ground, subject, stem, parts, clause)


def steady_fact(ground: Ground, subject: str, stem: str, parts: Sequence[Part], clause: str) -> Fact:
    """How steady a grade is, ``<stem>.stability``."""
    chosen = [ground.choice(f"diagnosis_{name}") for name in ("runs", "seed", "input_spread", "limit_spread")]
    words = "；".join(f"{one.key}={one.word}" for one in chosen)
    basis = least_sure(part.basis for part in parts)
    told = Statement(words, "assess.diagnosis.grades.stability", clause, (f"{subject}.{stem}",), basis)
    return told.fact(subject, f"{stem}.stability", stability(ground, f"{subject}.{stem}", parts))


def known(ground: Ground, subject: str, attribute: str) -> Fact | None:
    """A fact with a number: of the present year, else of no year, else of the last year that there is."""
    for name in (f"{subject}.{attribute}@{ground.year}", f"{subject}.{attribute}"):
        found = ground.facts.get(name)
        if found is not None and isinstance(found.value, Decimal):
            return found
    dated = [fact for fact in ground.facts.starting(f"{subject}.{attribute}@") if isinstance(fact.value, Decimal)]
    return max(dated, key=lambda fact: fact.when, default=None)


def interval_of(fact: Fact) -> tuple[float, float] | None:
    """The interval of a fact, where it has one."""
    return (float(fact.low), float(fact.high)) if fact.low is not None and fact.high is not None else None


def rounded(value: float, places: int = _PLACES) -> Decimal:
    """A number as facts hold it."""
    return round_half_up(exact(value), places)
