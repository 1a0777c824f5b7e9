"""Python client of the Ionworks battery platform and its embedded local server."""
