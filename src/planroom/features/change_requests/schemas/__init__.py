"""Change requests on the wire (contract 2.4, 3.5 and 3.8)."""
