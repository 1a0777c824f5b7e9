"""Kinds of optimizations, as their ``kind`` says."""

from __future__ import annotations

from typing import Final

from ionworks.optimization.problem import DESIGN_OPTIMIZATION

DESIGN: Final = DESIGN_OPTIMIZATION
"""A search for a design or a charge."""
DATAFIT: Final = "datafit"
"""A fit: one ``data_fit`` element."""
KINDS: Final = (DESIGN, DATAFIT)
