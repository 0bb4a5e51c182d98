"""The examples of the catalogue are what they say: a slip, and the same put right."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent

import pytest
from tiny_plan import PLAN, codes

from cchc.catalogue import EXAMPLES, Example
from cchc.diagnostics import Diagnostic
from cchc.evaluate import evaluate
from cchc.submission.read import read_submission

HEAD = {"agency": "agency: so-mot", "period": "period: Q1/2026", "metrics": "metrics: {}"}


def problems_in(folder: Path, example: Example, text: str) -> list[Diagnostic]:
    """What is found in a submission that holds the lines of an example."""
    if example.under == "csv":
        separator = "," if ",value" in text.splitlines()[0] else ";"
        head = f"agency{separator}so-mot\nperiod{separator}Q1/2026\n"
        file, text = folder / "report.csv", head + text + "\n"
    else:
        lines = dict(HEAD)
        if example.under == "":
            for line in text.splitlines():
                lines.pop(line.split(":")[0], None)
            whole = text.startswith(("-", "agency: so-mot\n"))
            text = text if whole else "\n".join((text, *lines.values()))
        else:
            lines.pop(example.under, None)
            body = indent(text, "  ") if text[0] not in "\t\u00a0" else text
            text = "\n".join((*lines.values(), f"{example.under}:", body))
        file, text = folder / "report.yaml", text + "\n"
    file.write_text(text, encoding="utf-8")
    submission = read_submission(str(file), PLAN)
    day = submission.period.due_on if submission.period else None
    return list(evaluate(submission, PLAN, day).diagnostics)


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_wrong_example_has_the_problem_and_the_right_one_has_not(
    code: str, tmp_path: Path
) -> None:
    example = EXAMPLES[code]
    assert code in codes(problems_in(tmp_path, example, example.wrong))
    left = problems_in(tmp_path, example, example.right)
    assert [each for each in left if each.severity == "error"] == []
    assert code not in codes(left)
