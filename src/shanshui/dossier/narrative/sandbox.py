"""The template language of chapters: expressions over plain values, with no way into the program."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from inspect import Parameter, signature
from types import FunctionType, MethodType
from typing import Any

from jinja2 import TemplateSyntaxError, Undefined, nodes, pass_environment, pass_eval_context
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS as DEFAULT_FILTERS
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

OPEN, CLOSE = "\ue000", "\ue001"


class _Nothing(str):
    """A mark that prints nothing, and counts as no in conditions."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


NOTHING = _Nothing(OPEN + CLOSE)
"""What a function gives that has nothing to print."""

FILTERS = frozenset(
    "abs count d default first float groupby int join last length list lower map max min reject rejectattr reverse "
    "round select selectattr sort sum title trim unique upper".split()
)
"""Filters of Jinja that templates may use: none that makes much out of little."""

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


class TooMuchError(Exception):
    """A template would have gone on for too long, or made too much text; the message says which."""


class WrongCallError(Exception):
    """A function was called with arguments that it does not take.

    Parameters
    ----------
    name : str
        The function.
    wanted : str
        How it is called.
    """

    def __init__(self, name: str, wanted: str) -> None:
        super().__init__(name)
        self.name = name
        self.wanted = wanted


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a template may do.

    Parameters
    ----------
    steps : int
        Rounds of loops and calls of functions, all together.
    letters : int
        Of text, in all and in every word made on the way.
    """

    steps: int = 400_000
    letters: int = 400_000


MODERATE = Limits()
"""For a planner's chapters."""

UNLIMITED = Limits(10**12, 10**9)
"""For the program's own chapters, which are as long as the plan is large."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja without attributes, loaders, powers and globals; what it prints passes through ``wrap``.

    Parameters
    ----------
    wrap : callable
        Turns a printed value into text of the mark-up, so that words of the plan cannot act as mark-up.
    names : mapping
        Functions and values that templates may use.
    limits : Limits
        How much a template may do.
    """

    intercepted_binops = frozenset({"**", "*", "%", "+"})

    def __init__(self, wrap: Callable[[object], str], names: Mapping[str, object], limits: Limits = UNLIMITED) -> None:
        super().__init__(
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=_Missing,
            finalize=lambda value: "" if _is_nothing(value) else wrap(_plain(_checked(value))),
            optimized=False,
        )
        self.globals.clear()
        self.globals.update(names)
        self.filters = {name: found for name, found in self.filters.items() if name in FILTERS}
        self.filters["join"] = pass_eval_context(partial(_joined, limits))
        self.filters["sum"] = pass_environment(partial(_summed, limits))
        self._limits = limits
        self._steps = 0

    def known(self) -> frozenset[str]:
        """All names that templates may use."""
        return frozenset((*self.globals, *self.filters, *self.tests))

    def rendered(self, source: str) -> str:
        """Render a template.

        Raises
        ------
        TooMuchError
            Where it does more than its limits allow.
        """
        parts, letters = [], 0
        for part in self.from_string(source).generate():
            letters += len(part)
            self._within(letters)
            parts.append(part)
        return "".join(parts)

    def step(self, *_: object) -> str:
        """One round of a loop."""
        self._steps += 1
        if self._steps > self._limits.steps:
            raise TooMuchError("steps")
        return ""

    def concatenated(self, *parts: object) -> str:
        """Words put together by ``~``."""
        words = [str(_plain(part)) for part in parts]
        self._within(sum(map(len, words)))
        return "".join(words)

    def call(self, context: Any, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a function, macro or loop, which counts as a step; wrong arguments are told by the function's name."""
        self.step()
        if obj == self.step:
            return ""
        if obj == self.concatenated:
            return self.concatenated(*args)
        try:
            return super().call(context, obj, *args, **kwargs)
        except TypeError:
            if isinstance(obj, MethodType | FunctionType) and not _fits(obj, args, kwargs):
                raise WrongCallError(obj.__name__, usage(obj)) from None
            raise

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """The template's tree, with a step in each loop, and words put together within limits."""
        found: nodes.Template = _Watched().visit(super()._parse(source, name, filename))
        return found

    def _within(self, letters: int) -> None:
        if letters > self._limits.letters:
            raise TooMuchError("letters")

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
        """Powers are refused, words are no numbers: a short expression must not take long nor grow without end."""
        if operator == "**":
            raise SecurityError(f"the operator {operator} is not available")
        if operator in ("*", "%") and not all(isinstance(side, int | float | Decimal) for side in (left, right)):
            raise SecurityError(f"the operator {operator} is for numbers")
        for side in (left, right):
            if isinstance(side, str | list | tuple):
                self._within(2 * len(side))
        return super().call_binop(context, operator, left, right)


class _Watched(NodeTransformer):
    """Puts calls into the sandbox where Jinja itself asks nobody."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 (the name is Jinja's)
        """A step at the beginning of each round."""
        self.generic_visit(node)
        node.body.insert(0, nodes.ExprStmt(_asked("step", [], node.lineno)).set_lineno(node.lineno))
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Call:  # noqa: N802
        """Words put together by the sandbox."""
        self.generic_visit(node)
        return _asked("concatenated", node.nodes, node.lineno)


def _asked(name: str, arguments: list[nodes.Expr], line: int) -> nodes.Call:
    found = nodes.Call(nodes.EnvironmentAttribute(name), arguments, [], None, None)
    found.set_lineno(line)
    return found


def _fits(function: Callable[..., object], args: Sequence[object], kwargs: Mapping[str, object]) -> bool:
    try:
        signature(function).bind(*args, **{name: v for name, v in kwargs.items() if not name.startswith("_")})
    except TypeError:
        return False
    return True


def usage(function: Callable[..., object]) -> str:
    """How a function is called, as ``fact(key, unit='', places=None)``."""
    parts = []
    for name, one in signature(function).parameters.items():
        stars = "*" if one.kind is Parameter.VAR_POSITIONAL else ""
        parts.append(f"{stars}{name}" + ("" if one.default is Parameter.empty else f"={one.default!r}"))
    return f"{function.__name__}({', '.join(parts)})"


def _plain(value: object) -> object:
    """A value that is one word or number; a list or mapping is none."""
    if isinstance(value, Mapping | list | tuple | set | frozenset | Iterator):
        raise SecurityError("a list is no text; join its members")
    return value


def _joined(limits: Limits, context: nodes.EvalContext, value: Any, d: str = "", attribute: Any = None) -> str:
    """The filter ``join``, within limits and of words and numbers only."""
    members = list(value)
    if attribute is None and limits.letters < sum(len(str(_plain(one))) + len(str(d)) for one in members):
        raise TooMuchError("letters")
    return str(_plain_join(context, members, d, attribute))


def _summed(limits: Limits, environment: Any, value: Any, attribute: Any = None, start: Any = 0) -> Any:
    """The filter ``sum``, lists put together within limits."""
    members = list(value)
    if limits.letters < sum(len(one) for one in members if isinstance(one, str | list | tuple)):
        raise TooMuchError("letters")
    return _plain_sum(environment, members, attribute, start)


_plain_join: Callable[..., str] = DEFAULT_FILTERS["join"]
_plain_sum: Callable[..., Any] = DEFAULT_FILTERS["sum"]


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
