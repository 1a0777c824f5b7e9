"""Measured data as objectives use them."""
