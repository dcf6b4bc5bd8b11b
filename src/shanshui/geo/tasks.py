"""Work on rasters as tasks: each reads, computes and gives back its own piece; who runs them is chosen once.

A task is a frozen value that can be called with one item (a window, a basin) and that opens what it needs itself, so
that it can be sent to a thread or to another machine. Results come back in the order of the items, whoever computed
them: the same sources give the same result to the bit with one worker or with twenty.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import chain, islice
from pathlib import Path
from typing import Protocol, TypeVar

from shanshui.errors import UsageError

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 2
"""Tasks handed out for each worker before the first result is taken: bounds what waits in memory."""


class Scheduler(Protocol):
    """Whoever runs tasks."""

    def run(self, task: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Results in the order of the items; only a bounded number of them wait at a time.

        Parameters
        ----------
        task : callable
            Pure but for files of its own; can be pickled.
        items : iterable
            What it is called with, one by one.

        Raises
        ------
        Exception
            The first that a task raised, in the order of the items, as it was; later tasks are not begun.
        """


class Local:
    """Threads of this process; NumPy, GDAL and compiled functions leave the lock to one another.

    Parameters
    ----------
    workers : int, optional
        Threads; as many as this process may use cores where absent. One runs in the caller's own thread.
    """

    def __init__(self, workers: int = 0) -> None:
        self.workers = workers or cores()

    def run(self, task: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Results in the order of the items."""
        waiting = iter(items)
        first = list(islice(waiting, 2))
        if self.workers == 1 or len(first) < 2:
            yield from map(task, chain(first, waiting))
            return
        with ThreadPoolExecutor(self.workers, thread_name_prefix="task") as pool:
            yield from in_order(
                lambda item: pool.submit(task, item), Future.result, chain(first, waiting), self.workers
            )


class Pending(Protocol):
    """A result that is not there yet."""

    def cancel(self) -> object:
        """Give it up, if its task has not begun."""


P = TypeVar("P", bound=Pending)


def in_order(submit: Callable[[T], P], taken: Callable[[P], R], items: Iterable[T], workers: int) -> Iterator[R]:
    """Hand items out some way ahead, and give their results in the order of the items.

    Parameters
    ----------
    submit : callable
        Begins the task of an item.
    taken : callable
        Waits for its result.
    items : iterable
        In order.
    workers : int
        How many tasks run at a time.
    """
    waiting: deque[P] = deque()
    remaining = iter(items)
    try:
        waiting.extend(map(submit, islice(remaining, workers * _AHEAD)))
        while waiting:
            result = taken(waiting[0])
            waiting.popleft()
            waiting.extend(map(submit, islice(remaining, 1)))
            yield result
    finally:
        for pending in waiting:
            pending.cancel()


def cores() -> int:
    """Cores that this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)  # not on every system
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1


@contextmanager
def scheduler(address: str = "", shared: Sequence[Path] = ()) -> Iterator[Scheduler]:
    """The scheduler of a run.

    Parameters
    ----------
    address : str
        ``tcp://host:port`` of a Dask cluster; the cores of this machine where empty.
    shared : sequence of Path
        Files that every worker must see as they are here.

    Raises
    ------
    UsageError
        Where Dask is not installed, nobody answers at the address, or workers are not fit: none is there, they
        run other versions, or they do not see the files.
    """
    if not address:
        yield Local()
        return
    if find_spec("distributed") is None:
        raise UsageError("--scheduler needs Dask; install shanshui with the extra `cluster`, or leave --scheduler out")
    from shanshui.geo.cluster import connected

    with connected(address, shared) as cluster:
        yield cluster
