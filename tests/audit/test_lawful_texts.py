"""Invented plans in which everything agrees, told zone by zone, project by project, year by year: nothing is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from shanshui.audit.auditing import audit

TEXTS = Path(__file__).parent / "texts"
OUTLINE = "AUDIT-OUTLINE"


def told(path: Path) -> list[str]:
    """Codes of what is found, but for notes on the kind of document and for chapters."""
    codes = (finding.code for finding in audit(path).findings)
    return [code for code in codes if not code.startswith(OUTLINE) and code != "AUDIT-NATURE"]


LAWFUL = ("lanshi", "dongwu", "yuanxi", "shapo", "chengxi", "baishi", "yunling", "wulan", "shimen")


@pytest.mark.parametrize("name", [f"lawful_{name}" for name in LAWFUL])
def test_a_lawful_plan_is_silent(name: str) -> None:
    assert told(TEXTS / f"{name}.txt") == []


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("lawful_lanshi", "石漠化面积63.2平方公里。主要任务", "石漠化面积83.2平方公里。主要任务", "AUDIT-PART"),
        ("lawful_lanshi", "规划总投资5.28亿元", "规划总投资5.82亿元", "AUDIT-SUM"),
        ("lawful_dongwu", "61580\t6840\t68420\t68420", "61850\t6840\t68420\t68420", "AUDIT-SUM-COLUMN"),
        ("lawful_shapo", "累计新增水土流失治理面积1250", "累计新增水土流失治理面积1520", "AUDIT-FACT"),
        ("lawful_shapo", "辖2镇3乡", "辖2镇4乡", "AUDIT-COUNT"),
        ("lawful_shapo", "占全县国土面积3264平方公里的37.99%", "占全县国土面积3264平方公里的39.79%", "AUDIT-SHARE"),
        ("lawful_yuanxi", "近期投资18.2亿元", "近期投资12.8亿元", "AUDIT-PHASES"),
        ("lawful_chengxi", "有林地38900公顷", "有林地389000公顷", "AUDIT-REGION-LIKELY"),
        ("lawful_chengxi", "修复历史遗留矿山20处", "修复历史遗留矿山26处", "AUDIT-TABLE-TEXT"),
        ("lawful_chengxi", "大塘乡、青山乡5个乡镇", "大塘乡、青山乡6个乡镇", "AUDIT-COUNT"),
        ("lawful_baishi", "总投资42680万元，其中申请", "总投资46280万元，其中申请", "AUDIT-SUM"),
        ("lawful_baishi", "占全县的25.0%", "占全县的35.0%", "AUDIT-SHARE"),
        ("lawful_yunling", "工期48个月", "工期36个月", "AUDIT-DATE-LENGTH"),
        ("lawful_yunling", "农田整治类5项", "农田整治类6项", "AUDIT-SUM"),
        ("lawful_yunling", "永宁县356个", "永宁县365个", "AUDIT-SUM"),
        ("lawful_wulan", "区2936平方公里，南部", "区2963平方公里，南部", "AUDIT-ZONING"),
        ("lawful_wulan", "固定沙地243.5万亩，露", "固定沙地234.5万亩，露", "AUDIT-SUM"),
        ("lawful_shimen", "划分为3条小流域", "划分为4条小流域", "AUDIT-COUNT-LIKELY"),
        ("lawful_shimen", "总工期28个月", "总工期38个月", "AUDIT-DATE-LENGTH"),
    ],
)
def test_its_broken_twin_is_not(tmp_path: Path, name: str, old: str, new: str, code: str) -> None:
    text = (TEXTS / f"{name}.txt").read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "plan.txt"
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert code in told(broken)
