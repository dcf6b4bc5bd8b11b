"""What must be signed (5.6)."""

from whole import added, cell, dropped, no_table, on_disk

_SIGNED = {"statement": "已核实", "by": "测试规划院 张三", "date": "2021-03-10"}

BROKEN = {
    # what makes up for arable land is named there as well
    "ATTEST-NONE": on_disk(no_table("attestations"), also={"LAND-DOCUMENT"}),
    "ATTEST-MISSING": on_disk(dropped("attestations", "5.4.3.1")),
    "ATTEST-CLAUSE": on_disk(added("attestations", clause="5.9.9", **_SIGNED)),
    "ATTEST-TWICE": on_disk(added("attestations", clause="5.4.1.1b", **_SIGNED)),
    "ATTEST-DATE": on_disk(cell("attestations", "5.4.3.1", date="2021-04-10")),
    "ATTACHMENT-ABSENT": on_disk(cell("attestations", "H.2.2.2", file="附件/立项批复.pdf")),
}
