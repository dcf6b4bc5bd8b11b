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


@pytest.mark.parametrize("name", ["lawful_lanshi", "lawful_dongwu", "lawful_yuanxi", "lawful_shapo"])
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
    ],
)
def test_its_broken_twin_is_not(tmp_path: Path, name: str, old: str, new: str, code: str) -> None:
    text = (TEXTS / f"{name}.txt").read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "plan.txt"
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert code in told(broken)
