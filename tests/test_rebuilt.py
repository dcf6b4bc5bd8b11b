"""A dossier built again after something changed: what depends on it is made anew, and nothing else."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import county
from shanshui import pipeline


def _contents(root: Path) -> Mapping[str, str]:
    """Content hash of each file of a dossier."""
    manifest = json.loads((root / "build" / "dossier" / "manifest.json").read_text(encoding="utf-8"))
    return {file["path"]: file["content"] for file in manifest["files"]}


def test_a_changed_price_draws_only_maps_that_quote_money(built_county: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(built_county, tmp_path / "county"))
    before = _contents(root)
    county.edit(root / "tables" / "prices.csv", "测试县,1500,", "测试县,1800,")
    outcome = pipeline.build(root)
    assert set(outcome.kept) == {"survey", "assess", "layout"}  # where alternatives are weighed layout asks for prices
    changed = {name for name, content in _contents(root).items() if before[name] != content}
    drawn = {name for name in changed if name.startswith("附图/")}
    assert drawn, changed
    assert all("保护修复单元工程布局图" in name for name in drawn), drawn  # their legends quote what a unit costs
    assert any(name.startswith("报告/") for name in changed)


def test_a_file_edited_by_hand_is_made_anew(built_county: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(built_county, tmp_path / "county"))
    before = _contents(root)
    (root / "build" / "dossier" / "审查" / "findings.json").write_text("{}", encoding="utf-8")
    outcome = pipeline.build(root)
    assert "dossier" not in outcome.kept
    assert _contents(root) == before
