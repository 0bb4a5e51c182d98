"""Optional formats whose libraries aren't there, and the line that installs them."""

from __future__ import annotations

import json
import os
import sys
from typing import Final

from cchc.diagnostics import Diagnostic, diagnostic

_PACKAGE: Final = "cchc"


def not_installed(extra: str) -> Diagnostic:
    """What to say where the libraries of an extra, such as ``xlsx``, are missing."""
    return diagnostic(f"{extra}-not-installed", command=install_command(extra))


def install_command(extra: str) -> str:
    """The line that adds an extra to this installation, be it pipx's, uv's, pip's or a checkout."""
    source = _source()
    editable = "--editable " if source.startswith(os.sep) or source[1:2] == ":" else ""
    wanted = f"{source}[{extra}]" if editable else f"{_PACKAGE}[{extra}]"
    if source and not editable:
        wanted += f" @ {source}"
    parts = os.path.normpath(sys.prefix).split(os.sep)
    if parts[-3:-1] == ["pipx", "venvs"] or parts[-4:-1] == ["pipx", "shared", "venvs"]:
        return f'pipx install --force {editable}"{wanted}"'
    if parts[-3:-1] == ["uv", "tools"]:
        return f'uv tool install --force {editable}"{wanted}"'
    return f'"{sys.executable}" -m pip install {editable}"{wanted}"'


def _source() -> str:
    """Where it was installed from: a folder, for a checkout, or an address; empty for an index."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        told = distribution(_PACKAGE).read_text("direct_url.json")
    except PackageNotFoundError:
        return ""
    if not told:
        return ""
    found = json.loads(told)
    url: str = found.get("url", "")
    if found.get("dir_info", {}).get("editable"):
        from urllib.parse import urlsplit
        from urllib.request import url2pathname

        return url2pathname(urlsplit(url).path)
    if vcs := found.get("vcs_info", {}).get("vcs"):
        return f"{vcs}+{url}"
    return url
