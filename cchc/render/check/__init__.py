"""What one or many submissions came to."""
