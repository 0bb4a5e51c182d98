"""A plan drafted from a decision's text."""
