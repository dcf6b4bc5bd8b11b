"""Tasks on the workers of a Dask cluster; the one module that needs Dask."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import distributed
import numpy as np
import rasterio
import shapely
from distributed.comm.core import CommClosedError
from distributed.scheduler import KilledWorker

from shanshui import __version__
from shanshui.errors import UsageError
from shanshui.geo.tasks import in_order

_Client: Any = distributed.Client  # typed or not, as its release has it

T = TypeVar("T")
R = TypeVar("R")

_ANSWER = 10.0
"""Time that scheduler and workers are given to answer [s]."""

_PATIENCE = 30.0
"""Time that a cluster may be without a worker while tasks wait [s]."""


class Cluster:
    """Workers of a Dask cluster.

    Parameters
    ----------
    client : distributed.Client
        Connected.
    address : str
        Where, for messages.
    patience : float
        Time that the cluster may be without a worker while tasks wait [s].
    """

    def __init__(self, client: Any, address: str, patience: float = _PATIENCE) -> None:
        self._client, self._address, self._patience = client, address, patience
        self.workers = max(1, sum(client.nthreads().values()))

    def run(self, task: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Results in the order of the items.

        Notes
        -----
        The task is sent once, not with each item: it is a result on the cluster itself, which workers pass on to one
        another, and which is made again where its holder dies. A task whose worker died is given to another.

        Raises
        ------
        UsageError
            Where the cluster is lost, stays without workers, or loses one after another at the same task.
        """
        held = self._client.submit(_same, task, pure=False)
        yield from in_order(
            lambda item: self._client.submit(_call, held, item, pure=False), self._taken, items, self.workers
        )

    def _taken(self, future: Any) -> Any:
        alone = 0.0
        while True:
            try:
                return future.result(timeout=self._patience / 3)
            except KilledWorker:
                raise UsageError(
                    f"workers of the cluster at {self._address} died, one after another, at the same task; "
                    "see their logs: most often they need more memory"
                ) from None
            except (CancelledError, CommClosedError):
                raise UsageError(
                    f"the cluster at {self._address} was lost; start it anew, then run this again"
                ) from None
            except TimeoutError:
                if future.done():
                    return future.result()  # came just now, or raises a timeout of the task itself
                alone = 0.0 if self._has_workers() else alone + self._patience / 3
                if alone >= self._patience:
                    raise UsageError(f"the cluster at {self._address} has no workers left; start some") from None

    def _has_workers(self) -> bool:
        with suppress(OSError, TimeoutError):
            return bool(self._client.nthreads())
        return False


def _same(task: T) -> T:
    return task


def _call(task: Callable[[T], R], item: T) -> R:
    return task(item)


@contextmanager
def connected(address: str, shared: Sequence[Path] = ()) -> Iterator[Cluster]:
    """A cluster whose workers are fit.

    Parameters
    ----------
    address : str
        ``tcp://host:port`` of its scheduler.
    shared : sequence of Path
        Files that every worker must see as they are here.

    Raises
    ------
    UsageError
        Where nobody answers, no worker is there, or one runs other versions or does not see the files. A worker that
        joins later is not asked.
    """
    try:
        client = _Client(address, timeout=_ANSWER, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise UsageError(f"no cluster answers at {address}: {error}; start one, or leave --scheduler out") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_ANSWER)
        except TimeoutError:
            raise UsageError(f"the cluster at {address} has no workers; start some with `dask worker`") from None
        _see_to_it(client, shared)
        yield Cluster(client, address)


def _see_to_it(client: Any, shared: Sequence[Path]) -> None:
    """Compare what the workers are and see with what this process is and sees."""
    wanted = _versions()
    try:
        for worker, found in client.run(_versions).items():
            others = [f"{name} {found[name]}, not {wanted[name]}" for name in wanted if found[name] != wanted[name]]
            if others:
                raise UsageError(
                    f"the worker at {worker} has {', '.join(others)}; results would differ: install the same"
                )
    except (ImportError, AttributeError) as error:
        raise UsageError(f"a worker of the cluster cannot import shanshui ({error}); install it there") from None
    for path in shared:
        here = _digest(str(path.resolve()))
        for worker, there in client.run(_digest, str(path.resolve())).items():
            if there != here:
                raise UsageError(
                    f"the worker at {worker} does not see {path} as it is here; let all share one disk under one path"
                )


def _versions() -> Mapping[str, str]:
    """Whatever results could depend on."""
    return {
        "shanshui": __version__,
        "Python": platform.python_version(),
        "NumPy": np.__version__,
        "GDAL": rasterio.__gdal_version__,
        "GEOS": shapely.geos_version_string,
    }


def _digest(path: str) -> str:
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return ""
