"""Readers: one module for each format, from bytes to a plan with findings."""
