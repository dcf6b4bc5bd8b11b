"""Changes of land that follow from works where nobody entered any (5.4.2.3, table F.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shanshui.finding import Finding
from shanshui.layout.ground import Ground
from shanshui.layout.land.land_classes import CHANGES, CLASSES, PLACES, REST, Flow, base_areas, named
from shanshui.layout.land.parcels import Parcels
from shanshui.ledger import listed
from shanshui.plan import Plan, Subproject
from shanshui.quantity import close, converted, printed, round_half_up
from shanshui.quantity import unit as unit_of
from shanshui.standard import ClassTable, Standard
from shanshui.standard.judging.land_effects import load_land_effects, load_land_origins
from shanshui.workspace.layers import translation


@dataclass(frozen=True, slots=True)
class Derived:
    """What works of a sub-project turn into a class.

    Parameters
    ----------
    sub : Subproject
        Whose works.
    after : str
        Class that the land becomes, as facts name it.
    wanted : Decimal
        Ground of the works [hm²].
    room : Decimal
        Land under the sub-project that may become it [hm²].
    flows : tuple of Flow
        Where the land comes from; none where there is less room than wanted.
    """

    sub: Subproject
    after: str
    wanted: Decimal
    room: Decimal
    flows: tuple[Flow, ...]


def derived_changes(
    plan: Plan, ground: Ground, parcels: Parcels | None, classes: ClassTable, standard: Standard
) -> tuple[Derived, ...]:
    """Changes of every sub-project that entered none, though its works change land.

    Parameters
    ----------
    plan : Plan
        Works and changes entered.
    ground : Ground
        Where the sub-projects lie.
    parcels : Parcels or None
        Land use of the base year; without it nothing is derived.
    classes : ClassTable
        The parcels' classification.
    standard : Standard
        Crosswalks.

    Notes
    -----
    Land of a lower rank (``land_origins.csv``) is used up first, land of one rank in proportion to its area. Either all
    of the works' ground is found or nothing is derived: part of a change would contradict the works.
    """
    entered = {row.text("subproject") for row in plan.records.get(CHANGES, ())}
    onward, back = translation(CLASSES, classes.key, standard), translation(classes.key, CLASSES, standard)
    if parcels is None or onward is None or back is None:
        return ()
    found: list[Derived] = []
    wanted_of = _needs(plan)
    for sub in plan.subprojects:
        needs = {} if sub.code in entered else wanted_of.get(sub.code, {})
        base = base_areas(f"subproject:{sub.code}", plan, ground, parcels, classes, standard)[0] if needs else None
        left = dict(base or {})
        for into, (wanted, synthetic) in needs.items() if base is not None else ():
            target = onward(into)
            if not target:
                continue
            origins = load_land_origins()[into]
            ranks = {code: origins[old] for code in left if (old := back(code.removesuffix(REST)) or "") in origins}
            room = sum((left[code] for code in ranks), Decimal(0))
            after, taken = named(target, classes), _taken(wanted, left, ranks) if room >= wanted else {}
            for code, area in taken.items():
                left[code] -= area
            flows = tuple(Flow(sub.code, code, after, area, "", synthetic, True) for code, area in taken.items())
            found.append(Derived(sub, after, wanted, room, flows))
    return tuple(found)


def _needs(plan: Plan) -> Mapping[str, Mapping[str, tuple[Decimal, bool]]]:
    """Ground of works by sub-project and the class they turn it into [hm²], and whether any of it was made up."""
    effects = load_land_effects()
    sums: dict[str, dict[str, tuple[Decimal, bool]]] = {}
    for work in plan.works:
        area = converted(work.quantity, work.unit, "hm2") if work.quantity is not None else None
        if area and work.indicator in effects:
            own, into = sums.setdefault(work.subproject, {}), effects[work.indicator].into
            old, made_up = own.get(into, (Decimal(0), False))
            own[into] = old + area, made_up or work.synthetic
    order = [effect.into for effect in effects.values()]
    return {
        code: {into: (round_half_up(own[into][0], PLACES), own[into][1]) for into in order if into in own}
        for code, own in sums.items()
    }


def _taken(wanted: Decimal, areas: Mapping[str, Decimal], ranks: Mapping[str, int]) -> Mapping[str, Decimal]:
    """Area taken from each class [hm²], in all as much as wanted."""
    taken: dict[str, Decimal] = {}
    for rank in sorted(set(ranks.values())):
        own = {code: areas[code] for code in sorted(ranks) if ranks[code] == rank and areas[code]}
        room = sum(own.values(), Decimal(0))
        part = min(wanted, room)
        if part:
            shares = close([part * area / room for area in own.values()], PLACES, part)
            taken |= {code: share for code, share in zip(own, shares, strict=True) if share}
            wanted -= part
    return taken


def derived_findings(found: Sequence[Derived], classes: ClassTable) -> Iterator[Finding]:
    """What was derived and has to be confirmed, and where there is too little land.

    Parameters
    ----------
    found : sequence of Derived
        As :func:`derived_changes` gives them.
    classes : ClassTable
        Names of classes.
    """
    for one in found:
        subject = f"subproject:{one.sub.code}.landuse.{one.after}"
        words = {"name": one.sub.name, "class": classes.classes[one.after.removesuffix(REST)].name}
        if one.flows:
            parts = (f"{_name(flow.before, classes)} {_hectares(flow.area)}" for flow in one.flows)
            facts = (f"subproject:{one.sub.code}.landuse.{one.after}.change",)
            words["origins"] = listed(parts)
            yield Finding("LAND-DERIVED", one.sub.place, _hectares(one.wanted), "", subject, facts, words)
        else:
            yield Finding("LAND-SHORT", one.sub.place, _hectares(one.room), _hectares(one.wanted), subject, words=words)


def _name(code: str, classes: ClassTable) -> str:
    return classes.classes[code.removesuffix(REST)].name


def _hectares(area: Decimal) -> str:
    return f"{printed(area, PLACES)} {unit_of('hm2').symbol}"
