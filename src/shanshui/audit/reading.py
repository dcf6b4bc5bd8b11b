"""A document with all that was understood of it: the one value that every check looks at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from shanshui.claims.model import Claim, Coordinates, Enumeration, Indicator, Named, Period, Project, Quantity
from shanshui.claims.phrases import AREA
from shanshui.documents import Document

Nature = Literal["implementation", "planning", "code", "other"]
"""实施方案, 规划, 标准, and whatever else."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the document as a whole is about, as it says itself.

    Parameters
    ----------
    nature : Nature
        What kind of document it is.
    region : str
        The county (市, 区) that it is of: 锦屏县; empty where it is not clear.
    above : tuple of str
        The prefecture, the province that it lies in.
    base_year : int or None
        Year of the present state.
    near, far : tuple of int, or None
        First and last year of the near term and of what follows it.
    years : tuple of int, or None
        First and last year of all of it.
    extent : tuple of Decimal, or None
        West, south, east, north [degrees], where it states them for the whole.
    heights : tuple of Decimal, or None
        Lowest and highest place of the whole [m].
    area : Decimal or None
        Of the whole [m²].
    """

    nature: Nature = "other"
    region: str = ""
    above: tuple[str, ...] = ()
    base_year: int | None = None
    near: tuple[int, int] | None = None
    far: tuple[int, int] | None = None
    years: tuple[int, int] | None = None
    extent: tuple[Decimal, Decimal, Decimal, Decimal] | None = None
    heights: tuple[Decimal, Decimal] | None = None
    area: Decimal | None = None


@dataclass(frozen=True)
class Reading:
    """A document, understood.

    Parameters
    ----------
    document : Document
        Its text and blocks.
    frame : Frame
        What it is about.
    quantities, periods, coordinates : tuple
        All that its text holds, in order.
    claims : tuple of Claim
        Of sentences and of cells, in order of their quantities.
    lists : tuple of Enumeration
        In order.
    indicators : tuple of Indicator
        Rows of its tables of indicators and targets.
    projects : tuple of Project
        In order.
    places : tuple of Named
        Names of places with an ending of their level (乡, 镇, 村, 县…), in order.
    gazetteer : mapping of str to str
        Names of places that belong there, to the name of what they lie in; empty where none was given.
    """

    document: Document
    frame: Frame = field(default_factory=Frame)
    quantities: tuple[Quantity, ...] = ()
    periods: tuple[Period, ...] = ()
    coordinates: tuple[Coordinates, ...] = ()
    claims: tuple[Claim, ...] = ()
    lists: tuple[Enumeration, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    projects: tuple[Project, ...] = ()
    places: tuple[Named, ...] = ()
    gazetteer: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def _project_starts(self) -> tuple[int, ...]:
        return tuple(project.span.start for project in self.projects)

    @cached_property
    def base_year(self) -> int | None:
        """Year of the present state: as the document says, else the latest as of which it tells how things are."""
        told = [claim.last for claim in self.claims if claim.phase == "base" and claim.first == claim.last]
        first = self.frame.years[0] if self.frame.years else None
        years = [year for year in told if year is not None and (first is None or year <= first)]
        return self.frame.base_year or max(years, default=None)

    @cached_property
    def tells_ground(self) -> bool:
        """Whether it is an implementation plan that tells the ground of its works apart from the county."""
        return self.frame.nature == "implementation" and any(claim.scope == AREA for claim in self.claims)

    @cached_property
    def _tables_with_cost(self) -> frozenset[int]:
        paid = (claim for claim in self.claims if claim.quantity.dimension == "yuan")
        return frozenset(table for claim in paid if (table := self.table_of(claim)) is not None)

    def table_of(self, claim: Claim) -> int | None:
        """Number of the table that an amount stands in; None outside of tables."""
        block = self.document.block_at(claim.quantity.span.start)
        return block.table if block is not None else None

    def is_planned_with_cost(self, claim: Claim) -> bool:
        """Whether an amount stands in a table beside what it costs: it is of works, and not of what is there."""
        return claim.quantity.dimension != "yuan" and self.table_of(claim) in self._tables_with_cost

    def project_at(self, offset: int) -> Project | None:
        """The project among whose contents a place of the text stands."""
        found = bisect_right(self._project_starts, offset) - 1
        return self.projects[found] if found >= 0 and offset < self.projects[found].span.end else None
