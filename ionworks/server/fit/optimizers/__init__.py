"""Optimizers and samplers.

Source: pipeline-config.md section 2.6.
"""
