"""Tasks for tests, in a module that workers in other processes can import."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from shanshui.errors import DataError
from shanshui.geo.grid import Window


def square(number: int) -> int:
    return number * number


def later_ones_first(number: int) -> int:
    """Its number; the earlier, the slower."""
    time.sleep(0.02 * (5 - number % 5))
    return number


def where(_: int) -> tuple[int, int]:
    """Process and thread."""
    time.sleep(0.02)
    return os.getpid(), threading.get_ident()


def refuse(number: int) -> int:
    """A fault of ours with two arguments, as a layer raises it."""
    if number == 3:
        raise DataError("LAYER-UNREADABLE", f"{number}.tif: cut off")
    return number


def run_out(number: int) -> int:
    """A timeout of the task itself."""
    raise TimeoutError(f"no answer to {number}")


class DieOnce:
    """Ends the process at its first call anywhere, as a lack of memory would."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __call__(self, number: int) -> int:
        if number == 2 and not self.marker.exists():
            self.marker.touch()
            os._exit(9)
        return number


def die(_: int) -> int:
    os._exit(9)


class Weighty:
    """A task that knows how often it was unpacked in each process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[Callable[[Path], Weighty], tuple[Path]]:
        return _unpacked, (self.folder,)

    def __call__(self, number: int) -> int:
        time.sleep(0.02)
        return os.getpid()


def _unpacked(folder: Path) -> Weighty:
    (folder / f"{os.getpid()}-{time.monotonic_ns()}").touch()
    return Weighty(folder)


def ring_sum(cells: np.ndarray) -> np.ndarray:
    """Sum of a cell's eight neighbours."""
    rows, cols = cells.shape[0] - 2, cells.shape[1] - 2
    shifts = [(r, c) for r in range(3) for c in range(3) if (r, c) != (1, 1)]
    whole: np.ndarray = np.sum([cells[r : r + rows, c : c + cols] for r, c in shifts], axis=0)
    return whole


def window_number(window: Window) -> int:
    return window.row * 1000 + window.col
