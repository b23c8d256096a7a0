"""Invitations: a client of the company hands in a scan or photos of a drawing by a link (GoToScan, contract 3.7)."""
