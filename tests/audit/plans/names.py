"""Names of places that exist nowhere: the plans made of them are invented, all of their numbers too."""

from __future__ import annotations

from random import Random

_COUNTIES = "青岚 澄溪 云溯 禾川 栖梧 碧涧 岚皋坪 松杼 石漱 霁川 沐原 枫泊 芷渚 琅溪 白砚 杉屏 棠浦 映江 鹿泉岭 芦汀"
_PREFECTURES = "澜岳 沧屏 南榕 玉崖 清岱 暮川"
_PROVINCES = "云岭 江右南 岭中 西峦"
_HEADS = "龙枫石清白双青金竹茶松杉梅桂桐柏云雾霞月银铜仙凤鹤鹿雁莲荷芦菱榆槐栗枣"
_TAILS = "溪坪岭塘湾泉桥冲洞坡滩渡垭坳潭岩坝场垌"
_RIVERS = "澧沱沅溪渌汨潇濛浣漓洣淇淮洵涔汶泸渠洛涪汀渚涟"

_KINDS = ("县级自然保护区", "省级森林公园", "省级湿地公园", "省级地质公园", "县级湿地公园", "省级风景名胜区")


def county(random: Random) -> str:
    """Name of a county."""
    return random.choice(_COUNTIES.split()) + "县"


def prefecture(random: Random) -> str:
    """Name of a prefecture."""
    return random.choice(_PREFECTURES.split()) + "市"


def province(random: Random) -> str:
    """Name of a province."""
    return random.choice(_PROVINCES.split()) + "省"


def stems(random: Random, many: int) -> list[str]:
    """Stems of names, each once, no two that differ in one character only."""
    heads, tails = random.sample(_HEADS, min(many, len(_HEADS))), list(_TAILS)
    random.shuffle(tails)
    return [head + tails[n % len(tails)] for n, head in enumerate(heads)]


def townships(random: Random, many: int) -> list[str]:
    """Names of townships and towns."""
    return [stem + ("镇" if random.random() < 0.6 else "乡") for stem in stems(random, many)]


def rivers(random: Random, many: int) -> list[str]:
    """Names of rivers."""
    return [
        first + last for first, last in zip(random.sample(_RIVERS, many), random.choices("江河水", k=many), strict=True)
    ]


def reserves(random: Random, stems_of: list[str]) -> list[str]:
    """Names of protected areas after given stems, each of another kind."""
    return [stem + kind for stem, kind in zip(stems_of, random.sample(_KINDS, len(stems_of)), strict=True)]
