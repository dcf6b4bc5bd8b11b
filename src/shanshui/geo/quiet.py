"""Warnings of GDAL's bindings that say nothing, put aside without harm to other threads."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from rasterio.errors import NotGeoreferencedWarning

ALONE = threading.RLock()
"""Held by whoever puts warnings aside."""


@contextmanager
def quiet() -> Iterator[None]:
    """No warning that a data set has no place on earth, or that an area has so many parts that sorting them takes long.

    What Python keeps of warnings belongs to the whole process: two threads that each put it aside and bring it back
    would mix it up. Hence one at a time; also for calls of rasterio that do so themselves, such as ``rasterize``.
    """
    with ALONE, warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        warnings.filterwarnings("ignore", message="organizePolygons")
        yield
