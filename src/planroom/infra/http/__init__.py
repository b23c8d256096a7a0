"""What the web framework lacks: error rendering, validation, paging parameters, credentials."""
