"""Requests in, answers out: the contract bound to the handlers."""
