"""Why a planner's chapter cannot be rendered, as a finding with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterable

from jinja2 import TemplateSyntaxError

from shanshui.dossier.narrative.sandbox import TooMuchError, UnknownNameError, WrongCallError, error_line
from shanshui.finding import Finding, Place
from shanshui.quantity import EMPTY
from shanshui.standard import Standard, closest

FAULTS = (
    UnknownNameError, WrongCallError, TooMuchError, ArithmeticError, AttributeError, LookupError, RecursionError,
    SyntaxError, TypeError, ValueError,
)  # fmt: skip
"""What rendering a template of anybody's may raise beside the errors of Jinja."""

_NO_NAME = re.compile(r"No (?:filter|test) named '(.+?)'")
_TOLD = {"nexpected end of template": "open", "unexpected '": "broken", "expected token": "broken"}
"""Words of Jinja to keys of ours."""


def fault(error: Exception, file: str, offset: int, known: Iterable[str], standard: Standard) -> Finding:
    """The finding of an error.

    Parameters
    ----------
    error : Exception
        What rendering raised.
    file : str
        The planner's file.
    offset : int
        Lines of the file above the template.
    known : iterable of str
        Names that templates may use.
    standard : Standard
        Words.
    """
    place = Place(file=file, row=offset + error_line(error) or None)
    subject = f"{file}:{place.row}"
    name = _unknown(error)
    if name:
        near = closest(name, known) or EMPTY
        return Finding("NARRATIVE-NAME", place, name, near, subject, words={"near": near})
    if isinstance(error, WrongCallError):
        return Finding("NARRATIVE-CALL", place, error.name, error.wanted, subject)
    if isinstance(error, TooMuchError | RecursionError):
        kind = str(error) if isinstance(error, TooMuchError) else "steps"
        return Finding("NARRATIVE-LIMIT", place, standard.label(f"report.limit.{kind}"), "", subject)
    return Finding("NARRATIVE-SYNTAX", place, _said(error, standard), "", subject)


def _unknown(error: Exception) -> str:
    """The name that nobody defined; empty where it is something else."""
    if isinstance(error, UnknownNameError):
        return str(error)
    found = _NO_NAME.search(error.message or "") if isinstance(error, TemplateSyntaxError) else None
    return found.group(1) if found else ""


def _said(error: Exception, standard: Standard) -> str:
    message = (error.message if isinstance(error, TemplateSyntaxError) else str(error)) or type(error).__name__
    key = next((key for words, key in _TOLD.items() if words in message), "")
    return standard.label(f"report.syntax.{key}").format(message=message) if key else message
