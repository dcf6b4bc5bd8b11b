"""Land classes at the base year and at acceptance, as facts (5.4.2.3, table F.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
from shapely.geometry.base import BaseGeometry

from shanshui.layout.ground import Ground
from shanshui.layout.land.parcels import Parcels
from shanshui.ledger import Basis, Fact
from shanshui.plan import Plan, limit
from shanshui.quantity import close, convert, exact, round_half_up
from shanshui.standard import ClassTable, Record, Standard
from shanshui.workspace.layers import Layers, Statement, Translation, measured_on, translation

ROLE, CHANGES = "landuse", "landuse_changes"
CLASSES = "gbt21010"
"""Classification in which changes are entered."""
PLACES = 2
"""Decimals of hectares (table F.1 note 5)."""
TOTAL, REST = "total", "_rest"
"""What stands for a class in the facts of the whole, and after the code of ground told by first-level class alone."""
_CLAUSE = "表F.1"


@dataclass(frozen=True, slots=True)
class Flow:
    """Ground of a sub-project that changes its class.

    Parameters
    ----------
    subproject, before, after : str
        Codes; the classes are second-level ones, or a first-level one with :data:`REST`.
    area : Decimal
        [hm²], closed to two decimals with all other flows.
    quality : str
        Quality afterwards, as entered.
    synthetic : bool
        Whether it was made up.
    derived : bool
        Whether it was not entered but follows from works.
    """

    subproject: str
    before: str
    after: str
    area: Decimal
    quality: str
    synthetic: bool
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """Land classes of one subject.

    Parameters
    ----------
    subject, name : str
        ``scope``, ``unit:<code>`` or ``subproject:<code>``, and what it is called.
    base : mapping of class to Decimal, or None
        [hm²], closed to the subject's area; None where the parcels do not tell.
    reason : str
        Why they do not.
    flows : tuple of Flow
        Those within the subject.
    modelled : bool
        Whether its boundary is a mere circle.
    """

    subject: str
    name: str
    base: Mapping[str, Decimal] | None
    reason: str
    flows: tuple[Flow, ...]
    modelled: bool = False

    @property
    def derived(self) -> bool:
        """Whether any of its changes follows from works alone."""
        return any(flow.derived for flow in self.flows)

    @property
    def codes(self) -> tuple[str, ...]:
        """All classes that it has before or afterwards, ascending."""
        changed = {code for flow in self.flows for code in (flow.before, flow.after)}
        return tuple(sorted(changed | set(self.base or ())))

    def change(self, codes: Iterable[str]) -> Decimal:
        """What classes gain in all [hm²]."""
        own = set(codes)
        gained = sum((flow.area for flow in self.flows if flow.after in own), Decimal(0))
        return gained - sum((flow.area for flow in self.flows if flow.before in own), Decimal(0))

    def before(self, codes: Iterable[str]) -> Decimal | None:
        """What classes have at the base year [hm²]; None where the parcels do not tell."""
        return None if self.base is None else sum((self.base.get(code, Decimal(0)) for code in codes), Decimal(0))


def land_classes(layers: Layers, standard: Standard) -> ClassTable:
    """The classification of the parcels; that of the changes where there are none."""
    entry = layers.entry(ROLE)
    return standard.classes.get(entry.classes if entry is not None else "", standard.classes[CLASSES])


def level1(code: str, classes: ClassTable) -> str:
    """First-level class of a class as facts name it."""
    return classes.classes[code.removesuffix(REST)].level1


def flows_of(plan: Plan, classes: ClassTable, standard: Standard) -> tuple[Flow, ...]:
    """The changes entered; those of unknown sub-projects or classes are passed over, and told elsewhere.

    Parameters
    ----------
    plan : Plan
        Its table of land use changes.
    classes : ClassTable
        Classification of the parcels, into which the codes entered are translated.
    standard : Standard
        Crosswalks.
    """
    way, known = translation(CLASSES, classes.key, standard), {sub.code for sub in plan.subprojects}
    found: list[tuple[Record, str, str, Decimal]] = []
    for record in plan.records.get(CHANGES, ()):
        before, after = (_class(record.text(key), classes, way) for key in ("before", "after"))
        area = record.number("area")
        if record.text("subproject") in known and before and after and area is not None:
            found.append((record, before, after, area))
    areas = close([area for *_, area in found], PLACES)
    return tuple(
        Flow(r.text("subproject"), before, after, area, r.text("quality"), r.flag("synthetic"))
        for (r, before, after, _), area in zip(found, areas, strict=True)
    )


def _class(text: str, classes: ClassTable, way: Translation | None) -> str:
    """A class as facts name it; empty where nobody knows it."""
    found = classes.classes.get((way(text) if way is not None else None) or "") or classes.find(text)
    return "" if found is None else named(found.code, classes)


def named(code: str, classes: ClassTable) -> str:
    """A class as facts name it: a first-level one is what the parcels leave open of it."""
    return code + REST if classes.classes[code].level == 1 else code


def accounts(
    plan: Plan,
    ground: Ground,
    layers: Layers,
    standard: Standard,
    parcels: Parcels | None,
    derived: Sequence[Flow] = (),
) -> tuple[Account, ...]:
    """Land classes of the scope, and of the units and sub-projects in which any changes.

    Parameters
    ----------
    plan : Plan
        Sub-projects and changes.
    ground : Ground
        Where everything lies.
    layers : Layers
        Their classification.
    standard : Standard
        Classifications and reasons.
    parcels : Parcels or None
        As :func:`parcels_of` gives them.
    derived : sequence of Flow
        Changes that follow from works, beside those entered.

    Returns
    -------
    tuple of Account
        None where there are neither parcels nor changes.
    """
    classes = land_classes(layers, standard)
    flows = (*flows_of(plan, classes, standard), *derived)
    if parcels is None and not flows:
        return ()
    of_unit, own = {sub.code: sub.unit for sub in plan.subprojects}, dict[str, list[Flow]]()
    for flow in flows:
        for subject in (f"unit:{of_unit[flow.subproject]}", f"subproject:{flow.subproject}"):
            own.setdefault(subject, []).append(flow)
    subjects = [("scope", plan.project.name, flows)]
    subjects += [(f"unit:{u.code}", u.name, tuple(own.get(f"unit:{u.code}", ()))) for u in plan.units]
    subjects += [(f"subproject:{s.code}", s.name, tuple(own.get(f"subproject:{s.code}", ()))) for s in plan.subprojects]
    found = []
    for subject, name, changes in subjects:
        if changes or subject == "scope":
            base, reason, modelled = base_areas(subject, plan, ground, parcels, classes, standard)
            found.append(Account(subject, name, base, reason, changes, modelled))
    return tuple(found)


def base_areas(
    subject: str, plan: Plan, ground: Ground, parcels: Parcels | None, classes: ClassTable, standard: Standard
) -> tuple[Mapping[str, Decimal] | None, str, bool]:
    """Area of each class at the base year [hm²], closed to the subject's own.

    Parameters
    ----------
    subject : str
        ``scope``, ``unit:<code>`` or ``subproject:<code>``.
    plan, ground, parcels, classes, standard
        As in :func:`accounts`; ``classes`` is the classification of the parcels.

    Returns
    -------
    areas, reason, modelled
        None and why where the parcels do not tell; whether the boundary is a mere circle.
    """
    shape, modelled = _shape(subject, ground)
    return *_base(parcels, classes, shape, ground.areas.get(subject), plan, standard), modelled


def parcels_of(layers: Layers, classes: ClassTable, epsg: int, standard: Standard, role: str = ROLE) -> Parcels | None:
    """Parcels of the present or planned land use, classes as facts name them.

    Parameters
    ----------
    layers : Layers
        The county's.
    classes : ClassTable
        Classification of the layer.
    epsg : int
        The project's CRS.
    standard : Standard
        Codes of the classification.
    role : str
        ``landuse`` or ``landuse_plan``.

    Returns
    -------
    Parcels or None
        None without the layer, or without classes in it.
    """
    frame = layers.vector(role)
    way = translation(classes.key, classes.key, standard)
    if frame is None or way is None or "class" not in frame.columns:
        return None
    codes = {code: way(code) for code in frame["class"].unique()}
    names = {code: named(own, classes) if own else "" for code, own in codes.items()}
    return Parcels(frame.geometry.to_numpy(), np.asarray(frame["class"].map(names), dtype=object), epsg)


def _shape(subject: str, ground: Ground) -> tuple[BaseGeometry | None, bool]:
    """Where a subject lies, and whether that is a mere circle."""
    if subject == "scope":
        return ground.scope, False
    kind, _, code = subject.partition(":")
    shape = (ground.units if kind == "unit" else ground.subprojects).get(code)
    return (shape.geometry, shape.origin == "circle") if shape is not None and shape.has_area else (None, False)


def _base(
    parcels: Parcels | None,
    classes: ClassTable,
    shape: BaseGeometry | None,
    area: Decimal | None,
    plan: Plan,
    standard: Standard,
) -> tuple[Mapping[str, Decimal] | None, str]:
    """Area of each class [hm²], closed to the subject's own; why there is none."""
    if parcels is None:
        return None, standard.label("layout.reason.no_landuse")
    if shape is None or not area:
        return None, standard.label("layout.reason.no_extent")
    sizes = {code: exact(size) for code, size in parcels.within(shape).items() if code}
    whole = sum(sizes.values(), Decimal(0))
    if abs(whole / area - 1) > 1 - limit(plan.project, "layer_coverage"):
        return None, standard.label("layout.reason.landuse_gap")
    goal = round_half_up(convert(area, "m2", "hm2"), PLACES)
    closed = close([goal * size / whole for size in sizes.values()], PLACES, goal)
    return {code: part for code, part in zip(sizes, closed, strict=True) if part}, ""


def class_groups(account: Account, classes: ClassTable) -> Mapping[str, tuple[str, ...]]:
    """Classes of a subject under their first-level class, ascending.

    Parameters
    ----------
    account : Account
        Its classes.
    classes : ClassTable
        Which first-level class each belongs to.
    """
    groups: dict[str, tuple[str, ...]] = {}
    for code in account.codes:
        first = level1(code, classes)
        groups[first] = (*groups.get(first, ()), code)
    return groups


def land_facts(found: Sequence[Account], ground: Ground, classes: ClassTable, layers: Layers) -> Iterator[Fact]:
    """Areas at the base year, at acceptance and gained, by second-level class, first-level class and in all.

    Parameters
    ----------
    found : sequence of Account
        Land classes by subject.
    ground : Ground
        Role of the scope.
    classes : ClassTable
        The classification that the accounts are in.
    layers : Layers
        For the sources.
    """
    for account in found:
        tables = {"works" if flow.derived else "landuse_changes" for flow in account.flows}
        entered = tuple(f"table:{name}" for name in sorted(tables))
        made_up = any(flow.synthetic for flow in account.flows)
        sources = [f"layer:{ROLE}", f"layer:{ground.scope_role}"] if account.base is not None else []
        known = [f"{account.subject}.area"] if account.base is not None else []
        guess = Basis.MODELLED_UNCALIBRATED
        basis = guess if account.modelled else Basis.MEASURED
        base = measured_on(layers, sources, "layout.land.land_classes.accounts", _CLAUSE, known, basis)
        basis = guess if account.derived else basis
        after = measured_on(layers, [*sources, *entered], "layout.land.land_classes.accounts", _CLAUSE, known, basis)
        by = "derived.derived_changes" if account.derived else "land_classes.flows_of"
        gained = Statement(
            "、".join(f"tables/{name}" for name in sorted(tables)) or "tables/landuse_changes",
            f"layout.land.{by}",
            _CLAUSE,
            (*entered, *(base.inputs if account.derived else ())) or base.inputs,
            guess if account.derived else Basis.ENTERED,
        )
        groups = class_groups(account, classes)
        told = {code: (code,) for code in account.codes} | dict(groups) | {TOTAL: account.codes}
        for code, codes in told.items():
            for stated, attribute, when, area in (
                (base, "area", "base", account.before(codes)),
                (after, "area", "accept", _sum(account.before(codes), account.change(codes))),
                (gained, "change", "", account.change(codes)),
            ):
                value = None if area is None else convert(area, "hm2", "m2")
                reason = account.reason if value is None else ""
                fact = stated.fact(account.subject, f"landuse.{code}.{attribute}", value, "m2", when, reason)
                yield replace(fact, synthetic=made_up and when != "base")


def _sum(area: Decimal | None, change: Decimal) -> Decimal | None:
    return None if area is None else area + change
