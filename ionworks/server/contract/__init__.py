"""openapi.yaml as the server reads it, and the schema of measured data."""
