"""From plan, facts and standard to sheets; nothing is drawn."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dossier import map_case as case
from shanshui.dossier.maps.compose import Atlas, compose, series, trimmed
from shanshui.dossier.maps.sheet import Entry, Group, HeldLayer
from shanshui.dossier.maps.sheets import load_sheets
from shanshui.dossier.maps.styles import load_styles
from shanshui.dossier.maps.themes import THEMES
from shanshui.dossier.maps.themes.cover import ecosystem_colours
from shanshui.ledger import Fact, Quote
from shanshui.standard import load


def atlas(**changed: Any) -> Atlas:
    given: dict[str, Any] = {
        "plan": case.plan(), "facts": case.facts(), "standard": load(), "styles": load_styles(), "book": load_sheets(),
        "held": case.held(), "zone": 36,
    }  # fmt: skip
    return Atlas(**{**given, **changed})


def texts(quotes: tuple[Quote, ...]) -> dict[str, str]:
    return {q.fact: q.text for q in quotes}


def test_every_entry_of_the_data_resolves() -> None:
    book, styles, standard = load_sheets(), load_styles(), load()
    for key, entry in book.maps.items():
        assert standard.map(key)
        assert {b.theme for b in entry.bases} <= set(THEMES)
        assert {*entry.overlays, *(name for b in entry.bases for name in b.overlays)} <= set(book.overlays)
    for overlay in book.overlays.values():
        assert overlay.symbol in styles.symbols
        assert overlay.text in styles.text
        assert standard.role(overlay.role) is not None or f"map.{overlay.role}" in standard.labels
        signs = [f".{value}" for value in overlay.symbols] or ["" if not overlay.colours else None]
        assert all(standard.label(f"map.sign.{overlay.role}{sign}") for sign in signs if sign is not None)
        assert set(overlay.symbols.values()) <= set(styles.symbols)


def test_land_use_quotes_its_classes() -> None:
    sheet = compose(atlas(), "landuse").sheet
    assert sheet is not None
    assert texts(sheet.quotes()) == {"scope.landuse.01.area@2020": "8.00", "scope.landuse.03.area@2020": "16.00"}
    assert [e.label for e in sheet.legend[0].entries] == ["01 耕地", "03 林地"]
    assert sheet.heading == ("测试省测试县长江重点生态区小河流域保护和修复工程", "工程范围2020年土地利用现状图")
    assert sheet.title == "".join(sheet.heading)
    assert sheet.base.shade == "dem"
    assert (sheet.synthetic, sheet.substitute) == ("", "")


def test_land_cover_stands_in_for_land_use_and_says_so() -> None:
    composed = compose(atlas(held=case.held("landuse")), "landuse")
    assert composed.sheet is not None
    assert composed.sheet.base.kind == "cells"
    assert "土地覆被" in composed.sheet.substitute
    assert set(texts(composed.sheet.quotes())) == {
        "scope.indicator.013.forest.area@2020", "scope.indicator.013.cropland.area@2020",
    }  # fmt: skip
    (finding,) = composed.findings
    assert (finding.code, finding.subject) == ("MAP-SUBSTITUTE", "map:landuse")


def test_a_map_without_any_base_is_a_finding() -> None:
    composed = compose(atlas(held=case.held("landuse", "landcover")), "landuse")
    assert composed.sheet is None
    assert [f.code for f in composed.findings] == ["MAP-MISSING"]


def test_slope_has_five_classes() -> None:
    sheet = compose(atlas(), "slope").sheet
    assert sheet is not None
    assert [e.label for e in sheet.legend[0].entries] == ["≤2°", "2°–6°", "6°–15°", "15°–25°", ">25°"]
    assert [q.text for q in sheet.quotes()] == ["1.00", "2.00", "3.00", "4.00", "5.00"]
    assert len(sheet.base.colours) == len(sheet.base.limits) + 1
    assert sheet.year is None


def test_layout_quotes_scope_units_and_subprojects() -> None:
    sheet = compose(atlas(), "layout").sheet
    assert sheet is not None
    printed = texts(sheet.quotes())
    assert printed["unit:R.area"] == "12.00"
    assert printed["subproject:L-01.area"] == "100.00"
    assert printed["subproject:R-02.area"] == "—"
    colours = {key: symbol.color for o in sheet.overlays if o.role == "subprojects" for key, symbol in o.symbols}
    assert colours["L-01"] != colours["R-01"] == colours["R-02"]


def test_synthetic_layers_and_facts_mark_the_sheet() -> None:
    for changed in ({"held": case.held(synthetic=True)}, {"facts": case.facts(synthetic=True)}):
        sheet = compose(atlas(**changed), "slope").sheet
        assert sheet is not None
        assert sheet.synthetic == "示例数据"


def test_a_classified_layer_is_drawn_only_with_a_review_number() -> None:
    held = case.held(secret=("ecological_redline",))
    composed = compose(atlas(held=held), "layout")
    assert composed.sheet is not None
    assert "ecological_redline" not in {o.role for o in composed.sheet.overlays}
    assert "REVIEW-NUMBER" in {f.code for f in composed.findings}
    reviewed = compose(atlas(held=held, plan=case.plan(map_review_number="GS(2021)1号")), "layout")
    assert reviewed.sheet is not None
    assert "ecological_redline" in {o.role for o in reviewed.sheet.overlays}
    assert "REVIEW-NUMBER" not in {f.code for f in reviewed.findings}


def test_notes_name_sources_crs_and_makers() -> None:
    sheet = compose(atlas(), "slope").sheet
    assert sheet is not None
    words = " ".join(label + text for label, text in sheet.notes)
    for wanted in (
        "高程",
        "测试院",
        "CGCS2000",
        "36",
        "108",
        "1985国家高程基准",
        "测试编制组",
        "2021年3月15日",
        "审图号：—",
    ):
        assert wanted in words


def test_every_number_on_the_face_is_a_quote_of_a_fact() -> None:
    sheets = [sheet for made in series(atlas()).values() if (sheet := made.sheet) is not None]
    assert len(sheets) > 12
    for sheet in sheets:
        assert all(q.fact in case.facts() or q.value is None for q in sheet.quotes())


def test_classes_of_a_field_have_names_and_areas() -> None:
    sheet = compose(atlas(), "erosion").sheet
    assert sheet is not None
    assert (sheet.base.kind, sheet.base.role) == ("cells", "field:erosion_class")
    assert [e.label for e in sheet.legend[0].entries] == ["微度", "轻度", "中度", "强烈", "极强烈", "剧烈"]
    assert sheet.quotes()[1].fact == "scope.erosion.class2.area@2020"
    assert dict(sheet.base.colours)["6"] == load_styles().palettes["erosion"][5]


def test_an_optional_map_without_its_base_is_just_not_drawn() -> None:
    composed = compose(atlas(held=case.held("field:fvc")), "vegetation_cover")
    assert (composed.sheet, composed.findings) == (None, ())


def test_a_legend_that_is_too_long_says_what_it_leaves_out() -> None:
    entry = Entry(None, "a", (Quote("scope.area", None),))
    groups = trimmed((Group("x", (entry,) * 3), Group("y", (entry,) * 9)), 10, "+{n}")
    assert [len(g.entries) for g in groups] == [3, 5]
    assert groups[1].entries[-1].label == "+5"
    assert trimmed((Group("x", (entry,)),), 8, "+{n}") == (Group("x", (entry,)),)
    first = trimmed((Group("x", (entry,) * 90), Group("signs", (entry,) * 7)), 30, "+{n}")
    assert [len(g.entries) for g in first] == [21, 7]
    assert first[0].entries[-1].label == "+70"


def test_a_legend_of_many_short_groups_loses_the_last_ones() -> None:
    entry = Entry(None, "a")
    groups = (Group("units", (entry,) * 31), *(Group(str(n), (entry,) * 2) for n in range(30)))
    kept = trimmed(groups, 55, "+{n}")
    assert sum(1 + len(g.entries) for g in kept) <= 55
    assert [g.title for g in kept] == ["units", *map(str, range(7))]
    assert kept[-1].entries[-1].label == "+46"


@pytest.mark.parametrize(
    ("key", "field", "stem", "highest"),
    [
        ("soil_sensitivity", "field:sensitivity_soil_erosion", "scope.sensitivity_soil_erosion", "极敏感"),
        ("importance", "field:ecological_importance", "scope.ecological_importance", "极重要"),
    ],
)
def test_levels_of_the_ground_are_sheets_with_the_areas_of_facts(key: str, field: str, stem: str, highest: str) -> None:
    held = {**case.held(), field: HeldLayer(field, "x")}
    levels = [Fact(f"{stem}.level{n}.area@2020", Decimal(n * 2_000_000), "m2") for n in (1, 2, 3)]
    sheet = compose(atlas(held=held, facts=case.facts().with_more(levels)), key).sheet
    assert sheet is not None
    assert [q.text for q in sheet.quotes()] == ["2.00", "4.00", "6.00"]
    assert [e.label for e in sheet.legend[0].entries][::3] == [highest, "未参与评价"]
    whole = [*levels[:2], replace(levels[2], value=Decimal(18_000_000))]
    covered = compose(atlas(held=held, facts=case.facts().with_more(whole)), key).sheet
    assert covered is not None
    assert len(covered.legend[0].entries) == 3


def test_a_map_of_kinds_is_drawn_only_where_kinds_are_known() -> None:
    held = {**case.held(), "soil": HeldLayer("soil", "土壤")}
    assert compose(atlas(held=held), "soil").sheet is None
    kinds = [
        Fact("layer:soil.kind1.code", "11", "1"), Fact("layer:soil.kind1.name", "黄壤", "1"),
        Fact("layer:soil.kind1.area", Decimal(1_000_000), "m2"),
    ]  # fmt: skip
    sheet = compose(atlas(held=held, facts=case.facts().with_more(kinds)), "soil").sheet
    assert sheet is not None
    assert [e.label for e in sheet.legend[0].entries] == ["黄壤"]


@pytest.mark.parametrize(("classes", "code"), [("hj1166", "11"), ("clcd", "2"), ("worldcover", "10"), ("", "11")])
def test_land_covers_of_any_classification_get_the_colours_of_ecosystems(classes: str, code: str) -> None:
    assert dict(ecosystem_colours(load(), classes))[code] == load().classes["hj1166"].classes["1"].color


def test_composing_changes_nothing(tmp_path: Path) -> None:
    one = atlas()
    assert compose(one, "layout") == compose(replace(one), "layout")
