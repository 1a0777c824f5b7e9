"""Models as fits evaluate them."""
