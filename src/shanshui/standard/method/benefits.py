"""Ecological benefits by quantity, what a unit of each is worth, and the aspects of clause 5.4.5.3 they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Literal

from shanshui.standard.indicators import Certainty
from shanshui.standard.records import data_folder, keyed, read_csv

ASPECTS = ("structure", "quality", "services", "biodiversity", "resources", "carbon")
"""Codes of the vocabulary ``benefit_aspect`` in the order of clause 5.4.5.3 b."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """An aspect of clause 5.4.5.3, and what the code has to measure it by.

    Parameters
    ----------
    aspect : str
        Code of the vocabulary ``benefit_aspect``.
    indicators : tuple of str
        Indicators of tables B.2 and D that tell it; none where the code has none.
    clause, source, certainty : str
        Where it comes from, and how sure it is.
    """

    aspect: str
    clause: str
    source: str
    indicators: tuple[str, ...] = ()
    certainty: Certainty = "C"


@dataclass(frozen=True, slots=True)
class BenefitQuantity:
    """An ecological benefit that is told in an amount a year.

    Parameters
    ----------
    quantity : str
        Code of the vocabulary ``benefit_quantity``.
    unit : str
        Of the amount.
    aspect : str
        Which of :data:`ASPECTS` it belongs to.
    effect : str
        Effect of works that it is (fact ``effect.<effect>``); empty where it follows from another benefit.
    of, coefficients : str, tuple of str
        That benefit, and the choices whose sum it is multiplied by.
    counted : str
        ``no`` where its value is never added up, since other benefits tell it too.
    counted_by : str
        Choice that decides whether it is added up: it is where the choice is its own name.
    counted_as : tuple of str
        Benefits that tell it too, where it is never added up.
    flows : str
        ``yes`` where it comes to those who live downstream.
    clause, source, certainty, note : str
        Where it comes from, and how sure it is.
    """

    quantity: str
    unit: str
    aspect: str
    clause: str
    source: str
    effect: str = ""
    of: str = ""
    coefficients: tuple[str, ...] = ()
    counted: Literal["yes", "no"] = "yes"
    counted_by: str = ""
    counted_as: tuple[str, ...] = ()
    flows: Literal["yes", "no"] = "no"
    certainty: Certainty = "C"
    note: str = ""

    @property
    def measured_in(self) -> str:
        """Unit of what a price is told of: of an amount a year the amount."""
        return self.unit.removesuffix("/a")

    @property
    def price_unit(self) -> str:
        """Unit of its price."""
        return f"yuan/{self.measured_in}"


@dataclass(frozen=True, slots=True)
class ReferencePrice:
    """What a unit of a benefit is worth by a published source.

    Parameters
    ----------
    quantity, part : str
        Benefit, and of one that has several parts (nutrients) the coefficient it belongs to.
    price, low, high : Decimal
        With the interval, where the source leads to one [unit].
    unit : str
        Money per amount; of soil also per volume.
    price_year : int
        Year whose money it is.
    leads : str
        ``yes`` for the one that is taken; the others only widen the band that prices are held against.
    source, certainty, note : str
        Where it comes from, and how sure it is.
    """

    quantity: str
    price: Decimal
    unit: str
    price_year: int
    leads: Literal["yes", "no"]
    source: str
    part: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    certainty: Certainty = "C"
    note: str = ""


@cache
def load_benefits() -> Mapping[str, BenefitQuantity]:
    """Benefits by code, in the order in which they are told."""
    rows = read_csv(BenefitQuantity, data_folder() / "method" / "benefit_quantities.csv")
    return keyed(rows, lambda row: row.quantity, "benefit_quantities.csv")


@cache
def load_aspects() -> Mapping[str, Aspect]:
    """Aspects by code, ecological before social."""
    rows = read_csv(Aspect, data_folder() / "method" / "benefit_aspects.csv")
    return keyed(rows, lambda row: row.aspect, "benefit_aspects.csv")


@cache
def load_reference_prices() -> Mapping[str, tuple[ReferencePrice, ...]]:
    """Published prices by benefit; one without any has an empty tuple."""
    rows = read_csv(ReferencePrice, data_folder() / "method" / "benefit_prices.csv")
    return MappingProxyType({name: tuple(row for row in rows if row.quantity == name) for name in load_benefits()})
