"""Coverage-guided fuzzing of the readers: any bytes give verdicts or diagnostics, never an error.

    python fuzz/readers.py -runs=200000 corpus/

Each input is read as YAML, as CSV and as a workbook would be, by its first byte; examples, and
the cases and hostile inputs of the tests, are the seeds.  For a workbook the fuzzer's bytes become
parts of a valid archive, since hardly any mutation of a packed file would get beyond its checksum.
"""

from __future__ import annotations

import io
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["cchc", "yaml"]):
    # Imported only when needed, so that they would escape the fuzzer's notice.
    import cchc.document.csv
    import cchc.document.legacy
    import cchc.document.workbook.foreign
    import cchc.document.workbook.sheet
    import cchc.document.xlsx
    import cchc.document.yaml
    import cchc.render.check.json
    import cchc.render.check.table
    import cchc.submission.tables.tree  # noqa: F401
    from cchc.batch import CheckReport, outcome
    from cchc.evaluate import evaluate
    from cchc.messages import Messages
    from cchc.plan.load import load
    from cchc.render import FORMATS
    from cchc.render.check.writer import check_writer
    from cchc.render.look import Look, Way
    from cchc.submission.read import read_submission
    from cchc.template import form

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "tests"))
from hostile_workbooks import GENERATORS  # noqa: E402

PLAN = load()
SUFFIXES = (".yaml", ".csv", ".xlsx", "")
FOLDER = Path(tempfile.mkdtemp(prefix="cchc-fuzz-"))


def workbook() -> dict[str, bytes]:
    """The parts of a form, to be replaced one at a time."""
    from cchc.render import content

    made = form(PLAN, PLAN.agencies[0], PLAN.reporting[0])
    packed = content("template", "xlsx", made, Messages("vi"))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


PARTS = workbook()


def packed(choice: int, data: bytes) -> bytes:
    """The form with one of its parts replaced."""
    name = sorted(PARTS)[choice % len(PARTS)]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for part, content in PARTS.items():
            archive.writestr(part, data if part == name else content)
    return stream.getvalue()


def check(data: bytes) -> None:
    """One input, through to what a person sees."""
    kind, choice, data = data[:1], data[1:2], data[2:]
    suffix = SUFFIXES[(kind or b"\0")[0] % len(SUFFIXES)]
    if suffix == ".xlsx" and choice and choice[0] < 200:
        data = packed(choice[0], data)
    file = FOLDER / f"input{suffix}"
    file.write_bytes(data)
    submission = read_submission(str(file), PLAN)
    checked = evaluate(submission, PLAN, date(2026, 3, 11))
    came_to = outcome(checked)
    report = CheckReport(PLAN, (came_to,))
    for format in FORMATS["check"] if len(data) % 8 == 0 else FORMATS["check"][1:]:
        writer = check_writer(format, Way(Look(Messages("vi"))))
        writer.submission(PLAN, checked, came_to)
        writer.closing(report)
    assert report.exit_status in (0, 1, 3)


def seed(folder: Path) -> None:
    """Fills an empty corpus with the examples and the cases."""
    files = [*ROOT.glob("examples/*.yaml"), *ROOT.glob("tests/cases/*/input.*")]
    folder.mkdir(parents=True, exist_ok=True)
    for number, file in enumerate(sorted(files)):
        kind = {".csv": 1, ".xlsx": 2, ".xls": 2, ".ods": 2}.get(file.suffix, 0)
        (folder / f"seed-{number}").write_bytes(bytes((kind, 255)) + file.read_bytes())
    for name, made in GENERATORS.items():
        (folder / f"hostile-{name}").write_bytes(bytes((2, 255)) + made(50))
    for number, text in enumerate(hostile()):
        (folder / f"hostile-{number}").write_bytes(text)
    for number, name in enumerate(sorted(PARTS)):
        (folder / f"part-{number}").write_bytes(bytes((2, number)) + PARTS[name])


def hostile() -> Iterator[bytes]:
    """Small ones of the inputs that the tests hold to their size."""
    sys.path += [str(ROOT / "tests"), str(ROOT / "tests" / "unit")]
    from hostile_inputs import SUBMISSIONS, TABLES

    for kind, made in enumerate((SUBMISSIONS, TABLES)):
        for _, make in made.values():
            yield bytes((kind, 255)) + make(5).encode()


def main() -> None:
    """Runs libFuzzer with the options of the command line."""
    folders = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("-")]
    for folder in folders[:1]:
        if not folder.exists() or not any(folder.iterdir()):
            seed(folder)
    atheris.Setup(sys.argv, check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
