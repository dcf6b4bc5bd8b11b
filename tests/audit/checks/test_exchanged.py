"""One number told twice, the second time with two digits exchanged; and numbers that are alike by chance."""

import pytest

from audit.checks.read_text import found_in
from shanshui.audit.checks.amounts import exchanged


@pytest.mark.parametrize(
    "text",
    [
        "全县国土总面积2518.36平方公里。\n在县域2581.36平方公里的范围内部署工程。",
        "多年平均降水量513毫米。\n受多年平均降水量531毫米的限制，造林成活率不高。",
        "流域内治理侵蚀沟48.72公里。\n近期治理侵蚀沟48.27公里，远期巩固。",
        "全县天然草原面积148.65万公顷。\n天然草原面积有146.85万公顷，六成以上退化。",
    ],
)
def test_it_is_told_with_both_sides(text: str) -> None:
    (finding,) = found_in(text, exchanged)
    assert finding.code == "AUDIT-EXCHANGED"
    assert len({quote.text for quote in finding.quotes}) == 2


@pytest.mark.parametrize(
    "text",
    [
        "全县国土总面积2518.36平方公里。\n在县域2518.36平方公里的范围内部署工程。",
        "甲乡耕地面积2518.36公顷、乙乡耕地面积2581.36公顷。",  # peers of one sentence
        "退化草原治理12000公顷。\n人工造林21000公顷。",  # few digits, other things
        "治理退化草原15000公顷。\n近期治理退化草原12000公顷。",  # round numbers
        "2020年森林覆盖率61.25%。\n2025年森林覆盖率61.52%。",  # different times
        "白石岭平均坡度17.5°。\n青石岭平均坡度15.7°。",  # differs from place to place
    ],
)
def test_what_is_alike_by_chance_is_not(text: str) -> None:
    assert found_in(text, exchanged) == ()
