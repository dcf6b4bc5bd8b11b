"""The public (5.7, H.1.11.5)."""

from whole import cell, dropped, no_table, on_disk

BROKEN = {
    "OPINION-NONE": on_disk(no_table("opinions")),
    "OPINION-PHASE": on_disk(dropped("opinions", "O-02")),
    "OPINION-INCOMPLETE": on_disk(cell("opinions", "O-02", who="")),
    "OPINION-ANSWER": on_disk(cell("opinions", "O-02", answer="")),
    "OPINION-ADOPTION": on_disk(cell("opinions", "O-02", adopted="")),
    "OPINION-REASON": on_disk(cell("opinions", "O-03", reason="")),
    "OPINION-CHANNEL": on_disk(*(cell("opinions", code, channel="公示") for code in ("O-01", "O-02", "O-03"))),
    "OPINION-NOTICE": on_disk(cell("opinions", "O-03", channel="走访")),
    "OPINION-FEW": on_disk(*(cell("opinions", code, persons="3") for code in ("O-01", "O-02", "O-03"))),
    "OPINION-DATE": on_disk(cell("opinions", "O-03", date="2021-05-20")),
    "OPINION-ORDER": on_disk(cell("opinions", "O-01", date="2021-03-01")),
    "OPINION-SUBJECT": on_disk(cell("opinions", "O-02", subject="subproject:R-09")),
}
