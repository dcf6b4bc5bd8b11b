"""What the money of a project is reckoned with: indices, rates of fees, finance, revenues, prices of benefits."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from shanshui.finding import Place


@dataclass(frozen=True, slots=True)
class PriceIndex:
    """Price level of a year, that of the year before being 100 (clause 5.4.5.1 b).

    Parameters
    ----------
    category : str
        Code of the vocabulary ``measure_category``; all categories where empty.
    """

    category: str
    region: str
    year: int
    index: Decimal
    synthetic: bool
    source: str
    place: Place


@dataclass(frozen=True, slots=True)
class FeeRate:
    """One line of a province's rate of a fee; all lines of a kind replace the program's own (table G.3).

    Parameters
    ----------
    kind : str
        Words that name the fee.
    method : str
        Code of the vocabulary ``fee_method``; see :class:`shanshui.standard.judging.fee_rates.FeeRate`.
    lower, upper : Decimal
        Base [万元]; no upper end where None.
    value : Decimal
        Per cent, or 万元 for the method ``point``.
    """

    kind: str
    method: str
    lower: Decimal
    upper: Decimal | None
    value: Decimal
    synthetic: bool
    source: str
    place: Place


@dataclass(frozen=True, slots=True)
class PrivateFinance:
    """Private money put into a sub-project, and how it is earned back (clauses 5.4.5.2, 5.4.5.3 a)."""

    code: str
    subproject: str
    investor: str
    method: str
    amount: Decimal
    start: int | None
    years: int | None
    rate: Decimal | None
    mechanism: str
    guarantee: str
    synthetic: bool
    source: str
    place: Place


@dataclass(frozen=True, slots=True)
class Revenue:
    """What a sub-project earns in a year of full production [万元/a], with its 95 % interval (clause 5.4.5.3 a)."""

    subproject: str
    kind: str
    name: str
    amount: Decimal
    low: Decimal | None
    high: Decimal | None
    start: int | None
    end: int | None
    receiver: str
    synthetic: bool
    source: str
    place: Place


@dataclass(frozen=True, slots=True)
class BenefitPrice:
    """What a unit of an ecological benefit is worth (clause 5.4.5.3 b)."""

    quantity: str
    region: str
    price: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str
    price_year: int | None
    synthetic: bool
    source: str
    place: Place


@dataclass(frozen=True, slots=True)
class ControlItem:
    """An item that an upper plan's published investment covers (H.1.9.1 d).

    Parameters
    ----------
    subprojects : tuple of str
        Sub-projects that carry it out; none where this project leaves it out.
    amount : Decimal or None
        Published investment of the item [万元]; None where only the total was published.
    measure, quantity, unit : str, Decimal or None, str
        What the item would be reckoned by at the project's own prices.
    """

    code: str
    name: str
    subprojects: tuple[str, ...]
    amount: Decimal | None
    measure: str
    quantity: Decimal | None
    unit: str
    reason: str
    synthetic: bool
    source: str
    place: Place
