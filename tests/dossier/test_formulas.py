"""LaTeX into Word's equations and MathML: what can be read, what cannot, and that both ways say the same."""

from __future__ import annotations

import importlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from shanshui.dossier.formulas import FormulaError, breadth_of, mathml, omml, read_latex, read_lines
from shanshui.dossier.formulas.omml import M
from shanshui.standard import load
from shanshui.standard.method.equations import Equation, equation_of, load_equations

EQUATIONS = tuple(load_equations().values())


def xml(latex: str) -> str:
    text = etree.tostring(omml(read_latex(latex)), encoding="unicode")
    for name in ("m", "w"):
        text = text.replace(f"{name}:", "")
    return text


def said(element: etree._Element) -> str:
    return "".join(element.itertext())


@pytest.mark.parametrize(
    ("latex", "tags"),
    [
        (r"\frac{a}{b}", ("<f>", "<num>", "<den>")),
        (r"\sqrt{x}", ('<degHide val="1"/>', "<deg/>")),
        (r"\sqrt[3]{x}", ("<deg><r>",)),
        (r"\sum_{i=1}^{n} x_i - 1", ('<chr val="∑"/>', '<limLoc val="undOvr"/>')),
        (r"\left[ \frac{a}{b} \right)", ('<begChr val="["/>', '<endChr val=")"/>')),
        (r"\min_{i} x", ("<limLow>",)),
        (r"\bar{x}", ("<acc>",)),
        (r"\lg x", ("<func>", "<nor/>")),
        (r"\sin^{2}\theta", ("<fName><sSup>", '<sty val="p"/>')),
        (r"d_i^{+}", ("<sSubSup>", "<nor/>")),
        (r"\text{水}", ("<nor/>",)),
        (r"\begin{cases} 1, & x<0 \\ 2, & x \ge 0 \end{cases}", ('<count val="2"/>', '<endChr val=""/>')),
    ],
)
def test_what_is_read_becomes_the_element_of_word(latex: str, tags: tuple[str, ...]) -> None:
    text = xml(latex)
    assert [tag for tag in tags if tag not in text] == []


def test_a_sum_runs_over_its_terms_and_no_further() -> None:
    whole = omml(read_latex(r"\sum_{i=1}^{n} w_i x_i - 1"))
    inside = whole.find(f"{{{M}}}nary/{{{M}}}e")
    assert said(inside) == "wixi"
    assert said(whole).endswith("−1")


@pytest.mark.parametrize(
    ("latex", "where", "name"),
    [
        ("", "", ""),
        (r"\fracc{a}{b}", r"\fracc{a}{b}", "fracc"),
        (r"\frac{a}{b", "{b", ""),
        ("x + a}", "}", ""),
        ("(a", "(a", ""),
        ("a)", ")", ""),
        ("x__2", "_2", ""),
        ("x^1^2", "^2", ""),
        (r"\left( a", r"\left( a", ""),
        (r"\begin{cases} a", r"\begin{cases} a", ""),
        (r"\begin{align} a \end{align}", r"\begin{align} a \end{ali…", ""),
        (r"\sum", r"\sum", ""),
        (r"a \ln", r"\ln", ""),
        ("a & b", "& b", ""),
        (r"\text{a", r"\text{a", ""),
        (r"a \\ b", r"\\", ""),
    ],
)
def test_what_cannot_be_read_says_from_where_on(latex: str, where: str, name: str) -> None:
    with pytest.raises(FormulaError) as error:
        read_latex(latex)
    assert (error.value.where, error.value.name) == (where, name)


@pytest.mark.parametrize("part", [r"\bar", r"\sin", "x^", r"\frac", "{", "(", r"\sum", r"\left(", r"\begin{cases}"])
def test_what_is_too_deep_or_too_long_is_refused(part: str) -> None:
    for latex in (part * (3900 // len(part)), part * 5000):
        with pytest.raises(FormulaError):
            read_latex(latex)


PIECES = (*r"ab1+-=^_{}()[]\ &,", r"\frac", r"\sum", r"\left", r"\right", r"\text", r"\\")


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_any_text_is_read_or_refused(latex: str) -> None:
    try:
        lines = read_lines(latex)
    except FormulaError:
        return
    for line in lines:
        letters = [sign for sign in said(omml(line)) if sign in "ab1"]
        assert letters == [sign for sign in said(etree.fromstring(mathml(line))) if sign in "ab1"]
        assert breadth_of(line) >= 0


@pytest.mark.parametrize("equation", EQUATIONS, ids=lambda one: one.key)
def test_each_equation_of_the_program_can_be_set_and_fits(equation: Equation) -> None:
    typography = load().typography
    size, page = typography.styles["equation"].size, typography.page
    room = (page.width - page.left - page.right) / 25.4 * 72 / size - 7
    for line in read_lines(equation.latex):
        assert said(omml(line))
        assert breadth_of(line) < room
    for symbol in equation.where:
        assert said(omml(read_latex(symbol.symbol)))
        assert symbol.zh
        assert symbol.en
    assert equation.where
    assert equation.source
    assert equation.clause


@pytest.mark.parametrize("equation", EQUATIONS, ids=lambda one: one.key)
def test_each_equation_names_functions_that_exist(equation: Equation) -> None:
    for entry in equation.of:
        module, _, name = entry.partition(" ")[0].rpartition(".")
        assert hasattr(importlib.import_module(f"shanshui.{module}"), name), entry


def test_the_equation_of_a_fact_depends_on_method_attribute_and_choice() -> None:
    loss = equation_of("indicators.soil_loss.actual_loss", "indicator.051")
    assert loss is not None
    assert loss.key == "soil_loss"
    assert equation_of("indicators.soil_loss.actual_loss", "erosion.loss") is None
    assert equation_of("entered", "cost.total") is None
    water = ("indicators.water_retention.retained_depth", "indicator.041")
    assert equation_of(*water, "water_retention_negative=cut_to_zero（…）") is not None
    assert equation_of(*water, "water_retention_negative=kept（…）") is None
