"""Amounts told for each one of something, by their words or by their unit."""

import pytest

from shanshui.audit.each import each_of
from shanshui.claims.model import Span
from shanshui.claims.quantities import quantities


@pytest.mark.parametrize(
    ("text", "above", "below"),
    [
        ("亩均投资2000元", "yuan", "m2"),
        ("每口投资1.2万元", "yuan", "口"),
        ("平均每个图斑3公顷", "m2", "图斑"),
        ("每人每年补助1200元", "yuan", "person"),
        ("单价2.5万元/km", "yuan", "m"),
        ("密度1665株/公顷", "株", "m2"),
        ("人口密度100人/平方公里", "person", "m2"),
        ("日处理污水500立方米", "m3", "a"),
        ("平均宽度20米", "m2", "m"),
        ("覆土厚度0.3米", "m3", "m2"),
    ],
)
def test_what_there_is_for_each(text: str, above: str, below: str) -> None:
    own = quantities(text)
    found = each_of(text, own[-1], own, Span(0, len(text)))
    assert found is not None
    assert (found.above, found.below) == (above, below)


@pytest.mark.parametrize(
    "text", ["总投资2000元", "侵蚀模数500t/(km²·a)", "均衡施肥300亩", "每亩不低于3000元以上补助5%", "林木高度12米"]
)
def test_what_is_told_of_all(text: str) -> None:
    own = quantities(text)
    assert each_of(text, own[-1], own, Span(0, len(text))) is None


def test_compound_units_of_one_kind_compare() -> None:
    first, second = quantities("1665株/公顷（111株/亩）")
    assert first.dimension == second.dimension == "株/m2"
    assert first.value == pytest.approx(second.value)
