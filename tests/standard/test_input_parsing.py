"""Rows of input tables: what planners type, what is read, and what is said about the rest."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanshui.finding import Place
from shanshui.quantity import convert
from shanshui.standard import Record, describe, load, unknown_references
from shanshui.standard.cells import (
    Fault,
    detection_limit,
    read_code,
    read_measured,
    read_number,
    read_period,
    read_year,
)

INPUTS = load().inputs
PLACE = Place(file="tables/works.csv", sheet="works", row=7)
WORK = {"subproject": "BZ-01", "measure": "M1", "mode": "自然恢复", "quantity": "12.5", "unit": "公顷", "year": "2022"}


def work(**cells: object) -> tuple[Record | None, list[str]]:
    record, findings = INPUTS["works"].parse({**WORK, **cells}, PLACE)  # type: ignore[dict-item]
    for finding in findings:
        assert finding.place.row == 7
        assert finding.place.column
        assert describe(finding).text
    return record, [f.code for f in findings]


def test_a_good_row() -> None:
    record, codes = work()
    assert codes == []
    assert record is not None
    assert record.number("quantity") == Decimal("12.5")
    assert record["mode"] == "natural_regeneration"
    assert record["unit"] == "hm2"
    assert record.whole("year") == 2022
    assert record.flag("synthetic") is False
    assert record.text("note") == ""
    assert record.at("quantity") == Place("tables/works.csv", "works", 7, "quantity")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("１２．５", "12.5"), ("1,234.5", "1234.5"), ("１，２３４", "1234"), (" 12 ", "12"), ("1 234", "1234"),
        (12, "12"), (12.5, "12.5"), ("-3", "-3"), ("1.2e3", "1200"), (".5", "0.5"), ("　7　", "7"), ("120公顷", "120"),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(typed: str | float, read: str) -> None:
    assert read_number(typed, "hm2") == Decimal(read)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("12,5", "INPUT-NUMBER"), ("约120", "INPUT-NUMBER"), ("十二", "INPUT-NUMBER"), ("1.2.3", "INPUT-NUMBER"),
        ("1,23,456", "INPUT-NUMBER"), (True, "INPUT-NUMBER"), (date(2021, 1, 1), "INPUT-NUMBER"),
        ("120亩", "INPUT-UNIT"), ("3 km", "INPUT-UNIT"), ("50%", "INPUT-UNIT"), (float("inf"), "INPUT-NUMBER"),
    ],
)  # fmt: skip
def test_what_is_no_number(typed: object, code: str) -> None:
    found = read_number(typed, "hm2")  # type: ignore[arg-type]
    assert isinstance(found, Fault)
    assert found.code == code


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_a_number_survives_its_thousands_separators(number: Decimal) -> None:
    assert read_number(f"{number:,}", "hm2") == number


@given(st.text())
def test_no_text_makes_a_reader_fail(text: str) -> None:
    for table in ("works", "targets", "consultations"):
        for column in INPUTS[table].columns:
            INPUTS[table].parse({column: text}, PLACE)
    INPUTS["works"].headings([text])


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"quantity": "abc"}, "INPUT-NUMBER"),
        ({"quantity": "-1"}, "INPUT-RANGE"),
        ({"quantity": "—"}, "INPUT-REQUIRED"),
        ({"quantity": ""}, "INPUT-REQUIRED"),
        ({"mode": "自然回复"}, "INPUT-CHOICE"),
        ({"unit": "斤两"}, "INPUT-UNIT"),
        ({"quantity": "120亩"}, "INPUT-UNIT-BESIDE"),
        ({"subproject": "BZ 01.a"}, "INPUT-CODE"),
    ],
)
def test_a_required_value_that_fails_keeps_the_row_out(cells: dict[str, str], code: str) -> None:
    record, codes = work(**cells)
    assert codes == [code]
    assert record is None


@pytest.mark.parametrize(("cells", "code"), [({"year": "明年"}, "INPUT-DATE"), ({"synthetic": "也许"}, "INPUT-CHOICE")])
def test_an_optional_value_that_fails_is_left_out(cells: dict[str, str], code: str) -> None:
    record, codes = work(**cells)
    assert codes == [code]
    assert record is not None
    assert record[next(iter(cells))] is None


def test_did_you_mean() -> None:
    _, findings = INPUTS["works"].parse({**WORK, "mode": "自然回复"}, PLACE)
    assert findings[0].words["near"] == "自然恢复"
    _, findings = INPUTS["works"].headings(["工程数量"])
    assert {f.code for f in findings} == {"INPUT-COLUMN", "INPUT-HEADER-MISSING"}
    assert findings[0].words["near"] in ("工程量", "数量")


def test_a_blank_row_is_no_row() -> None:
    assert INPUTS["works"].parse({"子项目": "", "quantity": None, "note": "  "}) == (None, ())


def test_headings_in_every_form() -> None:
    table = INPUTS["subprojects"]
    for heading in ("extent", "实施面积", "实施面积（公顷）", "实施面积(公顷)", "Extent (hm²)", "*实施面积", " 面积 "):
        found = table.column_named(heading)
        assert found is not None, heading
        assert found.column.key == "extent"
    assert table.column_named("实施体积") is None


def test_a_heading_in_mu_is_converted() -> None:
    cells = {"code": "A", "unit": "U", "region": "某县", "project_type": "整治项目", "category": "forest"}
    record, findings = INPUTS["subprojects"].parse({**cells, "start": 2021, "end": "2022年", "实施面积（亩）": 150})
    assert findings == ()
    assert record is not None
    assert record.number("extent") == convert(Decimal(150), "mu", "hm2") == Decimal(10)


def test_a_heading_in_another_kind_of_unit() -> None:
    _, findings = INPUTS["funding"].headings(["subproject", "year", "source", "金额（公顷）"])
    assert [f.code for f in findings] == ["INPUT-UNIT"]


def test_a_unit_in_the_heading_stands_for_the_unit_column() -> None:
    cells = {k: v for k, v in WORK.items() if k not in ("quantity", "unit")}
    record, findings = INPUTS["works"].parse({**cells, "工程量（亩）": "30"}, PLACE)
    assert findings == ()
    assert record is not None
    assert (record.number("quantity"), record["unit"]) == (Decimal(30), "mu")
    record, findings = INPUTS["works"].parse({**cells, "工程量（亩）": "30", "单位": "公顷"}, PLACE)
    assert record is None
    assert [(f.code, f.got, f.want) for f in findings] == [("INPUT-UNIT", "公顷", "亩")]


def test_whole_tables() -> None:
    headers = ["子项目", "措施", "模式", "工程量", "单位", "年度", "", "大小"]
    rows = [
        (2, ["A", "M", "自然恢复", 1, "个", 2021.0, None, "x"]),
        (3, ["A", "M", "自然恢复", 2, "个", 2021, "散落", None]),
        (4, [None] * 8),
        (5, ["B", "M", "自然恢复", 2, "个", "2021年", None, None, "更远"]),
    ]
    records, findings = INPUTS["works"].parse_rows(headers, rows, Place(file="plan.xlsx", sheet="工程量"))
    assert [r.place.row for r in records] == [2, 3, 5]
    assert [(f.code, f.place.row) for f in findings] == [
        ("INPUT-COLUMN", 1), ("INPUT-HEADLESS", 3), ("INPUT-HEADLESS", 5), ("INPUT-DUPLICATE", 3),
    ]  # fmt: skip


def test_a_missing_column_is_said_once() -> None:
    headers = ["code", "natural_unit"]
    records, findings = INPUTS["units"].parse_rows(headers, [(n, [f"U{n}", "江"]) for n in range(2, 9)])
    assert records == ()
    assert [(f.code, f.want) for f in findings] == [("INPUT-HEADER-MISSING", "主要生态问题或治理重点")]


def test_a_column_that_comes_twice_keeps_the_first() -> None:
    records, findings = INPUTS["units"].parse_rows(
        ["code", "次级自然地理单元", "natural_unit", "focus"], [(2, ["U", "甲江", "乙江", "水土流失"])]
    )
    assert [f.code for f in findings] == ["INPUT-HEADER-TWICE"]
    assert records[0].text("natural_unit") == "甲江"


def test_references() -> None:
    units, _ = INPUTS["units"].parse_rows(["code", "natural_unit", "focus"], [(2, ["QSJ", "清水江", "水土流失"])])
    subs, _ = INPUTS["subprojects"].parse_rows(
        ["code", "unit", "region", "project_type", "category", "start", "end"],
        [(2, ["S1", "QSJ", "县", "项目", "forest", 2021, 2022]), (3, ["S2", "QS", "县", "项目", "forest", 2021, 2022])],
    )
    findings = unknown_references({"units": units, "subprojects": subs}, INPUTS)
    assert [(f.code, f.got, f.words["near"], f.place.row) for f in findings] == [("INPUT-REFERENCE", "QS", "QSJ", 3)]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2021-03-05", "2021-03-05"), ("2021/3/5", "2021-03-05"), ("2021.3.5", "2021-03-05"),
        ("２０２１年3月5日", "2021-03-05"),
        ("2021年3月", "2021-03"), ("2021", "2021"), (2021.0, "2021"), (datetime(2021, 3, 5, 8), "2021-03-05"),
        ("2021-03-05 00:00:00", "2021-03-05"),
    ],
)  # fmt: skip
def test_dates_as_people_write_them(typed: object, read: str) -> None:
    assert read_period(typed) == read  # type: ignore[arg-type]


@pytest.mark.parametrize("typed", ["2021-13-01", "2021-02-30", "21-3-5", "昨天", ""])
def test_what_is_no_date(typed: str) -> None:
    assert isinstance(read_period(typed), Fault)


def test_years_and_codes_from_a_workbook() -> None:
    assert read_year(2021.0) == 2021
    assert isinstance(read_year("1821"), Fault)
    assert read_code(522628100.0) == "522628100"
    assert isinstance(read_code("a@b"), Fault)


def test_lists_and_values() -> None:
    cells = {"code": "U", "natural_unit": "江", "focus": "水土流失"}
    record, findings = INPUTS["units"].parse({**cells, "townships": 522628100, "problems": "石漠化、水土流失;低效林"})
    assert findings == ()
    assert record is not None
    assert record.items("townships") == ("522628100",)
    assert record.items("problems") == ("rocky_desertification", "soil_erosion", "forest_degradation")
    target = {"subject": "scope", "indicator": "water_quality_improved", "kind": "预期性", "target": "II类"}
    record, findings = INPUTS["targets"].parse(target)
    assert findings == ()
    assert record is not None
    assert (record["kind"], record["target"]) == ("guiding", "II类")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("0.42", Decimal("0.42")),
        (0.05, Decimal("0.05")),
        ("<0.05", "<0.05"),
        ("＜ 0.050", "<0.05"),
        ("<0.05mg/L", "<0.05"),
        ("小于0.004", "<0.004"),
        ("0.025L", "<0.025"),
        ("ND", "ND"),
        ("n.d.", "ND"),
        ("未检出", "ND"),
        ("低于检出限", "ND"),
    ],
)
def test_values_below_a_detection_limit(cell: object, value: object) -> None:
    read = read_measured(cell, "")  # type: ignore[arg-type]
    assert read == value
    assert detection_limit(read) == (Decimal(value[1:]) if isinstance(value, str) and value[0] == "<" else None)  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["<", "<0", "<-1", "约0.4", ">24000", "III类", "L", "0.4-0.5"])
def test_what_is_no_measured_value(cell: str) -> None:
    read = read_measured(cell, "")
    assert isinstance(read, Fault)
    assert read.code == "INPUT-NUMBER"
