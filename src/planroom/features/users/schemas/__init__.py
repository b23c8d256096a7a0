"""Users, keys and sign-ins on the wire (contract 2.4, 3.3 and 3.8)."""
