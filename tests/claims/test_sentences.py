"""Running text cut into sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claim_texts import document
from shanshui.claims.sentences import sentences
from shanshui.documents import Block, Document


def cut(text: str) -> list[str]:
    """The sentences of a text."""
    return [text[span.start : span.end] for span in sentences(document(text))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("甲。乙！丙？", ["甲。", "乙！", "丙？"]),
        ("甲（见下。另见）乙。丙。", ["甲（见下。另见）乙。", "丙。"]),
        ("甲\n乙\n", ["甲", "乙"]),
        ("甲（没有合上。乙。", ["甲（没有合上。", "乙。"]),
        ("", []),
    ],
)
def test_sentences(text: str, wanted: list[str]) -> None:
    assert cut(text) == wanted


def test_cells_with_numbers_alone_are_no_sentences() -> None:
    text = "12.5\n经果林0.9平方公里，水保林0.2平方公里，蓄水池9口。"
    blocks = (Block("cell", 0, 4), Block("cell", 5, len(text)))
    found = sentences(Document("t.txt", "txt", text, blocks))
    assert [text[span.start : span.end] for span in found] == [text[5:]]


@given(st.text(alphabet="甲乙。！？（）“”《》\n ，", max_size=60))
def test_nothing_but_blanks_is_lost(text: str) -> None:
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


@given(st.lists(st.sampled_from(["造林300公顷、", "治理河道12公里，", "水"]), max_size=40), st.integers(1, 60))
def test_what_has_no_end_is_cut_at_a_pause(pieces: list[str], times: int) -> None:
    text = "".join(pieces) * times
    pieces_cut = cut(text)
    assert "".join(pieces_cut) == text
    assert all(len(piece) <= 2_000 for piece in pieces_cut)
    assert all(piece[-1] in "、，" or len(piece) == 2_000 for piece in pieces_cut[:-1])
