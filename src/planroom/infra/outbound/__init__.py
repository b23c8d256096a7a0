"""Every HTTP call that Planroom makes: addresses checked, time and size bounded."""
