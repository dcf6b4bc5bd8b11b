"""Text and YAML as people save them: UTF-8, UTF-16 or GBK, with the row in which each key stands."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from shanshui.finding import Finding, Place
from shanshui.standard.words import without_control

_ALIASES = 50
"""More anchors and aliases than that are no county's data: a few lines of them fill any memory."""

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decoded(data: bytes) -> tuple[str, str] | None:
    r"""Text of a file, and its encoding: UTF-8, UTF-16 with its mark, GBK; None where it is none of them.

    Examples
    --------
    >>> decoded("锦屏".encode("gbk")), decoded(b"\xff")
    (('锦屏', 'GBK'), None)
    """
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            return data.decode(encoding), {"gb18030": "GBK", "utf-16": "UTF16"}.get(encoding, "UTF-8")
        except UnicodeDecodeError:
            continue
    return None


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A YAML file as it stands.

    Parameters
    ----------
    content : object
        What it holds; None where it cannot be read.
    rows : mapping of dotted path to row
        Where each key stands.
    problem : str
        Why it cannot be read, else empty.
    row : int or None
        Where the problem stands.
    findings : tuple of Finding
        An encoding other than UTF-8, keys that come twice.
    """

    content: Any = None
    rows: Mapping[str, int] = field(default_factory=dict)
    problem: str = ""
    row: int | None = None
    findings: tuple[Finding, ...] = ()


def read_yaml_source(path: Path) -> YamlFile:
    """Read a YAML file that somebody wrote by hand.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    YamlFile
        Nothing is raised, whatever stands in the file.
    """
    try:
        text = decoded(path.read_bytes())
    except OSError as error:
        return YamlFile(problem=error.strerror or type(error).__name__)
    if text is None:
        return YamlFile(problem="UTF-8, GBK ?")
    findings = []
    if text[1] != "UTF-8":
        findings.append(Finding("INPUT-ENCODING", Place(file=path.name), text[1], "UTF-8", path.name))
    if text[0].count("*") > _ALIASES and "&" in text[0]:
        return YamlFile(problem="& *", findings=tuple(findings))
    try:
        loader = yaml.SafeLoader(text[0])
        node = loader.get_single_node()
        rows: dict[str, int] = {}
        _walk(node, "", rows, findings, path.name)
        content = None if node is None else loader.construct_document(node)
    except RecursionError:
        return YamlFile(problem="[[[[ … ]]]]", findings=tuple(findings))
    except (yaml.YAMLError, ValueError, TypeError, OverflowError) as error:  # a date of month 13 is a ValueError
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        row = mark.line + 1 if mark is not None else None
        return YamlFile(problem=str(problem), row=row, findings=tuple(findings))
    return YamlFile(_clean(content), rows, findings=tuple(findings))


def _clean(content: object) -> object:
    """The content without characters that no document may hold."""
    if isinstance(content, str):
        return without_control(content)
    if isinstance(content, list):
        return [_clean(item) for item in content]
    if isinstance(content, dict):
        return {key: _clean(value) for key, value in content.items()}
    return content


def _walk(node: yaml.Node | None, above: str, rows: dict[str, int], findings: list[Finding], file: str) -> None:
    """Note the row of each key, and the keys that come twice in one mapping."""
    if not isinstance(node, yaml.MappingNode) or above.count(".") > 3:
        return
    seen: dict[str, int] = {}
    for key, value in node.value:
        name, row = str(key.value), key.start_mark.line + 1
        path = f"{above}{name}"
        if name in seen:
            words = {"row": str(seen[name])}
            place = Place(file=file, row=row, column=path)
            findings.append(Finding("INPUT-DUPLICATE", place, path, "", f"{file}:{path}", words=words))
        seen.setdefault(name, row)
        rows[path] = row
        _walk(value, f"{path}.", rows, findings, file)
