"""What the commands of LaTeX stand for, as far as formulas here may use them."""

from __future__ import annotations

from collections.abc import Mapping

_GREEK = (
    "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν "
    "xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ "
    "Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω ell ℓ partial ∂ infty ∞"
).split()
_OPERATORS = (
    "cdot · times × div ÷ pm ± mp ∓ le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈ equiv ≡ propto ∝ sim ∼ ll ≪ gg ≫ "
    "in ∈ notin ∉ subset ⊂ subseteq ⊆ cap ∩ cup ∪ to → rightarrow → Rightarrow ⇒ ldots … dots … cdots ⋯ mid | "
    "lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ langle ⟨ rangle ⟩ forall ∀ circ ∘"
).split()

LETTERS: Mapping[str, str] = dict(zip(_GREEK[::2], _GREEK[1::2], strict=True))
OPERATORS: Mapping[str, str] = {
    **dict(zip(_OPERATORS[::2], _OPERATORS[1::2], strict=True)), "%": "%", "{": "{", "}": "}", "#": "#", "&": "&",
}  # fmt: skip
SUMS: Mapping[str, str] = {"sum": "∑", "prod": "∏", "int": "∫"}
FUNCTIONS = frozenset({"ln", "lg", "log", "exp", "sin", "cos", "tan", "arcsin", "arccos", "arctan"})
LIMITS = frozenset({"min", "max", "lim", "sup", "inf", "arg"})
SPACES: Mapping[str, int] = {",": 3, ":": 4, ";": 5, " ": 4, "quad": 18, "qquad": 36, "!": 0}
ACCENTS: Mapping[str, str] = {"bar": "bar", "overline": "bar", "hat": "hat", "tilde": "tilde"}
UPRIGHT = frozenset({"mathrm", "operatorname"})
TEXT = frozenset({"text", "textrm"})
STRUCTURES = frozenset({"frac", "dfrac", "tfrac", "sqrt", "left", "right", "begin", "end"})
FENCES = frozenset("()[]|/⟨⟩⌊⌋⌈⌉{}.")
BREAKING = frozenset("=<>≤≥≠≈≡∝∼≪≫∈∉⊂⊆→⇒+−±∓,;，；")
"""Operators at which what a sum runs over ends."""

PLAIN: Mapping[str, str] = {"-": "−", "'": "′"}
"""Keys of the keyboard that print otherwise in formulas."""

COMMANDS = frozenset(
    {*LETTERS, *OPERATORS, *SUMS, *FUNCTIONS, *LIMITS, *SPACES, *ACCENTS, *UPRIGHT, *TEXT, *STRUCTURES, "limits"}
)
"""All that may follow a backslash."""
