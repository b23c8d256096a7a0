"""Backends: each turns a scene into one kind of file, and none knows another."""
