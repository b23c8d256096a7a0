"""Statements: what a company owes, each thing charged when it becomes due, month by month."""
