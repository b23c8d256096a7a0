"""The production desk: what waits for a person, who works on it, and what they change."""
