"""From a document or experiment text to a checked program."""
