"""Fields: quantities that have a value in every cell, each made by one recipe.

A recipe takes the ground and what stands behind ``@`` in the field's name, and gives the field, or what is missing for
it. To add a field, write its recipe in the module of its topic and name it in that module's ``RECIPES``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from shanshui.assess.fields import cover, relief
from shanshui.assess.ground import Recipe

RECIPES: Mapping[str, Recipe] = MappingProxyType({**cover.RECIPES, **relief.RECIPES})
"""Every field by name."""
