"""Corrections that the customer asks for after a delivery."""
