"""Irreplaceability of habitats (B.2-065): how often the planning units of a place are chosen in many runs.

HJ 1173 takes a county for one planning unit, which tells nothing within a county; here the units are smaller, and which
they are is a choice of the project. The topic stands in both passes: the first counts ecosystems in the units.
"""

from __future__ import annotations

from collections.abc import Iterator

from shanshui.assess.fields.irreplaceability import COVER, PATCHES, SPECIES, planning_shapes
from shanshui.assess.ground import Ground, Missing, Wants
from shanshui.assess.unknown import unknown
from shanshui.geo.tallies import Values
from shanshui.ledger import Fact, fact_id
from shanshui.quantity import exact, round_half_up
from shanshui.stage import StageResult

FIELD, CODE = "irreplaceability", "065"
_PLACES = 4


def wants(ground: Ground) -> Wants:
    """Ecosystems in planning units first; then how often these are chosen, which is drawn."""
    if all(ground.layers.vector(role) is None for role in (SPECIES, PATCHES)):
        return Wants()
    return Wants((COVER,)) if COVER not in ground.swept else Wants((Values(FIELD),), (FIELD,))


def tells(ground: Ground) -> StageResult:
    """Mean of every place, weighted by area, and the number of planning units."""
    if Values(FIELD) in ground.swept:
        return StageResult(tuple(_facts(ground)))
    gaps = ground.missing(FIELD)
    told = fact_id("scope", f"indicator.{CODE}", ground.base_year) in ground.facts
    return unknown(ground, CODE, *gaps) if gaps and not told else StageResult()


def _facts(ground: Ground) -> Iterator[Fact]:
    clause = ground.standard.indicators[CODE].clause
    for spot, found, n in ground.places.each(ground.swept[Values(FIELD)]):
        if found.count[n]:
            told = ground.told(FIELD, clause, *spot.rests_on)
            value = round_half_up(exact(float(found.mean[n])), _PLACES)
            yield told.fact(spot.subject, f"indicator.{CODE}", value, "1", ground.year)
    shapes = planning_shapes(ground)
    count = 0 if isinstance(shapes, Missing) else len(shapes)
    yield ground.told("planning_unit", clause, "scope.area").fact(
        "scope", f"{FIELD}.units", count, "count", ground.year
    )
