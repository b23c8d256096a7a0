"""``planroom prices``: what things cost, for the installation and for single companies."""
