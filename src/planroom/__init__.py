"""Planroom: an open floor-plan order and production platform that speaks the Integrate API v3."""
