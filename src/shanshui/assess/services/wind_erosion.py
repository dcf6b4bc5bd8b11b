"""Wind erosion (072) of every place (HJ 1173 A.3); where the climate leaves it none, that is said instead of a zero."""

from __future__ import annotations

from shanshui.assess.ground import Ground, Wants
from shanshui.assess.sums import found_in, mean_facts
from shanshui.assess.unknown import nothing_to_tell, unknown
from shanshui.finding import Finding, Place
from shanshui.geo.tallies import Values
from shanshui.quantity import exact, printed, round_half_up
from shanshui.stage import StageResult
from shanshui.workspace.catalog import CATALOG

INDICATOR = "072"
RAIN, WEATHER, LOSS = Values("rain"), Values("wind_weather"), Values("wind_erosion")


def wants(_: Ground) -> Wants:
    """Loss, what drives it, and the rain by which wet country is known."""
    return Wants((RAIN, WEATHER, LOSS))


def tells(ground: Ground) -> StageResult:
    """Loss of every place; or why there is none to be told: too wet, never windy enough, or something missing."""
    reason = _not_here(ground)
    if reason:
        rain = _rain(ground)
        got = "" if rain is None else f"{printed(round_half_up(exact(rain), 0), 0)} mm"
        place = Place(file=CATALOG, layer="wind")
        said = Finding(reason[0], place, got, subject=f"scope.indicator.{INDICATOR}")
        return nothing_to_tell(ground, INDICATOR, reason[1]) + StageResult(findings=(said,))
    if not ground.has("wind_erosion"):
        return unknown(ground, INDICATOR, *ground.missing("wind_erosion"))
    attribute = f"indicator.{INDICATOR}"
    return StageResult(
        tuple(mean_facts(ground, "wind_erosion", attribute, "TD/T 1068 B.2-072", ground.year, "t/(km2*a)"))
    )


def _not_here(ground: Ground) -> tuple[str, str] | None:
    """Code of the finding and key of the reason why wind erosion does not apply."""
    rain = _rain(ground)
    if not ground.layers.usable("wind"):
        wet = rain is not None and rain > ground.choice("wind_erosion_wettest").number
        return ("WIND-WET", "too_wet") if wet else None
    for _, found, n in found_in(ground, WEATHER):
        still = found.count[n] > 0 and found.maximum[n] == 0
        return ("WIND-STILL", "too_still") if still else None
    return None


def _rain(ground: Ground) -> float | None:
    """Mean annual rain of the scope [mm]."""
    for _, found, n in found_in(ground, RAIN):
        return float(found.mean[n]) if found.count[n] else None
    return None
