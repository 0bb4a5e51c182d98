"""The embedded database: it reads the file that it is given, and nothing else."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final

from cchc.diagnostics import diagnostic
from cchc.errors import InputError
from cchc.extras import not_installed
from cchc.records.cells import quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY: Final = "4GB"
"""What the database may use; ten million dossiers take about a quarter of it."""
_MOST_THREADS: Final = 8


def parquet_columns(file: str) -> list[str]:
    """The names of the columns of a Parquet file.

    Raises:
        InputError: DuckDB isn't installed, or it is no such file.
    """
    try:
        import duckdb
    except ImportError:
        raise InputError(not_installed("records")) from None
    try:
        with closed_off(file) as database:
            found = database.execute(f"DESCRIBE SELECT * FROM read_parquet({quoted(file)})")
            return [str(name) for name, *_ in found.fetchall()]
    except duckdb.Error:
        raise InputError(diagnostic("records-unreadable", reason="?")) from None


def line_of(words: str) -> str:
    """The number of the line at fault, all that may be told of the database's own words."""
    found = re.search(r"[Ll]ine:? ([0-9]+)", words)
    return found[1] if found else "?"


def closed_off(file: str) -> DuckDBPyConnection:
    """A database in memory that can read one file, load nothing, and not be told otherwise."""
    import duckdb

    threads = min(_MOST_THREADS, os.cpu_count() or 1)
    database = duckdb.connect(
        config={
            "memory_limit": MEMORY,
            "threads": threads,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
            "temp_directory": "",
        }
    )
    database.execute(f"SET allowed_paths = [{quoted(file)}]")
    database.execute("SET enable_external_access = false")
    database.execute("SET lock_configuration = true")
    return database
