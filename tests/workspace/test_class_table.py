"""The table beside a raster of codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from shanshui.workspace.layers.class_table import read_class_table


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk"])
def test_columns_by_their_own_names_and_by_the_catalog(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "soil.csv"
    path.write_text("code,名称,黏粒,silt_pct,k,\n1,黄壤,34,38,0.03,\n,空,,,,\nx,错,,,,\n", encoding=encoding)
    rows = read_class_table(path, {"clay": "黏粒"})
    assert set(rows) == {1}
    assert (rows[1]["clay"], rows[1]["silt"], rows[1]["erodibility"], rows[1]["名称"]) == ("34", "38", "0.03", "黄壤")


def test_what_is_no_table_tells_nothing(tmp_path: Path) -> None:
    assert not read_class_table(tmp_path / "missing.csv", {})
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert not read_class_table(tmp_path / "other.csv", {})
