"""Importance of services, sensitivity to processes, and both together, by area of every level."""

from __future__ import annotations

from shanshui.assess.fields.sensitivity import PARTS
from shanshui.assess.ground import Ground, Wants
from shanshui.assess.sums import area_facts
from shanshui.geo.tallies import Codes
from shanshui.stage import StageResult

CLAUSE = "5.3.1.3"
TOLD = (*PARTS, "ecological_importance")
LEVELS = (1, 2, 3)


def wants(_: Ground) -> Wants:
    """Levels of each; those that maps show are drawn."""
    return Wants(tuple(Codes(name) for name in TOLD), ("sensitivity_soil_erosion", "ecological_importance"))


def tells(ground: Ground) -> StageResult:
    """Area of every level in every place, of what can be had."""
    facts = (
        fact
        for name in TOLD
        if ground.has(name)
        for fact in area_facts(ground, name, LEVELS, f"{name}.level{{}}.area", CLAUSE, ground.year)
    )
    return StageResult(tuple(facts))
