"""Parameters that a pipeline states directly."""
