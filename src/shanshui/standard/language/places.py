"""Words that tell names of places in running text, and the country's provinces and prefectures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv

PlaceLevel = Literal["province", "prefecture", "county", "township", "village"]
"""Levels of administration, the highest first."""

LEVELS: tuple[PlaceLevel, ...] = ("province", "prefecture", "county", "township", "village")


@dataclass(frozen=True, slots=True)
class PlaceEnding:
    """Last word of names of places of one level.

    Parameters
    ----------
    ending : str
        镇, 自治县.
    level : PlaceLevel
        What such a place is.
    least, most : int
        Characters that stand before it in a name.
    except_before : tuple of str
        What follows where the word is no ending of a name: 村民, 市场.
    """

    ending: str
    level: PlaceLevel
    least: int
    most: int
    except_before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceWord:
    """A word that must be known to cut a name out of running text.

    Parameters
    ----------
    word : str
        The word.
    kind : {"common", "bound"}
        ``common`` has the ending of a name and is none: 乡村, 示范村; after ``bound`` a name may begin: 位于, 和.
    """

    word: str
    kind: Literal["common", "bound"]


@dataclass(frozen=True, slots=True)
class Region:
    """A province or prefecture.

    Parameters
    ----------
    name : str
        In full: 黔东南苗族侗族自治州.
    level : {"province", "prefecture"}
        What it is.
    within : str
        Province of a prefecture.
    short : str
        What it is called in texts: 黔东南州, 贵州.
    source, certainty : str
        Where the list is from, and how sure we are.
    """

    name: str
    level: Literal["province", "prefecture"]
    short: str
    source: str
    certainty: Certainty
    within: str = ""


@dataclass(frozen=True, slots=True)
class RegionPart:
    """A part of a province that has a name of its own.

    Parameters
    ----------
    word : str
        陇东, 关中.
    province : str
        In full.
    """

    word: str
    province: str


@cache
def region_parts() -> Mapping[str, str]:
    """Names of parts of provinces, to the province."""
    return {part.word: part.province for part in read_csv(RegionPart, data_folder() / "language" / "region_parts.csv")}


@dataclass(frozen=True, slots=True)
class RiverBasin:
    """A great river.

    Parameters
    ----------
    river : str
        Its name.
    provinces : tuple of str
        All that its basin reaches, in full.
    """

    river: str
    provinces: tuple[str, ...]


@cache
def river_basins() -> Mapping[str, tuple[str, ...]]:
    """Great rivers, to the provinces of their basins."""
    found = read_csv(RiverBasin, data_folder() / "language" / "river_basins.csv")
    return {basin.river: basin.provinces for basin in found}


@cache
def place_endings() -> tuple[PlaceEnding, ...]:
    """All endings, the longest first."""
    found = read_csv(PlaceEnding, data_folder() / "language" / "place_endings.csv")
    return tuple(sorted(found, key=lambda e: -len(e.ending)))


@cache
def place_words(kind: Literal["common", "bound"]) -> frozenset[str]:
    """Words of one kind."""
    found = read_csv(PlaceWord, data_folder() / "language" / "place_words.csv")
    return frozenset(w.word for w in found if w.kind == kind)


@cache
def regions() -> Mapping[str, Region]:
    """Provinces and prefectures by their full name."""
    found = read_csv(Region, data_folder() / "language" / "regions.csv")
    return keyed(found, lambda r: r.name, "regions")


@cache
def region_names() -> Mapping[str, Region]:
    """The same by full and by short name where that one has an ending too (黔东南州); provinces by both."""
    names: dict[str, Region] = dict(regions())
    for region in regions().values():
        names.setdefault(region.short, region)
    return MappingProxyType(names)
