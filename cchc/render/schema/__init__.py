"""JSON Schemas of what is read."""
