"""Named operations on a plan. Start at ``apply``: ``apply_edit(plan, edit)`` gives a new plan or raises EditRefused."""
