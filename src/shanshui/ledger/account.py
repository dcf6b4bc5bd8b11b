"""How a computed choice accounts for itself: sentences and charts as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence by which a proposal explains itself: a label of ``labels.csv`` and the words that fill it."""

    label: str
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Series:
    """Points of a chart: a line, marks, or bars from ``x`` to ``x + width``."""

    name: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    kind: Literal["line", "marks", "bars"] = "line"
    width: tuple[float, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of a proposal; titles are labels of ``labels.csv``, names of series are printed as they stand."""

    title: str
    x_title: str
    y_title: str
    series: tuple[Series, ...]
    y_labels: tuple[str, ...] = ()
