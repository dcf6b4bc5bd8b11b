"""Classifications and crosswalks."""

import re

import pytest

from shanshui.standard import load

CLASSES = load().classes
CROSSWALKS = load().crosswalks


@pytest.mark.parametrize(("table", "first", "second"), [("gbt21010", 12, 73), ("hj1166", 8, 24), ("mnr2023", 24, 111)])
def test_counts_of_levels(table: str, first: int, second: int) -> None:
    assert (len(CLASSES[table].level(1)), len(CLASSES[table].level(2))) == (first, second)


def test_every_class_has_a_colour_and_a_parent() -> None:
    for table in CLASSES.values():
        for code, land in table.classes.items():
            assert re.fullmatch(r"#[0-9a-f]{6}", land.color), code
            assert land.level1 in table.classes, code
            assert table.classes[land.level1].name == land.level1_name, code
            assert land.color_source, code
            assert land.source, code


@pytest.mark.parametrize(
    ("code", "found"),
    [("0201K", "0201"), ("1104A", "1104"), ("08H2A", "08H2"), (" 0101 ", "0101"), ("1107a", "1107"), ("03", "03")],
)
def test_codes_of_surveys_are_understood(code: str, found: str) -> None:
    land = CLASSES["gbt21010"].find(code)
    assert land is not None
    assert land.code == found


@pytest.mark.parametrize("code", ["0199", "", "99", "0101KK", "abc"])
def test_unknown_codes_are_not_guessed(code: str) -> None:
    assert CLASSES["gbt21010"].find(code) is None


def test_three_classes_follow_the_law() -> None:
    land = CLASSES["gbt21010"].classes
    assert {land[c].three_class for c in ("0404", "1101", "1205")} == {"unused"}
    assert {land[c].three_class for c in ("0603", "1109", "1201")} == {"construction"}
    assert {land[c].three_class for c in ("0401", "1006", "1103", "1203")} == {"agricultural"}
    wetland = {c for c, x in land.items() if x.third_survey_wetland}
    assert wetland == {"0303", "0304", "0306", "0402", "0603", "1105", "1106", "1108"}


def test_crosswalk_targets_exist() -> None:
    for (source, target), crosswalk in CROSSWALKS.items():
        for code, row in crosswalk.rows.items():
            assert not row.target or row.target in CLASSES[target].classes, (source, code)
            if source in CLASSES:
                assert code in CLASSES[source].classes, (source, code)
    assert CROSSWALKS["worldcover", "hj1166"].codes()["10"] == "1"
    assert CROSSWALKS["worldcover", "hj1166"].codes()["0"] == ""
    assert CROSSWALKS["clcd", "hj1166"].rows["7"].certainty == "C"


def test_every_land_class_has_an_ecosystem() -> None:
    assert set(CROSSWALKS["gbt21010", "hj1166"].rows) == set(CLASSES["gbt21010"].classes)
