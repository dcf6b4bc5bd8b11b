"""A folder that one of the test processes makes and all others use."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def shared(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder of a name, made by whoever asks first; what is made there is not to be changed.

    Parameters
    ----------
    factory : pytest.TempPathFactory
        Gives the folder of the process, beside those of the others.
    name : str
        One for each thing that is made.
    make : callable
        Fills the folder; it is not there yet.
    """
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with FileLock(f"{folder}.lock"):
        if not (folder / "done").is_file():
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            (folder / "done").touch()
    return folder
