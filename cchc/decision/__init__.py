"""A decision's own text: sections, list items and the rows of its appendix, each with its line."""
