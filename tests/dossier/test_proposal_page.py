"""The page of a proposal: what it says of each part, its charts and maps, alone in one file, on a narrow screen too."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import geopandas as gpd
import pytest
from shapely import MultiPolygon, Point, box

from shanshui.dossier.proposals import proposal_page
from shanshui.dossier.proposals.charts import draw_chart
from shanshui.dossier.proposals.sketch import sketch
from shanshui.finding import Finding, Place
from shanshui.ledger import Basis, Fact
from shanshui.ledger.account import Chart, Said, Series
from shanshui.standard import load
from shanshui.workspace.proposals import Change, Effort, LayerFile, PartReport, Report

STANDARD = load()
LEFT, RIGHT = box(0, 0, 1000, 2000), box(1000, 0, 3000, 2000)
UNITS = gpd.GeoDataFrame({"code": ["甲<1>", "乙"]}, geometry=[LEFT, RIGHT], crs=4545)
CURVE = Chart(
    "proposal.title",
    "proposal.part",
    "proposal.value",
    (
        Series("前沿 & <界>", (1.0, 2.0, 3.0), (1000.0, 1500.0, 1600.0)),
        Series("已填", (2.0,), (1200.0,), "marks", labels=("已填",)),
        Series("前沿 & <界>", (2.0,), (1500.0,), "marks"),
    ),
)
GANTT = Chart(
    "proposal.portfolio.title",
    "proposal.value",
    "proposal.part",
    (Series("工期", (2021.0, 2022.0), (0.0, 1.0), "bars", (2.0, 1.0), ("甲", "")),),
    ("甲项目", "乙项目"),
)


def fact(key: str, value: Decimal | str | None, unit: str = "1", **more: object) -> Fact:
    made = Fact(key, value, unit, Basis.MODELLED_UNCALIBRATED, "", "optimisation.partition", "5.4.1.1")
    return replace(made, reason="没有资料" if value is None else "", **more)  # type: ignore[arg-type]


FACTS = (
    fact("scope.proposal.units.objective", Decimal("1.18"), low=Decimal("1.1"), high=Decimal("1.25")),
    fact("scope.proposal.units.bound", Decimal("1.17")),
    fact("scope.proposal.units.entered.objective", Decimal("1.2567"), synthetic=True),
    fact("scope.proposal.units.entered.price", Decimal("0.065")),
    fact("unit:L.proposed.area", Decimal("1234567"), "m2"),
    fact("scope.proposal.cost", Decimal("123456789"), "yuan"),
    fact("scope.proposal.unknown", None),
)
CHANGES = (
    Change("units", "added", ("U1",), {"code": ("", "U1"), "natural_unit": ("", "上游<南>")}, "units"),
    Change("units", "removed", ("L",), {"code": ("L", ""), "natural_unit": ("上游", "")}, "units"),
    Change("subprojects", "changed", ("L-01",), {"unit": ("L", "U1")}, "units"),
    Change("subprojects", "filled", ("L-01",), {"position": ("", "源头控制")}, "portfolio"),
)
REPORT = Report(
    "某县<工程>",
    Effort(30, 0.01, 0),
    {"project": "abc"},
    (
        PartReport(
            "units",
            (Said("proposal.intro"), Said("cli.propose.kept", {"path": "长" * 300})),
            (CURVE,),
            FACTS,
            (Finding("UNIT-GAP", Place(layer="units"), "2 公顷", subject="scope"),),
            ("units", "subprojects", "works"),
            (LayerFile("units", "layers/units.gpkg", 2, True),),
        ),
        PartReport("portfolio", charts=(GANTT,), tables=("subprojects",)),
        PartReport("monitoring", (Said("proposal.nothing"),)),
    ),
    CHANGES,
    (Finding("UNIT-GAP", Place(layer="units"), "2 公顷", subject="scope"),),
)


def page(report: Report = REPORT, lang: str = "zh", roles: tuple[str, ...] = ("units",)) -> str:
    return proposal_page(report, STANDARD, {"layers/units.gpkg": UNITS}, {"units": (LEFT,)}, roles, lang)


class Sections(HTMLParser):
    """Words of each section; fails where tags do not close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: dict[str, str] = {}
        self.tags: set[str] = set()
        self._in = ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "section":
            self._in = dict(attrs)["id"] or ""
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Closed at once."""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words[self._in] = self.words.get(self._in, "") + data


def test_each_part_tells_why_what_and_at_what_price() -> None:
    words = Sections(page()).words
    units = re.sub(r"\s+", " ", words["units"])
    for told in ("已填 1.2567", "已知最好 1.18", "不可能超过的界 1.17", "已填与最好之差 6.5 %"):
        assert told.replace(" ", "") in units.replace(" ", "")
    assert "工程范围内有 2 公顷 不属于任何单元" in units
    assert "所在单元 L → U1" in units
    assert "上游<南>" in units
    assert "123.46" in units  # hm²
    assert "12346万元" in units.replace(" ", "")
    assert "1.1 – 1.25" in units
    assert "没有资料" in units
    assert "以下各表与建议一致，无须改动：工程量" in units
    assert "治理位序 — → 源头控制" in words["portfolio"] or "— → 源头控制" in re.sub(r"\s+", " ", words["portfolio"])
    assert "没有可接受的内容" in words["monitoring"]


def test_the_overview_says_what_must_be_named() -> None:
    overview = page()[: page().index("<main")]
    assert overview.count("须点名接受") == 1
    assert "--accept --part units" in overview
    assert overview.count("可直接接受") == 1  # the portfolio fills an empty cell
    free = page(replace(REPORT, changes=CHANGES[:1]), roles=("dem",))
    assert "须点名接受" not in free
    assert "须点名接受" in page(replace(REPORT, changes=()))  # a layer that is there already


def test_the_page_stands_alone_and_is_the_same_again() -> None:
    text = page()
    assert text == page()
    assert not Sections(text).tags & {"script", "link", "img", "iframe"}
    assert not re.search(r"(?:src|href)=\"(?!#)", text.replace("xlink:href", "x"))
    assert "某县&lt;工程&gt;" in text
    assert "<工程>" not in text
    english = Sections(page(lang="en")).words
    assert "price of what was entered" in english["units"]


def test_a_long_sentence_is_folded() -> None:
    text = page()
    assert '<details class="long"><summary>' in text
    assert "长" * 200 in text


def test_a_table_of_many_rows_is_closed_and_cut() -> None:
    many = tuple(
        Change("works", "added", (f"W{n}", "closure", "", "", ""), {"quantity": ("", "1")}, "units") for n in range(500)
    )
    text = page(replace(REPORT, changes=many))
    assert "另有 100 行，见 tables/works.csv" in text
    assert re.search(r"<details><summary><b>工程量", text)


def test_a_chart_is_an_element_of_its_own() -> None:
    for number, chart in enumerate((CURVE, GANTT), start=1):
        svg = draw_chart(chart, STANDARD, "zh", number)
        root = ElementTree.fromstring(svg)
        assert root.tag.endswith("svg")
        assert "width" not in root.attrib
        assert root.attrib["role"] == "img"
        ids = re.findall(r'\bid="([^"]+)"', svg)
        assert len(ids) == len(set(ids))
        assert all(name.startswith(f"c{number}-") for name in ids)
        named = {name for pair in re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', svg) for name in pair if name}
        assert named <= set(ids)
        assert svg == draw_chart(chart, STANDARD, "zh", number)
        assert not re.search(r"#010203|fill: #ffffff", svg.partition("text_1")[0])  # the page shows through
    words = "".join(ElementTree.fromstring(draw_chart(CURVE, STANDARD, "zh", 1)).itertext())
    assert words.count("前沿 & <界>") == 1  # one legend for line and marks of one name
    assert words.count("已填") == 1  # said beside the point, and not in the legend again
    bars = "".join(ElementTree.fromstring(draw_chart(GANTT, STANDARD, "zh", 1)).itertext())
    assert "2021" in bars
    assert "甲项目" in bars


def test_points_beside_one_another_have_words_on_both_sides() -> None:
    near = tuple(
        Series(name, (x,), (5.0,), "marks", labels=(name,)) for name, x in (("综合方案", 5.0), ("强化方案", 5.1))
    )
    far = Series("自然方案", (0.0, 10.0), (0.0, 10.0), "marks", labels=("左", "右"))
    root = ElementTree.fromstring(
        draw_chart(Chart("proposal.title", "proposal.part", "proposal.value", (*near, far)), STANDARD, "zh", 1)
    )
    places = {}
    for text in root.iter("{http://www.w3.org/2000/svg}text"):
        moved = re.search(r"(?:translate\(|x=)?([\d.]+)[ ,]+([\d.]+)", text.attrib.get("transform", ""))
        if text.text in ("综合方案", "强化方案"):
            x = float(text.attrib.get("x", moved.group(1) if moved else 0))
            y = float(text.attrib.get("y", moved.group(2) if moved else 0))
            places[text.text] = (x, y)
    (x1, y1), (x2, y2) = places.values()
    assert abs(y1 - y2) > 10 or abs(x1 - x2) > 40


def test_a_layer_is_drawn_with_its_codes_and_what_was_there() -> None:
    svg = sketch(UNITS, (LEFT,))
    root = ElementTree.fromstring(svg)
    assert root.attrib["viewBox"] == "0 0 1020 687"
    paths = root.findall("path")
    assert [p.attrib["fill"] for p in paths[:2]] != ["none", "none"]
    assert paths[2].attrib["class"] == "before"
    assert [t.text for t in root.findall("text")] == ["甲<1>", "乙"]
    points = gpd.GeoDataFrame({"name": ["点"]}, geometry=[Point(0, 0)], crs=4545)
    assert len(ElementTree.fromstring(sketch(points, (MultiPolygon([LEFT]),))).findall("circle")) == 1
    assert sketch(UNITS.iloc[:0]) == ""


BROWSER = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), "")


@pytest.mark.skipif(not BROWSER, reason="no Chromium on this machine: the width of the page is not measured")
def test_nothing_hangs_over_on_a_narrow_screen(tmp_path: Path) -> None:
    probe = "<script>document.title = document.documentElement.scrollWidth + ' ' + window.innerWidth</script>"
    path = tmp_path / "page.html"
    path.write_text(page().replace("</body>", f"{probe}</body>"), encoding="utf-8")
    command = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    command += ["--window-size=500,900", "--dump-dom"]
    done = subprocess.run([*command, path.as_uri()], capture_output=True, text=True, timeout=120, check=True)
    found = re.search(r"<title>(\d+) (\d+)</title>", done.stdout)
    assert found is not None
    assert int(found.group(1)) <= int(found.group(2))
