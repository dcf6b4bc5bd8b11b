"""Nothing of the auditor is left out: each code is named by a test, each file of checks in the documentation."""

import pkgutil
from pathlib import Path

from shanshui.audit import checks
from shanshui.standard.rules import load_rules

_ROOT = Path(__file__).parents[2]


def test_every_code_is_named_by_a_test() -> None:
    named = "".join(path.read_text(encoding="utf-8") for path in (_ROOT / "tests").rglob("test_*.py"))
    assert [code for code in load_rules() if code.startswith("AUDIT-") and f'"{code}"' not in named] == []


def test_every_file_of_checks_is_in_the_documentation() -> None:
    told = (_ROOT / "docs" / "audit.md").read_text(encoding="utf-8")
    files = [module.name for family in checks.FAMILIES for module in pkgutil.iter_modules(family.__path__)]
    assert [name for name in files if f"`{name}`" not in told] == []
    assert len(files) == sum(len(family.TOPICS) for family in checks.FAMILIES)
