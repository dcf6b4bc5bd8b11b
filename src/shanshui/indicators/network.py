"""The ecological network as a graph: which corridors it keeps, and how well they join the sources (H.1.3.4 c, H.1.4.2).

Sources are its nodes, corridors its links. The indices are those of transport geography (Kansky 1963), which landscape
ecology took over for corridors (Forman and Godron 1986).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush

import numpy as np
from numpy.typing import ArrayLike, NDArray

Link = tuple[int, int, float]
"""Both nodes, and what the way between them costs."""


def resistance(quality: ArrayLike, most: float, shape: float) -> NDArray[np.float64]:
    """Resistance of the ground to what moves over it: 1 where its habitat is best, ``most`` where it is none.

    R = M − (M − 1)(1 − e^(−cQ)) / (1 − e^(−c)), after Keeley and others (2016): who is on the way is less choosy than
    who settles, so that only bad ground stops him.

    Parameters
    ----------
    quality : array-like
        Quality of habitats Q, 0 to 1; NaN = not known.
    most : float
        M, at least 1.
    shape : float
        c, not below 0; straight at 0, the more bent the greater.

    Raises
    ------
    ValueError
        Where ``most`` is below 1 or ``shape`` below 0.

    Examples
    --------
    >>> resistance([0.0, 0.5, 1.0], 100, 0).tolist(), resistance([0.0, 0.5, 1.0], 100, 8).round(2).tolist()
    ([100.0, 50.5, 1.0], [100.0, 2.78, 1.0])
    """
    if most < 1 or shape < 0:
        raise ValueError(f"resistance up to {most} in shape {shape}; give at least 1, and a shape not below 0")
    given = np.asarray(quality, dtype=np.float64)
    bent = given if shape == 0 else np.expm1(-shape * given) / np.expm1(-shape)
    found: NDArray[np.float64] = most - (most - 1) * bent
    return found


def kept_links(links: Sequence[Link], detour: float) -> tuple[int, ...]:
    """Links of a network that joins all that can be joined, with short loops.

    Links are taken by their cost; each is kept where the way between its ends by those kept before costs more than
    ``detour`` times as much. So the shortest tree is kept, and besides it what spares a long way round (a greedy
    spanner: Althöfer and others 1993).

    Parameters
    ----------
    links : sequence of Link
        Costs above 0.
    detour : float
        At least 1; the greater, the fewer loops.

    Returns
    -------
    tuple of int
        Numbers of the links kept, ascending.

    Examples
    --------
    >>> kept_links([(1, 2, 1.0), (2, 3, 1.0), (1, 3, 1.5)], 2.0)
    (0, 1)
    >>> kept_links([(1, 2, 1.0), (2, 3, 1.0), (1, 3, 0.9)], 2.0)
    (0, 2)
    >>> kept_links([(1, 2, 1.0), (2, 3, 1.0), (1, 3, 1.5)], 1.2)
    (0, 1, 2)
    """
    if detour < 1:
        raise ValueError(f"a detour of {detour} is less than the way itself; give at least 1")
    ways: dict[int, dict[int, float]] = {}
    kept = []
    for number in sorted(range(len(links)), key=lambda n: (links[n][2], links[n][:2])):
        start, end, cost = links[number]
        if not _within(ways, start, end, cost * detour):
            kept.append(number)
            ways.setdefault(start, {})[end] = ways.setdefault(end, {})[start] = cost
    return tuple(sorted(kept))


def _within(ways: Mapping[int, Mapping[int, float]], start: int, end: int, most: float) -> bool:
    """Whether there is a way that costs no more than so much."""
    heap, done = [(0.0, start)], set[int]()
    while heap:
        cost, node = heappop(heap)
        if node == end:
            return True
        if node in done:
            continue
        done.add(node)
        for other, step in ways.get(node, {}).items():
            if other not in done and cost + step <= most:
                heappush(heap, (cost + step, other))
    return False


def components(nodes: Sequence[int], links: Sequence[tuple[int, int]]) -> int:
    """Parts of a network that nothing joins.

    Examples
    --------
    >>> components([1, 2, 3, 4], [(1, 2), (2, 3)])
    2
    """
    root = {node: node for node in nodes}

    def top(node: int) -> int:
        while root[node] != node:
            node = root[node]
        return node

    for one, other in links:
        root[top(one)] = top(other)
    return len({top(node) for node in nodes})


def alpha_index(nodes: int, links: int, parts: int = 1) -> float | None:
    """Closure α = (L − V + p) / (2V − 5): loops that there are over those that there could be in the plane.

    Parameters
    ----------
    nodes, links, parts : int
        Sources, corridors, and parts that nothing joins.

    Returns
    -------
    float or None
        0 for a tree, 1 where there is no room for another link; None below three nodes.
    """
    return (links - nodes + parts) / (2 * nodes - 5) if nodes > 2 else None


def beta_index(nodes: int, links: int) -> float | None:
    """Links per node β = L / V, 0 to 3; below 1 a tree or torn, 1 a ring, above 1 several loops; None without nodes."""
    return links / nodes if nodes else None


def gamma_index(nodes: int, links: int) -> float | None:
    """Connectivity γ = L / 3(V − 2): links that there are over those that there could be; None below three nodes."""
    return links / (3 * (nodes - 2)) if nodes > 2 else None
