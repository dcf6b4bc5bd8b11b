"""Targets against what the plan brings of them."""

from decimal import Decimal

from review.broken.attainment import STATE
from whole import added, cell, computed, fact, on_disk

_GAIN = "scope.target.vegetation_cover_gain.end"

# The check itself reads no rasters, so that effects on cover stand in the computed case alone.
BROKEN = {
    "TARGET-UNLIKELY": computed(fact(f"{_GAIN}.probability", Decimal("0.1")), fact(f"{_GAIN}.verdict", "unlikely")),
    "TARGET-UNMOVED": on_disk(added("targets", **STATE, target="90")),
    "TARGET-EASY": on_disk(cell("targets", 1, target="10")),
    "TARGET-PERCENT": on_disk(cell("targets", 4, target="0.95")),
    "TARGET-SLIP": on_disk(cell("targets", 2, target="450")),
    "TARGET-BASE": computed(fact("unit:L.target.031.5.baseline_difference", Decimal("-0.2"))),
    "TARGET-SUGGEST": computed(fact("scope.target.erosion_area_cut.end.expected", Decimal("0.1"), "1")),
}
