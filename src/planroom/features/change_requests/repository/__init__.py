"""Rows of change requests and their parts. What company callers reach takes the company's id."""
