"""How much ground has which main problem, resilience and urgency: the diagnosed places, added up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from shanshui.assess.ground import least_sure
from shanshui.assess.places import Spot
from shanshui.ledger import Fact, Facts
from shanshui.workspace.layers import Statement

_METHOD = "assess.diagnosis.graded_areas.graded_areas"


def graded_areas(spots: Sequence[Spot], facts: Facts) -> Iterator[Fact]:
    """Areas of the places by their gravest problem, their resilience, their most urgent problem.

    Parameters
    ----------
    spots : sequence of Spot
        The diagnosed places.
    facts : Facts
        With the diagnosis of each.

    Yields
    ------
    Fact
        Of the scope, ``diagnosed.<subject>.<class>.area`` [m²]; a place that has no such grade is in none of them.
    """
    found: dict[tuple[str, str], list[tuple[Spot, Fact]]] = {}
    for spot in spots:
        for subject, name, fact in _classes(spot.subject, facts):
            found.setdefault((subject, name), []).append((spot, fact))
    for (subject, name), places in sorted(found.items()):
        below = dict.fromkeys(key for spot, fact in places for key in (*spot.rests_on, fact.id))
        told = Statement("", _METHOD, "5.3.1.5", tuple(below), least_sure(fact.basis for _, fact in places))
        total = sum((spot.area for spot, _ in places), Decimal(0))
        yield told.fact("scope", f"diagnosed.{subject}.{name}.area", total, "m2")


def _classes(place: str, facts: Facts) -> Iterator[tuple[str, str, Fact]]:
    """Subject, class, and the fact that tells it: main problem, resilience, greatest urgency; as far as known."""
    problems = facts.get(f"{place}.problems")
    codes = facts.codes(f"{place}.problems")
    if problems is not None and codes:
        yield "problem", codes[0], problems
    resilience = facts.get(f"{place}.resilience")
    if resilience is not None and isinstance(resilience.value, Decimal):
        yield "resilience", f"grade{int(resilience.value)}", resilience
    urgent = [facts.get(f"{place}.problem.{code}.urgency") for code in codes]
    graded = [fact for fact in urgent if fact is not None and isinstance(fact.value, Decimal)]
    if graded:
        most = max(graded, key=lambda fact: Decimal(str(fact.value)))
        yield "urgency", f"grade{int(Decimal(str(most.value)))}", most
