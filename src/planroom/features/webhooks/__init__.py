"""Telling the customer's server: events, deliveries in order, attempts and their log."""
