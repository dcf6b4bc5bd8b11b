"""Which modes, measures and sub-projects each control zone permits, and which standards they follow (5.4.4.1 b–h)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv


@dataclass(frozen=True, slots=True)
class ZoneMode:
    """One mode in one control zone.

    Parameters
    ----------
    zone, mode : str
        Codes of the vocabularies ``control_zone`` and ``mode``.
    permission : str
        ``allowed``; ``exception``: only where ``condition`` holds; ``forbidden``.
    condition_zh, condition_en : str
        When the exception may be made, in our words.
    clause : str
        Where the code says so.
    certainty : str
        A where the clause names the mode, C where its silence is read strictly.
    """

    zone: str
    mode: str
    permission: Literal["allowed", "exception", "forbidden"]
    clause: str
    condition_zh: str = ""
    condition_en: str = ""
    certainty: Certainty = "A"


@cache
def load_zone_modes() -> Mapping[str, ZoneMode]:
    """All pairs by ``<zone>/<mode>``."""
    rows = read_csv(ZoneMode, data_folder() / "judging" / "zone_modes.csv")
    return keyed(rows, lambda row: f"{row.zone}/{row.mode}", "zone_modes.csv")


@dataclass(frozen=True, slots=True)
class ZoneMeasure:
    """What a control zone says of one category of measures; of what is not listed it says nothing.

    Parameters
    ----------
    zone, category : str
        Codes of the vocabularies ``control_zone`` and ``measure_category``.
    permission : str
        ``exception``: only where ``condition`` holds; ``forbidden``.
    condition_zh, condition_en : str
        When the exception may be made, or why not, in our words.
    clause, source, certainty : str
        Where this comes from, and how sure it is.
    """

    zone: str
    category: str
    permission: Literal["exception", "forbidden"]
    condition_zh: str
    condition_en: str
    clause: str
    source: str
    certainty: Certainty = "A"


@dataclass(frozen=True, slots=True)
class ZoneCategory:
    """A category of sub-projects whose larger part should not lie in a control zone.

    Parameters
    ----------
    zone, category : str
        Codes of the vocabularies ``control_zone`` and ``subproject_category``.
    clause, source, certainty : str
        Where this comes from, and how sure it is.
    """

    zone: str
    category: str
    clause: str
    source: str
    certainty: Certainty = "A"


@dataclass(frozen=True, slots=True)
class CategoryStandard:
    """A category of sub-projects that follows standards of its own (5.4.4.1 g, h).

    Parameters
    ----------
    category : str
        Code of the vocabulary ``subproject_category``.
    word : str
        By which the name of such a standard or policy is known.
    clause, source, certainty : str
        Where this comes from, and how sure it is.
    """

    category: str
    word: str
    clause: str
    source: str
    certainty: Certainty = "A"


@cache
def load_zone_measures() -> Mapping[str, ZoneMeasure]:
    """All pairs by ``<zone>/<category>``."""
    rows = read_csv(ZoneMeasure, data_folder() / "judging" / "zone_measures.csv")
    return keyed(rows, lambda row: f"{row.zone}/{row.category}", "zone_measures.csv")


@cache
def load_zone_categories() -> tuple[ZoneCategory, ...]:
    """All pairs, in the order of the file."""
    return read_csv(ZoneCategory, data_folder() / "judging" / "zone_categories.csv")


@cache
def load_category_standards() -> tuple[CategoryStandard, ...]:
    """All of them, in the order of the file."""
    return read_csv(CategoryStandard, data_folder() / "judging" / "category_standards.csv")
