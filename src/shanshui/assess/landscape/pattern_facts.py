"""Facts of the landscape pattern of one place: indicators of table B.2, metrics of the whole and of each class."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from shanshui.assess.fields.cover import ECOSYSTEM
from shanshui.assess.ground import Ground
from shanshui.assess.places import Spot
from shanshui.indicators.landscape import fragmentation, richness
from shanshui.indicators.landscape_metrics import landscape_metrics
from shanshui.indicators.patch_metrics import Landscape, class_metrics
from shanshui.ledger import Fact
from shanshui.quantity import convert, exact, round_half_up
from shanshui.workspace.layers import Statement

DEPTH = "core_edge_depth"
"""Choice of how far the edge of a patch reaches into it."""

_PLACES = 6
_DIGITS = 12
"""Significant digits to which metrics are kept."""

_PER_KM2 = 1e6
_OTHERS = "表B.2 注2"
"""Clause of metrics that table B.2 does not have: it may be added to."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """The patches of one place.

    Parameters
    ----------
    kinds : int array, shape (patches,)
        Finest class of each patch of one such class.
    landscape : Landscape
        Its patches of first-level classes.
    """

    kinds: NDArray[np.int64]
    landscape: Landscape


@dataclass(frozen=True, slots=True)
class _Metric:
    """How one metric is told: name in facts, field of the metrics, unit, what the field's value is multiplied by.

    ``lacking`` is the key of a label (``assess.landscape.pattern.<lacking>``) that says why it may have no value.
    """

    name: str
    of: str
    unit: str = "1"
    factor: float = 1.0
    clause: str = _OTHERS
    lacking: str = "one_cell"


_SHARED = (
    _Metric("np", "patches", "count", clause="HJ 1171-2021 6.3"),
    _Metric("mps", "mean_area", "m2", clause="HJ 1171-2021 6.4"),
    _Metric("pd", "density", "count/km2", _PER_KM2),
    _Metric("lpi", "largest_share"),
    _Metric("ed", "edge_density", "m/m2"),
    _Metric("lsi", "shape_index"),
    _Metric("ai", "aggregation"),
    _Metric("cohesion", "cohesion"),
    _Metric("division", "division"),
    _Metric("tca", "core_area", "m2", lacking="shallow"),
)
_OF_CLASS = (
    *_SHARED,
    _Metric("ed_hj", "edge_density_hj", "m/m2", clause="HJ 1171-2021 6.5"),
    _Metric("cpland", "core_share", lacking="shallow"),
    _Metric("enn", "nearest", "m", lacking="alone"),
)
_OF_WHOLE = (
    *_SHARED,
    _Metric("shdi", "shannon"),
    _Metric("shei", "shannon_evenness", lacking="one_class"),
    _Metric("contag", "contagion", lacking="one_class"),
    _Metric("contagion_hj", "contagion_hj", clause="HJ 1171-2021 6.6", lacking="one_class"),
)
_ENN = _Metric("enn", "nearest", "m", lacking="alone")


def facts(ground: Ground, year: int, spot: Spot, found: Pattern, by_class: bool) -> Iterator[Fact]:
    """Facts of one place in one year.

    Parameters
    ----------
    ground : Ground
        With ``ecosystem@<year>``.
    year : int
        Of the land cover.
    spot : Spot
        The place.
    found : Pattern
        Its patches.
    by_class : bool
        Whether each class is told by itself, and distances.
    """
    name, subject = f"ecosystem@{year}", spot.subject
    rich = ground.told(name, "TD/T 1068 B.2-011", *spot.rests_on, method="indicators.landscape.richness")
    yield rich.fact(subject, "indicator.011", richness(found.kinds), "count", year)
    broken = ground.told(name, "TD/T 1068 B.2-012", *spot.rests_on, method="indicators.landscape.fragmentation")
    value = fragmentation(found.kinds.size, float(convert(spot.area, "m2", "km2")))
    yield broken.fact(subject, "indicator.012", round_half_up(exact(value), _PLACES), "count/km2", year)
    whole = landscape_metrics(found.landscape)
    for metric in (*_OF_WHOLE, _ENN) if by_class else _OF_WHOLE:
        told = _statement(ground, year, spot, metric, "landscape_metrics.landscape_metrics")
        yield _fact(ground, told, subject, f"pattern.{metric.name}", float(getattr(whole, metric.of)), metric, year)
    if by_class:
        yield from _of_classes(ground, year, spot, found.landscape)


def _of_classes(ground: Ground, year: int, spot: Spot, found: Landscape) -> Iterator[Fact]:
    metrics = class_metrics(found)
    told = {metric: _statement(ground, year, spot, metric, "patch_metrics.class_metrics") for metric in _OF_CLASS}
    for number, one in enumerate(ground.standard.classes[ECOSYSTEM].level(1)):
        if metrics.patches[number]:
            for metric in _OF_CLASS:
                value = float(getattr(metrics, metric.of)[number])
                attribute = f"pattern.{one.name_en}.{metric.name}"
                yield _fact(ground, told[metric], spot.subject, attribute, value, metric, year)


def _statement(ground: Ground, year: int, spot: Spot, metric: _Metric, function: str) -> Statement:
    method = f"indicators.{function}"
    told = ground.told(f"ecosystem_class@{year}", metric.clause, *spot.rests_on, method=method)
    if metric.lacking != "shallow":
        return told
    depth = ground.choice(DEPTH)
    inputs = (*told.inputs, "project") if depth.own else told.inputs
    return replace(told, source=f"{told.source}；{depth.key}={depth.word}（{depth.source}）", inputs=inputs)


def _fact(
    ground: Ground, told: Statement, subject: str, attribute: str, value: float, metric: _Metric, year: int
) -> Fact:
    if np.isnan(value):
        why = ground.standard.label(f"assess.landscape.pattern.{metric.lacking}")
        return told.fact(subject, attribute, None, metric.unit, year, why)
    number = exact(float(f"{value * metric.factor:.{_DIGITS}g}"))
    return told.fact(subject, attribute, number, metric.unit, year)
