"""Submitted elements: screened, checked and put into canonical form."""
