"""Attribute databases: one interface, whoever writes them."""

from __future__ import annotations

import csv
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier import database_case as databases
from shanshui.dossier.databases.access_driver import AccessDriverWriter, creation, insertion
from shanshui.dossier.databases.attributes import AttributeDatabase, AttributeTable, attribute_databases
from shanshui.dossier.databases.jackcess import NAMED_BY, JackcessWriter, jackcess_request, named_jars
from shanshui.dossier.databases.limits import FIELDS, NAME, column_types, fields_named, table_named
from shanshui.dossier.databases.schema import Field, domains_of, load_schema
from shanshui.dossier.databases.sqlite_file import SqliteWriter
from shanshui.dossier.databases.writers import write_attributes
from shanshui.dossier.worker import WorkerError
from shanshui.ledger import Fact, Facts, Quote
from shanshui.review.recount.databases import attribute_prints
from shanshui.standard import describe, load

TABLE = AttributeTable(
    "表G1",
    (Field("row", "行号", "integer"), Field("name", "名称", "text"), Field("cost", "费用（万元）", "number")),
    ((1, "引'号\"“”", 12.5), (2, "长" * 300, None), (3, None, 0.0)),
)


def held(facts: Facts | None = None, **tables: object) -> dict[str, AttributeTable]:
    found = attribute_databases(
        databases.plan(), facts or databases.facts(), tables or {"G.1": databases.G1}, load(), load_schema(),
        domains_of(load_schema(), databases.plan(), load()),
    )  # type: ignore[arg-type]  # fmt: skip
    return {f"{base.name}/{table.name}": table for base in found for table in base.tables}


def test_three_databases_hold_state_works_and_money() -> None:
    assert [path.stem for path in databases.written().attributes] == [
        "生态状况数据库",
        "工程实施数据库",
        "投资估算数据库",
    ]
    tables = held()
    state = tables["生态状况数据库/生态状况"]
    values = {row[0]: row[4] for row in state.rows}
    assert values["scope.slope.class3.area"] == 3_000_000
    assert "scope.area" not in values
    points = tables["工程实施数据库/监测点"]
    assert [f.kind for f in points.fields if f.key in ("longitude", "start", "name")] == ["text", "number", "integer"]
    money = tables["投资估算数据库/表G1"]
    assert [row[-2:] for row in money.rows] == [(25.0, 83.33), (30.0, None)]
    assert [f.name for f in money.fields][-2:] == ["费用（万元）", "比例（%）"]
    assert "示例数据" in dict(tables["投资估算数据库/说明"].rows)["数据性质"]  # type: ignore[operator]


def test_each_field_is_in_its_dictionary() -> None:
    tables = held()
    for base in ("生态状况数据库", "工程实施数据库", "投资估算数据库"):
        own = {name.partition("/")[2]: table for name, table in tables.items() if name.startswith(base)}
        words = own.pop("数据字典")
        described = {(row[0], row[2]) for row in words.rows}
        assert {(name, f.name) for name, table in own.items() for f in table.fields} <= described


def test_numbers_of_tables_lead_back_to_their_facts() -> None:
    read = attribute_prints(databases.written().attributes[2], "投资估算数据库.sqlite")
    assert {found.fact: found.text for found in read} == {
        "scope.cost.construction": "25", "scope.share": "83.33", "scope.cost.total": "30", "scope.none": "",
    }  # fmt: skip


def test_tables_of_years_and_headings_that_come_twice_get_names_of_their_own() -> None:
    one = replace(databases.G1, id="E.2@2021", columns=("ordinal", "unit", "subproject", "year_total"))
    assert table_named(f"表{one.id}", set()) == "表E2_2021"
    assert fields_named(["值", "值", "元/公顷"]) == ("值", "值_2", "元_公顷")
    with pytest.raises(ValueError, match="255"):
        fields_named(["x"] * (FIELDS + 1))


def test_text_facts_and_reasons_are_kept() -> None:
    facts = Facts([Fact("scope.indicator.021", "良", "1"), Fact("scope.indicator.022", None, "1", reason="没有数据")])
    state = held(facts)["生态状况数据库/生态状况"]
    rows = [dict(zip([f.key for f in state.fields], row, strict=True)) for row in state.rows]
    assert [(row["number"], row["text"], row["reason"]) for row in rows] == [
        (None, "良", None),
        (None, None, "没有数据"),
    ]
    assert {row["synthetic"] for row in rows} == {0}
    assert dict(held(facts)["生态状况数据库/说明"].rows)["数据性质"] == "实有数据"


def test_a_column_without_numbers_keeps_its_kind() -> None:
    empty = replace(databases.G1, rows=(replace(databases.G1.rows[0], cells=("一", "费", Quote("a", None), "")),))
    fields = held(**{"G.1": empty})["投资估算数据库/表G1"].fields
    assert [f.kind for f in fields] == ["integer", "text", "text", "text", "number", "number"]


@given(st.lists(st.text(max_size=90), max_size=12))
def test_names_are_what_access_takes(names: Sequence[str]) -> None:
    taken: set[str] = set()
    found = [table_named(name, taken) for name in names]
    assert len({name.casefold() for name in found}) == len(names)
    for name in found:
        assert 1 <= len(name) <= NAME
        assert not set(name) & set(".!`[]\"'")
        assert name == name.strip()
        assert all(ord(sign) >= 32 for sign in name)


def test_long_texts_and_long_records_become_memos() -> None:
    assert column_types(["integer", "text", "number"], TABLE.rows) == ("LONG", "MEMO", "DOUBLE")
    wide = column_types(["text"] * 12, [["字" * (150 + n) for n in range(12)]])
    assert wide.count("MEMO") == 1
    assert wide[-1] == "MEMO"
    assert column_types(["text"], []) == ("TEXT",)


def rows(path: Path, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as base:
        return base.execute(f'SELECT * FROM "{table}"').fetchall()


def test_sqlite_holds_what_it_was_given(tmp_path: Path) -> None:
    path = tmp_path / "库.sqlite"
    SqliteWriter().write(path, (TABLE,))
    assert rows(path, "表G1") == list(TABLE.rows)
    with closing(sqlite3.connect(path)) as base:
        kinds = [(row[1], row[2]) for row in base.execute('PRAGMA table_info("表G1")')]
    assert kinds == [("行号", "INTEGER"), ("名称", "TEXT"), ("费用（万元）", "REAL")]


def test_the_statements_of_the_access_driver_make_the_same_table(tmp_path: Path) -> None:
    for name, table in held().items():  # names in brackets and Access's types are SQL that SQLite reads as well
        path = tmp_path / f"{name.replace('/', '_')}.db"
        with closing(sqlite3.connect(path)) as base, base:
            base.execute(creation(table))
            base.executemany(insertion(table), table.rows)
        assert rows(path, table.name) == list(table.rows)
    assert "[名称] MEMO" in creation(TABLE)


def test_the_worker_is_asked_for_just_these_tables(tmp_path: Path) -> None:
    request = jackcess_request(tmp_path / "库.mdb", [Path("a.jar")], (TABLE,))
    (table,) = request["tables"]
    assert table["columns"] == [["行号", "LONG"], ["名称", "MEMO"], ["费用（万元）", "DOUBLE"]]
    assert [tuple(row) for row in table["rows"]] == list(TABLE.rows)
    assert Path(request["jars"][0]).is_absolute()


def test_jars_are_named_singly_or_by_folder(tmp_path: Path) -> None:
    for name in ("b.jar", "a.jar", "c.txt"):
        (tmp_path / name).touch()
    assert named_jars(str(tmp_path)) == (tmp_path / "a.jar", tmp_path / "b.jar")
    assert named_jars(os.pathsep.join([str(tmp_path / "b.jar"), "x.jar"])) == (tmp_path / "b.jar", Path("x.jar"))
    assert named_jars("") == ()


def test_without_a_writer_the_same_tables_come_as_sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAMED_BY, raising=False)
    paths, (finding,) = write_attributes(tmp_path, (AttributeDatabase("库", (TABLE,)),))
    assert [path.name for path in paths] == ["库.sqlite"]
    assert finding.code == "DOSSIER-MDB"
    assert NAMED_BY in str(finding.got)
    assert NAMED_BY in describe(finding).remedy
    monkeypatch.setenv(NAMED_BY, str(tmp_path / "none.jar"))
    assert JackcessWriter().missing() == str(tmp_path / "none.jar")
    assert (AccessDriverWriter().missing() == "") == (sys.platform == "win32")


@pytest.mark.skipif(shutil.which("java") is None, reason="no Java on this machine")
def test_a_jar_without_jackcess_is_told_and_the_sqlite_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("jpype")
    with zipfile.ZipFile(tmp_path / "other.jar", "w") as jar:
        jar.writestr("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n")
    monkeypatch.setenv(NAMED_BY, str(tmp_path / "other.jar"))
    paths, (finding,) = write_attributes(tmp_path / "out", (AttributeDatabase("库", (TABLE,)),))
    assert [path.name for path in paths] == ["库.sqlite"]
    assert finding.code == "DOSSIER-MDB-FAILED"
    assert "no Jackcess" in str(finding.got)
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["库.sqlite"]
    with pytest.raises(WorkerError, match="no Jackcess"):
        JackcessWriter().write(tmp_path / "out" / "库.mdb", (TABLE,))


@pytest.mark.skipif(JackcessWriter().missing() != "", reason=f"Jackcess is not here: {JackcessWriter().missing()}")
@pytest.mark.skipif(shutil.which("mdb-export") is None, reason="no mdbtools on this machine")
def test_access_files_are_read_back_by_mdbtools(tmp_path: Path) -> None:
    path = tmp_path / "库.mdb"
    tables = (TABLE, *held().values())
    unique = {table.name: table for table in tables}
    JackcessWriter().write(path, tuple(unique.values()))
    listed = subprocess.run(["mdb-tables", "-1", str(path)], capture_output=True, text=True, check=True).stdout
    assert set(listed.splitlines()) == set(unique)
    for name, table in unique.items():
        command = ["mdb-export", "-B", "-T", "%Y-%m-%d", str(path), name]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        head, *lines = csv.reader(text.splitlines(keepends=True))
        assert head == [f.name for f in table.fields]
        assert len(lines) == len(table.rows)
        for line, row in zip(lines, table.rows, strict=True):
            for cell, value, field in zip(line, row, table.fields, strict=True):
                told = float(cell) if field.kind != "text" and cell else cell or None
                assert told == (value if value != "" else None)
