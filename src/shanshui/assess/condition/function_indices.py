"""Indices of function, structure and stress (B.2-021 to 023): HJ 192 gives the formula, the project the weights."""

from __future__ import annotations

from collections.abc import Mapping

from shanshui.assess.condition.ecological_index import indices, shares
from shanshui.assess.ground import Ground, Missing, Wants
from shanshui.assess.unknown import unknown
from shanshui.finding import Finding, Place
from shanshui.indicators.ecological_index import bounded, weighted
from shanshui.ledger import Basis, Fact
from shanshui.plan.choices import Chosen
from shanshui.quantity import exact, round_half_up
from shanshui.stage import StageResult
from shanshui.standard.method.choices import load_members
from shanshui.standard.method.ecological_index import function_norms
from shanshui.workspace.layers import measured_on

INDICES = {"021": "function", "022": "structure", "023": "stress"}
"""Indicator of table B.2, and its name in choices."""

_SAME = {"habitat": "habitat", "vegetation": "vegetation", "land_stress": "stress", "pollution": "pollution"}
"""Sub-indicators that are indices of the whole, and their names there."""

_ERODED = (3, 4, 5, 6)
"""Classes of erosion from moderate upwards."""

_WHOLE = 1e-3
_PLACES = 4


def wants(_: Ground) -> Wants:
    """Nothing of its own."""
    return Wants()


def tells(ground: Ground) -> StageResult:
    """Each index for which there are weights and values; what the others lack."""
    told = StageResult()
    known: Mapping[str, float] | None = None
    for indicator, index in INDICES.items():
        weights = {name: one for name, one in _weights(ground, index).items() if one.value is not None}
        if not weights:
            told += unknown(ground, indicator, Missing(why="ei_weights"))
            continue
        known = values(ground) if known is None else known
        total = sum(one.number for one in weights.values())
        if abs(total - 1) > _WHOLE:
            told += unknown(ground, indicator, Missing(why="ei_weights_sum"))
            place = Place(file="project.yaml", column="parameters")
            finding = Finding("EI-WEIGHTS", place, f"{total:g}", "1", f"parameter:ei_weight_{index}")
            told += StageResult(findings=(finding,))
        elif weights.keys() - known.keys():
            told += unknown(ground, indicator, Missing(why="ei_values"))
        else:
            told += StageResult((_fact(ground, indicator, weights, known),))
    return told


def _weights(ground: Ground, index: str) -> Mapping[str, Chosen]:
    return {name: ground.choice(f"ei_weight_{index}_{name}") for name in load_members()["ei_indicator"]}


def values(ground: Ground) -> Mapping[str, float]:
    """Sub-indicators from 0 to 100: the project's own, else indices of the whole, else shares of ground."""
    norms = function_norms(ground.choice("ecological_function").word)
    found = {name: bounded(share * norms.get(name, 100.0)) for name, share in shares(ground).items()}
    if "water_retention" not in norms:
        found.pop("water_retention", None)
    parts = indices(ground)
    for name, same in _SAME.items():
        value = parts[same].value
        if value is not None:
            found[name] = value
    eroded = [ground.facts.number(f"scope.erosion.class{n}.area@{ground.year}") for n in _ERODED]
    if None not in eroded:
        found["eroded"] = bounded(100 * sum(float(one or 0) for one in eroded) / float(ground.places.scope.area))
    for name in load_members()["ei_indicator"]:
        own = ground.choice(f"ei_value_{name}")
        if own.value is not None:
            found[name] = own.number
    return found


def _fact(ground: Ground, indicator: str, weights: Mapping[str, Chosen], known: Mapping[str, float]) -> Fact:
    spec = ground.standard.indicators[indicator]
    roles = tuple(role for role in ("landcover", "ndvi", "rivers") if ground.layers.usable(role))
    told = measured_on(
        ground.layers,
        (*(f"layer:{role}" for role in roles), "project"),
        "indicators.ecological_index.weighted",
        f"TD/T 1068 {spec.clause}",
        ("scope.area",),
        Basis.MODELLED_UNCALIBRATED,
    )
    value = weighted(known, {name: one.number for name, one in weights.items()})
    return told.fact("scope", f"indicator.{indicator}", round_half_up(exact(value), _PLACES), "1", ground.year)
