"""Clauses may be cited in the ways people cite them."""

import pytest

from shanshui.standard import clause_exists, load, normal_number

CLAUSES = load().clauses


@pytest.mark.parametrize(
    "number",
    [
        "5.4.2.3", "H.1.7.1 b", "H.1.7.1 b)", "H. 1.7.1b", "表C", "C", "C 注e", "表C 注e", "B.2-013", "A.2.1 a", "G.1",
        "表G.4 注5", "表 G.4", "附录C", "TD/T 1068 B.2-013", "5.4.4.1 a–h", "5.4.1–5.4.3", "表C；表D", "C、D",
        "H.3.3.3 f", "B.2 note 4", "4.1.2；5.2.1.3",
    ],
)  # fmt: skip
def test_known_clauses(number: str) -> None:
    assert clause_exists(number, CLAUSES)


@pytest.mark.parametrize(
    "number", ["", "5.4.9", "H.4", "C 注z", "B.2-099", "表H", "5.4.2.3；9.9", "5.4.4.1 a–z", "表C 杂", "第一章"]
)
def test_unknown_clauses(number: str) -> None:
    assert not clause_exists(number, CLAUSES)


def test_keys_are_in_normal_form() -> None:
    assert [n for n in CLAUSES if normal_number(n) != n] == []
