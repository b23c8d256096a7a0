"""Deliverables: the files drawn from a revision of a plan, and the addresses at which they are served for good."""
