"""Resilience of each diagnosed place (table B.3 note i): warmth, rain, soil, elevation, slope and cover."""

from __future__ import annotations

from collections.abc import Iterator

from shanshui.assess.diagnosis.grades import Part, by_scale, part_facts, rounded, whole_facts
from shanshui.assess.ground import Ground, Wants, least_sure
from shanshui.assess.places import Spot, diagnosed
from shanshui.geo.tallies import Values
from shanshui.ledger import Fact
from shanshui.ledger.fact import fact_id
from shanshui.stage import StageResult
from shanshui.standard.method.diagnosis import load_factors

CLAUSE = "表B.3 注i"


def wants(ground: Ground) -> Wants:
    """Means of all factors that can be had."""
    return Wants(tuple(Values(one.field) for one in load_factors().values() if ground.has(one.field)))


def tells(ground: Ground) -> StageResult:
    """Value and grade of each factor, and the grade of resilience, where enough of them are known."""
    return StageResult(tuple(fact for spot in diagnosed(ground.places) for fact in _of_place(ground, spot)))


def _of_place(ground: Ground, spot: Spot) -> Iterator[Fact]:
    parts, whole = [], 0.0
    for one in load_factors().values():
        weight = ground.choice(one.weight).number
        whole += weight
        mean = _mean(ground, one.field, spot)
        if mean is None or not weight:
            continue
        told = ground.told(one.field, CLAUSE, *spot.rests_on, method="geo.zonal.statistics")
        yield told.fact(spot.subject, f"resilience.{one.key}.value", rounded(mean), one.unit)
        limits, numbers, rule = by_scale(one.scale)
        key = fact_id(spot.subject, f"resilience.{one.key}.value")
        basis = least_sure((told.basis,))
        parts.append(Part(one.key, mean, limits, numbers, f"{rule}（{one.source}）", (key,), weight, basis))
    yield from part_facts(spot.subject, "resilience", parts, CLAUSE)
    if sum(part.weight for part in parts) >= ground.choice("diagnosis_least_known").number * whole and parts:
        yield from whole_facts(ground, spot.subject, "resilience", parts, CLAUSE)


def _mean(ground: Ground, name: str, spot: Spot) -> float | None:
    results = ground.swept.get(Values(name))
    for place, found, n in ground.places.each(results) if results is not None else ():
        if place is spot:
            return float(found.mean[n]) if found.count[n] else None
    return None
