"""The survey area against the scope: it is drawn, and larger (5.2.1.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from shanshui.finding import Finding, Place
from shanshui.ledger import Fact, Facts
from shanshui.plan import Plan, sliver
from shanshui.quantity import convert, printed, unit
from shanshui.workspace.catalog import CATALOG
from shanshui.workspace.layers import Layers

ROLE = "survey_area"


def survey_area_findings(plan: Plan, layers: Layers, facts: Iterable[Fact]) -> Iterator[Finding]:
    """A finding where the survey area is no larger than the scope, and a note where none is drawn.

    Parameters
    ----------
    plan : Plan
        Its limits of slivers, which is how much larger it is at least.
    layers : Layers
        Whether one is drawn.
    facts : iterable of Fact
        ``scope.area`` and ``survey_area.area``. Whether the survey area holds all of the scope is told by the rule
        ``SCOPE-SURVEY``.
    """
    known = Facts(facts)
    scope, surveyed = known.number("scope.area"), known.number(f"{ROLE}.area")
    if scope is None or surveyed is None:
        return
    ids = ("scope.area", f"{ROLE}.area")
    if layers.entry(ROLE) is None:
        yield Finding("SURVEY-UNDRAWN", Place(file=CATALOG, layer=ROLE), "", _shown(scope), ROLE, ids)
    elif layers.usable(ROLE) and surveyed < scope + sliver(plan.project, scope):
        yield layers.fault(ROLE)("SURVEY-AREA", _shown(surveyed), _shown(scope))


def _shown(area: Decimal) -> str:
    return f"{printed(convert(area, 'm2', 'km2'), 2)} {unit('km2').symbol}"
