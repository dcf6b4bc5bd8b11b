"""Faults in prices, fees and funding."""

from __future__ import annotations

from random import Random

from mutants import slips
from mutants.consequences import MONEY, RETURNS, WORKS
from mutants.folder import Folder
from mutants.kind import Spot, kind


def _costed(folder: Folder, measure: str) -> tuple[Spot, ...]:
    """Sub-projects whose cost rests on a measure's price."""
    codes = {line["subproject"] for line in folder.lines("works") if line["measure"] == measure}
    return tuple(Spot(subject=f"subproject:{code}") for code in sorted(codes))


def _price(folder: Folder, number: int, **values: str) -> tuple[Spot, ...]:
    row = folder.put("prices", number, **values)
    return Spot(table="prices", row=row), *_costed(folder, folder.line("prices", number)["measure"])


def _money(folder: Folder, number: int, **values: str) -> tuple[Spot, ...]:
    row = folder.put("funding", number, **values)
    return Spot(table="funding", row=row), Spot(subject=f"subproject:{folder.line('funding', number)['subproject']}")


@kind({"FUND-SUM"}, WORKS)
def price_digit(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """The cost of every sub-project with the measure changes, and the funding does not."""
    number = folder.pick("prices", dice)
    return _price(folder, number, price=slips.digit(folder.line("prices", number)["price"], dice, slips.SEEN))


@kind({"FUND-SUM", "PRICE-CASE"}, WORKS)
def price_point(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """As for a digit."""
    number = folder.pick("prices", dice)
    return _price(folder, number, price=slips.point(folder.line("prices", number)["price"], dice))


@kind({"FUND-SUM", "FUND-UNIT", "INPUT-UNIT", "PRICE-CASE"}, WORKS)
def price_unit(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Yuan for 10 000 yuan, or a hectare for a mu, changes the cost as many times."""
    other = {"万元/公顷": ("元/公顷", "万元/亩"), "元/亩": ("万元/亩", "元/公顷"), "元/米": ("元/千米", "万元/米")}
    number = folder.pick("prices", dice)
    return _price(folder, number, unit=dice.choice(other[folder.line("prices", number)["unit"]]))


@kind({"INPUT-UNITMIX", "PRICE-UNIT"}, WORKS)
def price_per_another_kind(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """A price per length does not price an area."""
    number = folder.pick("prices", dice)
    line = folder.line("prices", number)
    works = [
        Spot(table="works", row=n) for n, w in enumerate(folder.lines("works"), 2) if w["measure"] == line["measure"]
    ]
    return *_price(folder, number, unit="元/公顷" if line["unit"] == "元/米" else "元/米"), *works


@kind({"FUND-SUM"}, MONEY)
def funding_digit(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """The money of a sub-project adds up to its cost."""
    number = folder.pick("funding", dice)
    return _money(folder, number, amount=slips.digit(folder.line("funding", number)["amount"], dice))


@kind({"FUND-SUM"}, MONEY)
def funding_transposed(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """As for a digit."""
    number = folder.pick("funding", dice, lambda line: bool(slips.transposed(line["amount"], Random(0))))
    return _money(folder, number, amount=slips.transposed(folder.line("funding", number)["amount"], dice))


@kind({"FUND-SUM"}, MONEY)
def funding_point(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """As for a digit."""
    number = folder.pick("funding", dice)
    return _money(folder, number, amount=slips.point(folder.line("funding", number)["amount"], dice))


@kind({"FUND-UNIT", "FUND-SUM"}, MONEY)
def funding_in_yuan(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Yuan entered where 10 000 yuan are asked for."""
    number = folder.pick("funding", dice)
    return _money(folder, number, amount=slips.times(folder.line("funding", number)["amount"], "10000"))


@kind({"INPUT-RANGE"}, MONEY | {"FUND-NONE", "FUND-AFTER", "PERIOD-UNFUNDED", "TABLE-YEARS"})
def funding_sign(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """No money is below 0."""
    number = folder.pick("funding", dice)
    return _money(folder, number, amount=f"-{folder.line('funding', number)['amount']}")


@kind({"FUND-LIABLE"}, {"AFTERCARE-LIABLE"})
def liable_party_named(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Where somebody is liable for the damage, no central money may flow."""
    number = folder.pick("subprojects", dice)
    row = folder.put("subprojects", number, liable_party=dice.choice(("某矿业公司", "测试化工厂", "小河砂场业主")))
    code = folder.line("subprojects", number)["code"]
    return Spot(table="subprojects", row=row), Spot(subject=f"subproject:{code}")


@kind({"PRICE-SOURCE"})
def price_source_erased(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """A price says where it comes from."""
    return _price(folder, folder.pick("prices", dice), source="")


@kind({"PRICE-SOURCE"})
def price_year_erased(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """A price says of which year it is."""
    return _price(folder, folder.pick("prices", dice), price_year="")


@kind({"FUND-SUM", "FEE-RATE", "FEE-AMOUNT"}, MONEY)
def fee_rate_point(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """A rate ten times as high raises every cost, and stands above what the rules of the fee allow."""
    number = folder.pick("fees", dice)
    row = folder.put("fees", number, rate=slips.times(folder.line("fees", number)["rate"], "10"))
    return Spot(table="fees", row=row), *_subprojects(folder)


@kind({"FEE-BASIS", "FEE-PUBLISHED"}, MONEY)
def fee_rate_erased(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """A fee has a rate or an amount."""
    number = folder.pick("fees", dice)
    row = folder.put("fees", number, rate="")
    name = folder.line("fees", number)["code"]
    return Spot(table="fees", row=row), Spot(subject=f"fee:{name}")


@kind({"PRICE-OLD"}, {"PRICE-INDEX"})
def price_of_long_ago(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """A price of ten years before the plan is no price of its base year."""
    return _price(folder, folder.pick("prices", dice), price_year=dice.choice(("2009", "2012", "2002")))


@kind({"PRICE-LATE", "INPUT-DATE"}, {"PRICE-INDEX", "PRICE-SOURCE"})
def price_of_the_future(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """No price is younger than the plan."""
    return _price(folder, folder.pick("prices", dice), price_year=dice.choice(("2023", "2030", "2202")))


@kind({"GRANT-SHARE", "FUND-LOCAL", "FUND-SUM", "INPUT-DUPLICATE"}, MONEY | {"FUND-METHOD"})
def all_money_central(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Central money is a part, and a row of central money stands there already."""
    number = folder.pick("funding", dice, lambda line: line["source"] == "地方财政")
    return _money(folder, number, source="中央财政", amount="999")


@kind({"FUND-LEVEL"})
def funding_level_lost(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Where some local money states its level, all of it does."""
    number = folder.pick("funding", dice, lambda line: bool(line["level"]))
    row = folder.put("funding", number, level="")
    return Spot(table="funding", row=row), Spot(subject="funding:local")


@kind({"RETURN-UNIT"}, RETURNS)
def revenue_in_yuan(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """A year's revenue is not many times what its sub-project costs."""
    number = folder.pick("revenues", dice)
    line = folder.line("revenues", number)
    ends = {key: slips.times(line[key], "10000") for key in ("amount", "low", "high") if line[key]}
    return (Spot(table="revenues", row=folder.put("revenues", number, **ends)),)


@kind({"RETURN-INTERVAL"}, RETURNS)
def revenue_ends_swapped(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """The likeliest amount lies between its ends."""
    number = folder.pick("revenues", dice, lambda line: bool(line["low"] and line["high"]))
    line = folder.line("revenues", number)
    return (Spot(table="revenues", row=folder.put("revenues", number, low=line["high"], high=line["low"])),)


@kind({"PRIVATE-SUM"}, RETURNS)
def private_money_digit(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Private money adds up to that of the funding."""
    number = folder.pick("private_finance", dice)
    line = folder.line("private_finance", number)
    row = folder.put("private_finance", number, amount=slips.digit(line["amount"], dice, slips.SEEN))
    return Spot(table="private_finance", row=row), Spot(subject=f"subproject:{line['subproject']}")


@kind({"PRIVATE-RATE"}, RETURNS)
def private_rate_as_fraction(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """A return is a percentage: 0.05 stands for 5."""
    number = folder.pick("private_finance", dice, lambda line: bool(line["rate"]))
    rate = slips.times(folder.line("private_finance", number)["rate"], "0.01")
    return (Spot(table="private_finance", row=folder.put("private_finance", number, rate=rate)),)


@kind({"PRIVATE-RETURN-NONE"}, {"FUND-RETURN"})
def private_mechanism_lost(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Money that wants to be earned back is told from what."""
    row = folder.put("private_finance", folder.pick("private_finance", dice), mechanism="")
    return (Spot(table="private_finance", row=row),)


@kind({"FEE-PERCENT"}, MONEY)
def fee_rate_as_fraction(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """A rate is a percentage: 0.015 stands for 1.5."""
    number = folder.pick("fees", dice, lambda line: line["code"] in ("design", "supervision", "management", "reserve"))
    rate = slips.times(folder.line("fees", number)["rate"], "0.01")
    return (Spot(table="fees", row=folder.put("fees", number, rate=rate)),)


def _subprojects(folder: Folder) -> tuple[Spot, ...]:
    return tuple(Spot(subject=f"subproject:{line['code']}") for line in folder.lines("subprojects"))


KINDS = tuple(value for value in vars().values() if type(value).__name__ == "Kind")
