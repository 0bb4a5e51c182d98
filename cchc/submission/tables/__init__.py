"""Sheets and CSV files to the tree that a YAML submission gives, in passes.

`dialect` says what separates the cells of a text, `regions` cuts a sheet into labels and tables,
`headings` says what each column of a table holds, `rows` reads what stands below, and `tree` puts
all of it together.  Each hands typed values to the next, and none looks back.
"""
