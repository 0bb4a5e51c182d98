"""What falls due in a window."""
