"""Drafts on the wire: orders that are made before there is anything to make a plan of."""
