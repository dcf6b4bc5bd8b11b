"""What follows from where sub-projects lie and what they do to the land (5.4.2.3, H.1.7.1 b).

For each sub-project and kind of consequence: yes, no or unknown, with the ground on which it is said; and how much
farmland has to be made up for. What the planner states counts; where nothing is stated and the layers do not exclude
it, it is unknown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from shanshui.layout.control.verdicts import Verdict
from shanshui.layout.land.land_classes import Flow, level1
from shanshui.ledger import Basis, Fact, fact_id
from shanshui.plan import Plan, Subproject, Work
from shanshui.quantity import convert
from shanshui.standard import ClassTable, Record
from shanshui.standard.judging.consequences import Answer, load_consequences, rights_change
from shanshui.standard.judging.land_effects import load_land_effects
from shanshui.standard.judging.zone_modes import load_zone_measures, load_zone_modes
from shanshui.workspace.layers import Statement

ARABLE = "01"
"""First-level class of arable land in GB/T 21010."""

FOR_FARMLAND = frozenset({"farmland", "soil_remediation"})
"""Categories of sub-projects whose very place is farmland."""

_REDLINE, _FARMLAND, _RESERVES = "ecological_redline", "permanent_farmland", ("protected_core", "protected_general")
_NOTHING: Mapping[str, Decimal] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Consequence:
    """One answer.

    Parameters
    ----------
    kind : str
        Code of the vocabulary ``consequence``.
    answer : {"yes", "no", "unknown"}
        Whether it follows.
    ground : str
        Code of the vocabulary ``consequence_ground``.
    amounts : mapping of name to Decimal
        Areas that go with it [m²].
    inputs : tuple of str
        Facts and tables it is said on.
    """

    kind: str
    answer: Answer
    ground: str
    amounts: Mapping[str, Decimal] = field(default_factory=lambda: _NOTHING)
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """Planned land use under one sub-project.

    Parameters
    ----------
    areas : mapping of class to Decimal
        [m²] by first-level class of the plan's classification.
    classes : mapping of class to str
        First-level class of that classification for each class that land becomes; empty where none is known.
    slack : Decimal
        Share by which land may become more than the plan has (``land_amount_share``): both are drawn or rounded.
    """

    areas: Mapping[str, Decimal]
    classes: Mapping[str, str]
    slack: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of one sub-project.

    Parameters
    ----------
    sub : Subproject
        Itself.
    verdicts : mapping of control line to Verdict, or None
        Of the lines at hand; None where it has no place.
    works : tuple of Work
        Its works.
    categories : mapping of measure to str
        Categories of measures.
    flows : tuple of Flow
        Changes of its land, classes of GB/T 21010 as facts name them.
    classes : ClassTable
        Their classification.
    taken : Record or None
        Its row among the land taken.
    planned : Planned or None
        Planned land use of its ground; None without that layer.
    """

    sub: Subproject
    verdicts: Mapping[str, Verdict] | None
    works: tuple[Work, ...]
    categories: Mapping[str, str]
    flows: tuple[Flow, ...]
    classes: ClassTable
    taken: Record | None
    planned: Planned | None

    def stated(self, column: str) -> Decimal | None:
        """An area of the table of land taken [m²]; None where nothing is entered."""
        value = self.taken.number(column) if self.taken is not None else None
        return None if value is None else convert(value, "hm2", "m2")

    def within(self, line: str) -> bool | None:
        """Whether it lies in a line's zone; None where that cannot be told, see :attr:`why`."""
        verdict = self.verdicts.get(line) if self.verdicts is not None else None
        if verdict is None or (verdict.proof is None and not verdict.counts):
            return None
        return verdict.counts

    @property
    def why(self) -> str:
        """Why it cannot be told whether it lies in a line's zone: no place, a centre alone, or no such layer."""
        if self.verdicts is None:
            return "no_place"
        return "no_extent" if any(verdict.proof is None for verdict in self.verdicts.values()) else "no_layer"

    @property
    def builds(self) -> bool:
        """Whether structures take land."""
        return bool(self.stated("land_area"))

    @property
    def changes(self) -> bool:
        """Whether land changes its class: as entered, or by what its works are."""
        return bool(self.flows) or any(work.indicator in load_land_effects() for work in self.works)

    @property
    def lost(self) -> Decimal:
        """Arable land that becomes other land [hm²]."""
        return sum((f.area for f in self.flows if self._first(f.before) == ARABLE != self._first(f.after)), Decimal(0))

    @property
    def won(self) -> Decimal:
        """Other land that becomes arable [hm²]."""
        return sum((f.area for f in self.flows if self._first(f.after) == ARABLE != self._first(f.before)), Decimal(0))

    def _first(self, code: str) -> str:
        return level1(code, self.classes)


def consequences(case: Situation) -> Iterator[Consequence]:
    """Every kind of consequence for one sub-project, in the order of ``consequences.csv``.

    Parameters
    ----------
    case : Situation
        What is known of it.
    """
    found = {one.kind: one for one in (
        _spatial_plan(case), _control_line(case), _permanent_farmland(case), _arable(case), _redline(case),
        _reserve(case), _land_rights(case),
    )}  # fmt: skip
    for kind in load_consequences():
        yield found[kind]


def _spatial_plan(case: Situation) -> Consequence:
    """Land may become what the plan has there; new structures ask the plan as well."""
    inputs: tuple[str, ...] = ("table:landuse_changes", "table:occupations", "table:works")
    kind = "spatial_plan"
    if not case.changes and not case.builds:
        return Consequence(kind, "no", "no_change", inputs=inputs)
    if case.planned is None:
        return Consequence(kind, "unknown", "no_plan_layer", inputs=inputs)
    inputs = (*inputs, "layer:landuse_plan")
    gained: dict[str, Decimal] = {}
    for flow in case.flows:
        into = case.planned.classes.get(flow.after, "")
        gained[into] = gained.get(into, Decimal(0)) + convert(flow.area, "hm2", "m2")
    room, factor = case.planned.areas, 1 + case.planned.slack
    more = {into: size - room.get(into, Decimal(0)) for into, size in gained.items() if into}
    beyond = [size for into, size in more.items() if gained[into] > room.get(into, Decimal(0)) * factor]
    if beyond:
        return Consequence(kind, "yes", "departs", {"area": sum(beyond, Decimal(0))}, inputs)
    if not case.flows or "" in gained:
        return Consequence(kind, "unknown", "classes_untold", inputs=inputs)
    return Consequence(kind, "no", "conforms", inputs=inputs)


def _control_line(case: Situation) -> Consequence:
    kind, inputs = "control_line", ("table:occupations", *_overlaps(case, _FARMLAND))
    moved = [case.stated(column) or Decimal(0) for column in ("farmland_taken", "farmland_in", "farmland_out")]
    if any(moved):
        return Consequence(kind, "yes", "taken", {"area": sum(moved, Decimal(0))}, inputs)
    return _beside_farmland(kind, case, inputs)


def _permanent_farmland(case: Situation) -> Consequence:
    kind, inputs = "permanent_farmland", ("table:occupations", *_overlaps(case, _FARMLAND))
    taken, redrawn = case.stated("farmland_taken"), case.stated("farmland_redrawn") or Decimal(0)
    if taken:
        amounts = {"area": taken, "made": redrawn, "short": max(taken - redrawn, Decimal(0))}
        return Consequence(kind, "yes", "taken", amounts, inputs)
    return _beside_farmland(kind, case, inputs)


def _beside_farmland(kind: str, case: Situation, inputs: tuple[str, ...]) -> Consequence:
    """What is said where no permanent farmland is stated to be taken."""
    if case.stated("farmland_taken") is not None:
        return Consequence(kind, "no", "stated_none", inputs=inputs)
    within = case.within(_FARMLAND)
    if within is None:
        return Consequence(kind, "unknown", case.why, inputs=inputs)
    if not within:
        return Consequence(kind, "no", "outside", inputs=inputs)
    if case.sub.category in FOR_FARMLAND and not case.lost:
        return Consequence(kind, "no", "for_farmland", inputs=(*inputs, "table:subprojects"))
    return Consequence(kind, "unknown", "not_stated", inputs=inputs)


def _arable(case: Situation) -> Consequence:
    kind, inputs = "arable", ("table:occupations", "table:landuse_changes")
    lost, won = (convert(area, "hm2", "m2") for area in (case.lost, case.won))
    taken, added = case.stated("arable_taken"), case.stated("arable_added") or Decimal(0)
    need, made = lost + (taken or Decimal(0)), won + added
    if need:
        amounts = {"area": need, "made": made, "short": max(need - made, Decimal(0))}
        return Consequence(kind, "yes", "taken", amounts, inputs)
    if case.builds and taken is None:
        return Consequence(kind, "unknown", "classes_untold", inputs=inputs)
    if case.changes and not case.flows:
        return Consequence(kind, "unknown", "classes_untold", inputs=(*inputs, "table:works"))
    return Consequence(kind, "no", "stated_none" if taken is not None else "no_change", inputs=inputs)


def _redline(case: Situation) -> Consequence:
    """Whether works are among what the redline permits without more."""
    kind, inputs, within = "redline", ("table:works", *_overlaps(case, _REDLINE)), case.within(_REDLINE)
    if within is None:
        return Consequence(kind, "unknown", case.why, inputs=inputs)
    if not within:
        return Consequence(kind, "no", "outside", inputs=inputs)
    if case.builds:
        return Consequence(kind, "yes", "builds", inputs=(*inputs, "table:occupations"))
    if not case.works:
        return Consequence(kind, "unknown", "no_works", inputs=inputs)
    if _exceptional(case, "other_redline"):
        return Consequence(kind, "yes", "exception", inputs=inputs)
    return Consequence(kind, "no", "permitted", inputs=inputs)


def _reserve(case: Situation) -> Consequence:
    """Whoever works in a protected area asks those who manage it."""
    kind, inputs = "reserve", tuple(fact for line in _RESERVES for fact in _overlaps(case, line))
    within = [case.within(line) for line in _RESERVES]
    if any(within):
        return Consequence(kind, "yes", "inside_core" if within[0] else "inside", inputs=inputs)
    if None in within:
        return Consequence(kind, "unknown", case.why, inputs=inputs)
    return Consequence(kind, "no", "outside", inputs=inputs)


def _exceptional(case: Situation, zone: str) -> bool:
    """Whether a mode or a kind of measure is one that the zone permits by exception only, or not at all."""
    modes, measures = load_zone_modes(), load_zone_measures()
    for work in case.works:
        mode = modes.get(f"{zone}/{work.mode}")
        if mode is not None and mode.permission != "allowed":
            return True
        if f"{zone}/{case.categories.get(work.measure, '')}" in measures:
            return True
    return False


def _land_rights(case: Situation) -> Consequence:
    kind, inputs = "land_rights", ("table:subprojects",)
    if not case.sub.land_rights.strip():
        return Consequence(kind, "unknown", "rights_untold", inputs=inputs)
    answer = rights_change(case.sub.land_rights)
    ground = {"yes": "rights_change", "no": "rights_kept", "unknown": "rights_untold"}[answer]
    return Consequence(kind, answer, ground, inputs=inputs)


def _overlaps(case: Situation, line: str) -> tuple[str, ...]:
    """The fact of a verdict, where there is one."""
    held = case.verdicts is not None and line in case.verdicts
    return (fact_id(f"subproject:{case.sub.code}", f"overlap.{line}.verdict"),) if held else ()


def situations(
    plan: Plan,
    verdicts: Mapping[str, tuple[Verdict, ...]],
    flows: Sequence[Flow],
    classes: ClassTable,
    planned: Mapping[str, Planned] | None,
) -> Iterator[Situation]:
    """What is known of each sub-project.

    Parameters
    ----------
    plan : Plan
        Sub-projects, works, measures, land taken.
    verdicts : mapping of code to tuple of Verdict
        Of those that have a place.
    flows : sequence of Flow
        Changes of land.
    classes : ClassTable
        Their classification.
    planned : mapping of code to Planned, or None
        Planned land use under sub-projects; None without that layer.
    """
    categories = {measure.code: measure.category for measure in plan.measures}
    taken = {row.text("subproject"): row for row in plan.records.get("occupations", ())}
    for sub in plan.subprojects:
        own = verdicts.get(sub.code)
        yield Situation(
            sub,
            None if own is None else {verdict.line.spec.key: verdict for verdict in own},
            tuple(work for work in plan.works if work.subproject == sub.code),
            categories,
            tuple(flow for flow in flows if flow.subproject == sub.code),
            classes,
            taken.get(sub.code),
            None if planned is None else planned.get(sub.code),
        )


def consequence_facts(found: Mapping[str, Sequence[Consequence]], sources: Collection[str]) -> Iterator[Fact]:
    """Answers, their grounds and amounts as facts.

    Parameters
    ----------
    found : mapping of code to sequence of Consequence
        By sub-project.
    sources : collection of str
        Sources that the county has; a table that it has not says by this that nothing was entered.
    """
    for code, answers in found.items():
        for one in answers:
            stem, clause = f"consequence.{one.kind}", load_consequences()[one.kind].clause
            absent = {name for name in one.inputs if name.startswith("table:") and name not in sources}
            inputs = tuple(name for name in one.inputs if name not in absent) or ("table:subprojects",)
            tables = [name.replace("table:", "tables/") for name in inputs if name.startswith("table:")]
            basis = Basis.ENTERED if len(tables) == len(inputs) else Basis.MEASURED
            told = Statement("；".join(tables), "layout.control.consequences.consequences", clause, inputs, basis)
            yield told.fact(f"subproject:{code}", stem, one.answer)
            yield told.fact(f"subproject:{code}", f"{stem}.ground", one.ground)
            for name, area in one.amounts.items():
                yield told.fact(f"subproject:{code}", f"{stem}.{name}", area, "m2")
