"""Plans: the sources of an order, their reading into a plan, and the numbered revisions of that plan."""
