"""Calculations: parameters derived from others, nothing assumed.

Source: docs/contract/pipeline-config.md section 2.9.
"""
