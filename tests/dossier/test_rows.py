"""Rows of a table, which are written as text, say what their cells do."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from shanshui.dossier.narrative.model import GridCell, GridRow, Quoted, Words
from shanshui.dossier.report.rows import Cells, Lines
from shanshui.dossier.report.xml import Element, Numbers, filled, parsed, text_run, w
from shanshui.ledger import Quote

READABLE = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff") | st.just("\r"))


def cell(text: str, across: int = 1, down: int = 1) -> GridCell:
    return GridCell((Words(text),), across=across, down=down)


def table(rows: tuple[GridRow, ...], names: dict[int, str], measured: bool = True) -> Element:
    cells = Cells(9.0, (1000,) * len(rows[0]), Numbers(), measured)
    return filled("tbl", cells.written(Lines(rows, frozenset(), names=names)))


def words(element: Element) -> str:
    return "".join(t.text or "" for t in element.iter(w("t")))


@given(READABLE)
def test_any_words_come_back_as_they_are(text: str) -> None:
    assert words(text_run(text)) == text


def test_a_quotation_bears_its_fact_whatever_its_id() -> None:
    quoted = Quoted(Quote('unit:A&"<b>.area', Decimal("1.5"), "km2", 2))
    (row,) = table(((GridCell((quoted,)),),), {}).iter(w("tr"))
    assert [tag.get(w("val")) for tag in row.iter(w("tag"))] == ['unit:A&"<b>.area']
    assert words(row) == "1.50"


def test_a_line_is_named_in_a_cell_of_its_own_also_right_of_a_merged_one() -> None:
    """A cell from above covers two columns, so that columns and cells of the line count differently."""
    rows: tuple[GridRow, ...] = ((cell("merged", across=2, down=2), None, cell("a")), (None, None, cell("own")))
    made = table(rows, {0: "first", 1: "second"})
    named = {mark.get(w("name")): words(mark.getparent()) for mark in made.iter(w("bookmarkStart"))}
    assert named == {"first": "a", "second": "own"}


def test_the_name_stands_before_the_words_or_behind_them() -> None:
    for measured in (True, False):
        (line,) = table(((cell("words"),),), {0: "name"}, measured).iter(w("p"))
        kinds = [child.tag for child in line if child.tag in (w("r"), w("bookmarkEnd"))]
        assert kinds == ([w("bookmarkEnd"), w("r")] if measured else [w("r"), w("bookmarkEnd")])


def test_ids_of_controls_and_bookmarks_ascend_in_reading_order() -> None:
    fact = GridCell((Quoted(Quote("scope.area", Decimal(1))),))
    made = table(tuple((fact, fact) for _ in range(3)), {n: f"l{n}" for n in range(3)})
    for name, holder in (("id", "sdtPr"), ("bookmarkStart", "p")):
        elements = [e for e in made.iter(w(name)) if e.getparent().tag == w(holder)]
        ids = [int(e.get(w("val")) or e.get(w("id"))) for e in elements]
        assert ids
        assert all(b == a + 1 for a, b in pairwise(ids))


def test_several_elements_may_be_written_in_one_text() -> None:
    assert [e.tag for e in parsed("<w:r/><w:p/>")] == [w("r"), w("p")]
