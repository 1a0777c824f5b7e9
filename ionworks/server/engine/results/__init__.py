"""From solutions to tables of samples, steps and cycles."""
