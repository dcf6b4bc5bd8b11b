"""Through whose ground the water of each township flows: by micro-catchments, else by basins (5.4.5.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from shanshui.indicators.downstream import Floats, passed_shares
from shanshui.ledger import Facts
from shanshui.plan import Plan
from shanshui.workspace import Workspace
from shanshui.workspace.catchments import FACT, CatchmentFile, read_catchments


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the water of townships goes.

    Parameters
    ----------
    townships : tuple of str
        Rows and columns.
    shares : float array, shape (n, n)
        Row i: the shares of the ground that the water of i passes, its own on the diagonal.
    source : str
        What it is known from: ``catchments`` or ``basins``.
    inputs : tuple of str
        Facts that tell it.
    """

    townships: tuple[str, ...]
    shares: Floats
    source: str
    inputs: tuple[str, ...]


def townships_of(plan: Plan, facts: Facts) -> Mapping[str, tuple[str, ...]]:
    """Where each sub-project lies: the townships entered, else those that it touches."""
    return {sub.code: sub.townships or facts.codes(f"subproject:{sub.code}.townships") for sub in plan.subprojects}


def ways_of(plan: Plan, workspace: Workspace, facts: Facts) -> Ways | None:
    """Where the water of the townships of the scope goes; None where neither catchments nor basins tell it.

    Parameters
    ----------
    plan : Plan
        Sub-projects and their townships.
    workspace : Workspace
        Folder of the catchments.
    facts : Facts
        Content of the catchments; basins, and what each flows into.
    """
    where = townships_of(plan, facts)
    touched = tuple(dict.fromkeys(code for codes in where.values() for code in codes))
    inside = facts.codes("scope.townships.inside")
    townships = (*inside, *(code for code in touched if code not in inside))
    if not townships:
        return None
    kept = read_catchments(workspace.work, facts) if facts.text(f"{FACT}.content") else None
    if kept is not None:
        return by_catchments(kept, townships)
    return by_basins(plan, facts, where, townships)


def by_catchments(kept: CatchmentFile, townships: Sequence[str]) -> Ways | None:
    """Ways by micro-catchments, each source weighed by its area; None where none of them is a township's."""
    place = {code: number for number, code in enumerate(townships)}
    owners = np.array([place.get(code, -1) for code in kept.townships], dtype=np.intp)
    if not (owners >= 0).any():
        return None
    shares = passed_shares(kept.downstream, owners, kept.areas, len(townships))
    return Ways(tuple(townships), shares, "catchments", (f"{FACT}.content",))


def by_basins(plan: Plan, facts: Facts, where: Mapping[str, Sequence[str]], townships: Sequence[str]) -> Ways | None:
    """Ways by basins: below a sub-project lie the townships of the sub-projects in basins further down.

    Returns
    -------
    Ways or None
        None where no basin flows into another.
    """
    basins = {sub.code: facts.text(f"subproject:{sub.code}.basin") for sub in plan.subprojects}
    held: dict[str, dict[str, None]] = {}
    for code, basin in basins.items():
        held.setdefault(basin, {}).update(dict.fromkeys(where[code]))
    below = {basin: down for basin in held if basin and (down := _chain(basin, facts))}
    if not below:
        return None
    place = {code: number for number, code in enumerate(townships)}
    shares = np.zeros((len(townships), len(townships)))
    for basin, codes in held.items():
        for code in codes:
            passed = [code, *(t for down in below.get(basin, ()) for t in held.get(down, ()))]
            for other in passed:
                shares[place[code], place[other]] += 1.0 / len(passed)
    total = shares.sum(axis=1, keepdims=True)
    inputs = tuple(f"basin:{basin}.downstream" for basin in below)
    return Ways(
        tuple(townships), np.divide(shares, total, out=np.zeros_like(shares), where=total > 0), "basins", inputs
    )


def _chain(basin: str, facts: Facts) -> tuple[str, ...]:
    """Basins further down, from the next one on; a circle ends where it began."""
    found: list[str] = []
    while (basin := facts.text(f"basin:{basin}.downstream")) and basin not in found:
        found.append(basin)
    return tuple(found)
