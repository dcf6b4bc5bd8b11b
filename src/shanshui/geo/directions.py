"""Directions of flow: one small number for each cell."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Directions = NDArray[np.uint8]
Labels = NDArray[np.int32]

NOWHERE, OUTLET = 0, 9
"""Directions of a cell without data, and of one from which water leaves the surface."""

DOWN = np.array([0, 0, 1, 1, 1, 0, -1, -1, -1, 0])
RIGHT = np.array([0, 1, 1, 0, -1, -1, -1, 0, 1, 0])
"""Rows and columns to the neighbour of each direction: 1 east, 2 south-east, ... 8 north-east."""

LENGTH = np.array([np.inf, 1, np.sqrt(2), 1, np.sqrt(2), 1, np.sqrt(2), 1, np.sqrt(2), np.inf])
"""Way to that neighbour, in cells."""
