"""Orders on the wire: what is asked, what is replied, and how the one record becomes the other."""
