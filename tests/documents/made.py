"""Small documents of each format, invented from beginning to end: no such county exists."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)

PLAN = """\ufeff青岭县国土空间生态修复规划（2021—2035年）
一、总则
（一）规划期限
规划期为2021—2035年，近期到2025年。
二、目标
表1 青岭县生态修复主要指标
单位：公顷
序号
指标名称
单位
现状值
目标值
属性
2020年
2025年
2035年
1
森林覆盖率
%
58.3
60
62
预期性
2
矿山修复面积
公顷
—
120
260
约束性
注：目标值为累计数。
三、重点工程
专栏1 水土流失治理工程
1.云溪河小流域综合治理（2022—2024年）
治理面积12平方公里，投资800万元。
2.白石坡坡改梯
改造坡耕地300亩。
四、保障措施
加强领导，落实责任。
"""


def paragraph(text: str, style: str = "", extra: str = "") -> str:
    """A paragraph of Word: ``extra`` stands in its properties."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:p><w:pPr>{named}{extra}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def table(rows: Sequence[Sequence[str]]) -> str:
    """A table of Word; ``text>2`` spans two columns, ``text|`` begins a merge downwards, ``^`` goes on with it."""
    return "<w:tbl><w:tblPr/>" + "".join("<w:tr>" + "".join(map(_cell, row)) + "</w:tr>" for row in rows) + "</w:tbl>"


def _cell(text: str) -> str:
    span = merge = ""
    if ">" in text:
        text, _, width = text.partition(">")
        span = f'<w:gridSpan w:val="{width}"/>'
    if text.endswith("|"):
        text, merge = text[:-1], '<w:vMerge w:val="restart"/>'
    elif text == "^":
        text, merge = "", "<w:vMerge/>"
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{paragraph(text)}</w:tc>"


def word(path: Path, body: str, parts: Mapping[str, str] | None = None) -> Path:
    """A Word document: ``parts`` are further ones (``styles``, ``numbering``, ``footnotes``, ``header1``…)."""
    parts = parts or {}
    kinds = {name: name.rstrip("0123456789") for name in parts}
    links = "".join(f'<Relationship Id="r{n}" Type="{_OFFICE}/{kinds[name]}" Target="{name}.xml"/>'
                    for n, name in enumerate(parts))  # fmt: skip
    members = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relations(f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relations(links),
    } | {f"word/{name}.xml": text for name, text in parts.items()}
    return packed(path, members)


def part(root: str, inner: str) -> str:
    """A part of a Word document."""
    spaces = (
        f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {spaces}>{inner}</w:{root}>'


def relations(links: str) -> str:
    """A list of relations."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )


def packed(path: Path, members: Mapping[str, str | bytes]) -> Path:
    """An archive of members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def pdf(path: Path, pages: Sequence[Sequence[tuple[float, float, float, str]]], rules: Mapping[int, str] | None = None,
        turn: int = 0) -> Path:  # fmt: skip
    """A PDF whose text stands in a font that is not embedded.

    Parameters
    ----------
    path : Path
        Where.
    pages : sequence
        Of each page, texts with place (from the left and the top) and size.
    rules : mapping
        Operators that draw strokes, by page from 0; places from the left and the bottom.
    turn : int
        Degrees by which pages are turned.
    """
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{5 + 2 * n} 0 R' for n in range(len(pages)))}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
        "/Supplement 2>>/DW 1000/W[1 95 500]>>",
    ]
    for number, texts in enumerate(pages):
        shown = "".join(f"BT /F1 {size} Tf {x} {842 - y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"
                        for x, y, size, text in texts)  # fmt: skip
        stream = (rules or {}).get(number, "") + "\n" + shown
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate {turn}/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {6 + 2 * number} 0 R>>",
            f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        ]
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()
    path.write_bytes(bytes(out))
    return path


def grid(left: float, top: float, widths: Sequence[float], heights: Sequence[float]) -> str:
    """Operators that rule a table; ``top`` from the top of the page."""
    right, bottom = left + sum(widths), top + sum(heights)
    drawn = ["0.5 w"]
    y = top
    for height in (*heights, 0):
        drawn.append(f"{left} {842 - y} m {right} {842 - y} l S")
        y += height
    x = left
    for width in (*widths, 0):
        drawn.append(f"{x} {842 - top} m {x} {842 - bottom} l S")
        x += width
    return "\n".join(drawn)
