"""Windows as tasks: each reads, computes and gives back its own piece; who runs them is chosen once.

A task is a frozen value that can be called with a window and that opens what it needs itself, so that it can be sent
to a thread or to another machine. Results come back in the order of the windows, whoever computed them, and
are merged in that order: the same sources give the same result to the bit with one worker or with twenty.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import Any, Protocol, TypeVar

from shanshui.errors import UsageError
from shanshui.geo.grid import Window

R = TypeVar("R")

Task = Callable[[Window], R]
"""What is done with one window; must be picklable to run on a cluster."""

_AHEAD = 2
"""Tasks handed out for each worker before the first result is taken: bounds what waits in memory."""


class Scheduler(Protocol):
    """Whoever runs tasks."""

    def run(self, task: Task[R], windows: Iterable[Window]) -> Iterator[R]:
        """Results in the order of the windows; only a bounded number of them wait at a time."""


class Local:
    """Threads of this process; NumPy, GDAL and compiled kernels leave the lock to one another.

    Parameters
    ----------
    workers : int, optional
        Threads; as many as the machine has cores where absent. One runs in the caller's own thread.
    """

    def __init__(self, workers: int = 0) -> None:
        self.workers = workers or os.cpu_count() or 1

    def run(self, task: Task[R], windows: Iterable[Window]) -> Iterator[R]:
        """Results in the order of the windows."""
        if self.workers == 1:
            yield from map(task, windows)
            return
        with ThreadPoolExecutor(self.workers, thread_name_prefix="window") as pool:
            yield from _in_order(pool, task, windows, self.workers)


class Cluster:
    """Workers of a Dask cluster, which must see the project folder under the same path.

    Parameters
    ----------
    client : distributed.Client
        Connected; see :func:`scheduler`.
    """

    def __init__(self, client: Any) -> None:
        self._pool: Executor = client.get_executor(pure=False)
        self.workers = max(1, sum(client.nthreads().values()))

    def run(self, task: Task[R], windows: Iterable[Window]) -> Iterator[R]:
        """Results in the order of the windows."""
        yield from _in_order(self._pool, task, windows, self.workers)


def _in_order(pool: Executor, task: Task[R], windows: Iterable[Window], workers: int) -> Iterator[R]:
    waiting: deque[Future[R]] = deque()
    remaining = iter(windows)
    try:
        for window in islice(remaining, workers * _AHEAD):
            waiting.append(pool.submit(task, window))
        while waiting:
            result = waiting.popleft().result()
            for window in islice(remaining, 1):
                waiting.append(pool.submit(task, window))
            yield result
    finally:
        for future in waiting:
            future.cancel()


@contextmanager
def scheduler(address: str = "") -> Iterator[Scheduler]:
    """The scheduler of a run.

    Parameters
    ----------
    address : str
        ``tcp://host:port`` of a Dask cluster; the cores of this machine where empty.

    Raises
    ------
    UsageError
        Where Dask is not installed, or nobody answers at the address.
    """
    if not address:
        yield Local()
        return
    try:
        from distributed import Client
    except ImportError:
        raise UsageError("--scheduler needs Dask; install shanshui with the extra `cluster`") from None
    try:
        client = Client(address, timeout=10, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(f"no cluster answers at {address}: {error}; start one, or leave --scheduler out") from None
    with client:
        yield Cluster(client)
