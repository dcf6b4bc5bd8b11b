"""How the planner's workbook looks: fonts, colours, formats of cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

BODY, HEADING = "宋体", "黑体"
LINE, COMPUTED, EXAMPLE, WRONG, WRONG_TEXT = "#D9D6CE", "#F1F0EB", "#FFF6DC", "#F8D7D3", "#9B1C14"
INK, QUIET = "#2B2B2B", "#6B6B66"


@dataclass(frozen=True, slots=True)
class Styles:
    """Cell formats of one workbook; the same properties give the same object.

    Parameters
    ----------
    book : xlsxwriter.Workbook
        The workbook that they belong to.
    """

    book: Any
    made: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    def __call__(self, **properties: Any) -> Any:
        """The format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            base = {"font_name": BODY, "font_size": 10.5, "font_color": INK, "valign": "vcenter"}
            self.made[key] = self.book.add_format({**base, **properties})
        return self.made[key]

    def entry(self, number_format: str, long: bool, right: bool, example: bool = False) -> Any:
        """A cell that the planner fills."""
        look: dict[str, Any] = {"locked": False, "num_format": number_format, "text_wrap": long}
        look |= {"border": 1, "border_color": LINE, "align": "right" if right else "left", "indent": 1}
        return self(**look, **({"bg_color": EXAMPLE} if example else {}))

    def computed(self, number_format: str) -> Any:
        """A cell that the workbook computes."""
        align = "left" if number_format == "@" else "right"
        look = {"bg_color": COMPUTED, "border": 1, "border_color": LINE, "align": align, "indent": 1}
        return self(locked=True, num_format=number_format, **look)

    def header(self, colour: str, required: bool, computed: bool = False) -> Any:
        """A heading: full colour where the column must be filled, pale where it may, grey where it is computed."""
        look = {"font_name": HEADING, "text_wrap": True, "align": "center", "border": 1, "border_color": "#FFFFFF"}
        if computed:
            return self(**look, bg_color="#DAD8D0", font_color=QUIET, italic=True)
        if required:
            return self(**look, bg_color=colour, font_color="#FFFFFF", bold=True)
        return self(**look, bg_color=pale(colour), font_color=INK)

    def wrong(self) -> Any:
        """Conditional look of a cell in which something is wrong."""
        return self.book.add_format({"bg_color": WRONG, "font_color": WRONG_TEXT})


def pale(colour: str) -> str:
    """A colour mixed with three parts of white.

    Examples
    --------
    >>> pale("#000000"), pale("#FFFFFF")
    ('#BFBFBF', '#FFFFFF')
    """
    parts = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return "#" + "".join(f"{(part + 3 * 255) // 4:02X}" for part in parts)


def breadth(text: str) -> int:
    """Width of the longest line in characters; a Chinese one is two wide."""
    return max((sum(2 if ord(sign) > 0x2E7F else 1 for sign in line) for line in text.split("\n")), default=0)


def lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of a width.

    Examples
    --------
    >>> lines("生态保护修复", 10), lines("", 8), lines("一行" + chr(10) + "两行", 20)
    (2, 1, 2)
    """
    return sum(max(1, -(-breadth(line) // max(1, int(width) - 3))) for line in text.split("\n"))
