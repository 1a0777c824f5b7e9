"""What is known beside measurements: raw files, analyses, materials, and the search for all of it."""
