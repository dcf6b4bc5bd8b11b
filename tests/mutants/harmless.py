"""Changes that leave a county as correct as it was: nobody may be told of a fault."""

from __future__ import annotations

from random import Random

from mutants import slips
from mutants.folder import Folder
from mutants.kind import Spot, harmless

_WIDE = str.maketrans("0123456789.-", "０１２３４５６７８９．－")
_ANY_ORDER = ("works", "funding", "prices", "fees", "targets", "monitoring", "aftercare", "policies", "samples")


@harmless()
def full_width_digits(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Input methods write digits of full width."""
    table, column = dice.choice((("works", "quantity"), ("funding", "amount"), ("prices", "price"), ("funding", "year"),
                                 ("targets", "target"), ("subprojects", "start"), ("fees", "rate")))  # fmt: skip
    for number, line in enumerate(folder.lines(table), start=1):
        folder.put(table, number, **{column: line[column].translate(_WIDE)})
    return ()


@harmless()
def rows_in_another_order(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Rows mean the same wherever they stand."""
    table = dice.choice(_ANY_ORDER)
    lines = [list(line.values()) for line in folder.lines(table)]
    dice.shuffle(lines)
    folder.write(table, folder.header(table), lines)
    return ()


@harmless()
def columns_in_another_order(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Columns are known by their headings."""
    table = dice.choice(("subprojects", "units", "measures", *_ANY_ORDER))
    header = folder.header(table)
    dice.shuffle(header)
    folder.write(table, header, [[line[key] for key in header] for line in folder.lines(table)])
    return ()


@harmless()
def blank_rows_and_columns(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Spreadsheets leave blank rows and columns behind."""
    table = dice.choice(("subprojects", "units", *_ANY_ORDER))
    header, lines = folder.header(table), [[*line.values(), ""] for line in folder.lines(table)]
    for _ in range(dice.randrange(1, 5)):
        lines.insert(dice.randrange(len(lines) + 1), [dice.choice(("", " "))] * (len(header) + 1))
    folder.write(table, [*header, ""], lines)
    return ()


@harmless()
def blanks_around_cells(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Blanks around a word mean nothing."""
    table = dice.choice(("subprojects", "units", *_ANY_ORDER))
    lines = [[f"{dice.choice(('', ' ', '　'))}{cell}{dice.choice(('', ' '))}" for cell in line.values()]
             for line in folder.lines(table)]  # fmt: skip
    folder.write(table, folder.header(table), lines)
    return ()


@harmless({"INPUT-ENCODING"})
def tables_in_gbk(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Spreadsheet programs in China save CSV so; a note says how it was read."""
    path = folder.root / "tables" / f"{dice.choice(('subprojects', 'units', 'works', 'targets'))}.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gbk"))
    return ()


@harmless()
def byte_order_mark(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Other programs put a mark before UTF-8."""
    path = folder.root / "tables" / f"{dice.choice(('subprojects', 'units', *_ANY_ORDER))}.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    return ()


@harmless()
def parted_by_tabs(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Cells parted by tabs, lines by line feeds alone."""
    path = folder.root / "tables" / f"{dice.choice(('works', 'funding', 'prices', 'fees'))}.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",", "\t"), encoding="utf-8", newline="\n")
    return ()


@harmless()
def same_quantity_in_another_unit(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Fifteen mu are a hectare, a thousand metres a kilometre."""
    other = {"公顷": ("亩", "15"), "千米": ("米", "1000"), "米": ("千米", "0.001")}
    number = folder.pick("works", dice, lambda line: line["unit"] in other)
    line = folder.line("works", number)
    unit, factor = other[line["unit"]]
    folder.put("works", number, unit=unit, quantity=slips.times(line["quantity"], factor))
    return ()


@harmless()
def chinese_headings(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Headings in Chinese with their unit."""
    words = {"subproject": "子项目", "year": "年度", "source": "资金来源", "level": "地方级次",
             "amount": "金额（万元）", "method": "投入方式", "synthetic": "示例数据", "note": "备注"}  # fmt: skip
    header = [words[key] for key in folder.header("funding")]
    folder.write("funding", header, [list(line.values()) for line in folder.lines("funding")])
    return ()


@harmless()
def money_stated_in_yuan(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """The heading states another unit, and the numbers are in it."""
    header = ["金额（元）" if key == "amount" else key for key in folder.header("funding")]
    lines = [{**line, "amount": slips.times(line["amount"], "10000")} for line in folder.lines("funding")]
    folder.write("funding", header, [list(line.values()) for line in lines])
    return ()


@harmless()
def features_in_another_order(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Features mean the same wherever they stand, in whatever CRS of the right datum."""
    role = dice.choice(("subprojects", "units", "landuse", "townships"))
    frame = folder.frame(role).sample(frac=1, random_state=dice.randrange(1000))
    folder.draw(role, frame.to_crs(dice.choice((4490, 4524, 4545))))
    return ()


@harmless()
def corner_a_metre_off(folder: Folder, dice: Random) -> tuple[Spot, ...]:
    """Boundaries drawn by different hands differ by slivers."""
    code = dice.choice(sorted(folder.frame("units")["code"]))
    shape = folder.shape("units", code)
    folder.move("units", code, shape.buffer(dice.choice((0.5, -0.5)), join_style="mitre"))
    return ()


KINDS = tuple(value for value in vars().values() if type(value).__name__ == "Kind")
