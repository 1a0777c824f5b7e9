"""Cells: their specifications, themselves, what was measured with them."""
