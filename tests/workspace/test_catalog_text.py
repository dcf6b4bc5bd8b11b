"""Entries added to a catalog that a planner has written by hand."""

from __future__ import annotations

import pytest
import yaml

from shanshui.errors import UsageError
from shanshui.workspace.proposals.catalog_text import with_entry

CATALOG = """\
# 我的图层
schema: 1
layers:
  # 高程
  dem: {file: layers/dem.tif, kind: raster,
        unit: m}   # 实测
  county:
    file: layers/county.gpkg
    fields:
      code: dm
  # 单元，2021 年手绘
  units:
    file: layers/units.shp
    note: >-
      两行
      备注

# 以下待补
"""
ENTRY = {"file": "layers/units-2.gpkg", "kind": "vector", "date": "2024-05-01", "synthetic": True}


def test_a_new_role_stands_after_the_last() -> None:
    text = with_entry(CATALOG, "basins", ENTRY)
    assert yaml.safe_load(text)["layers"]["basins"] == ENTRY
    lines = text.splitlines()
    added = next(n for n, line in enumerate(lines) if line.startswith("  basins:"))
    assert lines[added - 1] == "      备注"
    assert [line for line in lines if line != lines[added]] == CATALOG.splitlines()


@pytest.mark.parametrize("role", ["dem", "county", "units"])
def test_an_entry_that_gives_way_stays_as_a_comment(role: str) -> None:
    text = with_entry(CATALOG, role, ENTRY)
    before, after = yaml.safe_load(CATALOG)["layers"], yaml.safe_load(text)["layers"]
    assert after == {**before, role: ENTRY}
    assert list(after) == list(before)
    gone = [line for line in CATALOG.splitlines() if line not in text.splitlines()]
    assert gone[0].startswith(f"  {role}:")
    assert all(f"  # {line[2:]}" in text.splitlines() for line in gone)
    assert "# 高程" in text
    assert "# 单元，2021 年手绘" in text


def test_an_entry_at_the_end_of_a_file_without_line_end() -> None:
    text = with_entry("layers:\n  dem:\n    file: a.tif", "units", {"file": "u.gpkg"})
    assert yaml.safe_load(text) == {"layers": {"dem": {"file": "a.tif"}, "units": {"file": "u.gpkg"}}}


@pytest.mark.parametrize("value", ["2024-05-01", "yes", "甲: 乙", "a, b", "#1", "", "是", "null", "x'y", 'x"y'])
def test_values_come_back_as_they_were(value: str) -> None:
    text = with_entry(CATALOG, "basins", {"note": value})
    assert yaml.safe_load(text)["layers"]["basins"] == {"note": value}


@pytest.mark.parametrize("catalog", ["layers: {dem: {file: a.tif}}\n", "schema: 1\nlayers:\n", "- 1\n", ""])
def test_what_cannot_be_added_to_is_told_with_the_line_to_add(catalog: str) -> None:
    with pytest.raises(UsageError, match=r"units: \{file: u.gpkg\}"):
        with_entry(catalog, "units", {"file": "u.gpkg"})
