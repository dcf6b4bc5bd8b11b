"""Every clause that a docstring cites is one of the code's; tests of the data see to the records."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import countygen
import shanshui
from shanshui.standard import clause_exists, load

NUMBER = r"\d+(?:\.\d+)*"
CITED = re.compile(
    rf"(?:TD/T 1068 |[Cc]lauses? )((?:[A-H]\.)?{NUMBER}(?:-\d{{3}})?(?: [a-z]\b(?![ -]\w))?)"
    rf"|\b((?:5|H)\.\d+\.\d+(?:\.\d+)*(?: [a-z](?=[);,.:]))?)"
    rf"|\b(A\.\d+(?:\.\d+)*|B\.2-\d{{3}})\b"
)


OTHER = re.compile(r"\b(?:HJ|GB|SL)(?:/T)? \d+(?:-\d{4})?[^;:()\n]*")
"""What a docstring cites of another standard, up to the next mark."""


def docstrings() -> Iterator[tuple[str, str]]:
    for package in (shanshui, countygen):
        for path in sorted(Path(package.__file__).parent.rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and (text := ast.get_docstring(node)):
                    yield f"{path.name}:{getattr(node, 'name', '')}", text


def test_docstrings_cite_clauses_that_exist() -> None:
    clauses = load().clauses
    cited = {
        (next(filter(None, m.groups())), where)
        for where, text in docstrings()
        for m in CITED.finditer(OTHER.sub("", text))
    }
    assert len({number for number, _ in cited}) > 20
    assert sorted(pair for pair in cited if not clause_exists(pair[0], clauses)) == []
