"""What samples are measured in and judged by (5.2.2.3 g, B.2-081, B.2-091): GB 3838 and GB 15618 as data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Literal

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, read_csv
from shanshui.standard.words import narrow, plain

Medium = Literal["water", "soil"]
Land = Literal["paddy", "orchard", "other", "any"]
WATER_CLASSES = ("I", "II", "III", "IV", "V")
"""Classes of GB 3838, best first."""

_CLASS = re.compile(r"(III|II|IV|I|V|[1-5])[^0-9A-Z]*")
_BY_DIGIT = dict(zip("12345", WATER_CLASSES, strict=True))


@dataclass(frozen=True, slots=True)
class SampleParameter:
    """A property of water or soil that is sampled.

    Parameters
    ----------
    medium : {"water", "soil"}
        What is sampled.
    name : str
        As the standard writes it.
    unit : str
        How its unit is written; ``1`` where it has none.
    aliases : tuple of str
        What else people write for it.
    min, max : Decimal or None
        No value lies outside.
    source, certainty : str
        Where it comes from, and how sure we are.
    """

    medium: Medium
    name: str
    unit: str
    source: str
    certainty: Certainty
    aliases: tuple[str, ...] = ()
    min: Decimal | None = None
    max: Decimal | None = None


@dataclass(frozen=True, slots=True)
class WaterLimit:
    """Limit of one parameter for one class of rivers (GB 3838)."""

    parameter: str
    water_class: str
    better: Literal["less", "more"]
    value: Decimal
    source: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class SoilLimit:
    """Screening value for a use of farmland and a range of pH that is open below and closed above (GB 15618)."""

    parameter: str
    land: Land
    value: Decimal
    source: str
    certainty: Certainty
    ph_above: Decimal | None = None
    ph_to: Decimal | None = None

    def holds(self, ph: Decimal) -> bool:
        """Whether it is the one for soil of this pH."""
        return (self.ph_above is None or ph > self.ph_above) and (self.ph_to is None or ph <= self.ph_to)


@cache
def sample_parameters(medium: str) -> Mapping[str, SampleParameter]:
    """Parameters of a medium by each name that they go by, in plain writing (see :func:`.words.plain`)."""
    found: dict[str, SampleParameter] = {}
    for known in read_csv(SampleParameter, data_folder() / "judging" / "samples" / "parameters.csv"):
        if known.medium == medium:
            for name in (known.name, *known.aliases):
                found.setdefault(plain(name), known)
    return MappingProxyType(found)


@cache
def water_limits() -> Mapping[tuple[str, str], WaterLimit]:
    """Limits of GB 3838 by parameter and class."""
    rows = read_csv(WaterLimit, data_folder() / "judging" / "samples" / "water_classes.csv")
    return MappingProxyType({(row.parameter, row.water_class): row for row in rows})


@cache
def _soil_limits() -> Mapping[str, Sequence[SoilLimit]]:
    found: dict[str, list[SoilLimit]] = {}
    for row in read_csv(SoilLimit, data_folder() / "judging" / "samples" / "soil_limits.csv"):
        found.setdefault(row.parameter, []).append(row)
    return MappingProxyType(found)


def soil_limit(parameter: str, land: Land, ph: Decimal) -> SoilLimit | None:
    """The screening value of GB 15618 for a parameter; None where it has none.

    Examples
    --------
    >>> [soil_limit("镉", land, Decimal("6.5")).value for land in ("paddy", "other")]
    [Decimal('0.4'), Decimal('0.3')]
    """
    fitting = [row for row in _soil_limits().get(parameter, ()) if row.holds(ph)]
    own = (row for wanted in (land, "any", "other") for row in fitting if row.land == wanted)
    return next(own, None)


def water_class(text: str) -> str:
    """The class of GB 3838 that somebody wrote; empty where it is none.

    Examples
    --------
    >>> water_class("Ⅲ类"), water_class("iii"), water_class("3类"), water_class("劣Ⅴ")
    ('III', 'III', 'III', '')
    """
    found = _CLASS.fullmatch(narrow(text).strip().upper())
    return _BY_DIGIT.get(found.group(1), found.group(1)) if found else ""
