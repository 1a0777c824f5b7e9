"""Cell specifications and what they are made of."""
