"""Problems of the whole scope (H.1.1.2, H.1.4.3): the sums of what the diagnosed places have of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from shanshui.assess.ground import least_sure
from shanshui.ledger import Fact
from shanshui.workspace.layers import Statement

URGENT = 4
"""Grade of urgency from which on a problem is called urgent."""
_CLAUSE = "H.1.4.3"


@dataclass
class _Spread:
    """Facts on one problem: severity, area and urgency, by place."""

    graded: list[Fact] = field(default_factory=list)
    area: dict[str, Fact] = field(default_factory=dict)
    urgent: set[str] = field(default_factory=set)


def problem_totals(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Area and number of places of each problem, and of these what is urgent.

    Parameters
    ----------
    facts : iterable of Fact
        The diagnosis of every place.

    Yields
    ------
    Fact
        ``scope.problem.<problem>.area`` and ``.urgent_area`` [m²], where areas are known; ``.places`` and
        ``.urgent_places``, counts.
    """
    for problem, spread in sorted(_spreads(facts).items()):
        stem = f"problem.{problem}"
        graded = Statement(
            "", "assess.diagnosis.totals.problem_totals", _CLAUSE, tuple(f.id for f in spread.graded),
            least_sure(f.basis for f in spread.graded),
        )  # fmt: skip
        yield graded.fact("scope", f"{stem}.places", len(spread.graded), "count")
        yield graded.fact("scope", f"{stem}.urgent_places", len(spread.urgent), "count")
        if spread.area:
            yield _sum(f"{stem}.area", list(spread.area.values()))
            urgent = [fact for subject, fact in spread.area.items() if subject in spread.urgent]
            yield _sum(f"{stem}.urgent_area", urgent or list(spread.area.values()), bool(urgent))


def _spreads(facts: Iterable[Fact]) -> dict[str, _Spread]:
    found: dict[str, _Spread] = {}
    for fact in facts:
        head, _, rest = fact.attribute.partition(".")
        problem, _, kind = rest.rpartition(".")
        if head != "problem" or not isinstance(fact.value, Decimal):
            continue
        if kind == "severity" and "." not in problem:
            found.setdefault(problem, _Spread()).graded.append(fact)
        elif kind == "area":
            found.setdefault(problem, _Spread()).area[fact.subject] = fact
        elif kind == "urgency" and fact.value >= URGENT:
            found.setdefault(problem, _Spread()).urgent.add(fact.subject)
    return found


def _sum(attribute: str, parts: list[Fact], counts: bool = True) -> Fact:
    """Sum of areas [m²]; 0 where the parts only say that none of them counts."""
    told = Statement(
        "", "assess.diagnosis.totals.problem_totals", _CLAUSE, tuple(f.id for f in parts),
        least_sure(f.basis for f in parts),
    )  # fmt: skip
    total = sum((f.value for f in parts if isinstance(f.value, Decimal)), Decimal(0)) if counts else Decimal(0)
    return told.fact("scope", attribute, total, "m2")
