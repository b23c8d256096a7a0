"""The audit log: who changed people, keys, settings and models of a company, and when."""
