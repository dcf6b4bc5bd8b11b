"""Past projects on the ground of sub-projects (H.1.3.5)."""

from whole import Edit, added, cell, on_disk, shapes
from whole.layers import at


def past(year: int, funding: str = "县级") -> Edit:
    """The past project moved onto R-02."""
    return shapes("past_projects", [at(2150, 1500, 2450, 1800)], name=["小河防洪工程"], year=[year], funding=[funding])


BROKEN = {
    "PAST-CENTRAL": on_disk(past(2020), cell("earlier_works", "小河防洪工程", central="100")),
    "PAST-OVERLAP": on_disk(past(2019)),
    "PAST-RUNNING": on_disk(past(2017), cell("earlier_works", "小河防洪工程", state="正在实施")),
    "PAST-UNLISTED": on_disk(
        shapes(
            "past_projects",
            [at(2350, 1500, 2450, 1800), at(2400, 100, 2500, 200)],
            name=["小河防洪工程", "小河护岸工程"],
            year=[2012, 2010],
            funding=["县级", "县级"],
        )
    ),
    "PAST-UNMAPPED": on_disk(
        added(
            "earlier_works",
            name="小河造林工程",
            kind="生态保护修复工程",
            state="已实施",
            area="小河上游",
            start="2014",
            end="2016",
            investment="80",
            central="0",
            extent="10",
            result="林地增加",
            experience="补植不足",
            source="测试县林业局竣工资料",
        )
    ),
}
