"""Heights above the sea as texts tell them."""

from __future__ import annotations

import pytest

from shanshui.claims.heights import heights, reliefs


@pytest.mark.parametrize(
    "text",
    [
        "海拔210～1340米",
        "海拔介于210与1340米之间",
        "海拔由1340米逐渐降至210米",
        "海拔跨度210—1,340m",
        "海拔从210米到1340米",
        "最低点海拔210米，最高点为青峰，海拔1340米",
        "最高海拔1340米，最低海拔210米",
    ],
)
def test_the_ends_of_a_range_are_read_in_any_wording(text: str) -> None:
    assert [(str(found.low.value), str(found.high.value)) for found in reliefs(text)] == [("210", "1340")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("坝顶高程412米，正常蓄水位405米，井口高程398米，闸底板高程300米", []),
        ("采油井场位于海拔1234米的台地", ["1234"]),
        ("采坑底部海拔286米", ["286"]),
        ("最低点位于盆地底部，海拔-154米", []),
        ("甲村海拔812米和乙村海拔954.5米", ["812", "954.5"]),
    ],
)
def test_what_stands_on_the_ground_has_its_height_and_structures_have_their_own(text: str, values: list[str]) -> None:
    assert [str(height.value) for height in heights(text)] == values
