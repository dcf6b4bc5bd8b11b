"""The HTML twin: every number leads to its fact, nothing leads out of the page; in a browser where one is found."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as reading
from PIL import Image

from dossier import report_case as rc
from shanshui.dossier.fingerprint import content_hash
from shanshui.dossier.narrative import Document, Material, compose
from shanshui.dossier.narrative.model import (
    Equation,
    FigureBlock,
    Grid,
    GridCell,
    Heading,
    Paragraph,
    Quoted,
    See,
    TableBlock,
    Words,
)
from shanshui.dossier.report import Title, title_of
from shanshui.dossier.twin import Backing, write_twin
from shanshui.dossier.twin.naming import Namer
from shanshui.dossier.twin.pictures import WIDEST, pictures
from shanshui.dossier.twin.runs import safe
from shanshui.dossier.twin.tables import PHONE, _widths
from shanshui.dossier.twin.write import twin_page
from shanshui.finding import Finding, Place
from shanshui.ledger import Basis, Fact, Facts, Source
from shanshui.review import recount

HOSTILE = "</script><script>alert(1)</script>\"'&\u2028\x07<!--"
LOSS = Fact("unit:QSJ.indicator.051@2020", Decimal("823.4567"), "t/(km2*a)", Basis.MODELLED_UNCALIBRATED,
            source="layers/soil.tif；layers/dem.tif", method="indicators.soil_loss.actual_loss", clause="B.2-051",
            inputs=("unit:QSJ.area", "layer:soil"), synthetic=True,
            low=Decimal(600), high=Decimal(1050))  # fmt: skip
KNOWN = Facts(
    [
        Fact("scope.area", Decimal("1619154321.98"), "m2", clause="3.4", method="geo.areas", inputs=("unit:QSJ.area",)),
        Fact("unit:QSJ.area", Decimal("665701234"), "m2", inputs=("layer:units", "project")),
        Fact("unit:LJ.area", Decimal("400040000"), "m2"),
        Fact("scope.slope.mean", None, "deg", reason=f"缺少图层{HOSTILE}"),
        LOSS,
    ]
)
SOURCES = {
    "layer:soil": Source("layer:soil", "layers/soil.tif", "ab" * 32, "示例生成器", "2020-12-31", True),
    "layer:units": Source("layer:units", f"layers/{HOSTILE}.gpkg", "cd" * 32),
    "project": Source("project", "project.yaml", "ef" * 32),
}
FINDINGS = (
    Finding("UNIT-GAP", Place(layer="units"), "2 公顷", subject="scope", facts=("scope.area",)),
    Finding("G2-CASE", Place(sheet="G.2"), "1", subject="g2", words={"names": HOSTILE}),
    Finding("UNIT-GAP", got="1", subject="other", facts=("unit:QSJ.area",), waived="R-01"),
)
TITLE = Title(("某县", f"工程{HOSTILE}", "实施方案"), "某县工程", "某局", "某组", "2021年3月", stamps=("示例",))


def said(fact: str, unit: str = "", places: int | None = None) -> Quoted:
    return Quoted(KNOWN.quote(fact, unit, places))


def cells(*texts: str, **more: int) -> tuple[GridCell, ...]:
    return tuple(GridCell((Words(text),), **more) for text in texts)


GRID = Grid(
    header=(
        (*cells("单元", down=2), *cells("面积（hm²）", across=2), None),
        (None, *cells("全部", "其中")),
    ),
    body=(
        (*cells(HOSTILE), GridCell((said("unit:QSJ.area", "hm2", 2),)), *cells("—")),
        (GridCell((Words("合计"),), across=2), None, GridCell((said("scope.area", "hm2", 2),))),
    ),
    kinds=("body", "total"),
    widths=(0.5, 0.25, 0.25),
    unit_note="hm²",
    notes=(("①", (Words("由单元相加"),)),),
)
BLOCKS = (
    Heading(1, "1", "工程范围", "scope", "1"),
    Heading(2, "1.1", f"面积{HOSTILE}", "scope.area", "1"),
    Paragraph((Words("工程范围"), said("scope.area", "km2", 2), Words("km"), Words("2", "super"), Words("，见"),
               See("table", "G.2", "表1-1", True), See("figure", "lost", "图"), Words("　示例数据", "mark"))),
    Paragraph((Words("坡度"), said("scope.slope.mean", places=1)), "item", "a)"),
    TableBlock("G.2", "单元面积", GRID, "表1-1", True),
    Heading(1, "2", "侵蚀", "erosion", "2"),
    Paragraph((Words("模数"), said(LOSS.id, places=1), Words("，区间"), said(f"{LOSS.id}~low", places=0))),
    Equation("e", r"A = R \cdot K^2", (("R", (Words("侵蚀力"),)),), "（2-1）"),
    Equation("bad", r"\nothing{<b>", (), "（2-2）"),
)  # fmt: skip
DOCUMENT = Document(BLOCKS, True)
BACKING = Backing(SOURCES, {"layer:soil": "CC BY 4.0"}, {}, FINDINGS)


def material(known: Facts = KNOWN) -> Material:
    return Material(rc.plan(), known, (), (), rc.STANDARD)


@cache
def page() -> str:
    return twin_page(DOCUMENT, TITLE, material(), BACKING)


def tree(text: str) -> Any:
    return reading.document_fromstring(text)


def data(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(tree(text).get_element_by_id("data").text)
    return found


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, Material]:
    whole = rc.material(tmp_path_factory.mktemp("figures"))
    return compose(whole)[0], whole


@pytest.fixture(scope="module")
def written(report: tuple[Document, Material], tmp_path_factory: pytest.TempPathFactory) -> Path:
    document, whole = report
    folder = tmp_path_factory.mktemp("dossier") / "报告"
    folder.mkdir()
    path = folder / "方案.html"
    write_twin(document, title_of(rc.plan(), rc.STANDARD, True, True), whole, Backing(), path)
    return path


def test_every_number_of_the_report_names_its_fact(report: tuple[Document, Material], written: Path) -> None:
    document, _ = report
    found = [
        (a.get("data-fact"), a.text_content()) for a in tree(written.read_text("utf-8")).iter("a") if a.get("data-fact")
    ]
    assert found == [(quote.fact, quote.text) for quote in document.quotes() if quote.fact]
    assert len(found) > 150


def test_headings_tables_and_figures_stand_in_the_page_and_in_its_contents(
    report: tuple[Document, Material], written: Path
) -> None:
    document, root = report[0], tree(written.read_text("utf-8"))
    ids = {e.get("id") for e in root.iter() if e.get("id")}
    assert len(ids) == sum(1 for e in root.iter() if e.get("id"))
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    listed = root.get_element_by_id("by-chapter").findall(".//a")
    assert [a.text_content() for a in listed] == [f"{h.number} {h.title}" if h.number else h.title for h in headings]
    assert {a.get("href")[1:] for a in root.get_element_by_id("contents").iter("a")} <= ids
    assert [e.get("id") for e in root.iter("figure") if "table" in e.get("class")] == [
        f"table-{block.key}" for block in document.tables()
    ]


def test_a_table_keeps_the_code_s_layout(report: tuple[Document, Material], written: Path) -> None:
    root = tree(written.read_text("utf-8"))
    for block in report[0].tables():
        table = root.get_element_by_id(f"table-{block.key}").find(".//table[@class='grid']")
        rows = [*table.find("thead"), *table.find("tbody")]
        for row, wanted in zip(rows, (*block.grid.header, *block.grid.body), strict=True):
            spans = [(int(c.get("colspan", 1)), int(c.get("rowspan", 1))) for c in row]
            assert spans == [(cell.across, cell.down) for cell in wanted if cell is not None]


def test_the_page_holds_each_fact_with_all_that_it_rests_on() -> None:
    held = data(page())
    facts, words = held["facts"], held["words"]
    assert facts["id"] == sorted([*KNOWN, f"{LOSS.id}~low"][i] for i in (0, 1, 3, 4, 5))
    place = {key: n for n, key in enumerate(facts["id"])}
    loss = place[LOSS.id]
    assert facts["value"][loss] == "823.4567"
    assert words[facts["unit"][loss]] == "t/(km²·a)"
    assert words[facts["equation"][loss]] == "soil_loss"
    assert facts["inputs"][loss] == [place["unit:QSJ.area"], -1 - [s[0] for s in held["sources"]].index("layer:soil")]
    assert facts["inputs"][place[f"{LOSS.id}~low"]] == [loss]
    assert facts["made"] == [loss, place[f"{LOSS.id}~low"]]
    assert facts["interval"][str(loss)] == "600 – 1050 t/(km²·a)"
    assert words[facts["reason"][place["scope.slope.mean"]]].startswith("缺少图层")
    assert words[facts["name"][loss]] == "清水江水土流失治理保护修复单元　土壤侵蚀模数（2020）"
    assert held["sources"][0][:6] == ["layer:soil", "土壤", "layers/soil.tif", "示例生成器", "2020-12-31", "CC BY 4.0"]
    assert held["clauses"]["B.2-051"][0] == "B.2-051"


def test_remarks_of_the_review_stand_beside_what_they_speak_of() -> None:
    root, held = tree(page()), data(page())
    flagged = {a.get("data-fact"): a.get("data-flag") for a in root.iter("a") if a.get("data-fact")}
    assert (flagged["scope.area"], flagged["unit:QSJ.area"]) == ("error", None)
    assert [b.get("data-table") for b in root.iter("button") if b.get("class") == "remarks"] == ["G.2"]
    assert [(code, tables) for _, _, _, code, _, tables in held["findings"]] == [("UNIT-GAP", []), ("G2-CASE", ["G.2"])]


def test_names_cannot_break_out_of_the_page() -> None:
    root = tree(page())
    assert len(root.findall(".//script")) == 2
    assert not [e for e in root.iter() if isinstance(e.tag, str) and any(k.startswith("on") for k in e.attrib)]
    assert "\x07" not in page()
    assert "\u2028" not in root.get_element_by_id("data").text
    assert HOSTILE in data(page())["sources"][1][2]
    assert "alert(1)" in root.find(".//title").text


def test_nothing_in_the_page_leads_out_of_it(written: Path) -> None:
    for text in (page(), written.read_text("utf-8")):
        root = tree(text)
        for name in ("src", "href", "action", "srcset", "poster"):
            assert all(e.get(name).startswith(("#", "data:image/jpeg;")) for e in root.iter() if e.get(name))
        assert set(re.findall(r"\w+://[^\s\"'<)]+", text)) <= {"http://www.w3.org/1998/Math/MathML"}
        assert not re.search(r"@import|url\(|\beval\b|new Function|fetch\(|XMLHttpRequest|innerHTML", text)
        policy = root.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
        script = root.findall(".//script")[-1].text
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert policy.startswith("default-src 'none'; img-src data:;")
        assert f"script-src 'sha256-{digest}';" in policy


def test_the_same_report_gives_the_same_page_and_another_number_another(tmp_path: Path) -> None:
    files = [tmp_path / f"{n}.html" for n in range(3)]
    other = Facts([*KNOWN.values(), replace(KNOWN["unit:QSJ.area"], value=Decimal("665701235"))])
    for file, known in zip(files, (KNOWN, KNOWN, other), strict=True):
        write_twin(DOCUMENT, TITLE, material(known), BACKING, file)
    assert files[0].read_bytes() == files[1].read_bytes()
    first, second, third = map(content_hash, files)
    assert first == second != third


def test_an_untouched_twin_is_recounted_without_a_finding_and_an_edited_one_with(
    report: tuple[Document, Material], written: Path, tmp_path: Path
) -> None:
    known, tables = report[1].facts, {table.id: table for table in report[1].tables}
    assert {f.code for f in recount(written.parent.parent, known, rc.STANDARD, tables)} <= {"RECOUNT-FACT"}
    text = written.read_text("utf-8")
    assert text.count(">1619.15</a>") > 1
    (tmp_path / "edited.html").write_text(text.replace(">1619.15</a>", ">1691.15</a>", 1), "utf-8")
    found = recount(tmp_path, known, rc.STANDARD, tables)
    assert [(f.got, f.want) for f in found if f.code == "RECOUNT-HTML"] == [("1691.15", "1619.15")]


def test_an_equation_is_mathml_and_one_that_cannot_be_read_stands_as_it_is() -> None:
    root = tree(page())
    assert root.get_element_by_id("equation-e").find(".//math") is not None
    assert root.get_element_by_id("equation-e").find(".//dt/math") is not None
    assert root.get_element_by_id("equation-bad").find(".//code").text == r"\nothing{<b>"
    assert root.find(".//template//*[@data-equation='soil_loss']//math") is not None


def test_pictures_are_small_and_those_that_are_none_are_left_out(tmp_path: Path) -> None:
    Image.effect_noise((3000, 2000), 60).convert("RGB").save(tmp_path / "map.jpg")
    Image.new("RGBA", (300, 200), (0, 0, 0, 0)).save(tmp_path / "clear.png")
    (tmp_path / "none.png").write_text("no picture")
    paths = [tmp_path / name for name in ("map.jpg", "clear.png", "none.png", "absent.png")]
    made = pictures(paths)
    assert list(made) == paths[:2]
    assert (made[paths[0]].width, made[paths[0]].height) == (WIDEST, round(WIDEST * 2 / 3))
    clear = Image.open(io.BytesIO(base64.b64decode(made[paths[1]].address.partition(",")[2])))
    assert clear.getpixel((5, 5)) == (255, 255, 255)
    document = Document((BLOCKS[0], FigureBlock("x", "图", tmp_path / "none.png", "图1-1", True)))
    figure = tree(twin_page(document, TITLE, material(), Backing())).get_element_by_id("figure-x")
    assert figure.text_content().split() == ["—", "图1-1", "图", "示例数据"]


def test_a_report_without_anything_is_still_a_page() -> None:
    root = tree(twin_page(Document(()), TITLE, material(), Backing()))
    assert root.get_element_by_id("text").find("section") is None


@pytest.mark.parametrize(
    ("fact", "name"),
    [
        ("scope.area", "工程范围　面积"),
        ("scope.area~low", "工程范围　面积·下限"),
        (
            "unit:QSJ.indicator.013.forest.share@2020",
            "清水江水土流失治理保护修复单元　生态系统类型构成比例·森林·占比（2020）",
        ),
        ("subproject:S1.overlap.ecological_redline.area", "锦屏县三江镇水土流失综合治理项目　套合·生态保护红线·面积"),
        ("scope.slope.class3.area", "工程范围　坡度·3级·面积"),
        ("scope.cost.fee.acceptance", "工程范围　投资·费用·竣工验收费"),
        ("alternative:A.acceptance", "方案 A　接受度"),
        ("measure:closure.price", "封育治理　单价"),
        ("township:522628100.inside.area", "三江镇　范围内·面积"),
        ("scope.trend.rise@2010_2020", ""),
        ("moon:1.area", ""),
    ],
)
def test_facts_are_named_in_words_or_not_at_all(fact: str, name: str) -> None:
    namer = Namer(rc.plan(), {"522628100": "三江镇"}, rc.STANDARD)
    assert namer.name(Fact(fact, Decimal(1))) == name


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_stands_in_the_page_as_text(text: str) -> None:
    read = HTMLParser()
    found: list[str] = []
    read.handle_data = found.append  # type: ignore[method-assign]
    read.handle_starttag = lambda *_: pytest.fail("an element came out of a text")  # type: ignore[method-assign]
    read.feed(safe(text))
    read.close()
    controls = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(127, 160), 0xFFFE, 0xFFFF])
    assert "".join(found) == text.translate(controls)


@given(st.lists(st.tuples(st.floats(0.01, 50), st.integers(0, 12)), min_size=1, max_size=24))
def test_no_column_is_narrower_than_its_number(columns: list[tuple[float, int]]) -> None:
    row = tuple(GridCell((Words("9" * digits),)) for _, digits in columns)
    widths = _widths(Grid((row,), (row,), ("body",), tuple(width for width, _ in columns)))
    assert sum(widths.shares) == pytest.approx(1)
    for (_, digits), share in zip(columns, widths.shares, strict=True):
        assert share * widths.least >= digits * 0.56
    assert len(columns) > 4 or widths.least <= PHONE * 1.6


# in a browser

BROWSER = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), "")
in_browser = pytest.mark.skipif(not BROWSER, reason="no Chromium on this machine: the page's script is not run")

HARNESS = """<!DOCTYPE html><meta charset="utf-8">
<iframe id="f" style="width:{width}px;height:844px" src="{page}"></iframe><pre id="out"></pre><script>
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
document.getElementById("f").addEventListener("load", async function () {{
  const w = this.contentWindow, d = w.document, out = {{ faults: [] }};
  w.addEventListener("error", (e) => out.faults.push(String(e.message)));
  d.addEventListener("securitypolicyviolation", (e) => out.faults.push(e.violatedDirective));
  const $ = (q) => d.querySelector(q), told = () => $(".told").hidden ? "" : $(".told").textContent;
  const press = (name) => new w.KeyboardEvent("keydown", {{ key: name, bubbles: true, cancelable: true }});
  const key = (name, at) => (at || d.activeElement).dispatchEvent(press(name));
  try {{ await (async () => {{ {steps} }})(); }} catch (e) {{ out.faults.push(String(e)); }}
  document.getElementById("out").textContent = JSON.stringify(out);
}}, {{ once: true }});
</script>"""


@dataclass(frozen=True)
class Browser:
    """Runs steps on a page in a frame of a phone's or a desk's width, and hands back what they noted."""

    folder: Path

    def run(self, steps: str, width: int = 1440, address: str = "") -> Mapping[str, Any]:
        (self.folder / "twin.html").write_text(page(), "utf-8")
        harness = self.folder / "harness.html"
        harness.write_text(HARNESS.format(width=width, page=f"twin.html{address}", steps=steps), "utf-8")
        flags = ("headless", "no-sandbox", "disable-gpu", "force-prefers-reduced-motion", "window-size=1500,900",
                 "dump-dom", "allow-file-access-from-files", "disable-web-security", "virtual-time-budget=4000",
                 f"user-data-dir={self.folder / 'profile'}")  # fmt: skip
        command = [BROWSER, *(f"--{flag}" for flag in flags), harness.as_uri()]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
        found: Mapping[str, Any] = json.loads(tree(done).get_element_by_id("out").text_content())
        assert found["faults"] == []
        return found


@in_browser
def test_a_number_tells_where_it_comes_from_and_its_lineage_is_walked(tmp_path: Path) -> None:
    steps = """
      out.resting = told();
      const a = $('#text [data-fact="scope.area"]');
      a.focus(); out.focusable = d.activeElement === a;
      a.click(); await wait(50);
      out.scope = told(); out.hash = w.location.hash; out.current = a.className;
      $(".told .list button").click(); await wait(50);
      out.unit = told(); out.trail = [...d.querySelectorAll(".trail button")].map((b) => b.textContent);
      $(".told > header button").click(); await wait(50);
      out.back = told();
      [...d.querySelectorAll(".told h3 + div button")].at(-1).click(); await wait(50);
      key("Escape"); await wait(50);
      out.closed = told(); out.focus = d.activeElement.dataset.fact;
      $(".remarks").click(); out.remarks = told();
    """
    found = Browser(tmp_path).run(steps)
    assert found["resting"] == ""
    assert found["focusable"]
    for words in ("工程范围　面积", "1619.15", "km²", "1619154321.98 m²", "geo.areas", "清水江", "本报告中 2 处"):
        assert words in found["scope"], words
    assert (found["hash"], found["current"]) == ("#fact=scope.area", "same current")
    assert "665701234 m²" in found["unit"]
    assert "project.yaml" in found["unit"]
    assert found["trail"] == ["面积", "面积"]
    assert "1619154321.98 m²" in found["back"]
    assert (found["closed"], found["focus"]) == ("", "scope.area")
    assert "G2-CASE" in found["remarks"]


@in_browser
def test_an_address_opens_a_fact_and_the_search_finds_it(tmp_path: Path) -> None:
    steps = """
      out.told = told(); out.math = Boolean($(".told math"));
      $("#q").focus(); $("#q").value = "665"; $("#q").dispatchEvent(new w.Event("input")); await wait(200);
      out.found = $("#found").textContent; out.open = $("#q").getAttribute("aria-expanded");
      key("ArrowDown"); out.active = $("#q").getAttribute("aria-activedescendant");
      key("Enter"); await wait(50);
      out.after = told();
      $("#q").value = "单元面积"; $("#q").dispatchEvent(new w.Event("input")); await wait(200);
      key("Enter", $("#q")); await wait(50);
      out.gone = w.location.hash;
    """
    found = Browser(tmp_path).run(steps, address=f"#fact={LOSS.id.replace('@', '%40')}")
    for words in (
        "土壤侵蚀模数（2020）",
        "823.5",
        "823.4567 t/(km²·a)",
        "600 – 1050",
        "模型（未率定）",
        "示例数据",
        "CC BY 4.0",
    ):
        assert words in found["told"], words
    assert found["math"]
    assert "unit:QSJ.area" in found["found"]
    assert found["open"] == "true"
    assert found["active"]
    assert "66570.12" in found["after"]
    assert found["gone"] == "#table-G.2"


@in_browser
def test_a_phone_scrolls_down_alone_and_its_panel_stands_at_the_foot(tmp_path: Path) -> None:
    steps = """
      const root = d.documentElement; out.over = [root.scrollWidth - root.clientWidth];
      out.nav = w.getComputedStyle($("nav")).visibility;
      $("#menu").click(); await wait(400); out.shown = w.getComputedStyle($("nav")).visibility;
      $("#contents a").click(); await wait(400); out.again = w.getComputedStyle($("nav")).visibility;
      $('#text td [data-fact]').click(); await wait(500);
      const box = $("#panel").getBoundingClientRect(), at = $(".current").getBoundingClientRect();
      out.panel = [box.left, root.clientWidth - box.right, box.bottom]; out.seen = at.bottom < box.top && at.top > 50;
      out.over.push(root.scrollWidth - root.clientWidth);
    """
    found = Browser(tmp_path).run(steps, width=390)
    assert found["over"] == [0, 0]
    assert (found["nav"], found["shown"], found["again"]) == ("hidden", "visible", "hidden")
    assert found["panel"] == [0, 0, 844]
    assert found["seen"]
