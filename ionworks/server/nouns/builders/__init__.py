"""Model builders: recipes that make a parameterized model of a cell specification."""
