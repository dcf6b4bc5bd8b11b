from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from countygen.__main__ import main

PUBLISHED = Path(__file__).parents[2] / "examples" / "jinping" / "published.yaml"


Run = Callable[..., Result]


@pytest.fixture(scope="session")
def published_file() -> Path:
    """Figures of the worked example."""
    return PUBLISHED


@pytest.fixture(scope="session")
def run() -> Run:
    """Make a coarse county, as a user would."""

    def make(folder: Path, *options: str) -> Result:
        arguments = [str(folder), "--published", str(PUBLISHED), "--resolution", "120", *options]
        return CliRunner().invoke(main, arguments)

    return make


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """Folder of a coarse county with seed 1; its run found every figure within tolerance."""
    folder = tmp_path_factory.mktemp("county")
    result = run(folder)
    assert result.exit_code == 0, result.output
    return folder
