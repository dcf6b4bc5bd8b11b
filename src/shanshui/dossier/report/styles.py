"""Styles of the report from the typography of the standard (H.3.3.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from lxml import etree

from shanshui.dossier.report.fitting import SIZES
from shanshui.dossier.report.xml import Element, el, w
from shanshui.standard import TextStyle, Typography

STYLES: Mapping[str, tuple[str, str]] = {
    "Normal": ("body", ""),
    "Heading 1": ("chapter", "Normal"),
    "Heading 2": ("section", "Normal"),
    "Heading 3": ("article", "Normal"),
    "BodyText": ("body", "Normal"),
    "Item": ("item", "Normal"),
    "SubItem": ("item", "Normal"),
    "Dash": ("item", "Normal"),
    "Equation": ("equation", "Normal"),
    "EquationSymbols": ("symbols", "Normal"),
    "TableCaption": ("caption", "Normal"),
    "FigureCaption": ("caption", "Normal"),
    "Figure": ("page_number", "Normal"),
    "TableText": ("table_text", "Normal"),
    "TableUnit": ("unit_note", "Normal"),
    "TableNote": ("table_note", "Normal"),
    "TableFoot": ("table_note", "Normal"),
    "TableEnd": ("table_note", "Normal"),
    "CoverTitle": ("cover_title", "Normal"),
    "CoverLine": ("cover_line", "Normal"),
    "TitlePageTitle": ("title_page_title", "Normal"),
    "TitlePageLine": ("title_page_line", "Normal"),
    "ContentsTitle": ("contents_title", "Normal"),
    "toc 1": ("contents", "Normal"),
    "toc 2": ("contents", "Normal"),
    "toc 3": ("contents", "Normal"),
    "Header": ("page_number", "Normal"),
    "Footer": ("page_number", "Normal"),
    "Notice": ("notice", "Normal"),
    "Stamp": ("contents_title", "Normal"),
}
"""Style in Word to style of the typography, and the style it is based on."""

_LEFT_OF_TOC = {"toc 1": 0.0, "toc 2": 1.0, "toc 3": 2.0}
_INDENT = {"Item": 2.0, "SubItem": 4.0, "Dash": 2.0}
KEEP_NEXT = frozenset({"Heading 1", "Heading 2", "Heading 3", "TableCaption", "TableUnit", "Figure"})
_ALIGN = {"justify": "both", "left": "left", "center": "center", "right": "right"}
STAMP_COLOUR = "C00000"
MARK_COLOUR = "7F7F7F"


def style_id(name: str) -> str:
    """The id that paragraphs use for a style's name.

    Examples
    --------
    >>> style_id("Heading 1"), style_id("toc 2")
    ('Heading1', 'TOC2')
    """
    return name.upper().replace(" ", "") if name.startswith("toc ") else name.replace(" ", "")


def table_style(size: float) -> str:
    """The style of table text of a size [pt]: runs that bear sizes of their own would make large tables slow.

    Examples
    --------
    >>> table_style(7.5)
    'TableText75'
    """
    return f"TableText{round(size * 10)}"


def set_styles(document: WordDocument, typography: Typography) -> None:
    """Define every style of the report, and nothing else that prints in the theme's fonts."""
    _defaults(document, typography)
    there = {str(element.get(w("styleId"))): element for element in document.styles.element.findall(w("style"))}
    for name, (key, base) in STYLES.items():
        _paragraph_style(_style_element(document, name, there), name, typography.styles[key], typography, base)
    for size in SIZES:
        style = replace(typography.styles["table_text"], size=size)
        name = table_style(size)
        _paragraph_style(_style_element(document, name, there), name, style, typography, "TableText")
    _mark_style(document, typography)


def _defaults(document: WordDocument, typography: Typography) -> None:
    body = typography.styles["body"]
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for child in list(defaults):
        defaults.remove(child)
    language = el("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    defaults.append(el("rPrDefault", el("rPr", _fonts(body, typography), *_size(body), language)))
    defaults.append(el("pPrDefault", el("pPr")))
    for style in document.styles.element.findall(qn("w:style")):
        for fonts in style.iter(qn("w:rFonts")):
            _without_theme(fonts)


def _without_theme(fonts: Element) -> None:
    for attribute in list(fonts.attrib):
        if attribute.endswith("Theme"):
            del fonts.attrib[attribute]


def _fonts(style: TextStyle, typography: Typography) -> Element:
    return el("rFonts", ascii=typography.latin, hAnsi=typography.latin, eastAsia=style.font, cs=typography.latin)


def _size(style: TextStyle) -> tuple[Element, Element]:
    half = round(style.size * 2)
    return el("sz", val=half), el("szCs", val=half)


def _paragraph_style(element: Element, name: str, style: TextStyle, typography: Typography, base: str) -> None:
    for tag in ("pPr", "rPr", "basedOn", "next", "link", "autoRedefine", "unhideWhenUsed", "semiHidden"):
        for old in element.findall(w(tag)):
            element.remove(old)
    if base:
        _insert_after_name(element, el("basedOn", val=base))
    if name.startswith("Heading"):
        _insert_after(element, el("next", val="BodyText"), "basedOn")
    element.append(_paragraph_properties(name, style, typography))
    element.append(el("rPr", _fonts(style, typography), *_weight(name), *_size(style)))


def _weight(name: str) -> tuple[Element, ...]:
    colour = STAMP_COLOUR if name == "Stamp" else "000000"
    return (el("b", val=0), el("i", val=0), el("color", val=colour))


def _style_element(document: WordDocument, name: str, there: Mapping[str, Element]) -> Element:
    """The style of a name: one of those that are there, or a new one."""
    wanted = style_id(name)
    if wanted in there:
        return there[wanted]
    custom = {} if name.startswith("toc ") else {"customStyle": 1}
    rank = [el("uiPriority", val=39)] if name.startswith("toc ") else []
    element = el("style", el("name", val=name), *rank, type="paragraph", styleId=wanted, **custom)
    document.styles.element.append(element)
    return element


def _insert_after_name(element: Element, child: Element) -> None:
    _insert_after(element, child, "name")


def _insert_after(element: Element, child: Element, tag: str) -> None:
    element.insert(list(element).index(element.find(w(tag))) + 1, child)


def _paragraph_properties(name: str, style: TextStyle, typography: Typography) -> Element:
    properties = el("pPr")
    if name in KEEP_NEXT:
        properties.append(el("keepNext"))
        properties.append(el("keepLines"))
    if name == "Heading 1":
        properties.append(el("pageBreakBefore"))
    if name == "Header":
        border = el("bottom", val="single", sz=4, space=1, color="808080")
        properties.append(el("pBdr", border))
    elif name == "Stamp":
        sides = (el(s, val="single", sz=12, space=4, color=STAMP_COLOUR) for s in ("top", "left", "bottom", "right"))
        properties.append(el("pBdr", *sides))
    if name in _LEFT_OF_TOC:
        properties.append(el("tabs", el("tab", val="right", leader="dot", pos=text_width(typography))))
    elif name == "Equation":
        width = text_width(typography)
        properties.append(el("tabs", el("tab", val="center", pos=width // 2), el("tab", val="right", pos=width)))
    elif name == "TableUnit":
        properties.append(el("tabs", el("tab", val="right", pos=text_width(typography))))
    elif name == "Header":
        properties.append(el("tabs", el("tab", val="clear", pos=4320), el("tab", val="clear", pos=8640)))
    properties.extend((el("autoSpaceDE", val=0), el("autoSpaceDN", val=0), el("snapToGrid", val=0)))
    properties.append(_spacing(name, style))
    properties.append(_indent(name, style))
    properties.append(el("jc", val=_ALIGN[style.align]))
    if name.startswith("Heading"):
        properties.append(el("outlineLvl", val=int(name[-1]) - 1))
    return properties


def _spacing(name: str, style: TextStyle) -> Element:
    before, after = round(style.before * 20), round(style.after * 20)
    if name == "TableEnd":
        return el("spacing", before=0, after=0, line=80, lineRule="exact")
    if name.startswith("TableText"):
        return el("spacing", before=20, after=20, line=round(exact_line(style.size) * 20), lineRule="exact")
    if name == "TableUnit":
        return el("spacing", before=0, after=60, line=260, lineRule="exact")
    return el("spacing", before=before, after=after, line=round(240 * style.spacing), lineRule="auto")


def exact_line(size: float) -> float:
    """Line height of table text [pt], exact because the free 仿宋 clips its last line at single spacing.

    Examples
    --------
    >>> exact_line(10.5)
    14.0
    """
    return round(size * 4 / 3 * 2) / 2


def _indent(name: str, style: TextStyle) -> Element:
    hundredths, twips = round(style.indent * 100), round(style.indent * style.size * 20)
    if name in _INDENT:
        left = round(_INDENT[name] * style.size * 20)
        return el("ind", left=left + twips, hanging=twips)
    if name in _LEFT_OF_TOC:
        return el("ind", left=round(_LEFT_OF_TOC[name] * style.size * 20))
    if name == "Normal" or not hundredths:
        return el("ind", firstLine=0)
    return el("ind", firstLineChars=hundredths, firstLine=twips)


def _mark_style(document: WordDocument, typography: Typography) -> None:
    style = document.styles.add_style("SampleMark", WD_STYLE_TYPE.CHARACTER).element
    for old in style.findall(w("rPr")):
        style.remove(old)
    size = typography.styles["table_note"]
    style.append(
        el("rPr", _fonts(typography.styles["table_text"], typography), el("color", val=MARK_COLOUR), *_size(size))
    )


def text_width(typography: Typography, landscape: bool = False) -> int:
    """Width between the margins [twips]; a page on its side keeps the binding margin at its top."""
    page = typography.page
    width = page.height - page.top - page.bottom if landscape else page.width - page.left - page.right
    return round(width * 1440 / 25.4)


def clean(document: WordDocument) -> None:
    """Take the theme's hold off everything that is left, and names of vocabularies that nothing is written in."""
    root = document.styles.element
    for fonts in root.iter(w("rFonts")):
        _without_theme(fonts)
    etree.cleanup_namespaces(root)
    for attribute in [name for name in root.attrib if etree.QName(name).localname == "Ignorable"]:
        del root.attrib[attribute]
