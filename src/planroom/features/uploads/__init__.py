"""Uploads: files that a company hands in, to be named in an order or a change request."""
