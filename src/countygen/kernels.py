"""Compiled loops: flow over a surface, cost distance. Arrays are flat, in row order."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Function = TypeVar("Function", bound=Callable[..., object])
Floats = NDArray[np.float64]
Indices = NDArray[np.int32]
Flags = NDArray[np.bool_]


def compiled(function: Function) -> Function:
    """Compile with numba and keep the machine code between runs."""
    return cast(Function, numba.njit(cache=True, nogil=True)(function))


@compiled
def _push(keys: Floats, items: Indices, size: int, key: float, item: int) -> int:
    """Put an entry on the binary heap and return its new size."""
    k = size
    while k > 0:
        parent = (k - 1) >> 1
        if keys[parent] < key or (keys[parent] == key and items[parent] <= item):
            break
        keys[k] = keys[parent]
        items[k] = items[parent]
        k = parent
    keys[k] = key
    items[k] = item
    return size + 1


@compiled
def _pop(keys: Floats, items: Indices, size: int) -> int:
    """Take the least entry (position 0) off the heap and return its new size."""
    size -= 1
    key = keys[size]
    item = items[size]
    k = 0
    while True:
        child = 2 * k + 1
        if child >= size:
            break
        right = child + 1
        if right < size and (keys[right] < keys[child] or (keys[right] == keys[child] and items[right] < items[child])):
            child = right
        if key < keys[child] or (key == keys[child] and item <= items[child]):
            break
        keys[k] = keys[child]
        items[k] = items[child]
        k = child
    keys[k] = key
    items[k] = item
    return size


@compiled
def fill(z: Floats, outlet: Flags, rows: int, cols: int, step: float) -> Floats:
    """Raise depressions so that every cell has a lower neighbour on its way to an outlet.

    Parameters
    ----------
    z : float array, shape (rows * cols,)
        Elevation [m]; NaN = no data.
    outlet : bool array, shape (rows * cols,)
        Cells where water leaves.
    rows, cols : int
    step : float
        Least rise from a cell to the next one upstream in filled ground [m].

    Returns
    -------
    float array, shape (rows * cols,); cells that no outlet can be reached from stay as they are.

    Notes
    -----
    Priority flood with a queue of its own for filled ground.
    """
    n = rows * cols
    out = z.copy()
    done = np.zeros(n, np.bool_)
    keys = np.empty(n, np.float64)
    items = np.empty(n, np.int32)
    pit = np.empty(n, np.int32)
    size = 0
    for i in range(n):
        if outlet[i] and not np.isnan(z[i]):
            done[i] = True
            size = _push(keys, items, size, z[i], i)
        elif np.isnan(z[i]):
            done[i] = True
    head = 0
    tail = 0
    while size > 0 or head < tail:
        if head < tail and (size == 0 or out[pit[head]] <= keys[0]):
            i = pit[head]
            head += 1
        else:
            i = items[0]
            size = _pop(keys, items, size)
        if head == tail:
            head = 0
            tail = 0
        r = i // cols
        c = i - r * cols
        for dr in range(-1, 2):
            for dc in range(-1, 2):
                rr = r + dr
                cc = c + dc
                if rr < 0 or rr >= rows or cc < 0 or cc >= cols:
                    continue
                j = rr * cols + cc
                if done[j]:
                    continue
                done[j] = True
                if out[j] < out[i] + step:
                    out[j] = out[i] + step
                    pit[tail] = j
                    tail += 1
                else:
                    size = _push(keys, items, size, out[j], j)
    return out


@compiled
def receivers(z: Floats, fixed: Flags, rows: int, cols: int) -> Indices:
    """Steepest of the eight neighbours; the cell itself where it is fixed, no data or has none lower."""
    n = rows * cols
    out = np.empty(n, np.int32)
    diagonal = 1.0 / np.sqrt(2.0)
    for r in range(rows):
        for c in range(cols):
            i = r * cols + c
            out[i] = i
            if fixed[i] or np.isnan(z[i]):
                continue
            best = 0.0
            for dr in range(-1, 2):
                for dc in range(-1, 2):
                    rr = r + dr
                    cc = c + dc
                    if rr < 0 or rr >= rows or cc < 0 or cc >= cols:
                        continue
                    drop = z[i] - z[rr * cols + cc]
                    if dr != 0 and dc != 0:
                        drop *= diagonal
                    if drop > best:
                        best = drop
                        out[i] = rr * cols + cc
    return out


@compiled
def downstream_first(receiver: Indices) -> Indices:
    """Order in which every cell stands after its receiver."""
    n = receiver.size
    first = np.zeros(n + 1, np.int32)
    for i in range(n):
        if receiver[i] != i:
            first[receiver[i] + 1] += 1
    for i in range(n):
        first[i + 1] += first[i]
    donors = np.empty(n, np.int32)
    place = first[:-1].copy()
    for i in range(n):
        if receiver[i] != i:
            donors[place[receiver[i]]] = i
            place[receiver[i]] += 1
    order = np.empty(n, np.int32)
    k = 0
    for i in range(n):
        if receiver[i] != i:
            continue
        order[k] = i
        seen = k
        k += 1
        while seen < k:
            j = order[seen]
            seen += 1
            for d in range(first[j], first[j + 1]):
                order[k] = donors[d]
                k += 1
    return order


@compiled
def accumulate(receiver: Indices, order: Indices, weight: Floats) -> Floats:
    """Sum of a weight over each cell and all cells upstream of it."""
    total = weight.copy()
    for k in range(order.size - 1, -1, -1):
        i = order[k]
        if receiver[i] != i:
            total[receiver[i]] += total[i]
    return total


@compiled
def erode(
    z: Floats,
    receiver: Indices,
    order: Indices,
    area: Floats,
    uplift: Floats,
    cols: int,
    cell: float,
    time: float,
    exponent: float,
    head_area: float,
) -> Floats:
    """One implicit step of uplift against stream power, whose steady slope is uplift / (A + A0)^m.

    Parameters
    ----------
    z, area, uplift : float arrays, shape (n,)
        Elevation [m], upstream area [m²], steady slope at unit power [-].
    receiver, order : from `receivers` and `downstream_first`
    cols : int
    cell : float
        Cell size [m].
    time : float
        Length of the step [scaled].
    exponent, head_area : float
        m [-] and A0 [m²], which bounds the slope of the hillsides.

    Returns
    -------
    float array, shape (n,)
    """
    out = z.copy()
    for k in range(order.size):
        i = order[k]
        j = receiver[i]
        if i == j:
            continue
        length = cell
        if abs(i - j) != 1 and abs(i - j) != cols:
            length = cell * np.sqrt(2.0)
        power = time * (area[i] + head_area) ** exponent / length
        out[i] = (z[i] + time * uplift[i] + power * out[j]) / (1.0 + power)
    return out


@compiled
def nearest_drain(receiver: Indices, order: Indices, drain: Flags) -> Indices:
    """First cell downstream (or the cell itself) that is a drain or an end of flow."""
    out = np.empty(receiver.size, np.int32)
    for k in range(order.size):
        i = order[k]
        out[i] = i if (drain[i] or receiver[i] == i) else out[receiver[i]]
    return out


@compiled
def cost_distance(cost: Floats, start: Floats, rows: int, cols: int, cell: float) -> tuple[Floats, Indices, Indices]:
    """Least cost to reach each cell from the starts, whose they are, and the way back.

    Parameters
    ----------
    cost : float array, shape (rows * cols,)
        Cost per metre; NaN = barrier.
    start : float array, shape (rows * cols,)
        Cost already spent at a start; NaN elsewhere.
    rows, cols : int
    cell : float
        [m]

    Returns
    -------
    distance : float array; infinite where nothing reaches
    origin : int array; the start's cell, -1 where nothing reaches
    previous : int array; next cell on the way back to the start
    """
    n = rows * cols
    distance = np.full(n, np.inf)
    origin = np.full(n, -1, np.int32)
    previous = np.full(n, -1, np.int32)
    room = 4 * n + 16
    keys = np.empty(room, np.float64)
    items = np.empty(room, np.int32)
    done = np.zeros(n, np.bool_)
    size = 0
    for i in range(n):
        if not np.isnan(start[i]) and not np.isnan(cost[i]):
            distance[i] = start[i]
            origin[i] = i
            previous[i] = i
            size = _push(keys, items, size, start[i], i)
    while size > 0:
        i = items[0]
        size = _pop(keys, items, size)
        if done[i]:
            continue
        done[i] = True
        r = i // cols
        c = i - r * cols
        for dr in range(-1, 2):
            for dc in range(-1, 2):
                rr = r + dr
                cc = c + dc
                if rr < 0 or rr >= rows or cc < 0 or cc >= cols:
                    continue
                j = rr * cols + cc
                if done[j] or np.isnan(cost[j]):
                    continue
                step = cell if dr == 0 or dc == 0 else cell * np.sqrt(2.0)
                there = distance[i] + 0.5 * (cost[i] + cost[j]) * step
                if there < distance[j]:
                    distance[j] = there
                    origin[j] = origin[i]
                    previous[j] = i
                    if size < room:
                        size = _push(keys, items, size, there, j)
    return distance, origin, previous
