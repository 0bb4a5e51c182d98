"""Exemptions from targets: read from a file, then matched with results."""
