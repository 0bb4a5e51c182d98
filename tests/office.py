"""LibreOffice, which prints what is made, or a skip."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


def printed(file: Path) -> Path:
    """The file as LibreOffice prints it, a PDF beside it."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice (Debian: libreoffice-calc-nogui, -writer-nogui)")
    profile = f"-env:UserInstallation=file://{file.parent}/office"
    convert = ["--headless", "--convert-to", "pdf", "--outdir", str(file.parent), str(file)]
    subprocess.run([office, profile, *convert], check=True, capture_output=True, timeout=300)
    made = file.with_suffix(".pdf")
    if not made.exists():
        pytest.skip(f"this LibreOffice has nothing that opens {file.suffix} files")
    return made


def lines_of(pdf: Path) -> list[str]:
    """The lines of text on its pages, as they stand on the paper."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("needs pdftotext (Debian: poppler-utils)")
    command = [program, "-layout", str(pdf), "-"]
    told = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    return told.splitlines()
