"""Lists of places that belong to a county, and the frame that a document states."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import whole
from audit.checks.read_text import changed, found_in, plan, reading_of
from shanshui.audit.checks.ground import places as place_checks
from shanshui.audit.gazetteer import read_gazetteer
from shanshui.audit.townships import established, is_one_apart, one_slip
from shanshui.errors import UsageError


def listed(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "places.csv"
    path.write_text(text, encoding=encoding)
    return path


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("code,name\n1,白沙镇\n2,石门镇\n", {"白沙镇": "", "石门镇": ""}),
        (
            "town,name\n白沙镇,白竹村委会\n白沙镇,飞山社区居委会\n",
            {"白竹村": "白沙镇", "飞山社区": "白沙镇", "白沙镇": ""},
        ),
        (
            "乡镇,行政村\n白沙镇,白竹村民委员会\n石门镇,白竹村\n",
            {"白竹村": "白沙镇、石门镇", "白沙镇": "", "石门镇": ""},
        ),
        ("白沙镇\n石门镇\n\n", {"白沙镇": "", "石门镇": ""}),
        ("白竹村,白沙镇\n", {"白竹村": "白沙镇", "白沙镇": ""}),
    ],
)
def test_lists_of_all_shapes_are_read(tmp_path: Path, text: str, wanted: dict[str, str]) -> None:
    assert dict(read_gazetteer(listed(tmp_path, text))) == wanted


def test_a_list_in_gbk_is_read(tmp_path: Path) -> None:
    assert dict(read_gazetteer(listed(tmp_path, "白沙镇\n", "gbk"))) == {"白沙镇": ""}


def test_a_project_folder_gives_its_townships_and_villages(tmp_path: Path) -> None:
    whole.write(tmp_path / "county")
    found = read_gazetteer(tmp_path / "county")
    assert set(found) == {"甲乡", "乙乡", "甲一村", "甲二村", "乙一村", "乙二村"}
    assert found["甲乡"] == ""


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xff\xfe\xfd\x00\x81"])
def test_what_holds_no_names_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "places.csv"
    path.write_bytes(content)
    with pytest.raises(UsageError):
        read_gazetteer(path)


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_gazetteer(tmp_path / "nothing.csv")
    with pytest.raises(UsageError):
        read_gazetteer(tmp_path)


def test_a_list_with_its_number_is_closed_and_one_with_etc_is_not() -> None:
    text = plan("words_qinghe")
    reading = reading_of(text)
    own = established(reading.document, reading.places)
    assert own is not None
    assert own.closed
    assert len(own.names) == 7
    reading = reading_of(changed(text, "大坪瑶族乡7个乡镇", "大坪瑶族乡等乡镇"))
    other = established(reading.document, reading.places)
    assert other is not None
    assert not other.closed


def test_slips_are_one_character() -> None:
    assert one_slip("龙谭乡", ["龙潭乡", "石门镇"]) == "龙潭乡"
    assert one_slip("石门镇", ["石门镇", "龙潭乡"]) == ""
    assert not is_one_apart("三江镇", "平秋镇")


def test_without_a_list_frequent_names_are_the_measure() -> None:
    text = changed(plan("words_qinghe"), "大坪瑶族乡7个乡镇", "大坪瑶族乡等乡镇")
    slip = changed(text, "二、白沙镇河道", "二、白砂镇河道")
    assert "AUDIT-PLACE-SLIP" in {finding.code for finding in found_in(slip, place_checks)}
    ending = changed(text, "三、龙潭乡白竹村", "三、龙潭镇白竹村")
    assert "AUDIT-PLACE-ENDING" in {finding.code for finding in found_in(ending, place_checks)}
    short = changed(text, "二、白沙镇河道", "二、沙镇、石门镇河道")
    assert "AUDIT-PLACE-SHORT" in {finding.code for finding in found_in(short, place_checks)}


def test_frames_are_told_in_any_wording() -> None:
    county, works, city = (reading_of(plan(f"words_{name}")).frame for name in ("qinghe", "qingquan", "yunling"))
    assert (county.nature, works.nature, city.nature) == ("planning", "implementation", "planning")
    assert (county.region, works.region, city.region) == ("青禾县", "清泉县", "云岭市")
    assert county.above == ("怀化市", "湖南省")
    assert works.above == ("恩施土家族苗族自治州", "湖北省")
    assert (county.base_year, works.base_year, city.base_year) == (2020, 2022, 2020)
    assert (county.years, works.years, city.years) == ((2021, 2035), (2023, 2025), (2021, 2035))
    assert (county.near, county.far) == ((2021, 2025), (2026, 2035))
    assert (city.near, city.far) == ((2021, 2025), (2026, 2035))
    assert (county.heights, works.heights) == ((Decimal(148), Decimal(1562)), (Decimal(420), Decimal(1890)))
    assert (county.area, works.area) == (Decimal(2015600000), Decimal(1203450000))
    assert county.extent is not None
    assert works.extent is not None
