"""The steps from a picture of a blueprint to a plan, in the order in which they run."""
