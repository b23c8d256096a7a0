"""Measuring standards, one file each: which rooms count by which clause, and how far into the walls to measure."""
