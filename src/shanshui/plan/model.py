"""The typed plan (clause 3): project, restoration units, sub-projects, works, money, targets, rulings.

Classes hold values only. Their fields bear the keys of columns of the input table in
``standard/data/inputs`` (a test sees to it); what no stage asks for stays in :attr:`Plan.records`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from shanshui.finding import Place
from shanshui.plan.money import BenefitPrice, ControlItem, FeeRate, PriceIndex, PrivateFinance, Revenue
from shanshui.plan.options import Alternative, AlternativeWork, Budget, Capacity, Effect, Judgement
from shanshui.standard import NONE_LEFT_OUT, LeftOut, Record

FUNDING_SOURCES = ("central", "local", "social")
"""Codes of the vocabulary ``funding_source``, in the order of the code's tables."""

_BETWEEN = re.compile(r"[、,，;；]")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named choice that the standard leaves to the project, with its source and, of a number, its 95 % interval."""

    name: str
    value: Decimal | str
    unit: str = "1"
    source: str = ""
    synthetic: bool = False
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """What ``project.yaml`` says of the project as a whole.

    Parameters
    ----------
    region, ecological_zone, natural_unit, project_type : str
        The four parts of the project's name (H.2.1.1).
    base_year : int
        Year that base values stand for.
    build_years : tuple of int
        First and last year of works.
    care_years : int
        Years of care after acceptance.
    crs : str
        ``auto`` or an EPSG code.
    cell : Decimal or None
        Cell of the project's grid [m]; that of the land cover where None.
    price_year : int or None
        Year that the estimate's prices stand for; the base year where None (:attr:`prices_of`).
    map_dpi : int
        Pixels per inch of the map sheets.
    control_total : Decimal or None
        Investment that an upper plan published for the same works [yuan].
    """

    region: str
    ecological_zone: str
    natural_unit: str
    project_type: str
    county_code: str
    county_name: str
    applicant: str
    base_year: int
    build_years: tuple[int, int]
    care_years: int = 0
    compiler: str = ""
    authority: str = ""
    implementer: str = ""
    submitted: str = ""
    crs: str = "auto"
    cell: Decimal | None = None
    height_datum: str = "1985国家高程基准"
    map_review_number: str = ""
    map_dpi: int = 300
    ecological_function: str = ""
    status_summary: str = ""
    problem_summary: str = ""
    overall_target: str = ""
    control_total: Decimal | None = None
    control_total_source: str = ""
    price_year: int | None = None
    declared_area: Decimal | None = None
    declared_area_source: str = ""
    notice: str = ""
    parameters: Mapping[str, Parameter] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def name(self) -> str:
        """The project's name by H.2.1.1."""
        return f"{self.region}{self.ecological_zone}{self.natural_unit}{self.project_type}"

    @property
    def whole_region(self) -> str:
        """The region down to the county, which the name need not reach (H.2.1.1 has one of a province)."""
        return self.region if self.county_name in self.region else f"{self.region}{self.county_name}"

    @property
    def prices_of(self) -> int:
        """Year that the estimate's prices stand for (5.4.5.1 b)."""
        return self.base_year if self.price_year is None else self.price_year

    @property
    def years(self) -> tuple[int, ...]:
        """Every year of works."""
        return tuple(range(self.build_years[0], self.build_years[1] + 1))


@dataclass(frozen=True, slots=True)
class Unit:
    """A restoration unit (clause 3.5, 5.4.1.1)."""

    code: str
    natural_unit: str
    focus: str
    townships: tuple[str, ...]
    goal: str
    standard: str
    problems: tuple[str, ...]
    note: str
    place: Place

    @property
    def name(self) -> str:
        """The unit's name by H.2.1.2."""
        return f"{self.natural_unit}{self.focus}保护修复单元"


@dataclass(frozen=True, slots=True)
class Subproject:
    """A sub-project (clause 3.6, 5.4.2)."""

    code: str
    unit: str
    region: str
    project_type: str
    category: str
    department: str
    implementer: str
    townships: tuple[str, ...]
    sites: str
    start: int
    end: int
    care_years: int | None
    liable_party: str
    land_rights: str
    problems: tuple[str, ...]
    upper_plan: str
    longitude: Decimal | None
    latitude: Decimal | None
    extent: Decimal | None
    content: str
    note: str
    place: Place
    after: tuple[str, ...] = ()
    position: str = ""
    progress: str = ""

    @property
    def name(self) -> str:
        """The sub-project's name by H.2.1.3."""
        return f"{self.region}{self.project_type}"

    @property
    def site_names(self) -> tuple[str, ...]:
        """The sites named one by one, as :attr:`sites` separates them."""
        return tuple(name for part in _BETWEEN.split(self.sites) if (name := part.strip()))


@dataclass(frozen=True, slots=True)
class Work:
    """A quantity of one measure in one sub-project."""

    subproject: str
    measure: str
    mode: str
    quantity: Decimal | None
    unit: str
    year: int | None
    indicator: str
    synthetic: bool
    source: str
    note: str
    place: Place
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A kind of work (clause 5.4.4.2)."""

    code: str
    name: str
    category: str
    modes: tuple[str, ...]
    unit: str
    indicator: str
    source: str
    note: str
    place: Place
    season: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    library: str = ""


@dataclass(frozen=True, slots=True)
class Price:
    """A unit price with region, year and source."""

    measure: str
    region: str
    price: Decimal | None
    unit: str
    price_year: int | None
    synthetic: bool
    source: str
    place: Place


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee beside the works: a rate on a base, or an amount (table G.3)."""

    code: str
    parent: str
    name: str
    base: str
    rate: Decimal | None
    amount: Decimal | None
    synthetic: bool
    source: str
    place: Place


@dataclass(frozen=True, slots=True)
class Funding:
    """Money from one source for one sub-project in one year; without a year it follows the sub-project's progress."""

    subproject: str
    year: int | None
    source: str
    amount: Decimal | None
    method: str
    synthetic: bool
    note: str
    place: Place
    level: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A target of a subject (clause 5.3.3)."""

    subject: str
    indicator: str
    kind: str
    baseline: Decimal | str | None
    target: Decimal | str | None
    unit: str
    year: int | None
    horizon: str
    method: str
    point: str
    responsible: str
    source: str
    synthetic: bool
    place: Place
    aspect: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A choice between contradicting data, or a waiver, with its reason."""

    id: str
    kind: str
    subject: str
    value: str
    unit: str
    reason: str
    by: str
    date: str
    place: Place


@dataclass(frozen=True, slots=True)
class Plan:
    """All that the planner entered.

    Parameters
    ----------
    records : mapping of table name to records
        Every input table as read, also those that have no class of their own: field records,
        policies, opinions, replies, ...
    left_out : mapping of ``table.column`` to codes
        Codes of rows that are in no record for a fault that has been told.
    """

    project: Project
    units: tuple[Unit, ...] = ()
    subprojects: tuple[Subproject, ...] = ()
    works: tuple[Work, ...] = ()
    measures: tuple[Measure, ...] = ()
    prices: tuple[Price, ...] = ()
    fees: tuple[Fee, ...] = ()
    funding: tuple[Funding, ...] = ()
    targets: tuple[Target, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    effects: tuple[Effect, ...] = ()
    budgets: tuple[Budget, ...] = ()
    capacities: tuple[Capacity, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    alternative_works: tuple[AlternativeWork, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    price_indices: tuple[PriceIndex, ...] = ()
    fee_rates: tuple[FeeRate, ...] = ()
    private_finance: tuple[PrivateFinance, ...] = ()
    revenues: tuple[Revenue, ...] = ()
    benefit_prices: tuple[BenefitPrice, ...] = ()
    control_items: tuple[ControlItem, ...] = ()
    records: Mapping[str, tuple[Record, ...]] = field(default_factory=lambda: MappingProxyType({}))
    left_out: LeftOut = field(default_factory=lambda: NONE_LEFT_OUT)

    def unit_of(self, code: str) -> Unit | None:
        """The unit of this code."""
        return next((u for u in self.units if u.code == code), None)

    def subproject(self, code: str) -> Subproject | None:
        """The sub-project of this code."""
        return next((s for s in self.subprojects if s.code == code), None)

    def measure(self, code: str) -> Measure | None:
        """The measure of this code."""
        return next((m for m in self.measures if m.code == code), None)
