from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

import county
from clusters import two_workers
from shared_folder import shared

settings.register_profile("suite", deadline=None, derandomize=True)  # time is no test; the same cases on every machine
settings.load_profile("suite")


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return county.write(tmp_path_factory.mktemp("county") / "county")


@pytest.fixture
def small_county(_template: Path, tmp_path: Path) -> Path:
    """A fresh copy of the small correct county."""
    return Path(shutil.copytree(_template, tmp_path / "county"))


@pytest.fixture(scope="session")
def built_county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small correct county with its dossier, which all test processes share: copy it before it is changed."""
    return shared(tmp_path_factory, "built county", _built) / "county"


def _built(folder: Path) -> None:
    command = [sys.executable, "-m", "shanshui", "build", str(county.write(folder / "county"))]
    assert subprocess.run(command, capture_output=True, timeout=480, check=False).returncode in (0, 1)


@pytest.fixture(scope="session")
def workers() -> Iterator[str]:
    """Address of a Dask cluster of two processes."""
    with two_workers() as address:
        yield address
