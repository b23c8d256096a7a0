"""The demonstration: the platform's main job, run end to end against its own HTTP API."""
