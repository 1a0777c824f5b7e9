"""Measurements: uploads, content, records and the jobs that process them."""
