"""Running text (H.3.2)."""

from pathlib import Path

from whole import Edit, cell, on_disk, project


def _chapter(text: str) -> Edit:
    def edit(root: Path) -> None:
        (root / "chapters").mkdir()
        (root / "chapters" / "importance.need.md").write_text(text, encoding="utf-8")

    return edit


BROKEN = {
    "CHAPTER-NUMBER": on_disk(_chapter("封育坡面 40 公顷，总投资 260 万元，于 2022 年完成。\n")),
    "TEXT-QUANTITY": on_disk(cell("subprojects", "L-01", content="封育治理 45 hm²，设置围栏与标牌")),
    "TEXT-YEAR": on_disk(project("overall_target", "到 2032 年，小河流域水土流失得到控制")),
    "TEXT-NAME": on_disk(project("status_summary", "小河上游水土流矢治理保护修复单元以林地为主")),
    "TEXT-PLACEHOLDER": on_disk(cell("risks", "RK2", response="采用乡土树种，补植比例待定")),
    "TEXT-LONG": on_disk(cell("units", "L", goal="坡面侵蚀减少，林地质量提高。" * 30)),
    "TEXT-UNIT": on_disk(cell("subprojects", "R-01", content="平整田块 450 亩，配套灌排沟渠")),
}
