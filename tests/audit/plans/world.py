"""An invented county whose numbers agree by construction: parts, wholes, projects, indicators, money."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from audit.plans import names

_LAND = ("耕地", "园地", "林地", "草地", "湿地", "城镇村及工矿用地", "交通运输用地", "水域及水利设施用地", "其他土地")
_LAND_SHARES = (60, 14, 5, 4, 1, 5, 2, 4, 5)
"""Of woodland, of the two classes before it, and of those behind it."""
_GRADES = ("轻度", "中度", "强烈", "极强烈", "剧烈")
_GRADE_SHARES = (58, 24, 11, 5, 2)
_SOURCES = ("中央财政资金", "省级财政资金", "市县财政资金", "社会资本")
_ZONE_TASKS = ("水源涵养", "水土保持", "农田整治", "矿山修复")


@dataclass(frozen=True, slots=True)
class Fact:
    """A number of the county with its unit, at the places at which it is printed."""

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Work:
    """Something that projects do, and the indicator that sums it up."""

    key: str
    name: str
    indicator: str
    unit: str


WORKS = (
    Work("closure", "封育治理", "封育治理面积", "公顷"),
    Work("forest", "水土保持林", "水土保持林营造面积", "公顷"),
    Work("orchard", "经果林", "经果林建设面积", "公顷"),
    Work("mine", "矿山修复", "矿山修复面积", "公顷"),
    Work("river", "河道综合整治", "河道综合整治长度", "公里"),
    Work("stand", "低效林改造", "低效林改造面积", "公顷"),
    Work("field", "高标准农田建设", "高标准农田建设面积", "亩"),
)
_CATEGORIES = (
    ("水土流失综合治理", ("closure", "forest", "orchard")),
    ("历史遗留矿山修复", ("mine",)),
    ("河湖水环境治理", ("river",)),
    ("森林质量精准提升", ("stand",)),
    ("农田整治提升", ("field",)),
)
_TITLES = {
    "水土流失综合治理": "{stem}小流域综合治理工程",
    "历史遗留矿山修复": "{stem}废弃矿山生态修复项目",
    "河湖水环境治理": "{stem}段河道综合整治工程",
    "森林质量精准提升": "{stem}片低效林改造项目",
    "农田整治提升": "{stem}高标准农田建设项目",
}


@dataclass(frozen=True, slots=True)
class Project:
    """A project: its name, when, in which phase, keys of its amounts and of its money."""

    name: str
    phase: str
    first: int
    last: int
    amounts: tuple[tuple[str, str], ...]
    money: str
    extras: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Category:
    """Projects of one kind."""

    key: str
    name: str
    projects: tuple[Project, ...]


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the county."""

    key: str
    name: str
    towns: tuple[str, ...]


@dataclass
class World:
    """All that a plan says of one county."""

    random: Random
    county: str
    prefecture: str
    province: str
    towns: list[str]
    rivers: list[str]
    reserves: list[str]
    base: int
    near: tuple[int, int]
    far: tuple[int, int]
    facts: dict[str, Fact] = field(default_factory=dict)
    land: tuple[str, ...] = _LAND
    grades: tuple[str, ...] = _GRADES
    sources: tuple[str, ...] = _SOURCES
    zones: tuple[Zone, ...] = ()
    categories: tuple[Category, ...] = ()

    def put(self, key: str, value: Decimal | int | str, unit: str, places: int | None = None) -> Decimal:
        """Enter a fact."""
        number = Decimal(value)
        number = number if places is None else number.quantize(Decimal(1).scaleb(-places))
        self.facts[key] = Fact(number, unit)
        return number

    def value(self, key: str) -> Decimal:
        """What a fact says."""
        return self.facts[key].value


def split(random: Random, whole: int, shares: tuple[int, ...] | list[int]) -> list[int]:
    """A whole number in parts near to given shares; the parts close, and each is above 0."""
    total = sum(shares)
    parts = [max(1, int(whole * share / total * random.uniform(0.85, 1.15))) for share in shares[1:]]
    return [whole - sum(parts), *parts]


def world(seed: int) -> World:
    """A county, its state and what is planned for it."""
    random = Random(seed)
    base = random.choice((2020, 2021, 2022))
    near, far = ((2021, 2025), (2026, 2035)) if base == 2020 else ((base + 1, base + 5), (base + 6, base + 14))
    many = random.randint(7, 11)
    stems = names.stems(random, many + 4)
    found = World(
        random,
        names.county(random),
        names.prefecture(random),
        names.province(random),
        [stem + ("镇" if random.random() < 0.6 else "乡") for stem in stems[:many]],
        names.rivers(random, 4),
        names.reserves(random, stems[many : many + random.randint(2, 4)]),
        base,
        near,
        far,
    )
    _ground(found)
    _state(found)
    _zones(found)
    _works(found)
    _money(found)
    return found


def _share(part: Decimal, whole: Decimal) -> Decimal:
    return part * 100 / whole


def _ground(found: World) -> None:
    random = found.random
    hectares = random.randint(90000, 320000)
    total = found.put("area", Decimal(hectares) / 100, "km2", 2)
    parts = split(random, hectares * 100, _LAND_SHARES)
    order = [parts[1], parts[2], parts[0], *parts[3:]]
    for name, part in zip(found.land, order, strict=True):
        found.put(f"land.{name}", Decimal(part) / 100, "hm2", 2)
    for key, low, high in (("redline", 15, 32), ("farmland", 6, 10), ("urban", 1, 3)):
        part = found.put(key, total * random.randint(low * 10, high * 10) / 1000, "km2", 2)
        found.put(f"{key}.share", _share(part, total), "%", 2)
    low = random.randint(110, 420)
    found.put("height.low", low, "m")
    found.put("height.high", low + random.randint(800, 1500), "m")
    found.put("height.mean", low + random.randint(200, 600), "m")
    found.put("people", Decimal(random.randint(1500, 6000)) / 100, "wan_person", 2)
    found.put("river.length", Decimal(random.randint(3000, 9000)) / 100, "km", 2)
    found.put("rain", random.randint(1050, 1600), "mm")
    found.put("warmth", Decimal(random.randint(140, 190)) / 10, "degC", 1)
    found.put("west", random.randint(104 * 3600, 105 * 3600), "second")
    found.put("east", int(found.value("west")) + random.randint(1800, 3400), "second")
    found.put("south", random.randint(25 * 3600, 26 * 3600), "second")
    found.put("north", int(found.value("south")) + random.randint(1500, 3000), "second")
    found.put("towns", len(found.towns), "个")
    found.put("villages", len(found.towns) * random.randint(9, 16), "个")


def _state(found: World) -> None:
    random, total = found.random, found.value("area")
    areas = [
        found.put(f"reserve.{name}", Decimal(random.randint(8000, 260000)) / 100, "hm2", 2) for name in found.reserves
    ]
    found.put("reserves", sum(areas), "hm2")
    found.put("reserves.count", len(found.reserves), "个")
    woods = _share(found.value("land.林地"), total * 100)
    cover = found.put("cover.base", woods * random.randint(880, 970) / 1000, "%", 2)
    found.put("cover.near", int(cover) + 1, "%")
    found.put("cover.far", int(cover) + 1 + random.randint(1, 3), "%")
    eroded = found.put("erosion", total * random.randint(120, 220) / 1000, "km2", 2)
    found.put("erosion.share", _share(eroded, total), "%", 2)
    for grade, part in zip(found.grades, split(random, int(eroded * 100), _GRADE_SHARES), strict=True):
        amount = found.put(f"erosion.{grade}", Decimal(part) / 100, "km2", 2)
        found.put(f"erosion.{grade}.share", _share(amount, eroded), "%", 2)
    conserved = found.put("conserved.base", 100 - found.value("erosion.share"), "%", 2)
    found.put("conserved.near", int(conserved) + 2, "%")
    found.put("conserved.far", int(conserved) + 4, "%")
    found.put("mines", random.randint(12, 60), "处")
    found.put("mines.area", Decimal(random.randint(15000, 60000)) / 100, "hm2", 2)
    found.put("wetland.base", Decimal(random.randint(5000, 6000)) / 100, "%", 2)
    found.put("wetland.near", 65, "%")
    found.put("wetland.far", 70, "%")


def _zones(found: World) -> None:
    random, towns = found.random, found.towns
    cuts = (len(towns) // 3, 2 * len(towns) // 3)
    groups = (towns[: cuts[0]], towns[cuts[0] : cuts[1]], towns[cuts[1] :])
    parts = split(random, int(found.value("area") * 100), (1, 1, 1))
    zones = []
    for n, (group, part) in enumerate(zip(groups, parts, strict=True)):
        key = f"zone.{n}"
        zones.append(Zone(key, f"{found.rivers[n]}流域{_ZONE_TASKS[n]}区", tuple(group)))
        amount = found.put(key, Decimal(part) / 100, "km2", 2)
        found.put(f"{key}.share", _share(amount, found.value("area")), "%", 2)
        low = int(found.value("height.low")) + random.randint(0, 60)
        found.put(f"{key}.low", low, "m")
        found.put(f"{key}.high", int(found.value("height.high")) - random.randint(0, 150), "m")
        for side, sign in (("west", 1), ("south", 1), ("east", -1), ("north", -1)):
            inner = 0 if n == (0 if sign > 0 else 2) else random.randint(0, 400)
            found.put(f"{key}.{side}", int(found.value(side)) + sign * inner, "second")
    found.put("zones", len(zones), "个")
    found.zones = tuple(zones)


def _works(found: World) -> None:
    random, works = found.random, {work.key: work for work in WORKS}
    stems = iter(names.stems(random, 33))
    sums = {(work.key, phase): Decimal(0) for work in WORKS for phase in ("near", "far")}
    categories = []
    for c, (name, keys) in enumerate(_CATEGORIES):
        projects = []
        for n in range(random.randint(3, 4)):
            phase, key = ("near", "far")[n % 2], f"project.{c}.{n}"
            first, last = found.near if phase == "near" else found.far
            amounts = []
            for work in keys:
                value = (
                    Decimal(random.randint(3, 60) * 100)
                    if work == "field"
                    else Decimal(random.randint(1200, 42000)) / 100
                )
                if work == "river":
                    value = Decimal(random.randint(150, 1900)) / 100
                found.put(f"{key}.{work}", value, works[work].unit)
                sums[work, phase] += value
                amounts.append((work, f"{key}.{work}"))
            extras = []
            if name == "水土流失综合治理":
                for noun, unit in (("蓄水池", "口"), ("沉沙池", "口"), ("标志碑", "块")):
                    found.put(f"{key}.{noun}", random.randint(2, 25), unit)
                    extras.append((noun, f"{key}.{noun}"))
            found.put(f"{key}.money", random.randint(150, 4800), "万元")
            title = _TITLES[name].format(stem=next(stems))
            projects.append(Project(title, phase, first, last, tuple(amounts), f"{key}.money", tuple(extras)))
        categories.append(Category(f"category.{c}", name, tuple(projects)))
    for work in WORKS:
        near = found.put(f"work.{work.key}.near", sums[work.key, "near"], work.unit)
        found.put(f"work.{work.key}.far", near + sums[work.key, "far"], work.unit)
    found.categories = tuple(categories)
    found.put("categories", len(categories), "项")
    found.put("projects", sum(len(category.projects) for category in categories), "个")


def _money(found: World) -> None:
    for phase in ("near", "far"):
        found.put(f"money.{phase}", _paid(found, lambda p, phase=phase: p.phase == phase), "万元")
    total = found.put("money", found.value("money.near") + found.value("money.far"), "万元")
    for category in found.categories:
        found.put(f"{category.key}.money", sum(found.value(p.money) for p in category.projects), "万元")
        found.put(f"{category.key}.count", len(category.projects), "个")
    parts = split(found.random, int(total), (45, 25, 12, 18))
    for source, part in zip(found.sources, parts, strict=True):
        amount = found.put(f"source.{source}", part, "万元")
        found.put(f"source.{source}.share", _share(amount, total), "%", 2)


def _paid(found: World, of: object) -> Decimal:
    chosen = (p for category in found.categories for p in category.projects if of(p))  # type: ignore[operator]
    return sum((found.value(p.money) for p in chosen), Decimal(0))
