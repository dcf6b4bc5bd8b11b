"""Private money and what it comes back from (5.4.5.2, 5.4.5.3 a)."""

from whole import cell, on_disk

BROKEN = {
    "PRIVATE-SUM": on_disk(cell("private_finance", "F-01", amount="7")),
    "PRIVATE-METHOD": on_disk(cell("private_finance", "F-01", method="专项补助")),
    "PRIVATE-RETURN": on_disk(cell("private_finance", "F-01", mechanism="可行性缺口补助")),
    "PRIVATE-RETURN-NONE": on_disk(cell("private_finance", "F-01", mechanism="")),
    "PRIVATE-TERM": on_disk(
        cell("subprojects", "L-01", land_rights="集体林地，权属不变，经营期 9 年"),  # and F-01 takes 10 years
    ),
    "PRIVATE-RATE-NONE": on_disk(cell("private_finance", "F-01", method="金融机构贷款", rate="")),
    "PRIVATE-RATE": on_disk(cell("private_finance", "F-01", rate="0.06")),
}
