"""What a rule sees: the plan, the facts and the computed tables; never a raw layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from shanshui.finding import Place
from shanshui.ledger import Basis, Facts, Table
from shanshui.plan import Funding, Measure, Plan, Subproject, Unit, Work
from shanshui.plan.project import PROJECT
from shanshui.review.listing import joined
from shanshui.standard import Record, Standard
from shanshui.standard.cells import read_day
from shanshui.workspace import LayerEntry
from shanshui.workspace.tables import TABLES

T = TypeVar("T")
K = TypeVar("K")


@dataclass(frozen=True)
class Case:
    """One plan before the panel.

    Parameters
    ----------
    plan : Plan
        What the planner entered.
    facts : Facts
        What the stages found out.
    tables : mapping
        Computed tables of the code, by id.
    standard : Standard
        The code as data.
    layers : frozenset of str
        Roles of the layers that the county has and the stages could use.
    entries : mapping of role to LayerEntry
        What the catalog says of each layer, usable or not.
    chapters : mapping of file name to text
        The planner's own chapters of the report.

    Notes
    -----
    The look-ups below are made once, so that a rule over all sub-projects stays linear.
    """

    plan: Plan
    facts: Facts
    tables: Mapping[str, Table]
    standard: Standard
    layers: frozenset[str] = field(default_factory=frozenset)
    entries: Mapping[str, LayerEntry] = field(default_factory=lambda: MappingProxyType({}))
    chapters: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """Restoration units by code."""
        return {unit.code: unit for unit in self.plan.units}

    @cached_property
    def subprojects(self) -> Mapping[str, Subproject]:
        """Sub-projects by code."""
        return {sub.code: sub for sub in self.plan.subprojects}

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """Measures by code."""
        return {measure.code: measure for measure in self.plan.measures}

    @cached_property
    def works(self) -> Mapping[str, tuple[Work, ...]]:
        """Works by the code of their sub-project."""
        return grouped(self.plan.works, lambda work: work.subproject)

    @cached_property
    def funding(self) -> Mapping[str, tuple[Funding, ...]]:
        """Funding by the code of its sub-project."""
        return grouped(self.plan.funding, lambda row: row.subproject)

    @cached_property
    def subprojects_of(self) -> Mapping[str, tuple[Subproject, ...]]:
        """Sub-projects by the code of their unit."""
        return grouped(self.plan.subprojects, lambda sub: sub.unit)

    @cached_property
    def subject_names(self) -> Mapping[str, str]:
        """Names of the scope, units and sub-projects by the subjects that tables know them by."""
        units = {f"unit:{code}": unit.name for code, unit in self.units.items()}
        subs = {f"subproject:{code}": sub.name for code, sub in self.subprojects.items()}
        return MappingProxyType({"scope": self.term("monitoring_scale", "scope"), **units, **subs})

    @cached_property
    def submitted(self) -> date | None:
        """Day of submission; None where it is not entered."""
        found = read_day(self.plan.project.submitted) if self.plan.project.submitted else None
        return found if isinstance(found, date) else None

    @cached_property
    def indicator_names(self) -> Mapping[str, str]:
        """Keys of performance indicators by every name that a table may give them."""
        return {name: key for key, spec in self.standard.performance.items() for name in spec.names()}

    def records(self, table: str) -> tuple[Record, ...]:
        """Rows of an input table as entered; none where it is not there."""
        return self.plan.records.get(table, ())

    def table_place(self, table: str, column: str = "") -> Place:
        """An input table as a whole: in the file that holds its rows, in the planner's workbook, or as a CSV file."""
        rows = self.records(table)
        file = rows[0].place.file if rows else self._workbook
        return Place(file=file or f"{TABLES}/{table}.csv", sheet=table, column=column)

    @cached_property
    def _workbook(self) -> str:
        """The workbook that tables were read from; empty where they are CSV files."""
        files = (row.place.file for rows in self.plan.records.values() for row in rows[:1])
        return next((file for file in files if file.lower().endswith(".xlsx")), "")

    def term(self, vocabulary: str, code: str) -> str:
        """The printed word of a code; the code itself where the vocabulary does not know it."""
        return self.standard.word(vocabulary, code)

    def key_name(self, key: str) -> str:
        """What a reader calls a key of ``project.yaml``."""
        return next((spec.zh for spec in self.standard.project.keys if spec.key == key), key)

    def headings(self, table: str, columns: Iterable[str]) -> str:
        """Headings of columns of an input table, joined."""
        known = self.standard.inputs[table].columns
        return joined(known[key].header_zh if key in known else key for key in columns)

    def guessed(self, fact: str) -> bool:
        """Whether a fact rests on a shape or model that nobody has verified."""
        found = self.facts.get(fact)
        return found is not None and found.basis is Basis.MODELLED_UNCALIBRATED

    def number(self, fact: str) -> Decimal | None:
        """The value of a fact [inner unit]; None where it is not known."""
        return self.facts.number(fact)


def project_place(key: str) -> Place:
    """A key of ``project.yaml``.

    Parameters
    ----------
    key : str
        Dotted where it lies in another.
    """
    return Place(file=PROJECT, column=key)


def grouped(items: Iterable[T], key: Callable[[T], K]) -> Mapping[K, tuple[T, ...]]:
    """Items under their key, each group in the order given.

    Examples
    --------
    >>> dict(grouped(["ab", "cd", "ae"], lambda word: word[0]))
    {'a': ('ab', 'ae'), 'c': ('cd',)}
    """
    groups: dict[K, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return MappingProxyType({name: tuple(group) for name, group in groups.items()})
