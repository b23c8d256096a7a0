"""Rows of products: what companies have switched off, and what things cost."""
