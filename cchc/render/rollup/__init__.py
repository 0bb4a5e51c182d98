"""A period of the whole province."""
