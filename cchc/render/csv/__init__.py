"""Reports and forms as CSV."""
