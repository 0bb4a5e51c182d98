"""What changed between two plans, and for whom."""
