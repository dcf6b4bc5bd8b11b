"""The template language of chapters: expressions over plain values, with no way into the program."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import TemplateSyntaxError, Undefined
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

OPEN, CLOSE = "\ue000", "\ue001"
NOTHING = OPEN + CLOSE
"""What a function gives that has nothing to print."""

_LOOP = frozenset({"index", "index0", "first", "last", "length"})


class UnknownNameError(Exception):
    """A template used a name that nobody defined; the message is the name."""


class _Missing(Undefined):
    """A name that is not there: silent in conditions, an error where it would be printed."""

    @property
    def name(self) -> str:
        return str(self._undefined_name or "")

    def _fail_with_undefined_error(self, *args: Any, **kwargs: Any) -> Any:
        raise UnknownNameError(self.name)

    __call__ = __add__ = __radd__ = __getitem__ = _fail_with_undefined_error


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja without attributes, loaders, powers and globals; what it prints passes through ``wrap``.

    Parameters
    ----------
    wrap : callable
        Turns a printed value into text of the mark-up, so that words of the plan cannot act as mark-up.
    names : mapping
        Functions and values that templates may use.
    """

    intercepted_binops = frozenset({"**"})

    def __init__(self, wrap: Callable[[object], str], names: Mapping[str, object]) -> None:
        super().__init__(
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=_Missing,
            finalize=lambda value: "" if _is_nothing(value) else wrap(_checked(value)),
            optimized=False,
        )
        self.globals.clear()
        self.globals.update(names)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Entries of mappings and the counters of loops; nothing else has attributes."""
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return getattr(obj, attribute)
        return self.undefined(name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Entries by key or position."""
        if isinstance(obj, Mapping | list | tuple):
            try:
                return obj[argument]
            except (LookupError, TypeError):
                pass
        return self.undefined(name=str(argument))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """No attribute is safe; :meth:`getattr` knows the few that exist."""
        return False

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Powers are refused: a short expression must not take long."""
        raise SecurityError(f"the operator {operator} is not available")


def _is_nothing(value: object) -> bool:
    """An inline condition without ``else`` that came out false: Jinja makes it of its own class."""
    return isinstance(value, Undefined) and not isinstance(value, _Missing)


def _checked(value: object) -> object:
    if isinstance(value, _Missing):
        raise UnknownNameError(value.name)
    return value


def current_line() -> int:
    """The template's line that is being rendered, seen from a function that it calls; 0 outside."""
    frame = sys._getframe(1)
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None:
            return int(template.get_corresponding_lineno(frame.f_lineno))
        frame = frame.f_back  # type: ignore[assignment]
    return 0


def error_line(error: BaseException) -> int:
    """The template's line at which rendering stopped; 0 where it is not known."""
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
