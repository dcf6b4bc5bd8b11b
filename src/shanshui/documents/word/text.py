"""The words of a paragraph, run by run, as its reader sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "", "pgNum": ""}
_SKIPPED = frozenset(
    ("del", "moveFrom", "rPr", "pPr", "sdtPr", "instrText", "delText", "delInstrText", "rt", "txbxContent", "Fallback",
     "drawing", "pict", "object", "tblPr", "tcPr", "trPr", "oMathParaPr", "ctrlPr", "proofErr", "footnotePr")
)  # fmt: skip
_OFF = ("0", "false", "off", "none")
_SYMBOLS = {"F0B0": "°", "F0B3": "≥", "F0A3": "≤", "F0B4": "×", "F0B1": "±", "F0B7": "·", "F0A2": "′", "F0B2": "″",
            "F0FC": "√", "F0FE": "☑", "F0A8": "□", "F06F": "□", "F0D7": "·", "F07E": "～", "F06D": "μ"}  # fmt: skip


def local(element: Any) -> str:
    """Name of an element without its namespace, so that both editions of the format read alike."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """An attribute by its name without namespace; empty where it is not there."""
    for key, value in element.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


def child(element: Any, *names: str) -> Any:
    """The first element at a path of names below another, None where there is none."""
    for name in names:
        element = next((inner for inner in element if local(inner) == name), None)
        if element is None:
            return None
    return element


def switched_on(element: Any, name: str) -> bool:
    """Whether a switch such as ``vanish`` stands below an element and is on."""
    found = child(element, name) if element is not None else None
    return found is not None and attribute(found, "val").lower() not in _OFF


def pieces(paragraph: Any) -> Iterator[tuple[str, Any]]:
    """The words of a paragraph with the elements that hold them.

    Parameters
    ----------
    paragraph : lxml element
        A ``w:p``.

    Yields
    ------
    tuple of str and element
        Words as they count for the text, and the ``w:t`` (or sign) that holds them; both are equally long, but for
        symbols and soft hyphens. Text boxes inside are left out: their paragraphs are paragraphs of their own.

    Notes
    -----
    What was inserted counts, what was deleted or moved away does not; hidden text and the prompts of empty content
    controls do not. Raised digits are told by their Unicode signs, so that 10⁴ is not 104.
    """
    yield from _inside(paragraph)


def words_of(paragraph: Any) -> str:
    """The words of a paragraph."""
    return "".join(words for words, _ in pieces(paragraph))


def _inside(element: Any, shaped: Callable[[str], str] | None = None) -> Iterator[tuple[str, Any]]:
    for inner in element:
        name = local(inner)
        if name == "r":
            if not switched_on(child(inner, "rPr"), "vanish"):
                yield from _inside(inner, _shape(inner) or shaped)
        elif name == "t":
            words = inner.text or ""
            yield (shaped(words) if shaped else words), inner
        elif name in _SIGNS:
            yield _SIGNS[name], inner
        elif name == "sym":
            yield _SYMBOLS.get(attribute(inner, "char").upper(), ""), inner
        elif name == "sdt":
            if (
                not switched_on(child(inner, "sdtPr"), "showingPlcHdr")
                and (content := child(inner, "sdtContent")) is not None
            ):
                yield from _inside(content, shaped)
        elif name in ("sup", "sub"):
            yield from _inside(inner, _raised if name == "sup" else _lowered)
        elif name not in _SKIPPED and name != "p":
            yield from _inside(inner, shaped)


def _shape(run: Any) -> Callable[[str], str] | None:
    shape = child(run, "rPr", "vertAlign")
    if shape is None:
        return None
    return {"superscript": _raised, "subscript": _lowered}.get(attribute(shape, "val"))


def _raised(words: str) -> str:
    return words.translate(_RAISED) if words.strip("0123456789+-−") == "" else words


def _lowered(words: str) -> str:
    return words.translate(_LOWERED) if words.isdecimal() and words.isascii() else words
