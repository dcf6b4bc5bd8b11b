"""The whole county on disk."""

from __future__ import annotations

import shutil
from pathlib import Path

from whole import layers

_FILES = Path(__file__).with_name("county_files")


def write(root: Path) -> Path:
    """Write the county into a new folder and give it back."""
    shutil.copytree(_FILES, root)
    layers.write(root)
    return root
