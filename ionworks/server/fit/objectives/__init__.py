"""Objectives: a model, data, and how the two are compared.

Source: docs/contract/pipeline-config.md section 2.4.
"""
