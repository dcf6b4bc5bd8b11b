"""Maps (A.2, H.2.2)."""

from pathlib import Path

from whole import Edit, catalog, on_disk, project


def _chapter(key: str, text: str) -> Edit:
    """A chapter of the planner's own."""

    def edit(root: Path) -> None:
        (root / "chapters").mkdir(exist_ok=True)
        (root / "chapters" / f"{key}.md").write_text(text, encoding="utf-8", newline="\n")

    return edit


BROKEN = {
    "MAP-SEASON": on_disk(catalog("imagery", date="2020-12-20")),
    "MAP-NUMBER": on_disk(project("map_review_number", "已审")),
    "MAP-COARSE": on_disk(project("map_dpi", 100)),
    "MAP-UNMENTIONED": on_disk(_chapter("units.division", "mode: replace\n单元按小流域划分。\n")),
}
