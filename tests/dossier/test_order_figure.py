"""The order of works as a figure."""

from pathlib import Path

import pytest
from PIL import Image

from shanshui.dossier.figures.order import draw_order, order_of, reduced
from shanshui.dossier.maps.styles import load_styles
from shanshui.ledger import Facts
from shanshui.ledger.fact import Fact
from shanshui.standard import load
from staged import run


def test_what_follows_is_not_drawn() -> None:
    chain = {"a": set(), "b": {"a"}, "c": {"a", "b"}, "d": {"a", "c"}}
    assert reduced(chain) == [("a", "b"), ("b", "c"), ("c", "d")]


def test_bars_by_unit_with_care_and_money(small_county: Path, tmp_path: Path) -> None:
    plan, styles = run(small_county).plan, load_styles()
    facts = [
        Fact("subproject:R-01.order.before", "L-01、gone"), Fact("subproject:L-01.order.before", "L-02"),
        Fact("subproject:R-01.order.before.entered", "L-01"),
    ]  # fmt: skip
    made = order_of(plan, Facts(facts), load(), styles)
    assert made is not None
    assert [(name, [bar.code for bar in bars]) for name, bars in made.groups] == [
        ("上游水土流失保护修复单元", ["L-01", "L-02"]),
        ("下游农田质量保护修复单元", ["R-01"]),
    ]
    first = made.groups[0][1][0]
    assert (first.label, first.start, first.end, first.care, first.shares) == (
        "1  水土流失综合治理项目",
        2021,
        2022,
        2025,
        (),
    )
    assert made.arrows == (("L-02", "L-01"), ("L-01", "R-01"))
    assert made.years == (2021, 2026)
    assert not made.synthetic
    draw_order(made, styles, tmp_path / "order.png")
    with Image.open(tmp_path / "order.png") as picture:
        assert picture.width == pytest.approx(7.2 * 220, abs=2)
        assert len(picture.convert("RGB").getcolors(maxcolors=1_000_000) or ()) > 50


def test_a_plan_without_subprojects_has_no_figure(small_county: Path) -> None:
    plan = run(small_county).plan
    none = type(plan)(plan.project)
    assert order_of(none, Facts(), load(), load_styles()) is None
