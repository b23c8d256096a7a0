"""Symbols of fixtures, drawn into an upright box."""
