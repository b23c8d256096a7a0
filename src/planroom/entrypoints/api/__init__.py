"""The HTTP API as a role: features' routes, health, documents."""
