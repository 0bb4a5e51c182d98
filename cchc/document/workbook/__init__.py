"""Workbooks from the inside: parts of the package, strings, number formats, sheets.

Only what bears figures is ever parsed, so that nothing else can break: no fonts, fills, borders,
themes, drawings, comments, validations, filters, page set-up, links or properties.
"""
