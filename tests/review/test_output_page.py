"""The page of findings: map, extracts of tables, filter; big plans; and in a real browser where one is found."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

import county
from shanshui.finding import Finding, Place, TextQuote
from shanshui.ledger import Facts
from shanshui.pipeline import County, read_county
from shanshui.remarks.comments import comments
from shanshui.review.output.atlas import WIDTH, Atlas, draw_atlas
from shanshui.review.output.extracts import Extracts, read_extracts
from shanshui.review.output.page import Surroundings, findings_page
from shanshui.review.output.places import gazetteer
from shanshui.standard import load

STANDARD = load()
WORKS = Place(file="tables/works.csv", sheet="works", row=3, column="quantity")
FOUND = (
    Finding("SUBPROJECT-OUTSIDE", Place(layer="subprojects", feature="R-01"), "1", subject="subproject:R-01"),
    Finding("MODE-ZONE", WORKS, "<重建>", "", "works[3].mode", words={"name": "甲"}),
    Finding("UNIT-GAP", Place(layer="units"), "2 公顷", subject="scope", facts=("scope.gap",)),
    Finding("COST-CONTROL", Place(file="project.yaml", column="base_year"), "1", "2", "scope"),
    Finding("FUND-SUM", subject="x", facts=("subproject:L-01.cost.total",), quotes=(TextQuote("资金相等", 3, 7),)),
)


def read(root: Path) -> County:
    found, _ = read_county(root, STANDARD)
    assert found is not None
    return found


def drawn(found: County, findings: Sequence[Finding] = FOUND) -> Atlas:
    atlas = draw_atlas(found.plan, found.layers, findings)
    assert atlas is not None
    return atlas


def page_of(root: Path, findings: Sequence[Finding] = FOUND, lang: str = "zh") -> str:
    found = read(root)
    extracts = read_extracts(root, (f.place for f in findings), STANDARD)
    around = Surroundings(drawn(found, findings), extracts)
    return findings_page("某县工程", findings, STANDARD, Facts(), found.plan, lang, around)


class Articles(HTMLParser):
    """Attributes of each finding's element; fails where tags do not close."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: dict[str, dict[str, str]] = {}
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        if tag == "article":
            self.found[values["id"]] = values
        if tag not in ("meta", "input"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Closed at once."""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_outlines_are_those_of_the_county(small_county: Path) -> None:
    atlas = drawn(read(small_county))
    by_key = {outline.key: outline for outline in atlas.outlines}
    assert set(by_key) == {"scope", "unit:L", "unit:R", "subproject:L-01", "subproject:L-02", "subproject:R-01"}
    assert by_key["scope"].box == (0, 0, WIDTH, WIDTH)  # the county is a square
    assert by_key["unit:R"].box == (WIDTH // 2, 0, WIDTH, WIDTH)
    assert by_key["subproject:R-01"].box == (1333, 933, 1733, 1400)  # 2000…2600 m east, 900…1600 m north of 3000 m
    assert by_key["unit:L"].label == "上游"
    assert atlas.height == WIDTH
    assert not atlas.synthetic


def test_a_path_draws_what_its_box_says(small_county: Path) -> None:
    outline = next(o for o in drawn(read(small_county)).outlines if o.key == "subproject:R-01")
    match = re.fullmatch(r"M(\d+) (\d+)l(-?\d+(?: -?\d+)*)z", outline.path)
    assert match is not None
    x, y = int(match.group(1)), int(match.group(2))
    steps = [int(n) for n in match.group(3).split()]
    points = [(x, y)]
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        points.append((points[-1][0] + dx, points[-1][1] + dy))
    west, north, east, south = outline.box
    assert set(points) == {(west, north), (east, north), (east, south), (west, south)}


def test_a_feature_of_another_layer_is_drawn_where_a_finding_names_it(small_county: Path) -> None:
    county.vector(small_county, "past_projects", [county.LEFT, county.RIGHT], code=["P1", "P2"])
    entry = "  past_projects: {file: layers/past_projects.gpkg, kind: vector, date: '2019', provider: 测试}\n"
    county.edit(small_county / "catalog.yaml", "layers:\n", "layers:\n" + entry)
    named = Finding("UNIT-GAP", Place(layer="past_projects", feature="P2"))
    assert drawn(read(small_county), (named,)).outlines[-1].key == "past_projects:P2"
    assert all(o.kind != "other" for o in drawn(read(small_county)).outlines)


def test_a_secret_layer_is_not_drawn_without_review_number(small_county: Path) -> None:
    county.edit(small_county / "catalog.yaml", "subprojects: {", "subprojects: {secrecy: secret, ")
    assert {o.kind for o in drawn(read(small_county)).outlines} == {"scope", "unit"}
    numbered = "base_year: 2020\nmap_review_number: 某审字（2021）1号"
    county.edit(small_county / "project.yaml", "base_year: 2020", numbered)
    assert "subproject" in {o.kind for o in drawn(read(small_county)).outlines}


def test_findings_know_their_features(small_county: Path) -> None:
    found = read(small_county)
    places = gazetteer(drawn(found).keys, found.plan, STANDARD)
    by_code = {finding.code: places.features(finding) for finding in FOUND}
    assert by_code == {
        "SUBPROJECT-OUTSIDE": ("subproject:R-01",),
        "MODE-ZONE": ("subproject:L-02",),  # row 3 of the works is one of L-02
        "UNIT-GAP": ("scope",),
        "COST-CONTROL": (),
        "FUND-SUM": ("subproject:L-01",),
    }
    pair = Finding("SUBPROJECT-OVERLAP", subject="subproject:L-01/subproject:R-01")
    assert places.features(pair) == ("subproject:L-01", "subproject:R-01")
    assert places.features(Finding("UNIT-EMPTY", Place(sheet="units", row=2))) == ("unit:L",)
    assert places.features(Finding("UNIT-EMPTY", subject="unit:gone")) == ()


def test_extracts_hold_the_row_and_two_around_it(small_county: Path) -> None:
    extracts = read_extracts(small_county, (f.place for f in FOUND), STANDARD)
    extract, row, column = extracts.spot(WORKS) or pytest.fail("no spot")
    assert (extract.key, row, extract.heads[column or 0]) == (
        "works",
        3,
        STANDARD.inputs["works"].columns["quantity"].heading(),
    )
    assert sorted(extract.lines) == [1, 2, 3, 4]
    assert extract.lines[3].cells[:4] == ("L-02", "thinning", "辅助再生", "30")
    yaml = extracts.tables["project.yaml"]
    place, row, _ = extracts.spot(FOUND[3].place) or pytest.fail("no spot")
    assert place.lines[row].cells == ("base_year: 2020",)
    assert len(yaml.lines) == 5


def test_extracts_show_what_could_not_be_read(small_county: Path) -> None:
    county.table(small_county, "works", (county.TABLES["works"][0], ("L-01", "closure", "自然恢复", "四十", "公顷")))
    place = Place(file="tables/works.csv", sheet="works", row=2, column="quantity")
    extract, row, column = read_extracts(small_county, (place,), STANDARD).spot(place) or pytest.fail("no spot")
    assert extract.lines[row].cells[column or 0] == "四十"


def test_lines_and_characters_of_a_table_with_line_breaks(small_county: Path) -> None:
    text = '子项目,措施,保护修复模式,工程量\nL-01,"a\n,b",自然恢复,1\nL-02,"x,y",自然恢复,2\n'
    (small_county / "tables" / "works.csv").write_text(text, encoding="utf-8")
    place = Place(file="tables/works.csv", sheet="works", row=3, column="quantity")
    extract, row, column = read_extracts(small_county, (place,), STANDARD).spot(place) or pytest.fail("no spot")
    line = extract.lines[row]
    assert (line.line, line.starts[column or 0]) == (4, 17)  # row 2 takes lines 2 and 3


@pytest.mark.parametrize("broken", [b"\xff\xfe\xff", b"", b'a,b\n"unclosed'])
def test_a_table_that_cannot_be_read_is_left_out(small_county: Path, broken: bytes) -> None:
    (small_county / "tables" / "works.csv").write_bytes(broken)
    extracts = read_extracts(small_county, [WORKS, Place(file="tables/none.csv", sheet="units", row=2)], STANDARD)
    assert extracts.spot(WORKS) is None
    assert Extracts().spot(WORKS) is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_page_ties_findings_to_map_and_table(small_county: Path, lang: str) -> None:
    page = page_of(small_county, lang=lang)
    found = Articles(page).found
    said = {c.finding.code: found[f"f-{c.finding.id}"] for c in comments(FOUND, STANDARD, None, lang)}
    assert said["SUBPROJECT-OUTSIDE"]["data-on"] == "subproject:R-01"
    assert said["MODE-ZONE"]["data-cell"] == "works/3/3"
    assert said["COST-CONTROL"]["data-cell"].startswith("project.yaml/")
    assert "data-on" not in said["COST-CONTROL"]
    assert all("data-waits" in attributes for attributes in said.values())
    assert "<重建>" not in page
    assert "资金相等" in page
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//|@import|url\(""", page)
    match = re.search(r'<script type="application/json" id="data"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert match is not None
    data = json.loads(match.group(1))
    assert data["extracts"]["works"]["rows"]["3"][3] == "30"
    assert set(data["clauses"]) >= {"5.4.1.1 a"}
    assert data["clauses"]["5.4.1.1 a"]["wording"] == STANDARD.clauses["5.4.1.1 a"].wording


def test_json_in_the_page_cannot_close_its_script(small_county: Path) -> None:
    rows = [list(row) for row in county.TABLES["works"]]
    rows[2][7] = "</script><script>alert(1)</script>"
    county.table(small_county, "works", rows)
    page = page_of(small_county)
    assert "<script>alert" not in page
    assert "\\u003c/script>\\u003cscript>alert(1)" in page


def test_page_is_the_same_each_time(small_county: Path) -> None:
    assert page_of(small_county) == page_of(small_county)


def many(count: int) -> tuple[Finding, ...]:
    return tuple(replace(FOUND[0], subject=f"subproject:L-01/{n}", got=str(n)) for n in range(count))


def test_ten_thousand_findings_stand_in_a_closed_group(small_county: Path) -> None:
    page = page_of(small_county, many(10_000))
    assert len(Articles(page).found) == 10_000
    assert page.count('<details class="group') == 1
    assert '<details class="group error" open' not in page
    assert len(page.encode()) < 20_000_000


def test_two_findings_of_one_id_have_anchors_of_their_own(small_county: Path) -> None:
    found = Articles(page_of(small_county, (FOUND[0], FOUND[0]))).found
    assert set(found) == {f"f-{FOUND[0].id}", f"f-{FOUND[0].id}-2"}


# in a browser

BROWSER = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), "")
in_browser = pytest.mark.skipif(not BROWSER, reason="no Chromium on this machine: the page's script is not run")


def shown(root: Path, folder: Path, address: str, findings: Sequence[Finding] = FOUND) -> str:
    """The document as the browser has it after the page's script has run."""
    page = folder / "findings.html"
    page.write_text(page_of(root, findings), encoding="utf-8")
    command = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}",
               "--virtual-time-budget=2000", "--dump-dom", f"{page.as_uri()}{address}"]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


def visible(page: str) -> set[str]:
    return {key for key, attributes in Articles(page).found.items() if "hidden" not in attributes}


def ids(*codes: str) -> set[str]:
    return {f"f-{finding.id}" for finding in FOUND if finding.code in codes}


@in_browser
@pytest.mark.parametrize(
    ("address", "codes"),
    [
        ("", [f.code for f in FOUND]),
        ("#?code=MODE-ZONE", ["MODE-ZONE"]),
        ("#?discipline=GIS", [f.code for f in FOUND if STANDARD.rules[f.code].discipline == "GIS"]),
        ("#?feature=subproject:L-01", ["FUND-SUM"]),
        ("#?without=error", [f.code for f in FOUND if STANDARD.rules[f.code].severity != "error"]),
        ("#?q=fund-sum", ["FUND-SUM"]),
        ("#?q=nothing-like-it", []),
    ],
)  # fmt: skip
def test_filters_work_in_a_browser(small_county: Path, tmp_path: Path, address: str, codes: list[str]) -> None:
    assert visible(shown(small_county, tmp_path, address)) == ids(*codes)


@in_browser
def test_jump_shows_the_place_on_the_map_and_in_the_table(small_county: Path, tmp_path: Path) -> None:
    page = shown(small_county, tmp_path, f"#f-{FOUND[1].id}")
    lit = re.findall(r'<path class="([^"]*)" data-key="([^"]*)"', page)
    assert [key for name, key in lit if "lit" in name.split()] == ["subproject:L-02"]
    assert re.search(r'<td title="30" class="mark">30</td>|<td class="mark" title="30">30</td>', page)
    view = re.search(r'viewBox="([^"]*)"', page)
    assert view is not None
    assert float(view.group(1).split()[2]) < WIDTH  # the map has zoomed in


@in_browser
def test_a_group_opens_where_its_finding_is_sought(small_county: Path, tmp_path: Path) -> None:
    findings = many(20)
    page = shown(small_county, tmp_path, f"#f-{findings[15].id}", findings)
    assert re.search(r'<details class="group error" open="">', page)
