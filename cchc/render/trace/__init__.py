"""A plan held against its decision's text."""
