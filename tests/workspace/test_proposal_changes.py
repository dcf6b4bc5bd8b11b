"""What a proposal would change in a table, cell by cell, and the table with some of it done."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from shanshui.standard import load
from shanshui.workspace.book.grid import Grid
from shanshui.workspace.proposals import Change, applied, combined, compared
from shanshui.workspace.proposals.changes import attributed
from shanshui.workspace.proposals.entered import rows_of

STANDARD = load()
SUBPROJECTS, BUDGETS = STANDARD.inputs["subprojects"], STANDARD.inputs["budgets"]
ENTERED = Grid(
    "subprojects",
    ("子项目编码", "unit", "我的备注", "start"),
    ((2, ("L-01", "L", "先做", "2021年")), (4, ("L-02", "L", "", "")), (5, ("R-01", "R", "", "2022"))),
)
"""Headings in either language, a column of the planner's own, a blank row, a year with its word."""


def rows(**other: dict[str, str]) -> list[dict[str, str]]:
    """The three rows as a part would give them back, with other cells in some."""
    own = {"L-01": {"unit": "L", "start": "2021"}, "L-02": {"unit": "L", "start": ""}, "R-01": {"unit": "R"}}
    return [{"code": code, **cells, **other.get(code.replace("-", ""), {})} for code, cells in own.items()]


def test_what_says_the_same_is_no_change() -> None:
    assert compared(ENTERED, rows(), SUBPROJECTS) == ()


def test_changes_are_told_by_kind() -> None:
    wanted = [*rows(L01={"start": "2022"}, L02={"start": "2023"})[:2], {"code": "N-01", "unit": "L", "end": ""}]
    found = compared(ENTERED, wanted, SUBPROJECTS, "portfolio")
    assert [(c.kind, c.key, dict(c.cells)) for c in found] == [
        ("changed", ("L-01",), {"start": ("2021年", "2022")}),
        ("filled", ("L-02",), {"start": ("", "2023")}),
        ("added", ("N-01",), {"code": ("", "N-01"), "unit": ("", "L")}),
        ("removed", ("R-01",), {"code": ("R-01", ""), "unit": ("R", ""), "start": ("2022", "")}),
    ]
    assert {c.part for c in found} == {"portfolio"}
    assert [c.adds_only for c in found] == [False, True, True, False]


def test_rows_that_stay_keep_number_order_and_own_columns() -> None:
    changes = compared(ENTERED, [*rows(L01={"start": "2022"}), {"code": "N-01", "end": "2023"}], SUBPROJECTS)
    grid, passed_over = applied(changes, ENTERED, SUBPROJECTS)
    assert passed_over == ()
    assert grid.header == ("子项目编码", "unit", "我的备注", "start", "end")
    assert grid.rows == (
        (2, ("L-01", "L", "先做", "2022", "")),
        (4, ("L-02", "L", "", "", "")),
        (5, ("R-01", "R", "", "2022", "")),
        (6, ("N-01", "", "", "", "2023")),
    )


def test_rows_close_up_where_one_goes() -> None:
    changes = compared(ENTERED, rows()[1:], SUBPROJECTS)
    grid, _ = applied(changes, ENTERED, SUBPROJECTS)
    assert grid.rows == ((2, ("L-02", "L", "", "")), (3, ("R-01", "R", "", "2022")))


def test_a_heading_in_another_unit_keeps_it() -> None:
    entered = Grid("budgets", ("资金来源", "年度", "可用金额（元）"), ((2, ("中央财政", "2021", "1200000")),))
    same = ({"source": "central", "year": "2021", "amount": "120"},)
    assert compared(entered, same, BUDGETS) == ()
    (change,) = compared(entered, ({"source": "中央财政", "year": "2021", "amount": "150.5"},), BUDGETS)
    assert change.cells == {"amount": ("120", "150.5")}
    grid, _ = applied((change,), entered, BUDGETS)
    assert grid.rows == ((2, ("中央财政", "2021", "1505000")),)


def test_what_was_entered_since_stands() -> None:
    changes = compared(ENTERED, rows(L01={"start": "2022", "unit": "R"})[:2], SUBPROJECTS)
    since = replace(ENTERED, rows=((2, ("L-01", "L", "先做", "2024")), ENTERED.rows[1], (5, ("R-01", "L", "", "2022"))))
    grid, passed_over = applied(changes, since, SUBPROJECTS)
    assert grid.rows == ((2, ("L-01", "R", "先做", "2024")), *since.rows[1:])
    assert [(c.kind, c.key, dict(c.cells)) for c in passed_over] == [
        ("changed", ("L-01",), {"start": ("2021年", "2022")}),
        ("removed", ("R-01",), {"unit": ("R", "")}),
    ]


def test_two_parts_in_one_row() -> None:
    units = compared(ENTERED, rows(L01={"unit": "U1", "start": "2022"}), SUBPROJECTS, "units")
    order = compared(ENTERED, rows(L01={"start": "2023"}, L02={"start": "2023"}), SUBPROJECTS, "portfolio")
    changes, clashes = combined((*units, *order))
    assert [(c.part, dict(c.cells)) for c in changes] == [
        ("units", {"unit": ("L", "U1")}),
        ("portfolio", {"start": ("2021年", "2023")}),
        ("portfolio", {"start": ("", "2023")}),
    ]
    assert [(c.key, c.column, c.earlier, c.later) for c in clashes] == [(("L-01",), "start", "units", "portfolio")]


def test_of_a_row_that_one_part_takes_out_and_another_changes_the_later_word_counts() -> None:
    gone = compared(ENTERED, rows()[1:], SUBPROJECTS, "measures")
    kept = compared(ENTERED, rows(L01={"start": "2022"}), SUBPROJECTS, "portfolio")
    changes, clashes = combined((*gone, *kept))
    assert [(c.part, c.kind) for c in changes] == [("portfolio", "changed")]
    assert [(c.column, c.later) for c in clashes] == [("", "portfolio")]


def test_an_edited_proposal_is_told_apart_from_what_was_computed() -> None:
    computed = compared(ENTERED, rows(L01={"start": "2022"}, L02={"start": "2023"}), SUBPROJECTS, "portfolio")
    edited = compared(ENTERED, rows(L01={"start": "2024", "unit": "R"}), SUBPROJECTS)
    assert [(c.part, dict(c.cells)) for c in attributed(edited, computed)] == [
        ("", {"unit": ("L", "R")}),
        ("portfolio", {"start": ("2021年", "2024")}),
    ]


CELLS = st.sampled_from(["", "2021", "2022", "2023年"])
TABLES = st.dictionaries(st.sampled_from("ABCDEF"), st.tuples(CELLS, CELLS), max_size=6)


@given(before=TABLES, after=TABLES)
def test_all_changes_lead_from_one_table_to_the_other(
    before: dict[str, tuple[str, str]], after: dict[str, tuple[str, str]]
) -> None:
    entered = tuple((n, (code, *cells)) for n, (code, cells) in enumerate(before.items(), start=2))
    grid = Grid("subprojects", ("code", "start", "end"), entered)
    wanted = [{"code": code, "start": start, "end": end} for code, (start, end) in after.items()]
    changes = compared(grid, wanted, SUBPROJECTS)
    done, passed_over = applied(changes, grid, SUBPROJECTS)
    assert passed_over == ()
    assert compared(done, wanted, SUBPROJECTS) == ()
    assert {row["code"] for _, row in rows_of(done, SUBPROJECTS)} == set(after)
    assert applied(changes, done, SUBPROJECTS)[0] == done  # what is done is not done twice


@given(before=TABLES, after=TABLES)
def test_a_change_that_only_adds_leaves_every_filled_cell(
    before: dict[str, tuple[str, str]], after: dict[str, tuple[str, str]]
) -> None:
    entered = tuple((n, (code, *cells)) for n, (code, cells) in enumerate(before.items(), start=2))
    grid = Grid("subprojects", ("code", "start", "end"), entered)
    wanted = [{"code": code, "start": start, "end": end} for code, (start, end) in after.items()]
    adding = tuple(c for c in compared(grid, wanted, SUBPROJECTS) if c.adds_only)
    done, _ = applied(adding, grid, SUBPROJECTS)
    now = {row["code"]: row for _, row in rows_of(done, SUBPROJECTS)}
    for _, row in rows_of(grid, SUBPROJECTS):
        assert all(now[row["code"]][key] == cell for key, cell in row.items() if cell)


def test_a_table_without_key_has_whole_rows_as_keys() -> None:
    schema = next(t for t in STANDARD.inputs.values() if not any(c.unique for c in t.columns.values()))
    column = next(iter(schema.columns))
    grid = Grid(schema.key, (column,), ((2, ("甲",)), (3, ("甲",))))
    found = compared(grid, ({column: "甲"}, {column: "乙"}), schema)
    assert [(c.kind, c.again) for c in found] == [("added", 0), ("removed", 1)]
    done, _ = applied(found, grid, schema)
    assert [cells for _, cells in done.rows] == [("甲",), ("乙",)]
    assert isinstance(found[0], Change)


def test_a_work_that_is_given_a_year_is_still_that_work() -> None:
    works = STANDARD.inputs["works"]
    header = ("subproject", "measure", "mode", "quantity", "unit", "year", "note")
    entered = Grid("works", header, ((2, ("L-01", "closure", "自然恢复", "40", "公顷", "", "甲")),))
    same = {"subproject": "L-01", "measure": "closure", "mode": "自然恢复", "unit": "hm2"}
    split = ({**same, "quantity": "25", "year": "2021"}, {**same, "quantity": "15", "year": "2022"})
    changes = compared(entered, split, works, "portfolio")
    assert [(c.kind, c.key, dict(c.cells)) for c in changes] == [
        ("changed", ("L-01", "closure", "自然恢复", "", ""), {"quantity": ("40", "25"), "year": ("", "2021")}),
        ("added", ("L-01", "closure", "自然恢复", "2022", ""), {k: ("", v) for k, v in split[1].items()}),
    ]
    done, passed_over = applied(changes, entered, works)
    assert passed_over == ()
    assert [cells for _, cells in done.rows] == [
        ("L-01", "closure", "自然恢复", "25", "公顷", "2021", "甲"),
        ("L-01", "closure", "自然恢复", "15", "hm2", "2022", ""),
    ]
    assert applied(changes, done, works) == (done, ())
