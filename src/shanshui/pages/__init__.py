"""What every page for a browser shares: colours and type, strict templates, data that stay in their place."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

FOLDER = "templates"
"""Where a package that makes a page keeps its templates, style and script."""

_PARTING = {"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""Letters that could end a script element or a line of a script."""


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Letters that no page may hold."""


def clean(words: str) -> str:
    """Words without letters that HTML forbids."""
    return _CONTROL.sub("", words)


@cache
def template(package: str, name: str) -> Template:
    """A template of a package: everything is escaped, a missing word is an error.

    Parameters
    ----------
    package, name : str
        Package with a folder of templates, and the file in it.
    """
    environment = Environment(
        loader=FunctionLoader(lambda file: text(package, file)),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: clean(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def text(package: str, name: str) -> str:
    """A file beside the templates of a package, as it stands."""
    return files(package).joinpath(FOLDER).joinpath(name).read_text(encoding="utf-8")


def style(package: str, name: str, dark: bool = True, also: tuple[str, ...] = ()) -> Markup:
    """The style of a page: first what all pages share, then its own.

    Parameters
    ----------
    package, name : str
        As for :func:`template`.
    dark : bool
        Whether the page follows a reader who wants light on dark.
    also : tuple of str
        Further files of this package, for what some pages share: ``findings.css``.
    """
    shared = ("tokens.css", "dark.css", *also) if dark else ("tokens.css", *also)
    return Markup("\n".join((*(text(__name__, part) for part in shared), text(package, name))))


def script(package: str, name: str) -> Markup:
    """The script of a page, to stand in a script element just as it is."""
    return Markup(text(package, name))


def embedded(data: object) -> Markup:
    r"""Data as JSON that may stand in a script element, whatever names it holds.

    Examples
    --------
    >>> str(embedded({"a": "</script>"}))
    '{"a":"\\u003c/script>"}'
    """
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for letter, escaped in _PARTING.items():
        written = written.replace(letter, escaped)
    return Markup(written)


def policy(scripts: Iterable[str]) -> str:
    """A Content-Security-Policy under which a page asks no network for anything and runs its own scripts alone.

    Parameters
    ----------
    scripts : iterable of str
        Content of its script elements, to the letter.
    """
    hashes = (base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in scripts)
    allowed = " ".join(f"'sha256-{one}'" for one in hashes)
    return (
        f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src {allowed}; "
        "base-uri 'none'; form-action 'none'"
    )
