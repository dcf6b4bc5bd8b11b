"""The library of measures: what each is for, where it may stand, what it does and costs (clause 5.4.4.2 a)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Literal

from shanshui.quantity import convert
from shanshui.standard.indicators import Certainty
from shanshui.standard.judging.unit_costs import load_unit_costs
from shanshui.standard.records import data_folder, keyed, read_csv

_ASIDE = re.compile(r"[（(][^）)]*[）)]")


@dataclass(frozen=True, slots=True)
class LibraryMeasure:
    """A kind of work.

    Parameters
    ----------
    key, name, name_en : str
        Name in program, and for readers.
    category : str
        Code of the vocabulary ``measure_category``.
    modes, problems, season, covers, excludes : tuple of str
        Codes of the vocabularies ``mode``, ``ecosystem_problem`` and ``season``; land cover it may stand on, as facts
        name it (``forest``, ``c51``), any where empty; keys of measures that do not go on the same ground.
    unit : str
        What it is measured in.
    position : str
        Code of the vocabulary ``flow_position``.
    slope_min, slope_max : float or None
        Suitable slope [deg]; None where it does not matter.
    soil : str
        Suitable soil in words.
    maturity : float or None
        Years after completion at which an effect without year is reached [a].
    care_cost : Decimal or None
        Care in a year [yuan per unit].
    life : float or None
        Service life [a].
    risk : str
        Code of the vocabulary ``risk_grade``: risk for the environment while and after it is done.
    unit_cost : str
        Key of the published cost it may be compared with.
    no_effect : str
        Why the library has no effect of it.
    aliases : tuple of str
        What else it is called.
    clause, source, certainty : str
        Where it comes from, and how sure it is.
    """

    key: str
    name: str
    name_en: str
    category: str
    modes: tuple[str, ...]
    unit: str
    problems: tuple[str, ...]
    position: str
    clause: str
    source: str
    aliases: tuple[str, ...] = ()
    slope_min: float | None = None
    slope_max: float | None = None
    soil: str = ""
    season: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    maturity: float | None = None
    care_cost: Decimal | None = None
    life: float | None = None
    risk: str = ""
    unit_cost: str = ""
    no_effect: str = ""
    certainty: Certainty = "C"


@dataclass(frozen=True, slots=True)
class LibraryEffect:
    """What a measure does to a quantity.

    Parameters
    ----------
    measure : str
        Key of a measure.
    quantity, kind : str
        Codes of the vocabularies ``effect_quantity`` and ``effect_kind``.
    value, low, high : Decimal
        Effect with its interval of 95 % [unit].
    year : int or None
        Years after completion; None for the effect that it comes to at maturity.
    unit : str
        Of an amount; empty for a factor.
    before, after : str
        Kind and class of cover of ``cover_kinds.csv`` whose C values the factor is the ratio of.
    clause, source, certainty : str
        Where it comes from, and how sure it is.
    """

    measure: str
    quantity: str
    kind: Literal["factor", "amount"]
    value: Decimal
    low: Decimal
    high: Decimal
    clause: str
    source: str
    year: int | None = None
    unit: str = ""
    before: str = ""
    after: str = ""
    certainty: Certainty = "C"


@dataclass(frozen=True, slots=True)
class LibraryPrice:
    """A published price of a measure; good for an order of magnitude elsewhere.

    Parameters
    ----------
    measure : str
        Key of a measure.
    price : Decimal
        [unit].
    unit : str
        ``wan_yuan/km2``.
    region : str
        Where it was paid; empty for one that no place is told of.
    price_year : int or None
        When.
    source, certainty : str
        Where it comes from, and how sure it is.
    low, high : Decimal or None
        Least and most of what was reported [unit].
    """

    measure: str
    price: Decimal
    unit: str
    source: str
    region: str = ""
    price_year: int | None = None
    certainty: Certainty = "C"
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ProblemGoal:
    """By which quantity measures against a problem are compared; ground treated where a problem has none."""

    problem: str
    quantity: str
    clause: str
    source: str
    certainty: Certainty = "C"


@cache
def load_measures() -> Mapping[str, LibraryMeasure]:
    """Measures by key, in the order of the file."""
    rows = read_csv(LibraryMeasure, data_folder() / "method" / "measure_library.csv")
    return keyed(rows, lambda row: row.key, "measure_library.csv")


@cache
def load_effects() -> Mapping[str, tuple[LibraryEffect, ...]]:
    """Effects by measure."""
    found: dict[str, list[LibraryEffect]] = {key: [] for key in load_measures()}
    for row in read_csv(LibraryEffect, data_folder() / "method" / "measure_effects.csv"):
        found[row.measure].append(row)
    return MappingProxyType({key: tuple(rows) for key, rows in found.items()})


@cache
def load_goals() -> Mapping[str, str]:
    """Quantities of effect by problem."""
    return MappingProxyType(
        {row.problem: row.quantity for row in read_csv(ProblemGoal, data_folder() / "method" / "problem_goals.csv")}
    )


@cache
def library_price(key: str) -> LibraryPrice | None:
    """A published price of a measure: its own, else the middle of a published range; None where nobody told one.

    Examples
    --------
    >>> library_price("closure").price, library_price("cistern")
    (Decimal('15.5'), None)
    """
    own = {row.measure: row for row in read_csv(LibraryPrice, data_folder() / "method" / "measure_prices.csv")}
    if key in own:
        return own[key]
    cost = next((row for row in load_unit_costs() if row.key == load_measures()[key].unit_cost), None)
    if cost is None:
        return None
    middle = (cost.low * cost.high).sqrt().quantize(cost.low)
    return LibraryPrice(key, middle, cost.unit, cost.source, "", None, cost.certainty, cost.low, cost.high)


def care_cost(measure: LibraryMeasure, quantity: Decimal, unit: str) -> Decimal | None:
    """Care of a quantity of a measure in a year [yuan]; None where the library tells none.

    Raises
    ------
    ValueError
        Where the unit measures something else than the measure's.
    """
    return None if measure.care_cost is None else convert(quantity, unit, measure.unit) * measure.care_cost


@cache
def _names() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for row in load_measures().values():
        for name in (row.key, row.name, row.name_en, *row.aliases):
            found.setdefault(_plain(name), row.key)
    return MappingProxyType(found)


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()


def library_measure(*names: str) -> LibraryMeasure | None:
    """The measure of the library that somebody means by one of these names; None where none is meant.

    Parameters
    ----------
    *names : str
        Key, name or alias; the first that is known counts. What stands in brackets may be left out.

    Examples
    --------
    >>> library_measure("封山育林").key, library_measure("", "坡改梯").key, library_measure("无此措施")
    ('closure', 'terrace', None)
    """
    for name in names:
        for told in (name, _ASIDE.sub("", name)):
            key = _names().get(_plain(told)) if told.strip() else None
            if key is not None:
                return load_measures()[key]
    return None
