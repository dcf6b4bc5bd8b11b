"""The guide to chapters: its examples render, and it names every function."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from dossier import report_case as rc
from shanshui.dossier.narrative.chapters import read_own, render_own
from shanshui.dossier.narrative.model import Equation, FigureBlock, Heading, Paragraph, TableBlock
from shanshui.dossier.narrative.names import Names
from shanshui.dossier.narrative.sandbox import FILTERS, Limits
from shanshui.dossier.narrative.views import Views
from shanshui.ledger import Facts
from shanshui.standard import load_rules

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "chapters.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```markdown\n(.*?)```", GUIDE, re.DOTALL)
KINDS = (Heading, TableBlock, FigureBlock, Equation, Paragraph)
KEY = "importance.need"


@pytest.mark.parametrize(("example", "kind"), list(zip(EXAMPLES, KINDS, strict=True)), ids=[k.__name__ for k in KINDS])
def test_each_example_renders_without_a_finding(example: str, kind: type, tmp_path: Path) -> None:
    folder = tmp_path / "chapters"
    (folder / "pictures").mkdir(parents=True)
    Image.new("RGB", (40, 30), "green").save(folder / "pictures" / "site.png")
    (folder / f"{KEY}.md").write_text(example, encoding="utf-8")
    (chapter,), findings = read_own(folder, frozenset({KEY}), rc.STANDARD)
    material = rc.material(tmp_path, Facts([*rc.facts().values()]))
    blocks, told = render_own(chapter, material, Views(material.plan, material.facts, rc.STANDARD))
    assert [(f.code, f.subject) for f in (*findings, *told)] == []
    assert any(isinstance(block, kind) for block in blocks)


def test_the_guide_names_every_function_filter_finding_and_limit(tmp_path: Path) -> None:
    material = rc.material(tmp_path)
    names = Names(material, Views(material.plan, material.facts, rc.STANDARD)).all()
    functions = {name for name, value in names.items() if callable(value)}
    assert {name for name in functions if f"`{name}(" not in GUIDE} == set()
    assert {name for name in FILTERS - {"d"} if not re.search(rf"\b{name}\b", GUIDE)} == set()
    assert {code for code in load_rules() if code.startswith("NARRATIVE-") and code not in GUIDE} == set()
    assert f"{Limits().steps:,}" in GUIDE
    assert f"{Limits().letters:,} letters" in GUIDE
