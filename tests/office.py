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
        pytest.skip("needs LibreOffice, which prints (Debian: libreoffice-calc-nogui)")
    profile = f"-env:UserInstallation=file://{file.parent}/office"
    convert = ["--headless", "--convert-to", "pdf", "--outdir", str(file.parent), str(file)]
    subprocess.run([office, profile, *convert], check=True, capture_output=True, timeout=300)
    return file.with_suffix(".pdf")
