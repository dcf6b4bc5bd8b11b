"""Documents spoilt by chance, each by its number alone: broken archives, bombs, nesting, odd encodings, cut files."""

from __future__ import annotations

import io
import random
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import openpyxl

from documents import made

CANARY = "窥见外面的文件"
"""Words of a file that no document may reach."""

ENDINGS = (".txt", ".docx", ".xlsx", ".html", ".pdf")


def mutant(number: int, outside: str) -> tuple[str, bytes]:
    """A spoilt document: the ending of its file, and its bytes.

    Parameters
    ----------
    number : int
        Which; the same number gives the same document.
    outside : str
        A file that holds ``CANARY``, which hostile documents name.
    """
    dice = random.Random(number)
    ending = ENDINGS[number % len(ENDINGS)]
    data = originals()[ending]
    if ending in (".docx", ".xlsx") and dice.random() < 0.7:
        return ending, _repacked(data, dice, outside)
    if ending in (".txt", ".html") and dice.random() < 0.7:
        text = _spoilt(data.decode("utf-8"), dice, outside)
        return ending, text.encode(dice.choice(("utf-8", "utf-8", "gb18030", "utf-16")), "replace")
    return ending, _bytes(data, dice)


@cache
def originals() -> Mapping[str, bytes]:
    """One whole document of each format."""
    with tempfile.TemporaryDirectory() as folder:
        return {ending: _original(ending, Path(folder) / f"plan{ending}") for ending in ENDINGS}


def _original(ending: str, path: Path) -> bytes:
    if ending == ".txt":
        return made.PLAN.encode()
    if ending == ".html":
        rows = (
            "<tr><th rowspan=2>乡镇<th colspan=2>面积</tr><tr><th>2025年<th>2035年</tr><tr><td>云溪镇<td>12<td>30</tr>"
        )
        return f"<html><body><h1>规划</h1><p>面积12km<sup>2</sup>。</p><table>{rows}</table></body></html>".encode()
    if ending == ".xlsx":
        book = openpyxl.Workbook()
        sheet = book.active
        for row in (("工程投资", None, None), ("项目", "面积", "投资"), ("造林", 12.5, 300), ("封育", 0.234, None)):
            sheet.append(row)
        sheet.merge_cells("A1:C1")
        book.save(path)
    elif ending == ".docx":
        cells = made.table((("序号", "项目|", "投资>2"), ("1", "^", "12", "30"), ("2", "封育", "5", "8")))
        listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        body = "".join((
            made.paragraph("第一章 总则", "h1"), made.paragraph("面积12平方公里。", "", listed),
            made.paragraph("表1-1 投资"), cells, made.paragraph("规划到2035年。"),
        ))  # fmt: skip
        styles = '<w:style w:type="paragraph" w:styleId="h1"><w:name w:val="heading 1"/></w:style>'
        level = '<w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/>'
        lists = (
            f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">{level}</w:lvl></w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        )
        made.word(path, body, {"styles": made.part("styles", styles), "numbering": made.part("numbering", lists)})
    else:
        lines = [(90, 100 + 20 * n, 12, "青岭县土地总面积1203平方公里，其中林地占六成。") for n in range(6)]
        cells = [(95 + 60 * c, 318 + 20 * r, 10, f"{r}{c}") for r in range(3) for c in range(3)]
        made.pdf(path, [[*lines, *cells], lines], {0: made.grid(90, 305, (60, 60, 60), (20, 20, 20))})
    return path.read_bytes()


def _bytes(data: bytes, dice: random.Random) -> bytes:
    """Bytes flipped, cut, doubled or thrown in."""
    spoilt = bytearray(data)
    for _ in range(dice.choice((1, 2, 5, 30))):
        place = dice.randrange(len(spoilt) + 1)
        kind = dice.randrange(5)
        if kind == 0 and spoilt:
            spoilt[place % len(spoilt)] = dice.randrange(256)
        elif kind == 1:
            spoilt[place:place] = dice.randbytes(dice.randrange(1, 40))
        elif kind == 2:
            del spoilt[place : place + dice.randrange(1, 200)]
        elif kind == 3:
            spoilt[place:place] = spoilt[: dice.randrange(400)]
        elif dice.random() < 0.2:
            del spoilt[place:]
    return bytes(spoilt)


def _repacked(data: bytes, dice: random.Random, outside: str) -> bytes:
    """An archive with one part spoilt."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = dice.choice(sorted(members))
    text = members[name].decode("utf-8")
    kind = dice.randrange(6)
    if kind == 0:
        members[name] = _bytes(members[name], dice)
    elif kind == 1:
        del members[name]
    elif kind == 2 and dice.random() < 0.1:
        members[name] = b" " * dice.randrange(1 << 22, 1 << 24) + members[name]
    else:
        members[name] = _spoilt(text, dice, outside).encode("utf-8", "replace")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(dice.choice((member, member, member, f"../{member}")) if kind == 5 else member, content)
    return out.getvalue()


def _spoilt(text: str, dice: random.Random, outside: str) -> str:
    """A text or part spoilt once or some times."""
    for _ in range(dice.choice((1, 1, 2, 4))):
        text = dice.choice(_SPOILERS)(text, dice, outside)
    return text


def _bombed(text: str, dice: random.Random, outside: str) -> str:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, dice.randrange(3, 12)))
    kinds = (
        f'<!ENTITY e0 "轰">{entities}',
        f'<!ENTITY e9 SYSTEM "file://{outside}"><!ENTITY % p SYSTEM "file://{outside}">',
    )
    head = f"<!DOCTYPE x [{dice.choice(kinds)}]>"
    at = text.find("?>") + 2 if text.startswith("<?xml") else 0
    place = text.find(">", len(text) // 2) + 1
    return f"{text[:at]}{head}{text[at:place]}&e{dice.randrange(10)};{text[place:]}"


def _nested(text: str, dice: random.Random, _: str) -> str:
    tag = dice.choice(
        ("w:p", "w:tbl", "w:tc", "w:sdt", "w:ins", "div", "table", "td", "b", "row", "mc:AlternateContent")
    )
    deep = dice.choice((3, 50, 255, 300, 3000))
    place = text.find(">", dice.randrange(len(text) + 1)) + 1
    closing = f"</{tag}>" * deep if dice.random() < 0.5 else ""
    return f"{text[:place]}{f'<{tag}>' * deep}深{closing}{text[place:]}"


def _repeated(text: str, dice: random.Random, _: str) -> str:
    start = dice.randrange(len(text) + 1)
    piece = text[start : start + dice.randrange(1, 300)]
    return text[:start] + piece * dice.choice((2, 20, 200, 2000 if len(piece) < 60 else 50)) + text[start:]


def _numbered(text: str, dice: random.Random, _: str) -> str:
    """A number in it replaced by one that is far out."""
    places = [n for n, sign in enumerate(text) if sign.isdigit()]
    if not places:
        return text
    place = dice.choice(places)
    value = dice.choice(("0", "-1", "999999999999", "1e308", "NaN", "９", "²", "2147483648", "16384", "1048577"))
    return text[:place] + value + text[place + 1 :]


def _signed(text: str, dice: random.Random, _: str) -> str:
    signs = "\t\n\r\f\0（（（【《“”’|、。．.…\u200b\ufeff\u202e\ud83d万亿第章节一1１①<>&;" + "表1-1 "
    for _ in range(dice.choice((1, 5, 60))):
        place = dice.randrange(len(text) + 1)
        text = text[:place] + dice.choice(signs) * dice.choice((1, 1, 3, 900)) + text[place:]
    return text


def _shuffled(text: str, dice: random.Random, _: str) -> str:
    pieces = text.split("\n") if "\n" in text else text.split(">")
    between = "\n" if "\n" in text else ">"
    dice.shuffle(pieces)
    return between.join(pieces)


def _tabbed(text: str, dice: random.Random, _: str) -> str:
    """Lines turned into cells of a table."""
    lead = dice.choice(("\t", "|", "表1 ", "1.1", "第一章", "1\t", "  ", "（一）", "专栏1 ", "续表1 "))
    return "\n".join(lead + line for line in text.split("\n")) * dice.choice((1, 1, 40))


_SPOILERS: tuple[Callable[[str, random.Random, str], str], ...] = (
    _bombed, _nested, _repeated, _numbered, _signed, _shuffled, _tabbed,
)  # fmt: skip
