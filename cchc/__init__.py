"""cchc checks an agency's figures against an administrative reform plan."""

__version__ = "0.1.0"
