"""Programs of steps, run one at a time or many together."""
