"""Distributions over the scope that fields of the second pass are measured against; it tells nothing itself."""

from __future__ import annotations

from shanshui.assess.fields import quality, water
from shanshui.assess.ground import Ground, Wants
from shanshui.stage import StageResult


def wants(ground: Ground) -> Wants:
    """Water kept, and every quantity of ecosystem quality by type."""
    return Wants((water.DEPTH, *quality.spreads(ground).values()))


def tells(_: Ground) -> StageResult:
    """Nothing: the topics of the second pass do."""
    return StageResult()
