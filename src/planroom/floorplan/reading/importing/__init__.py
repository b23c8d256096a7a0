"""What the readers of plan files share: limits, ids, findings, and making a storey of what a file says."""
