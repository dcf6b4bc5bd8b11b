from __future__ import annotations

import pytest

from shanshui.documents.captions import caption, is_note, unit_line


@pytest.mark.parametrize(
    ("line", "names", "number", "title", "continued"),
    [
        ("表2-1青岭县指标体系表", "table", "2-1", "青岭县指标体系表", False),
        ("表 B. 3　诊断评价表", "table", "B.3", "诊断评价表", False),
        ("续表5-2 重点项目", "table", "5-2", "重点项目", True),
        ("表5-2 重点项目（续）", "table", "5-2", "重点项目（续）", True),
        ("续表附1-2 目录", "table", "1-2", "目录", True),
        ("附表1 项目库", "table", "1", "项目库", False),
        ("表C 基本信息", "table", "C", "基本信息", False),
        ("表三 中央资金安排", "table", "三", "中央资金安排", False),
        ("图1-3 水系图", "figure", "1-3", "水系图", False),
        ("专栏4.1 矿山修复", "box", "4.1", "矿山修复", False),
        ("专栏：湿地保护", "box", "", "湿地保护", False),
    ],
)
def test_captions_are_read(line: str, names: str, number: str, title: str, continued: bool) -> None:
    found = caption(line)
    assert found is not None
    assert (found.names, found.number, found.title, found.continued) == (names, number, title, continued)


@pytest.mark.parametrize(
    "line",
    [
        "表2-1为各乡镇面积",
        "表2-1中的面积",
        "表1、表2",
        "表3所示的数值",
        "图2-1。",
        "表明了态度",
        "图像清晰",
        "表1和表2",
        "表示",
        "专栏",
        "表2-1给出了全部结果",
        "表4 显示面积增加，",
    ],
)
def test_sentences_are_no_captions(line: str) -> None:
    assert caption(line) is None


def test_units_above_tables() -> None:
    assert unit_line("单位：公顷") == "公顷"
    assert unit_line("（单位：万元、%）") == "万元、%"
    assert unit_line("计量单位：hm²") == "hm²"
    assert unit_line("表3 投资表    单 位：万元") == "万元"
    assert unit_line("建设单位：青岭县林业局，负责实施；") is None
    assert unit_line("各单位要加强领导") is None


def test_remarks_below_tables() -> None:
    assert all(is_note(line) for line in ("注：累计数", "注1：口径", "备注: 无", "资料来源：统计年鉴", "注 2 估算"))
    assert not any(is_note(line) for line in ("注重保护", "注意事项", "来源于财政", "说明情况"))
