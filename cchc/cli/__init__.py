"""The command line: a thin skin that reads options, calls the core and writes what it yields."""
