from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

import county
from clusters import two_workers

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
def workers() -> Iterator[str]:
    """Address of a Dask cluster of two processes."""
    with two_workers() as address:
        yield address
