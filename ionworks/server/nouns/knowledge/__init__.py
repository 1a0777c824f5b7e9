"""What is known beside measurements and models: raw data, analyses, and what a search finds."""
