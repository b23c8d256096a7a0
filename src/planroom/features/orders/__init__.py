"""Orders: what the customer wants, its life-cycle, and what was delivered."""
