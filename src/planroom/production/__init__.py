"""From an order's material to its files: which steps, which artifacts. No database, no HTTP."""
