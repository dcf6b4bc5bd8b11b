"""What every topic of the assessment stands on, and how it asks for fields, choices and statements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from shanshui.assess.cover_years import present_year
from shanshui.assess.places import Places
from shanshui.geo.grid import Grid
from shanshui.geo.raster import AlignedRaster
from shanshui.geo.sweep import Input, Node, Step, Swept
from shanshui.geo.tallies import Tally
from shanshui.geo.tasks import Scheduler
from shanshui.ledger import Basis, Facts
from shanshui.plan import Plan
from shanshui.plan.choices import Chosen, choice
from shanshui.standard import Standard
from shanshui.workspace import Workspace
from shanshui.workspace.layers import Layers, Statement, measured_on

_ORDER = (Basis.MEASURED, Basis.ENTERED, Basis.RULED, Basis.MODELLED_CALIBRATED, Basis.MODELLED_UNCALIBRATED)
"""From the surest to the least sure."""


def least_sure(bases: Iterable[Basis]) -> Basis:
    """The basis of what rests on several facts or fields: that of the least sure of them; measured where on none."""
    return max(bases, key=_ORDER.index, default=Basis.MEASURED)


@dataclass(frozen=True, slots=True)
class Field:
    """A quantity that has a value in every cell.

    Parameters
    ----------
    node : Input or Step
        How its cells are read, or computed from other fields.
    unit : str
        Unit code of its values; 1 for codes.
    method : str
        Function that computes it, as the facts name it.
    sources : tuple of str
        ``layer:<role>``, ``table:<name>``: what it rests on besides the fields that it needs.
    choices : tuple of Chosen
        Choices of method that went into it.
    basis : Basis
        What it rests on, taken by itself.
    coded : bool
        Whether its cells are codes with 0 = no data, and not values with NaN.
    """

    node: Node
    unit: str = "1"
    method: str = ""
    sources: tuple[str, ...] = ()
    choices: tuple[Chosen, ...] = ()
    basis: Basis = Basis.MEASURED
    coded: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """A field that cannot be had.

    Parameters
    ----------
    roles : tuple of str
        Layers, of which one or all would be needed.
    why : str
        Key of a label (``assess.missing.<why>``) where no layer alone is the reason.
    """

    roles: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Rest:
    """What a field and all that it needs rest on: sources, choices of method in words, basis."""

    sources: tuple[str, ...]
    words: str
    basis: Basis


@dataclass(slots=True)
class _Made:
    """What a recipe gave, and what was found out about it since."""

    found: Field | Missing
    gaps: tuple[Missing, ...] | None = None
    below: tuple[Field, ...] | None = None
    rest: _Rest | None = None


Recipe = Callable[["Ground", str], "Field | Missing"]
"""Makes a field; the text is what stands behind ``@`` in its name: a year, or nothing."""


@dataclass(frozen=True, slots=True)
class Wants:
    """What a topic asks of the pass over the grid.

    Parameters
    ----------
    tallies : tuple of Tally
        Sums per place; those of a field that cannot be had are passed over.
    kept : tuple of str
        Fields that are written, for maps and for later passes.
    """

    tallies: tuple[Tally, ...] = ()
    kept: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ground:
    """One county under assessment.

    Parameters
    ----------
    plan, standard : Plan, Standard
        What was entered; the code as data.
    workspace : Workspace
        Layers, sources, folder for intermediate files.
    facts : Facts
        What is known so far, also from earlier topics.
    places : Places
        Whose values are told.
    grid : Grid
        Of the project.
    recipes : mapping of name to Recipe
        How fields are made; see :mod:`shanshui.assess.fields`.
    swept : mapping of Tally to results
        What earlier passes came to.
    kept : mapping of name to AlignedRaster
        Fields that earlier passes wrote.
    """

    plan: Plan
    workspace: Workspace
    standard: Standard
    facts: Facts
    places: Places
    grid: Grid
    recipes: Mapping[str, Recipe]
    swept: Swept = field(default_factory=lambda: MappingProxyType({}))
    kept: Mapping[str, AlignedRaster] = field(default_factory=lambda: MappingProxyType({}))
    _made: dict[str, _Made] = field(default_factory=dict, repr=False, compare=False)

    @property
    def layers(self) -> Layers:
        """The county's layers."""
        return self.workspace.layers

    @property
    def scheduler(self) -> Scheduler:
        """Who runs the windows."""
        return self.workspace.scheduler

    @property
    def base_year(self) -> int:
        """Year that base values stand for."""
        return self.plan.project.base_year

    @cached_property
    def year(self) -> int:
        """Year that the present state is told by: that of the present land cover, else the base year."""
        return present_year(self.layers, self.base_year) or self.base_year

    def choice(self, key: str) -> Chosen:
        """A choice of method, as the project makes it."""
        return choice(self.plan.project, key)

    def find(self, name: str) -> Field | Missing:
        """A field, or what is missing for it."""
        return self._known(name).found

    def _known(self, name: str) -> _Made:
        if name not in self._made:
            stem, _, when = name.partition("@")
            self._made[name] = _Made(self.recipes[stem](self, when))
        return self._made[name]

    def field(self, name: str) -> Field | None:
        """A field with all that it needs; None where it cannot be had."""
        found = self.find(name)
        if isinstance(found, Missing) or self.missing(name):
            return None
        return found

    def has(self, *names: str) -> bool:
        """Whether all these fields can be had."""
        return all(self.field(name) is not None for name in names)

    def missing(self, name: str) -> tuple[Missing, ...]:
        """All that is missing for a field, its own and that of the fields it needs; empty where it can be had."""
        known = self._known(name)
        if known.gaps is None:
            found = known.found
            if isinstance(found, Missing):
                known.gaps = (found,)
            else:
                needs = found.node.needs if isinstance(found.node, Step) else ()
                known.gaps = tuple(dict.fromkeys(gap for need in needs for gap in self.missing(need)))
        return known.gaps

    def is_coded(self, name: str) -> bool:
        """Whether the cells of a field are codes."""
        found = self.field(name)
        return found is not None and found.coded

    def graph(self, names: tuple[str, ...]) -> Mapping[str, Node]:
        """Nodes of fields and of all that they need; what an earlier pass wrote is read, not computed again."""
        nodes: dict[str, Node] = {}
        open_names = list(names)
        while open_names:
            name = open_names.pop()
            found = self.field(name)
            if name in nodes or found is None:
                continue
            nodes[name] = Input(self.kept[name]) if name in self.kept else found.node
            if isinstance(nodes[name], Step):
                open_names.extend(found.node.needs)  # type: ignore[union-attr]
        return nodes

    def below(self, name: str) -> tuple[Field, ...]:
        """A field and all that it rests on, each once, itself first."""
        known = self._known(name)
        if known.below is None:
            seen: dict[str, Field] = {}
            open_names = [name]
            while open_names:
                current = open_names.pop(0)
                found = self.field(current)
                if current in seen or found is None:
                    continue
                seen[current] = found
                if isinstance(found.node, Step):
                    open_names.extend(found.node.needs)
            known.below = tuple(seen.values())
        return known.below

    def told(self, name: str, clause: str, *facts: str, method: str = "") -> Statement:
        """The statement that facts about a field share: sources, choices and basis of all that it rests on.

        Parameters
        ----------
        name : str
            A field that can be had.
        clause : str
            Clause that asks for the facts.
        facts : str
            Ids of facts that they rest on besides, such as the area of their place.
        method : str
            Function that made them; the field's own where empty.
        """
        fields, rest = self.below(name), self._rest(name)
        stated = measured_on(self.layers, rest.sources, method or fields[0].method, clause, facts, rest.basis)
        source = "；".join(part for part in (stated.source, rest.words) if part)
        return Statement(source, stated.method, clause, stated.inputs, rest.basis)

    def _rest(self, name: str) -> _Rest:
        known = self._known(name)
        if known.rest is None:
            fields = self.below(name)
            sources = tuple(dict.fromkeys(source for one in fields for source in one.sources))
            choices = tuple(dict.fromkeys(chosen for one in fields for chosen in one.choices))
            own = ("project",) if any(chosen.own for chosen in choices) else ()
            words = "；".join(f"{chosen.key}={chosen.word}（{chosen.source}）" for chosen in choices)
            known.rest = _Rest((*sources, *own), words, least_sure(one.basis for one in fields))
        return known.rest
