"""A whole plan."""
