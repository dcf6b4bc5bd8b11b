"""A data file that breaks its schema is a defect that names file, row and key."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pytest

from shanshui.errors import DefectError
from shanshui.standard.records import build, keyed, read_csv, read_yaml


@dataclass(frozen=True)
class Inner:
    name: str


@dataclass(frozen=True)
class Row:
    key: str
    kind: Literal["a", "b"] = "a"
    size: Decimal | None = None
    count: int = 0
    flag: bool = False
    items: tuple[str, ...] = ()
    inner: Inner | None = None


def test_a_row_is_typed(tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("key,kind,size,count,flag,items\nx,b,1.50,3,yes,p|q\ny,,,,,\n", encoding="utf-8")
    first, second = read_csv(Row, file)
    assert first == Row("x", "b", Decimal("1.50"), 3, True, ("p", "q"))
    assert second == Row("y")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("key,colour\nx,red\n", "rows.csv: unknown columns.*colour"),
        ("key,kind\nx,c\n", "rows.csv row 2, kind: 'c' is none of a, b"),
        ("key,kind\n,a\n", "rows.csv row 2: key missing"),
        ("key,size\nx,much\n", "rows.csv row 2, size: a number is wanted"),
        ("key,count\nx,1.5\n", "rows.csv row 2, count: a whole number"),
        ("key,flag\nx,maybe\n", "rows.csv row 2, flag: yes or no"),
        ("key,kind\nx,a,b\n", "rows.csv row 2: .* quote cells with commas"),
    ],
)
def test_faults_of_a_csv_file(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "rows.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DefectError, match=message):
        read_csv(Row, file)


def test_nodes_of_yaml(tmp_path: Path) -> None:
    file = tmp_path / "row.yaml"
    file.write_text("key: x\nitems: [p, q]\ninner: {name: n}\n", encoding="utf-8")
    assert read_yaml(Row, file) == Row("x", items=("p", "q"), inner=Inner("n"))
    file.write_text("key: x\ninner: {name: n, nick: m}\n", encoding="utf-8")
    with pytest.raises(DefectError, match=r"row.yaml, inner: unknown key 'nick'"):
        read_yaml(Row, file)
    file.write_text("key: 1\n", encoding="utf-8")
    with pytest.raises(DefectError, match="put it in quotes"):
        read_yaml(Row, file)
    file.write_text("- key\n", encoding="utf-8")
    with pytest.raises(DefectError, match="mapping"):
        read_yaml(Row, file)


def test_a_key_that_comes_twice() -> None:
    with pytest.raises(DefectError, match="'x' stands there twice"):
        keyed((Row("x"), Row("x")), lambda r: r.key, "rows.csv")


def test_wrong_shapes() -> None:
    for raw in ({"key": "x", "items": 3}, {"key": "x", "inner": "n"}):
        with pytest.raises(DefectError):
            build(Row, raw, "here")
