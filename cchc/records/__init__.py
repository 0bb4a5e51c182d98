"""Figures that nobody types: what forms, lists of dossiers and the portal's tables come to.

`cchc.records.read` reads the files, `cchc.records.tally` sets what they say of an agency beside
what it reported.  Names, addresses and telephones stand in such files; no text of a list's cells
gets beyond the reading of its day, its answer or its agency.
"""
