"""From CSV to the workbook and back: every cell, whatever stands in it, and in whatever order the columns are."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import county
from shanshui.errors import UsageError
from shanshui.standard import InputColumn, InputTable, Record, load
from shanshui.workspace import read_tables
from shanshui.workspace.book import export_book, import_book
from shanshui.workspace.book.cells import to_book, to_text
from shanshui.workspace.sheets import book_sheets, csv_sheets

STANDARD = load()
JINPING = Path(__file__).parents[2] / "examples" / "jinping"

_WORDS = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\ufffe\uffff")
    | st.sampled_from('\n\t",、；=+-@#*%’"'),
    min_size=1,
    max_size=40,
).filter(lambda words: "_x000D_" not in words)  # what other programs write for the end of a line is read as one
_TRICKY = st.sampled_from(
    ["=1+1", "'0", "'", "001", "007-A", "TRUE", "1e5", "１２．５", "1,200.50", "-0", "+3", "2021/3/5", "2021-02-30",
     "  两头空格  ", "第一行\n第二行", '他说"好"', "12亩", "#N/A", "@SUM(A1)", "-", "—", "0x1F", "3-4", "1/2",
     "123456789012345678", "0.12345678901234567", "12.10", "0.00", "1900-01-01", "9999-12-31", "2020-06", "是"]
)  # fmt: skip
_DIGITS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**11), max_value=10**11, places=6).map(str)
_SHORT = st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=99999, places=2).map(str)


def _valid(column: InputColumn) -> st.SearchStrategy[str]:
    """What a careful planner could enter."""
    if column.type in ("choice", "list") and column.vocabulary in STANDARD.vocabularies:
        words = [w for t in STANDARD.vocabularies[column.vocabulary].values() for w in (t.zh, t.code, *t.aliases)]
        return st.sampled_from(words)
    return {
        "number": _SHORT | _DIGITS,
        "integer": st.integers(0, 50).map(str),
        "year": st.integers(1950, 2090).map(str),
        "date": st.dates().map(str),
        "period": st.sampled_from(["2020", "2020-06", "2020-06-30", "2020年6月"]),
        "yes_no": st.sampled_from(["是", "否", "yes", "0"]),
        "fact_value": _SHORT | st.sampled_from(["III类", "优", "不下降", "2.50"]),
        "measured": _SHORT | st.sampled_from(["<0.05", "0.025L", "ND", "未检出"]),
        "unit": st.sampled_from(["公顷", "hm2", "亩", "万元", "yuan/hm2", "%"]),
        "code": st.sampled_from(["A-01", "001", "522628207", "单元一", "1E5", "000000000000"]),
    }.get(column.type, _WORDS)


def _cells(column: InputColumn) -> st.SearchStrategy[str]:
    return st.just("") | _valid(column) | _valid(column) | _TRICKY | _WORDS


@st.composite
def _tables(draw: st.DrawFn, table: InputTable) -> tuple[tuple[str, ...], list[list[str]]]:
    """A header in an order of its own, in any of the names of its columns, some left out, and rows below it."""
    columns = draw(st.permutations(list(table.columns.values())))
    columns = columns[: draw(st.integers(2, len(columns)))]
    header = tuple(draw(st.sampled_from([c.key, c.header_zh, c.heading()])) for c in columns)
    rows = draw(st.lists(st.tuples(*(_cells(c) for c in columns)).map(list), max_size=5))
    return header, rows


def _written(rows: Sequence[Sequence[str]]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def _folder(root: Path, texts: Mapping[str, str]) -> Path:
    shutil.rmtree(root, ignore_errors=True)
    (root / "tables").mkdir(parents=True)
    (root / "project.yaml").write_text(county.PROJECT, encoding="utf-8")
    for table, text in texts.items():
        (root / "tables" / f"{table}.csv").write_text(text, encoding="utf-8", newline="")
    return root


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_every_table_comes_back_whole_and_then_byte_for_byte(tmp_path: Path, data: st.DataObject) -> None:
    drawn = {table: data.draw(_tables(schema)) for table, schema in STANDARD.inputs.items()}
    root = _folder(tmp_path / "county", {key: _written([header, *rows]) for key, (header, rows) in drawn.items()})
    before = read_tables(root, STANDARD)
    assert export_book(root, STANDARD).losses == ()
    inside = read_tables(root, STANDARD)
    assert import_book(root, STANDARD).moved.losses == ()
    after = read_tables(root, STANDARD)
    for table in STANDARD.inputs:
        for found in (inside, after):
            assert _values(found.records[table]) == _values(before.records[table])
    sheets = {s.table: s for s in csv_sheets(root / "tables", "tables", STANDARD).sheets}
    for table, (header, rows) in drawn.items():
        filled = [row for row in rows if any(cell.strip() for cell in row)]
        assert [list(cells[: len(header)]) for _, cells in sheets[table].rows] == filled, table
    ours = {path.name: path.read_bytes() for path in (root / "tables").iterdir()}
    export_book(root, STANDARD)
    import_book(root, STANDARD)
    assert {path.name: path.read_bytes() for path in (root / "tables").iterdir()} == ours


def _values(records: Sequence[Record]) -> list[tuple[dict[str, object], int | None]]:
    return [(dict(record.values), record.place.row) for record in records]


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**11), max_value=10**11).map(lambda d: f"{d:f}")
)
def test_a_number_is_a_number_only_where_no_digit_is_lost(text: str) -> None:
    cell = to_book(text, STANDARD.inputs["funding"].columns["amount"])
    if isinstance(cell.value, str):
        assert cell.value == text
    elif cell.format == "General":
        assert to_text(cell.value) == text
    else:
        places = len(cell.format) - 2
        assert f"{cell.value:.{places}f}" == text


def test_the_example_county_comes_back(tmp_path: Path) -> None:
    shutil.copytree(JINPING / "tables", tmp_path / "tables")
    shutil.copy(JINPING / "project.yaml", tmp_path)
    before = read_tables(tmp_path, STANDARD)
    assert export_book(tmp_path, STANDARD).losses == ()
    inside = read_tables(tmp_path, STANDARD)
    import_book(tmp_path, STANDARD)
    after = read_tables(tmp_path, STANDARD)
    for table, records in before.records.items():
        for found in (inside, after):
            assert _values(found.records[table]) == _values(records)
    assert {f.code for f in inside.findings} == {f.code for f in before.findings}


def test_headings_with_units_of_their_own_blank_rows_and_strange_columns_survive(tmp_path: Path) -> None:
    text = (
        "子项目,年度,来源,金额（元）,我的备忘,\nA,2021,中央财政,20000,甲,旁注\n,,,,,\n,,,,,\nB,2022,地方财政,30000,,\n"
    )
    root = _folder(tmp_path / "county", {"funding": text})
    before = read_tables(root, STANDARD)
    export_book(root, STANDARD)
    import_book(root, STANDARD)
    after = read_tables(root, STANDARD)
    assert _values(after.records["funding"]) == _values(before.records["funding"])
    assert after.records["funding"][0].number("amount") == 2
    assert {"INPUT-COLUMN", "INPUT-HEADLESS"} <= {f.code for f in after.findings}
    lines = (root / "tables" / "funding.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("子项目,年度,资金来源,金额（元）,我的备忘,,")
    assert lines[1].startswith("A,2021,中央财政,20000,甲,旁注,")


def test_what_cannot_be_kept_is_told(tmp_path: Path) -> None:
    text = "2021年资金\n子项目,年度,来源,金额,备注\nA,2021,中央财政,20,有\x01控制符\n"
    root = _folder(tmp_path / "county", {"funding": text})
    losses = export_book(root, STANDARD).losses
    assert [label.rpartition(".")[2] for label, _ in losses] == ["title", "cell"]
    assert losses[0][1]["text"] == "2021年资金"
    for label, words in losses:
        assert "{" not in STANDARD.label(label).format(**words)


def test_a_cell_too_long_for_a_workbook_stops_the_export_and_changes_nothing(tmp_path: Path) -> None:
    root = _folder(tmp_path / "county", {"funding": f"子项目,年度,备注\nA,2021,{'长' * 40_000}\n"})
    with pytest.raises(UsageError, match="40000"):
        export_book(root, STANDARD)
    assert sorted(p.name for p in root.iterdir()) == ["project.yaml", "tables"]


def test_tables_that_are_not_there_are_empty_sheets(tmp_path: Path) -> None:
    root = _folder(tmp_path / "county", {"units": "code,natural_unit,focus\nA,上游,水土流失\n"})
    export_book(root, STANDARD)
    read = book_sheets(root / "plan.xlsx", STANDARD)
    assert {s.table for s in read.sheets} == set(STANDARD.inputs)
    assert read.findings == ()
    assert [s.table for s in read.sheets if s.rows] == ["units"]
