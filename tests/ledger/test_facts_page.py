"""The page of facts, and the clauses and lineages of facts: held against what the stages really state."""

from __future__ import annotations

import importlib
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import staged
from shanshui import finance
from shanshui.ledger import Fact, Facts
from shanshui.standard import clause_exists, load

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "facts.md"
EXAMPLE = ROOT / "examples" / "jinping"
OTHER_STANDARD = re.compile(r"(GB|GB/T|HJ|SL|LY/T|TD/T) \d+(\.\d+)?(-\d{4})?( .*)?")


@dataclass(frozen=True)
class Line:
    """A row of the page."""

    subjects: frozenset[str]
    attributes: tuple[re.Pattern[str], ...]
    units: frozenset[str]

    def describes(self, fact: Fact) -> bool:
        name = fact.attribute + (f"@{fact.when}" if fact.when else "")
        return (
            fact.subject.partition(":")[0] in self.subjects
            and any(pattern.fullmatch(name) for pattern in self.attributes)
            and bool({fact.unit, "stated"} & self.units)
        )


def lines() -> Iterator[Line]:
    for text in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in text.strip("|").split("|")]
        if text.startswith("|") and "`" in cells[1]:
            names = re.findall(r"`([^`]+)`", cells[1])
            patterns = tuple(re.compile(re.sub(r"<\w+>", r"\\w+", re.escape(name))) for name in names)
            yield Line(frozenset(cells[0].split(", ")), patterns, frozenset(cells[2].split(", ")))


@pytest.fixture(params=["small county", "tables of Jinping"])
def facts(request: pytest.FixtureRequest, small_county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Facts:
    monkeypatch.setitem(staged.STAGES, "finance", finance.run)
    root = small_county
    if request.param != "small county":
        root = tmp_path / "jinping"
        shutil.copytree(EXAMPLE / "tables", root / "tables")
        shutil.copy(EXAMPLE / "project.yaml", root)
        (root / "catalog.yaml").write_text("schema: 1\nlayers: {}\n", encoding="utf-8")
    return staged.run(root, "survey", "assess", "layout", "finance").facts


def test_every_fact_stands_on_the_page(facts: Facts) -> None:
    page = tuple(lines())
    assert len(page) > 40
    assert [key for key, fact in facts.items() if not any(line.describes(fact) for line in page)] == []


def test_every_clause_of_a_fact_exists(facts: Facts) -> None:
    clauses = load().clauses
    cited = {part.strip() for fact in facts.values() for part in re.split(r"[；;]", fact.clause)}
    unknown = {c for c in cited if not clause_exists(c, clauses) and not OTHER_STANDARD.fullmatch(c)}
    assert unknown == set()


def test_every_fact_says_what_it_rests_on(facts: Facts) -> None:
    for key, fact in facts.items():
        assert fact.method, key
        assert fact.clause, key
        assert fact.value is not None or fact.reason, key
        assert fact.inputs or fact.source or fact.value is None, key


def test_every_method_is_a_function(facts: Facts) -> None:
    methods = {fact.method for fact in facts.values()} - {"entered"}
    assert [method for method in sorted(methods) if not _resolves(f"shanshui.{method}")] == []


def _resolves(name: str) -> bool:
    module, parts = name, []
    while module:
        try:
            found: object = importlib.import_module(module)
        except ModuleNotFoundError:
            module, _, last = module.rpartition(".")
            parts.insert(0, last)
            continue
        for part in parts:
            found = getattr(found, part, None)
        return callable(found)
    return False
