"""The plan: its types, how it is read, checked and kept compiled."""
