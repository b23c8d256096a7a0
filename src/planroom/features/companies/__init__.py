"""A customer: its profile, its package and its webhook settings."""
