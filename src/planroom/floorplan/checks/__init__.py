"""Checks: what is doubtful or wrong with a plan, as findings. Start at ``run``: ``check_plan(plan)``."""
