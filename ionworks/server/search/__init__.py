"""Search spaces, optimizers and what they ask of their target."""
