"""What an agency reports: its types, and how files become them."""
