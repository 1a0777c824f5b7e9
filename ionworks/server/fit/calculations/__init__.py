"""Calculations: parameters derived from others, nothing assumed.

Source: pipeline-config.md section 2.9.
"""
