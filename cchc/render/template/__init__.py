"""What an agency fills in for a period."""
