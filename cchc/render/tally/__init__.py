"""What records come to, beside what was reported."""
