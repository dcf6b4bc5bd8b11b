"""Numbers that are no amounts: years, list markers, numbers of tables, clauses and documents, telephones."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

_HAN = "一二三四五六七八九十百零〇两"
_DASH = r"[-－—–―−]{1,2}"
_PATTERNS = (
    r"《[^《》\n]{1,80}》",
    r"https?://[\w./?=&%#:~+-]{1,200}",
    rf"第\s?(?:\d{{1,4}}(?:[.．]\d{{1,3}})*|[{_HAN}]{{1,6}})(?:{_DASH}(?:\d{{1,4}}|[{_HAN}]{{1,6}}))?",
    r"[\[〔［【（(﹝]\s?(?:19|20)\d\d\s?年?[\]〕］】）)﹞]\s?第?\s?\d{1,5}\s?号",
    r"\d{1,5}(?:、\d{1,5}){0,10}\s?号(?!召)",
    r"(?:GB|HJ|TD|SL|LY|NY|DZ|CJJ|JGJ|JTG|QX|HY|DB|DL|NB|TB|AQ|WS|ISO|IEC)(?:\d{2})?(?:/[TZJ])?\s?\d{1,6}(?:\.\d{1,3})*"
    rf"(?:\s?{_DASH}\s?(?:19|20)?\d\d)?(?:[ \u3000]\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}(?![\d.%]))?",
    r"(?<![A-Za-z])[A-Z]\s?[.．]\s?\d{1,2}(?:\s?[.．]\s?\d{1,2}){0,4}",
    r"(?<=》)\s?\d{1,2}(?:\.\d{1,2}){1,3}(?![\d.%])",
    r"[（(]\s?\d{1,2}(?:\.\d{1,2}){1,3}\s?[）)]",
    r"\d{1,2}[×XxＸ]{2}",
    r"(?:2000|1985|1980|1954)\s?[”\"]?\s?(?:国家|西安|北京)",
    r"(?:…|\.{3}|·{3})\s?\d{1,3}\s?$",
    rf"(?m)^(?:第[{_HAN}\d]{{1,3}}[章节]|\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}|[A-Z]\.\d|附录)[^\n\t]{{2,60}}\t\d{{1,3}}$",
    r"(?<![^\s：:；;。，、])\d{1,2}[)）](?=[^，。；\d])",
    r"(?<![\d.])\d{1,4}(?:\.\d{1,4}){2,6}(?![\d%‰])",
    r"(?:(?<![发代报地列])表|图|专栏|附表|附图|附件|附录|公式|编号|序号|No\.?|NO\.?)\s?(?:[A-Z]\s?[.．]?\s?)?\d{1,4}"
    rf"(?:\s?(?:{_DASH}|[.．])\s?\d{{1,4}})*(?!\d)",
    r"注\s?\d{1,2}\s?[：:]",
    r"(?<![\d])1\s?[:：∶]\s?\d[\d.,，]*",
    r"\d{1,4}(?:\.\d{1,3})?\s?[:：∶]\s?\d{1,4}(?:\.\d{1,3})?(?!\d)",
    r"(?<!\d)(?:0\d{2,3}-\d{7,8}|1[3-9]\d{9}|400-\d{3,4}-\d{3,4})(?!\d)",
    r"[（(]\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?[）)](?=[^，。；、）)])",
    r"(?m)^[ \t\u3000]*\d{1,2}(?:\.\d{1,2}){0,3}\s?[、．.）)](?!\d)",
    r"(?m)^[ \t\u3000]*\d{1,2}(?:\.\d{1,2}){1,3}[ \t\u3000]+(?=[\u4e00-\u9fff])",
    r"(?m)^[ \t\u3000]*[\[［〔]\d{1,3}[\]］〕][ \t\u3000]*(?=[A-Za-z\u4e00-\u9fff《])",
    r"(?<=[：:；;。，])\s?\d{1,2}(?:[、．]|[.）)](?!\d))",
    rf"\d{{1,2}}\s?月?\s?(?:{_DASH}|[～~至到])\s?(?:翌年|次年)?\d{{1,2}}\s?月份?",
    r"\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号])?",
    r"\d{1,2}\s?日(?=[，。；、前后至起止内以）)\s])",
    r"\d{1,2}\s?世纪(?:[\d一二三四五六七八九]\d?[十0]?年代)?|[一二三四五六七八九]十年代|\d0\s?年代",
    r"\d{1,4}\s?年\s?一遇|[一二三五百十]{1,3}年一遇",
    r"(?<![\d.])0\d{1,11}(?![\d.])|(?<!\d)\d{12,40}(?!\d)",
    r"[Vv]\d{1,3}(?:\.\d{1,3})*",
)
_PASSED_OVER = re.compile("|".join(f"(?:{pattern.removeprefix('(?m)')})" for pattern in _PATTERNS), re.MULTILINE)


class Ranges:
    """Stretches of a text, to ask whether a place lies in one."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(stretches):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def hold(self, at: int) -> int:
        """End of the stretch that holds a place; 0 where none does."""
        found = bisect_right(self._starts, at) - 1
        return self._ends[found] if found >= 0 and at < self._ends[found] else 0


def passed_over(plain: str) -> Iterator[tuple[int, int]]:
    """Stretches whose numbers are no amounts, years and coordinates aside.

    Parameters
    ----------
    plain : str
        Text with plain digits.

    Examples
    --------
    >>> [plain[a:b] for plain in ["见表2-1，国发〔2022〕2号，（3）建设4座"] for a, b in passed_over(plain)]
    ['表2-1', '〔2022〕2号', '（3）']
    """
    return ((match.start(), match.end()) for match in _PASSED_OVER.finditer(plain))
