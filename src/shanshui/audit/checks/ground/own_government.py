"""Whose government it is: offices and villages of another kind than the county's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shanshui.audit.check import check, fault
from shanshui.audit.neighbours import is_quoted, is_said_of_others
from shanshui.audit.reading import Reading
from shanshui.claims.model import Span
from shanshui.claims.places import level_of
from shanshui.finding import Finding

_OFFICES = re.compile(
    r"(?:(?<=[，。；：（“由以在经向报立])|^)"
    r"(?P<kind>[县区旗州盟市])(?:委|人民政府|政府|长(?=任|担任|牵头|为组长|、))",
    re.M,
)
_STEPPE = re.compile("各?苏木(?:乡镇|镇)|嘎查(?:村|两委)|各嘎查|嘎查(?=配合|委员会)")
_MEMBERS = re.compile(r"各[县区旗市]|县（市|县\(市|县区|区县|县市|旗县|市县")
_ABOVE = {"市": "市", "州": "州", "盟": "盟", "自治区": "区"}


@check("AUDIT-LEFTOVER-OFFICE")
def offices_of_another_kind(reading: Reading) -> Iterator[Finding]:
    """区长 or 旗政府 in the plan of a county of a prefecture."""
    region, text = reading.frame.region, reading.document.text
    prefecture = next((name for name in reading.frame.above if level_of(name) == "prefecture"), "")
    if not prefecture or level_of(region) == "prefecture" or reading.frame.nature == "code":
        return
    above = {kind for name in reading.frame.above for end, kind in _ABOVE.items() if name.endswith(end)}
    lawful = above | {region[-1:]}
    for match in _OFFICES.finditer(text) if region[-1:] in tuple("县区旗市") else ():
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.end() + 20]
        lists = _MEMBERS.search(line) or is_said_of_others(reading, Span(*match.span()))
        if match["kind"] not in lawful and not lists and not is_quoted(text, match.start()):
            yield fault("AUDIT-LEFTOVER-OFFICE", reading, (Span(*match.span()),), match[0], region)
    if "内蒙古自治区" not in reading.frame.above:
        for match in _STEPPE.finditer(text):
            yield fault("AUDIT-LEFTOVER-OFFICE", reading, (Span(*match.span()),), match[0], region)
