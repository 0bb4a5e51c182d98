"""What has to be known before options are read: language, settings, whether a shell asks."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Final, NamedTuple

from cchc.diagnostics import diagnostic
from cchc.errors import UsageError
from cchc.messages import LANGS
from cchc.plan.model import Lang
from cchc.settings import Settings, Words, from_variables, locate, over, read
from cchc.text import nearest

COMPLETION: Final = "_CCHC_COMPLETE"
"""The variable set to ``SHELL_complete`` by the script of a shell that asks for candidates."""
CONFIG: Final = "CCHC_CONFIG"
"""The variable that names a file of settings, as ``--config`` does."""
VALUED: Final = ("--lang", "--config", "--color")
"""Options of every command that take a value."""
COLOURS: Final = ("auto", "always", "never")


class CommonOptions(NamedTuple):
    """The options that every command has, which may stand anywhere on the line."""

    rest: list[str]
    """The other arguments."""
    lang: str | None = None
    """None where the option isn't given; so are the others."""
    config: str | None = None
    color: str | None = None
    no_config: bool = False


def common_options(arguments: Iterable[str]) -> CommonOptions:
    """Takes the options that every command has out of the arguments."""
    rest: list[str] = []
    given: dict[str, str] = {}
    no_config = False
    words = iter(arguments)
    for word in words:
        name, equals, value = word.partition("=")
        if word == "--":
            rest += [word, *words]
        elif word == "--no-config":
            no_config = True
        elif name in VALUED:
            given[name] = value if equals else next(words, "")
        else:
            rest.append(word)
    lang, config, color = map(given.get, VALUED)
    return CommonOptions(rest, lang, config, color, no_config)


def language(*wanted: str | None) -> Lang:
    """The first of the languages wanted that there is; Vietnamese where there is none."""
    return next((lang for one in wanted for lang in LANGS if lang == one), LANGS[0])


def checked(options: CommonOptions) -> CommonOptions:
    """`options`, if what they say can be.

    Raises:
        UsageError: another language or colour than there is, or an empty name of a file.
    """
    for option, value, known in (
        ("--lang", options.lang, LANGS),
        ("--color", options.color, COLOURS),
    ):
        if value is not None and value not in known:
            raise UsageError(
                diagnostic(
                    "usage-unknown-choice",
                    option=option,
                    value=value,
                    known=", ".join(known),
                    nearest=nearest(value, known),
                )
            )
    if options.config == "":
        raise UsageError(diagnostic("usage-option-value", option="--config"))
    if options.config and options.no_config:
        raise UsageError(diagnostic("usage-config-and-none"))
    return options


def settings(options: CommonOptions) -> Settings:
    """What is set for this run: by variables, else by the file of settings.

    Raises:
        InputError: the file of settings is wrong.
        UsageError: a variable is.
    """
    variables = _checked(from_variables(os.environ))
    if options.no_config:
        return variables
    file = options.config or os.environ.get(CONFIG, "") or _nearest_file()
    if not file:
        return variables
    return over(variables, read(file, _words()))


def _nearest_file() -> str:
    try:
        return locate(os.getcwd())
    except OSError:  # the folder we are in has been deleted
        return ""


def _checked(given: Settings) -> Settings:
    """`given`, if variables name what there is."""
    words = _words() if given.format or given.fail_on else {}
    for name, values in (("fail-on", given.fail_on), ("format", filter(None, [given.format]))):
        for value in values:
            if value not in words[name]:
                raise UsageError(
                    diagnostic(
                        "usage-unknown-choice",
                        option=f"CCHC_{name.replace('-', '_').upper()}",
                        value=value,
                        known=", ".join(words[name]),
                        nearest=nearest(value, words[name]),
                    )
                )
    return given


def _words() -> Words:
    from cchc.policy import FAIL_ON, NOTHING
    from cchc.render import FORMATS

    formats = dict.fromkeys(format for known in FORMATS.values() for format in known)
    return {"lang": LANGS, "fail-on": (*FAIL_ON, NOTHING), "format": tuple(formats)}
