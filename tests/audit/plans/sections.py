"""Chapters of an invented plan, written with the numbers of its county."""

from __future__ import annotations

from audit.plans import wording
from audit.plans.world import WORKS, Project, World, Zone
from audit.plans.writing import Writer, degrees
from shanshui.standard import load

_NUMBERS = "一二三四五六七八九十"
_HALF = 0.5
_STATES = ("自然地理和生态状况", "基本情况", "生态本底与现状", "规划背景与基本概况")
_TITLES = (
    "总则",
    "",
    "主要生态问题",
    "规划目标",
    "生态修复分区",
    "重点工程",
    "投资估算与资金筹措",
    "保障措施",
)


def written(world: World) -> Writer:
    """The whole plan: a 规划, or every third time an 实施方案 with the chapters of H.1."""
    writer = Writer(world)
    return _scheme(writer) if writer.random.random() < 1 / 3 else _planning(writer)


def _planning(writer: Writer) -> Writer:
    world = writer.world
    _title(writer, f"{world.county}国土空间生态修复规划（{world.near[0]}—{world.far[1]}年）")
    chapters = (
        _general,
        _state_chapter,
        _problems,
        _targets,
        _zones_chapter,
        _projects_chapter,
        _money_chapter,
        _safeguards,
    )
    if writer.random.random() < _HALF:
        _paragraph(writer, wording.SUMMARY)
    for number, (title, chapter) in enumerate(zip(_TITLES, chapters, strict=True)):
        writer.heading(f"第{_NUMBERS[number]}章 {title or writer.random.choice(_STATES)}")
        chapter(writer)
    return writer


def _scheme(writer: Writer) -> Writer:
    """实施方案: chapters by H.1, tables and maps of H.2 named at the end."""
    world = writer.world
    _title(writer, f"{world.county}山水林田湖草沙一体化保护和修复工程实施方案")
    writer.heading("摘要")
    _paragraph(writer, wording.SUMMARY)
    spelt = writer.random.random() < _HALF
    contents = (
        (_fill,), (_general, _state_chapter), (_problems,), (_targets,), (_zones_chapter,),
        (_projects_chapter,), (_fill,), (_money_chapter,), (_fill,), (_safeguards,),
    )  # fmt: skip
    standard = load()
    titles = [chapter.title for chapter in standard.outline if chapter.key != "summary"]
    for number, (title, several) in enumerate(zip(titles, contents, strict=True)):
        writer.chapter = 0 if spelt else number + 1
        writer.heading(f"第{_NUMBERS[number]}章 {title}" if spelt else f"{number + 1} {title}")
        for content in several:
            content(writer)
    writer.chapter = 0
    writer.heading("附表和附图")
    tables = [spec.title.replace("{project}", "工程").replace("{year}", "") for spec in standard.code_tables.values()]
    for name in (*dict.fromkeys(tables), *(sheet.title for sheet in standard.maps)):
        writer.begin("p")
        writer.raw(name)
        writer.finish()
    return writer


def _title(writer: Writer, title: str) -> None:
    writer.begin("title")
    writer.raw(title)
    writer.finish()


def _paragraph(writer: Writer, *several: tuple[str, ...], **words: str) -> None:
    writer.begin("p")
    for templates in several:
        writer.any(templates, **words)
    writer.finish()


def _fill(writer: Writer, many: int = 1) -> None:
    for _ in range(many):
        writer.begin("p")
        writer.raw(next(writer.fillers))
        writer.finish()


def _years(world: World, writer: Writer) -> dict[str, str]:
    return {
        "base": str(world.base),
        "first": str(world.near[0]),
        "last": str(world.far[1]),
        "all": writer.span(world.near[0], world.far[1]),
        "near": writer.span(*world.near),
        "far": writer.span(*world.far),
        "county": world.county,
        "prefecture": world.prefecture,
    }


def _general(writer: Writer) -> None:
    world = writer.world
    _paragraph(writer, wording.PERIOD, **_years(world, writer))
    _fill(writer, 2)


def _state_chapter(writer: Writer) -> None:
    world, random = writer.world, writer.random
    words = _years(world, writer) | {"townlist": "、".join(world.towns)}
    writer.heading("第一节 地理位置", 2)
    writer.begin("p")
    _with_towns(writer, random.choice(wording.GROUND), words)
    marks = random.choice(("′″", "'\""))
    corners = {key: degrees(world.value(key), marks) for key in ("west", "east", "south", "north")}
    writer.any(wording.PLACE, **corners)
    writer.finish()
    _paragraph(writer, wording.HEIGHTS, wording.CLIMATE)
    rivers = {"river": world.rivers[0], "riverlist": "、".join(world.rivers), "riverrest": "、".join(world.rivers[1:])}
    _paragraph(writer, wording.RIVERS, **rivers)
    writer.heading("第二节 自然资源", 2)
    writer.begin("p")
    writer.any(wording.LAND_OPENING, **words)
    item = random.choice(wording.LAND_ITEM)
    for n, land in enumerate(world.land):
        writer.raw("，" if n else "")
        writer.say(item, name=land, amount=f"land.{land}")
    writer.say(random.choice(("。", "，合计{area>hm2}。", "，以上地类面积合计{area>hm2}。")))
    writer.finish()
    _paragraph(writer, wording.CONTROLS)
    _paragraph(writer, wording.FOREST, **words)
    writer.begin("p")
    _listed(writer, random.choice(wording.RESERVES), [(name, f"reserve.{name}") for name in world.reserves])
    writer.finish()


def _with_towns(writer: Writer, template: str, words: dict[str, str]) -> None:
    """A sentence with the list of townships, each of them marked."""
    before, _, after = template.partition("{townlist}")
    writer.say(before, **words)
    for n, town in enumerate(words["townlist"].split("、")):
        writer.raw("、" if n else "")
        writer.mark("town", town, town)
    writer.say(after, **words)


def _listed(writer: Writer, template: str, items: list[tuple[str, str]], share: bool = False, **words: str) -> None:
    """A sentence with a list of names and their amounts."""
    before, _, after = template.partition("{items}")
    writer.say(before, **words)
    style = writer.random.choice(
        ("，面积{amount}", "{amount}", "（{amount}）") if not share else ("{amount}", "{amount}，占{part}")
    )
    between = "；" if "，" in style else "、"
    for n, (name, key) in enumerate(items):
        writer.raw(between if n else "")
        writer.mark("item", name, name)
        writer.say(style, amount=key, part=f"{key}.share")
    writer.say(after, **words)


def _problems(writer: Writer) -> None:
    world, random = writer.world, writer.random
    words = _years(world, writer)
    writer.begin("p")
    items = [(f"{grade}侵蚀", f"erosion.{grade}") for grade in world.grades]
    _listed(
        writer,
        random.choice(wording.EROSION),
        [(name + random.choice(("面积", "")), key) for name, key in items],
        **words,
    )
    writer.finish()
    _fill(writer, 2)
    _paragraph(writer, wording.MINES)
    _paragraph(writer, wording.ERODED_AGAIN)


def _targets(writer: Writer) -> None:
    world, random = writer.world, writer.random
    for phase, title, last in (("near", "近期目标", world.near[1]), ("far", "远期目标", world.far[1])):
        writer.heading(f"第{'一' if phase == 'near' else '二'}节 {title}", 2)
        writer.begin("p")
        keys = {"cover": f"cover.{phase}", "conserved": f"conserved.{phase}", "wetland": f"wetland.{phase}"}
        writer.any(wording.NEAR, year=str(last), **keys)
        before, _, after = random.choice(wording.DONE).partition("{items}")
        writer.raw(before)
        for n, work in enumerate(random.sample(WORKS, len(WORKS))):
            writer.raw("，" if n else "")
            writer.raw(work.indicator)
            writer.number(f"work.{work.key}.{phase}")
        writer.raw(after)
        writer.finish()
    _indicator_table(writer)


def _indicator_table(writer: Writer) -> None:
    world = writer.world
    head = ["序号", "指标", "单位", f"{world.base}年", f"{world.near[1]}年", f"{world.far[1]}年", "属性"]
    rows: list[list[str]] = []
    for name, key in (("森林覆盖率", "cover"), ("水土保持率", "conserved"), ("湿地保护率", "wetland")):
        rows.append([str(len(rows) + 1), name, "%", *(f"={key}.{when}" for when in ("base", "near", "far")), "约束性"])
    for work in WORKS:
        cells = [f"=[work.{work.key}.{phase}" for phase in ("near", "far")]
        rows.append([str(len(rows) + 1), work.indicator, writer.spelt(work.unit), "-", *cells, "预期性"])
    _table(writer, "表4-1 规划指标表", [head, *rows], "注：[]内为规划期累计数。")


def _table(writer: Writer, caption: str, rows: list[list[str]], note: str = "") -> None:
    """A table, one cell a line or one row a line; cells that begin with = are facts without their unit."""
    flat = writer.random.random() < 0.5
    writer.begin("caption")
    writer.raw(caption)
    writer.finish()
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            writer.raw("\t" if flat or c else "")
            writer.begin(f"cell {r} {c}")
            if cell.startswith("=["):
                writer.raw("[")
                writer.number(cell[2:], bare=True)
                writer.raw("]")
            elif cell.startswith("="):
                writer.number(cell[1:], bare=True)
            else:
                writer.mark("cell", f"{caption}/{row[1] if len(row) > 1 else ''}/{c}", cell)
            writer.blocks[-1] = writer.blocks[-1][0], writer.blocks[-1][1], writer.length
            writer.raw("\n" if flat else "")
        writer.raw("\n")
    if note:
        writer.begin("p")
        writer.raw(note)
        writer.finish()


def _zones_chapter(writer: Writer) -> None:
    world, random = writer.world, writer.random
    writer.begin("p")
    before, _, after = random.choice(wording.ZONES).partition("{items}")
    writer.say(before)
    for n, zone in enumerate(world.zones):
        writer.raw("、" if n else "")
        writer.mark("zone", zone.name, zone.name)
    writer.say(after)
    writer.finish()
    for n, zone in enumerate(world.zones):
        writer.heading(f"第{_NUMBERS[n]}节 {zone.name}", 2)
        writer.begin("p")
        _zone(writer, zone)
        writer.finish()
        _fill(writer)


def _zone(writer: Writer, zone: Zone) -> None:
    words = {"townlist": "、".join(zone.towns), "area": zone.key, "share": f"{zone.key}.share"}
    words |= {"high": f"{zone.key}.high", "low": f"{zone.key}.low"}
    _with_towns(writer, writer.random.choice(wording.ZONE), words)
    if writer.extents:
        west, east, south, north = (
            writer.world.value(f"{zone.key}.{side}") for side in ("west", "east", "south", "north")
        )
        for word, low, high, end in (("东经", west, east, "，"), ("北纬", south, north, "。")):
            writer.raw(f"位于{word}" if word == "东经" else word)
            writer.mark("extent", zone.key, f"{degrees(low, '′″')}～{degrees(high, '′″')}")
            writer.raw(end)


def _projects_chapter(writer: Writer) -> None:
    world, random = writer.world, writer.random
    writer.begin("p")
    boxed = random.random() < _HALF
    names = "、".join(category.name for category in world.categories)
    writer.any(wording.CATEGORIES, items=names)
    writer.finish()
    for n, category in enumerate(world.categories):
        writer.heading(f"第{_NUMBERS[n]}节 {category.name}", 2)
        writer.begin("p")
        writer.any(wording.CATEGORY, count=f"{category.key}.count", money=f"{category.key}.money")
        writer.finish()
        if boxed:
            writer.begin("caption")
            writer.raw(f"专栏6.{n + 1} {category.name}")
            writer.finish()
        for number, project in enumerate(category.projects, start=1):
            _project(writer, number, project)


def _project(writer: Writer, number: int, project: Project) -> None:
    writer.begin("p")
    writer.raw(f"{number}{'、' if writer.style else '．'}")
    writer.mark("project", project.name, project.name)
    writer.raw("（")
    writer.mark("period", f"{project.name}/{project.phase}", writer.span(project.first, project.last))
    writer.raw("）")
    writer.finish()
    writer.begin("p")
    before, _, after = writer.random.choice(wording.CONTENTS).partition("{items}")
    writer.raw(before)
    names = {work.key: work.name for work in WORKS}
    for n, (work, key) in enumerate((*((names[w], k) for w, k in project.amounts), *project.extras)):
        writer.raw("，" if n else "")
        writer.raw(work)
        writer.number(key)
        if writer.world.facts[key].unit == "公顷" and writer.dual:
            writer.raw("（")
            writer.number(key, "mu")
            writer.raw("）")
    writer.say(after, money=project.money)
    writer.finish()


def _money_chapter(writer: Writer) -> None:
    world, random = writer.world, writer.random
    writer.heading("第一节 投资估算", 2)
    _paragraph(writer, wording.MONEY)
    rows = [["序号", "工程名称", "项目数（个）", "投资（万元）"]]
    for n, category in enumerate(world.categories):
        rows.append([str(n + 1), category.name, f"={category.key}.count", f"={category.key}.money"])
    rows.append(["合计", "", "=projects", "=money"])
    _table(writer, "表7-1 投资估算表", rows)
    writer.heading("第二节 资金筹措", 2)
    writer.begin("p")
    before, _, after = random.choice(wording.SOURCES).partition("{items}")
    writer.say(before)
    style = random.choice(
        ("{name}{amount}，占总投资的{share}", "{name}{amount}（占总投资的{share}）", "{name}{amount}，占比{share}")
    )
    for n, source in enumerate(world.sources):
        writer.raw("；" if n else "")
        writer.say(style, name=source, amount=f"source.{source}", share=f"source.{source}.share")
    writer.say(after)
    writer.finish()


def _safeguards(writer: Writer) -> None:
    _fill(writer, 2)
    writer.begin("p")
    before, _, after = writer.random.choice(wording.DUTY).partition("{county}")
    writer.raw(before)
    writer.mark("county", writer.world.county, writer.world.county)
    writer.raw(after)
    writer.finish()
    _fill(writer)
