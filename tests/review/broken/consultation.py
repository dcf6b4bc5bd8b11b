"""Consultation (5.6)."""

from whole import cell, dropped, no_table, on_disk

BROKEN = {
    "CONSULT-NONE": on_disk(no_table("consultations")),
    "CONSULT-MISSING": on_disk(dropped("consultations", "水利部门")),
    "CONSULT-EXPERT": on_disk(dropped("consultations", "专家")),
    "CONSULT-INCOMPLETE": on_disk(cell("consultations", "水利部门", date="")),
    "CONSULT-ANSWER": on_disk(cell("consultations", "水利部门", answer="")),
    "CONSULT-ADOPTION": on_disk(cell("consultations", "水利部门", adopted="")),
    "CONSULT-REASON": on_disk(cell("consultations", "城乡建设部门", reason="")),
    "CONSULT-DATE": on_disk(cell("consultations", "水利部门", date="2021-04-06")),
    "CONSULT-ALIKE": on_disk(*(cell("consultations", row, answer="已按意见修改") for row in range(1, 10))),
}
