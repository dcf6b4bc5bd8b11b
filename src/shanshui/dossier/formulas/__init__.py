"""Formulas: read from LaTeX once, written as Word's own equations and as MathML."""

from shanshui.dossier.formulas.breadth import breadth_of
from shanshui.dossier.formulas.latex import FormulaError, read_latex, read_lines
from shanshui.dossier.formulas.mathml import mathml
from shanshui.dossier.formulas.nodes import Row
from shanshui.dossier.formulas.omml import omml

__all__ = ["FormulaError", "Row", "breadth_of", "mathml", "omml", "read_latex", "read_lines"]
