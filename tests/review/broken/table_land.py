"""Land in tables F.1 and F.2."""

from decimal import Decimal

from whole import cell, computed, fact, on_disk, table_cell

UNIT = "F.1@unit:R"

BROKEN = {
    "F1-BALANCE": computed(fact("unit:R.area", 5_000_000)),
    "F1-CHANGE": computed(
        table_cell(UNIT, 0, "accept_area", Decimal("221.93")), table_cell(UNIT, 1, "accept_area", Decimal("173.94"))
    ),
    "F1-ROLLUP": computed(
        table_cell(UNIT, 0, "accept_area", Decimal("221.93")),
        table_cell(UNIT, 0, "change_area", Decimal("6.00")),
        table_cell(UNIT, 1, "accept_area", Decimal("173.94")),
        table_cell(UNIT, 1, "change_area", Decimal("-6.00")),
    ),
    "F1-NEGATIVE": on_disk(cell("landuse_changes", "R-01", area="42.5")),
    "F1-BASE": computed(fact("scope.landuse.total.area@base", None)),
    "F1-CLASS": on_disk(cell("landuse_changes", "R-01", after="0103")),
    # more land than there is cannot have been of one class before, nor has the plan so much
    "F1-EXTENT": on_disk(cell("landuse_changes", "R-01", area="50"), also={"F1-NEGATIVE", "ZONE-DOCUMENT"}),
    "F2-SUM": computed(*(table_cell("F.2", row, "unpermitted_total", Decimal("0.10")) for row in range(3))),
    "F2-BALANCE": on_disk(cell("occupations", "R-01", arable_added="0.1")),
    "F2-EXTENT": on_disk(cell("occupations", "R-01", land_area="0.1")),
    "F2-PERMIT": on_disk(cell("occupations", "R-01", unpermitted_arable="0.1")),
}
