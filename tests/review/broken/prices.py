"""Unit prices (5.4.5.1 b)."""

from whole import Edit, added, cell, dropped, on_disk

BASE = {"measure": "bank", "price": "1000", "unit": "元/米", "price_year": "2020", "source": "测试省水利工程定额"}
PLAN = "测试县水土保持规划"


def measure(code: str, name: str) -> Edit:
    """One more measure of tending."""
    return added(
        "measures", code=code, name=name, category="抚育与封育", modes="自然恢复", unit="公顷", soil="各类土壤",
        season="全年", effect="坡面得到覆盖", source=PLAN,
    )  # fmt: skip


def price(code: str, amount: str) -> Edit:
    """Its price [元/公顷]."""
    return added(
        "prices", measure=code, region="测试县", price=amount, unit="元/公顷", price_year="2020", source=PLAN
    )  # fmt: skip


def work(code: str, name: str, amount: str) -> tuple[Edit, ...]:
    """A little of it, and a case to compare it with."""
    return (
        added("cases", name=f"邻县{name}工程", measure=code, year="2019", unit_price=amount, unit="元/公顷",
              place="邻县", similarity="土壤相近", source="邻县林业局竣工资料"),
        added("works", subproject="L-01", measure=code, mode="自然恢复", quantity="0.1", unit="公顷", year="2021",
              source=PLAN),
    )  # fmt: skip


def whole(code: str, name: str, amount: str) -> tuple[Edit, ...]:
    """Measure, price and work."""
    return measure(code, name), price(code, amount), *work(code, name, amount)


BROKEN = {
    "PRICE-SYNTHETIC": on_disk(
        cell("prices", "closure", synthetic="是"),
        also={"SYNTHETIC-INPUT"},  # it counts the made-up rows of all tables
    ),
    "PRICE-SOURCE": on_disk(cell("prices", "closure", source="")),
    "PRICE-OLD": on_disk(cell("prices", "closure", price_year="2010")),
    "PRICE-LATE": on_disk(cell("prices", "closure", price_year="2022")),
    "PRICE-INDEX": on_disk(cell("prices", "closure", price_year="2016")),
    "PRICE-BORROWED": on_disk(
        dropped("prices", "closure"),
        cell("cases", "邻县坡面封育工程", unit_price="1.5", scale="封育 50 公顷，投资 75 万元", year="2020"),
    ),
    "PRICE-ZERO": on_disk(added("prices", **{**BASE, "region": "测试省", "price": "0"})),
    "PRICE-UNIT": on_disk(added("prices", **{**BASE, "region": "测试省", "unit": "元/个"})),
    "PRICE-ELSEWHERE": on_disk(added("prices", **{**BASE, "region": "邻省邻县"})),
    "PRICE-UNUSED": on_disk(measure("sowing", "撒播草籽"), price("sowing", "3000")),
    "PRICE-SAMPLE": on_disk(cell("measures", "closure", name="封山育林")),
    "PRICE-SPREAD": on_disk(
        *whole("sowing", "撒播草籽", "100"),
        *whole("fencing", "围栏管护", "9000"),
        also={"MEASURE-MODE", "MEASURE-UNLINKED"},  # the library sows in another mode
    ),
    "PRICE-CASE": on_disk(cell("cases", "邻县坡面封育工程", unit_price="0.4", scale="封育 50 公顷，投资 20 万元")),
    "PRICE-MISSING": on_disk(
        measure("sowing", "撒播草籽"),
        *work("sowing", "撒播草籽", "3000"),
        dropped("cases", "邻县撒播草籽工程"),
        also={"MEASURE-MODE", "G2-CASE"},  # a case would do for a price
    ),
}
