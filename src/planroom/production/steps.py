"""What runs in a child process: loaded once by the fork server, so its imports are the libraries."""
