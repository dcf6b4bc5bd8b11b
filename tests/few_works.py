"""Plans of a few works and facts of their ground, for tests that need no layers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from shanshui.finding import NOWHERE
from shanshui.ledger import Basis, Fact, Facts
from shanshui.plan import Effect, Measure, Plan, Price, Project, Subproject, Target, Unit, Work

PROJECT = Project("贵州省测试县", "", "小河", "工程", "000001", "测试县", "", 2020, (2021, 2023))


def fact(key: str, value: float | str, unit: str = "1", low: float | None = None, high: float | None = None) -> Fact:
    number = value if isinstance(value, str) else Decimal(str(value))
    ends = (None if end is None else Decimal(str(end)) for end in (low, high))
    return Fact(key, number, unit, Basis.MODELLED_UNCALIBRATED, "模型", "entered", "B.2-051", (), False, "", *ends)


def sub(code: str, unit: str = "U", problems: Sequence[str] = (), years: tuple[int, int] = (2021, 2023)) -> Subproject:
    return Subproject(
        code, unit, "测试县", f"{code}项目", "erosion", "", "", (), "", *years, None, "", "", tuple(problems), "",
        None, None, None, "", "", NOWHERE,
    )  # fmt: skip


def measure(code: str, name: str, category: str = "soil_water", unit: str = "hm2", library: str = "") -> Measure:
    return Measure(code, name, category, ("assisted_regeneration",), unit, "", "", "", NOWHERE, library=library)


def work(
    code: str, measure: str, quantity: float, unit: str = "hm2", year: int | None = None,
    mode: str = "assisted_regeneration", reason: str = "",
) -> Work:  # fmt: skip
    return Work(code, measure, mode, Decimal(str(quantity)), unit, year, "", False, "", "", NOWHERE, reason)


def effect(
    measure: str, quantity: str, value: float, year: int | None = None, kind: str = "factor", unit: str = "",
    ends: tuple[float, float] | None = None, synthetic: bool = False,
) -> Effect:  # fmt: skip
    low, high = (Decimal(str(end)) for end in ends) if ends else (None, None)
    return Effect(measure, quantity, year, kind, Decimal(str(value)), low, high, unit, synthetic, "试验", NOWHERE)


def price(measure: str, value: float, unit: str = "yuan/hm2") -> Price:
    return Price(measure, "测试县", Decimal(str(value)), unit, 2020, False, "定额", NOWHERE)


def target(year: int) -> Target:
    return Target("scope", "x", "binding", None, None, "", year, "end", "", "", "", "", False, NOWHERE)


def plan(
    subs: Sequence[Subproject] = (),
    measures: Sequence[Measure] = (),
    works: Sequence[Work] = (),
    effects: Sequence[Effect] = (),
    prices: Sequence[Price] = (),
    targets: Sequence[Target] = (),
    units: Sequence[str] = ("U",),
) -> Plan:
    drawn = tuple(Unit(code, code, "", ("T",), "", "", (), "", NOWHERE) for code in units)
    return Plan(
        PROJECT, drawn, tuple(subs), tuple(works), tuple(measures), tuple(prices), targets=tuple(targets),
        effects=tuple(effects),
    )  # fmt: skip


def ground(code: str, hectares: float, modulus: float, more: Mapping[str, float] | None = None) -> list[Fact]:
    """Area, soil loss [t/(km2*a)] from half to double, a tenth of it as sediment, a cover of 60 %."""
    subject = f"subproject:{code}"
    return [
        fact(f"{subject}.area", hectares * 10000, "m2"),
        fact(f"{subject}.indicator.051@2020", modulus, "t/(km2*a)", modulus / 2, modulus * 2),
        fact(f"{subject}.indicator.071@2020", modulus / 10, "t/(km2*a)"),
        fact(f"{subject}.vegetation_cover@2020", 0.6),
        *(fact(f"{subject}.{key}", value) for key, value in (more or {}).items()),
    ]


def known(*facts: Fact | Sequence[Fact]) -> Facts:
    return Facts(one for some in facts for one in ([some] if isinstance(some, Fact) else some))
