"""The floor-plan library: read, check, measure and draw plans, without database, network or clock."""
