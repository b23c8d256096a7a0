"""One company asking another to become part of it (contract 3.1)."""
