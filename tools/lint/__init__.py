"""Planroom's own lint rules: what the house demands and no ready-made linter knows. Run: ``python -m tools.lint``."""
