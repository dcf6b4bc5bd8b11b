"""What samples are measured in and judged by (5.2.2.3 g, B.2-081, B.2-091): GB 3838, GB 15618, GB 36600 as data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Literal

from shanshui.standard.indicators import Certainty
from shanshui.standard.judging.rule_words import rule_words
from shanshui.standard.records import data_folder, keyed, read_csv
from shanshui.standard.words import narrow, plain

Medium = Literal["water", "soil"]
Land = Literal["paddy", "orchard", "other", "any"]
Body = Literal["any", "river", "lake"]
Site = Literal[1, 2]
"""Construction land of the first and of the second kind (GB 36600 5.1)."""
WATER_PH = (Decimal(6), Decimal(9))
"""Between which the pH of any class lies (GB 3838 table 1); it makes no class."""
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
    """Limit of one parameter for one class, of any surface water, of rivers, or of lakes and reservoirs (GB 3838)."""

    parameter: str
    water_class: str
    better: Literal["less", "more"]
    value: Decimal
    source: str
    certainty: Certainty
    body: Body = "any"


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


@dataclass(frozen=True, slots=True)
class SoilControl:
    """Risk control value for farmland of a range of pH that is open below and closed above (GB 15618 table 3)."""

    parameter: str
    value: Decimal
    source: str
    certainty: Certainty
    ph_above: Decimal | None = None
    ph_to: Decimal | None = None

    def holds(self, ph: Decimal) -> bool:
        """Whether it is the one for soil of this pH."""
        return (self.ph_above is None or ph > self.ph_above) and (self.ph_to is None or ph <= self.ph_to)


@dataclass(frozen=True, slots=True)
class ConstructionLimit:
    """Screening and control values of one pollutant for construction land of the first and second kind (GB 36600).

    Parameters
    ----------
    parameter, unit : str
        As the standard writes them.
    cas : tuple of str
        Numbers of the substance.
    screening_1, screening_2, control_1, control_2 : Decimal
        Values by kind of land.
    background : bool
        Whether a value above the screening value, but not above the local background, is no pollution.
    source, certainty : str
        Where it comes from, and how sure we are.
    """

    parameter: str
    unit: str
    screening_1: Decimal
    screening_2: Decimal
    control_1: Decimal
    control_2: Decimal
    source: str
    certainty: Certainty
    cas: tuple[str, ...] = ()
    background: bool = False

    def screening(self, site: Site) -> Decimal:
        """The screening value for a kind of land."""
        return self.screening_1 if site == 1 else self.screening_2

    def control(self, site: Site) -> Decimal:
        """The control value for a kind of land."""
        return self.control_1 if site == 1 else self.control_2


@cache
def sample_parameters(medium: str) -> Mapping[str, SampleParameter]:
    """Parameters of a medium by each name that they go by, in plain writing (see :func:`.words.plain`)."""
    found: dict[str, SampleParameter] = {}
    for known in read_csv(SampleParameter, data_folder() / "judging" / "samples" / "parameters.csv"):
        if known.medium == medium:
            for name in (known.name, *known.aliases):
                found.setdefault(plain(name), known)
    for limit in construction_limits().values() if medium == "soil" else ():
        known = SampleParameter("soil", limit.parameter, limit.unit, limit.source, limit.certainty, min=Decimal(0))
        found.setdefault(plain(limit.parameter), known)
    return MappingProxyType(found)


def in_unit(given: str, parameter: SampleParameter) -> bool:
    """Whether a value stands in the unit of its parameter; one without unit may have none, or say pH."""
    written = plain(given)
    return written == plain(parameter.unit) or (parameter.unit == "1" and written in ("", "ph"))


def land_kind(text: str) -> Land | Site | None:
    """What the use of land that somebody wrote comes to: land of GB 15618, or a kind of construction land.

    Examples
    --------
    >>> land_kind("水田"), land_kind("旱地"), land_kind("工业用地"), land_kind("农村宅基地"), land_kind("")
    ('paddy', 'other', 2, 1, None)
    """
    if not text.strip():
        return None
    for name in ("paddy", "orchard"):
        if any(word in text for word in rule_words(name)):
            return "paddy" if name == "paddy" else "orchard"
    sites: tuple[tuple[str, Site], ...] = (("construction_1", 1), ("construction_2", 2), ("construction", 1))
    found = (site for name, site in sites if any(word in text for word in rule_words(name)))
    return next(found, "other")


def standing(text: str) -> bool:
    """Whether what somebody wrote for the use of land is a lake or reservoir."""
    return any(word in text for word in rule_words("lake"))


@cache
def water_limits(body: Body = "river") -> Mapping[tuple[str, str], WaterLimit]:
    """Limits of GB 3838 by parameter and class, of rivers or of lakes and reservoirs."""
    rows = read_csv(WaterLimit, data_folder() / "judging" / "samples" / "water_classes.csv")
    return MappingProxyType({(row.parameter, row.water_class): row for row in rows if row.body in ("any", body)})


@cache
def construction_limits() -> Mapping[str, ConstructionLimit]:
    """Values of GB 36600 by pollutant."""
    rows = read_csv(ConstructionLimit, data_folder() / "judging" / "samples" / "construction_limits.csv")
    return keyed(rows, lambda row: row.parameter, "construction_limits.csv")


@cache
def _soil_controls() -> Mapping[str, Sequence[SoilControl]]:
    found: dict[str, list[SoilControl]] = {}
    for row in read_csv(SoilControl, data_folder() / "judging" / "samples" / "soil_control.csv"):
        found.setdefault(row.parameter, []).append(row)
    return MappingProxyType(found)


def soil_controls(parameter: str, ph: Decimal | None) -> tuple[Decimal, ...]:
    """Control values of GB 15618 for a parameter: that of its pH, or all where the pH is not known; none for some."""
    return tuple(row.value for row in _soil_controls().get(parameter, ()) if ph is None or row.holds(ph))


def soil_screenings(parameter: str, land: Land | None, ph: Decimal | None) -> tuple[Decimal, ...]:
    """Screening values of GB 15618 that may hold: one where use and pH are known, else those of all that are possible.

    Examples
    --------
    >>> [str(value) for value in sorted(soil_screenings("镉", "paddy", None))]
    ['0.3', '0.4', '0.6', '0.8']
    """
    steps = (Decimal("5.5"), Decimal("6.5"), Decimal("7.5"), Decimal(14)) if ph is None else (ph,)
    lands: tuple[Land, ...] = ("paddy", "orchard", "other") if land is None else (land,)
    found = (soil_limit(parameter, one, step) for one in lands for step in steps)
    return tuple(limit.value for limit in found if limit is not None)


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
