"""Links from the page: to the clause, which stands on it, and to the files figures come from."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote
from xml.etree.ElementTree import Element

from cchc.diagnostics import Place
from cchc.messages import Messages
from cchc.plan.model import Plan, Target
from cchc.render.kit.page import Child, element


class PageLinks:
    """What the page's links need to know."""

    def __init__(self, plan: Plan, messages: Messages, folder: str) -> None:
        """Takes the folder that the page will lie in."""
        self._plan = plan
        self._messages = messages
        self._folder = os.path.abspath(folder or os.curdir)

    def clause(self, target: Target) -> Element:
        """The address of a target's clause, which leads to the whole of it."""
        text = self._messages.clause(target.source, self._plan)
        return element("a", text, href=f"#{anchor(target)}", class_="clause")

    def figure(self, text: Child, file: str, place: Place | None) -> Element | Child:
        """A figure, which leads to the file it comes from, if it comes from one."""
        if not file:
            return text
        where = self._messages.place(place) if place else ""
        name = os.path.basename(file)
        return element("a", text, href=self.to(file), title=f"{name}, {where}" if where else name)

    def to(self, file: str) -> str:
        """The way from the page to a file; no sign of a file's name acts in it."""
        path = os.path.abspath(file)
        try:
            return quote(os.path.relpath(path, self._folder).replace(os.sep, "/"))
        except ValueError:  # another drive
            return Path(path).as_uri()


def anchor(target: Target) -> str:
    """The name of the place on the page that has all of a target."""
    return f"target-{target.id}"
