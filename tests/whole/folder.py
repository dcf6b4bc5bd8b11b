"""The whole county on disk, and its plan."""

from __future__ import annotations

import os
import shutil
from functools import cache
from pathlib import Path

from shanshui.plan import Plan, plan_from, read_project
from shanshui.standard import load
from shanshui.workspace import read_tables
from whole import layers

_FILES = Path(__file__).with_name("county_files")


def write(root: Path) -> Path:
    """Write the county into a new folder and give it back."""
    shutil.copytree(_FILES, root)
    layers.write(root)
    return root


def copied(county: Path, root: Path) -> Path:
    """Copy a county into a new folder and give it back; layers are linked, since edits put new files in their place."""
    shutil.copytree(county, root, ignore=shutil.ignore_patterns("layers"))
    shutil.copytree(county / "layers", root / "layers", copy_function=os.link)
    return root


@cache
def plan() -> Plan:
    """What the planner of the county entered, without any layer."""
    project, findings = read_project(_FILES, load())
    assert project is not None, findings
    return plan_from(project, read_tables(_FILES, load()).records)
