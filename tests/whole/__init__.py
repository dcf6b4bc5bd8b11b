"""The whole county: a correct project folder with every table, every layer and nothing to object to.

``write(root)`` puts it on disk; tests break one thing of a copy and let the real ``check`` judge it. A rule's broken
county is an edit of the folder (``on_disk``) or, where no input can bring it about, of what the stages computed
(``computed``)::

    BROKEN = {
        "FUND-LIABLE": on_disk(cell("subprojects", "L-01", liable_party="某矿业公司")),
        "UNIT-OVERLAP": on_disk(shapes("units", [LEFT.buffer(50), RIGHT], code=["L", "R"]), also={"UNIT-OUTSIDE"}),
        "C-SUM-SOURCES": computed(table_cell("C", "head", "total", wan(1))),
    }

stand in ``tests/review/broken/<topic>.py``, one file for each topic of ``review/rules``, and are all tried by
``tests/review/test_broken.py``: the whole county has no finding at all, and the broken one exactly those of the rule
(and of the codes in ``also``, for faults that cannot be had alone; say why in a comment).

An edit never writes into a file of ``layers/``, which a copied county shares with the whole one, but puts another in
its place, as ``shapes`` does.

A rule that wants more of a good plan than the whole county has is served by adding to ``tests/whole/county_files``.
"""

from whole.edits import (
    Broken,
    Edit,
    Tamper,
    added,
    catalog,
    cell,
    computed,
    dropped,
    fact,
    no_layer,
    no_table,
    on_disk,
    project,
    rows,
    shapes,
    table_cell,
)
from whole.folder import copied, plan, write
from whole.judged import case_of, codes_in, codes_of

__all__ = [
    "Broken",
    "Edit",
    "Tamper",
    "added",
    "case_of",
    "catalog",
    "cell",
    "codes_in",
    "codes_of",
    "computed",
    "copied",
    "dropped",
    "fact",
    "no_layer",
    "no_table",
    "on_disk",
    "plan",
    "project",
    "rows",
    "shapes",
    "table_cell",
    "write",
]
