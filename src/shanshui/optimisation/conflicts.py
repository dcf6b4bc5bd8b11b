"""Demands that contradict each other: a set that cannot be met, of which no part cannot be met.

References
----------
Chinneck 2008, Feasibility and Infeasibility in Optimization (deletion filter); Junker 2004, QuickXplain.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from shanshui.optimisation.portfolio import feasible
from shanshui.optimisation.task import Demand, Task

Name = TypeVar("Name", bound=Hashable)


def irreducible(names: Sequence[Name], meets: Callable[[frozenset[Name]], bool]) -> tuple[Name, ...]:
    """A smallest contradiction: all of it cannot be met, all of it but any one can.

    Parameters
    ----------
    names : sequence
        Demands.
    meets : callable
        Whether some demands can be met together. What can be met, can be met with fewer of them.

    Returns
    -------
    tuple
        In the order of ``names``; empty where all can be met.

    Notes
    -----
    QuickXplain halves the demands instead of trying each: about ``2k log(n / k) + 2k`` questions for k of n.

    Examples
    --------
    >>> irreducible("abcdef", lambda kept: not {"b", "e"} <= kept)
    ('b', 'e')
    """
    if meets(frozenset(names)):
        return ()
    if not meets(frozenset()):
        return ()
    found = _explained(frozenset(), False, list(names), meets)
    return tuple(name for name in names if name in found)


def _explained(
    kept: frozenset[Name], grown: bool, names: list[Name], meets: Callable[[frozenset[Name]], bool]
) -> frozenset[Name]:
    """Of ``names``, those that contradict each other on top of what is kept."""
    if grown and not meets(kept):
        return frozenset()
    if len(names) == 1:
        return frozenset(names)
    middle = len(names) // 2
    first, second = names[:middle], names[middle:]
    late = _explained(kept | frozenset(first), True, second, meets)
    early = _explained(kept | late, bool(late), first, meets)
    return early | late


def conflict(task: Task, *, seconds: float = 30.0) -> tuple[Demand, ...]:
    """Demands of a portfolio that contradict each other.

    Parameters
    ----------
    task : Task
        Which nothing meets.
    seconds : float
        Time for each question; where it does not suffice, the demands asked about count as ones that can be met.

    Returns
    -------
    tuple of Demand
        None to spare: without any one of them, the others can be met. Empty where nothing contradicts, or where it
        could not be found out in time.

    Notes
    -----
    Where yes and no may be broken and it still cannot be done, the quick questions of the linear programme narrow the
    demands down first; what they leave is a contradiction, and the whole programme takes out of it what is to spare.
    """
    names = tuple(dict.fromkeys(task.demands()))
    narrowed = irreducible(names, lambda kept: feasible(task, kept, seconds=seconds, relaxed=True) is not False)
    return irreducible(narrowed or names, lambda kept: feasible(task, kept, seconds=seconds) is not False)
