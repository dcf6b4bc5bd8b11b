"""How many sub-projects are carried out from when to when, and on how much ground (H.1.7.2 b)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from shanshui.layout.ground import Ground
from shanshui.ledger import Fact
from shanshui.plan import Plan
from shanshui.standard import Standard
from shanshui.workspace.layers import Layers, measured_on

_METHOD = "layout.places.periods.period_facts"


def period_facts(plan: Plan, ground: Ground, layers: Layers, standard: Standard) -> Iterator[Fact]:
    """Sub-projects by their years, from the first to the last, and their areas added up.

    Parameters
    ----------
    plan : Plan
        Sub-projects with their years.
    ground : Ground
        Their areas [m²]; one that has none counts but adds no area, and the reason names it.
    layers : Layers
        For the sources.
    standard : Standard
        Words of the reason.

    Notes
    -----
    Ground that two sub-projects share counts for both: the sums of all periods may exceed the implementation area.
    """
    for start, end in sorted({(sub.start, sub.end) for sub in plan.subprojects}):
        codes = [sub.code for sub in plan.subprojects if (sub.start, sub.end) == (start, end)]
        areas = {code: ground.areas[f"subproject:{code}"] for code in codes if f"subproject:{code}" in ground.areas}
        told = measured_on(layers, ["table:subprojects"], _METHOD, "H.1.7.2 b", [f"subproject:{c}.area" for c in areas])
        yield told.fact("scope", "scheduled.count", len(codes), "count", f"{start}_{end}")
        left = "、".join(code for code in codes if code not in areas)
        reason = standard.label("layout.reason.left_without_area").format(codes=left) if left else ""
        total = sum(areas.values(), Decimal(0)) if areas else None
        yield told.fact("scope", "scheduled.area", total, "m2", f"{start}_{end}", reason)
