from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import whole
from shanshui import pipeline
from shanshui.review import Case


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole county; it is only read, and copied where a test edits it."""
    return whole.write(tmp_path_factory.mktemp("whole") / "county")


@pytest.fixture(scope="session")
def inspected(county: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build folder that keeps what the survey has found in the layers of the whole county."""
    out = tmp_path_factory.mktemp("inspected") / "build"
    pipeline.build(county, out, to="survey")
    return out


@pytest.fixture(scope="session")
def case(county: Path) -> Case:
    """What the rules see of the whole county."""
    return whole.case_of(county)


@pytest.fixture(scope="session")
def known(county: Path) -> Counter[str]:
    """What the whole county leaves to object to, every layer inspected: nothing, as ``test_broken`` says."""
    return Counter(whole.codes_of(county))
