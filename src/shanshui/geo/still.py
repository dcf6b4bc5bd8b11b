"""Files that do not tell when they were made, so that the same data give the same bytes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pyogrio

STILL = "2000-01-01T00:00:00.000Z"
"""Time that files bear, so that the same content gives the same file."""


@contextmanager
def still() -> Iterator[None]:
    """Let GDAL write :data:`STILL` for now."""
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": STILL})
    os.environ["SOURCE_DATE_EPOCH"] = "946684800"
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})
        if epoch is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = epoch
