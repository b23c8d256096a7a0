"""Stored files that nothing needs any more: noted with the rows that go, deleted after the commit."""
