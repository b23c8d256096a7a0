"""Rows of users, by what they are about: callers, people, keys, operators, sign-ins."""
