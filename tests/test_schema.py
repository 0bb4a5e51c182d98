"""`cchc schema`: what is published, what it accepts and what it refuses."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import tiny_plan
import yaml
from conftest import ROOT, Cchc
from editor import FOLDER, KINDS, validator, values
from jsonschema import Draft202012Validator
from test_plan_checks import FIELDS, IDS, METRICS, REFERENCES, SCHEDULES, TIMES, Edit
from test_plan_command import PLAN

from cchc.errors import InputError
from cchc.messages import LANGS, Messages
from cchc.plan.model import Entry, Lang, Plan
from cchc.plan.parse import parse
from cchc.schema import OUTPUTS, submission
from cchc.schema import plan as plan_schema
from cchc.template import Task

SPELLING: Final = "the spelling of a number is gone once it is a number"
INEXPRESSIBLE: Final = {
    "duplicate-key": "of two equal keys a parser keeps one, or refuses the file itself",
    "leading-zero": SPELLING,
    "computer-notation": SPELLING,
    "not-finite": "JSON has no such number, so that no bound speaks of it",
    "numerator-over-denominator": "two values can't be compared",
    "share-disagrees": "values can't be computed with",
    "share-rounds-across": "values can't be computed with",
    "ambiguous-number": SPELLING,
    "not-whole": "5.830 and 5.83 are one number to an editor",
    "unknown-metric": "titles may be spelled in more ways than a pattern can state",
    "too-many-marks": "a pattern can't count the marks on a letter of any text",
    "yaml-anchor": "anchors and aliases are gone once values are made",
}
"""Codes of which JSON Schema can't tell, be it only in some of their forms, and why."""


# What is published


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_published_is_what_the_command_prints(kind: str, lang: str, cchc: Cchc) -> None:
    file = FOLDER / ("" if lang == "vi" else lang) / f"{kind}.json"
    outcome = cchc("schema", kind, "--lang", lang)
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out == file.read_text("utf-8"), (
        f"cchc schema {kind} --lang {lang} -o {file.relative_to(ROOT)} --force"
    )


@pytest.mark.parametrize("kind", OUTPUTS)
def test_what_is_published_of_outputs_is_what_the_command_prints(kind: str, cchc: Cchc) -> None:
    file = FOLDER / f"output-{kind}.json"
    made = cchc("schema", f"output-{kind}").out
    assert made == file.read_text("utf-8"), (
        f"cchc schema output-{kind} -o {file.relative_to(ROOT)} --force"
    )
    schema = json.loads(made)
    assert schema["$id"] == f"urn:cchc:{kind}:1"
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one_and_has_no_invented_address(kind: str, lang: str, cchc: Cchc) -> None:
    schema = json.loads(cchc("schema", kind, "--lang", lang).out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    about = {"submission": "submission:son-la-2026", "waivers": "waivers:son-la-2026"}
    assert schema["$id"] == f"urn:cchc:{about.get(kind, kind)}:{lang}"
    Draft202012Validator.check_schema(schema)


def patterns(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "pattern" and isinstance(value, str):
                yield value
            if key == "patternProperties":
                yield from value
            yield from patterns(value)
    elif isinstance(schema, list):
        for item in schema:
            yield from patterns(item)


@pytest.mark.parametrize("kind", KINDS)
def test_patterns_keep_to_what_ecmascript_and_python_share(kind: str) -> None:
    found = set(patterns(validator(kind).schema))
    assert found
    for pattern in found:
        re.compile(pattern)
        assert not re.search(r"\(\?[^:!=]", pattern), "only groups and looking ahead"
        assert not re.search(r"\\[^sSu\-./\]\[^\\]", pattern), "only escapes that both have"
        assert pattern.isprintable()


def test_another_plans_schema_has_its_own_names(tmp_path: Path, cchc: Cchc) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(tiny_plan.TINY, "utf-8")
    schema = json.loads(cchc("schema", "submission", "--plan", file).out)
    assert list(schema["$defs"]["metrics"]["properties"]) == list(tiny_plan.PLAN.metric)
    assert "so-noi-vu" not in json.dumps(schema)


def test_a_schema_is_written_to_a_file_with_its_folder(tmp_path: Path, cchc: Cchc) -> None:
    file = tmp_path / "schemas" / "en" / "waivers.json"
    outcome = cchc("schema", "waivers", "-o", file, "--lang", "en")
    assert (outcome.status, outcome.out, outcome.err) == (0, "", f"Wrote {file}.\n")
    assert file.read_bytes() == (FOLDER / "en" / "waivers.json").read_bytes()
    assert cchc("schema", "waivers", "-o", file).status == 0  # made anew
    wrong = cchc("schema", "waivers", "-o", tmp_path / "waivers.yaml", "--lang", "en")
    assert wrong.status == 2
    assert ".json" in wrong.err


def test_what_a_schema_is_asked_of_has_to_be_named(cchc: Cchc) -> None:
    outcome = cchc("schema", "--lang", "en")
    assert outcome.status == 2
    assert "[usage-missing-command]" in outcome.err
    help = cchc("schema", "--help", "--lang", "en").out
    assert [kind for kind in KINDS if f"  {kind} " in help] == list(KINDS)


# What an editor offers


@pytest.mark.parametrize("lang", LANGS)
def test_names_complete(lang: Lang, plan: Plan) -> None:
    schema = submission.schema(plan, Messages(lang))["$defs"]
    agencies, _ = schema["agency"]["anyOf"]
    assert agencies["enum"] == [*plan.agency, *(agency.name for agency in plan.agencies)]
    said = dict(zip(agencies["enum"], agencies["enumDescriptions"], strict=True))
    assert said["so-noi-vu"] == "Sở Nội vụ"
    assert said["Sở Nội vụ"] == "so-noi-vu"
    periods, _ = schema["period"]["anyOf"]
    for spelling in (*plan.period, "Q1/2026", "Quý I/2026", "6 tháng/2026", "Quý III/2026"):
        assert spelling in periods["enum"]
    assert "Năm 2026" in periods["enum"]
    assert list(schema["metrics"]["properties"]) == list(plan.metric)
    tasks = [
        Task(activity, number, ()).key
        for activity in plan.activities
        for number, _ in enumerate(activity.outputs, 1)
    ]
    duties = [duty.id for duty in plan.obligations if not duty.is_agency_plan]
    assert list(schema["activities"]["properties"]) == [*tasks, *duties]


def test_a_metric_is_explained(plan: Plan) -> None:
    wanted: dict[Lang, tuple[str, str]] = {
        "vi": ("Hồ sơ TTHC giải quyết đúng hạn và trước hạn", "Cần ≥ 100% (II.3.a ý 9.1)."),
        "en": ("Dossiers settled on or before time", "Needs ≥ 100% (II.3.a item 9.1)."),
    }
    for lang, (title, words) in wanted.items():
        schema = submission.schema(plan, Messages(lang))
        metric = schema["$defs"]["metrics"]["properties"]["ho_so_dung_han"]
        assert metric["title"] == title
        assert words in metric["description"].splitlines()
        assert len(metric["description"].splitlines()) == 4


@pytest.mark.parametrize("lang", LANGS)
def test_every_field_of_a_plan_is_described(lang: Lang) -> None:
    messages = Messages(lang)
    schema = plan_schema.schema(messages)
    entries = {Plan.__name__: schema, **schema["$defs"]}
    assert set(entries) == {entry.__name__ for entry in Entry.__subclasses__()}
    for name, entry in entries.items():
        for field, value in entry["properties"].items():
            assert value["description"] == messages(f"schema.plan.{name}.{field}")
    english = re.compile(r"\b(Whether|Which|What|the)\b")
    assert lang == "en" or not english.search(json.dumps(schema, ensure_ascii=False))


# Submissions: what cchc accepts and refuses


def yaml_inputs() -> list[Path]:
    cases = sorted((ROOT / "tests" / "cases").glob("*/input.yaml"))
    return [*cases, *sorted((ROOT / "examples").rglob("*.yaml"))]


def errors_of(submission: dict[str, Any]) -> set[str]:
    problems = submission["diagnostics"]
    return {problem["code"] for problem in problems if problem["severity"] == "error"}


def verdict(file: Path) -> str:
    """What an editor says: that a file is no YAML, or else what the schema says of it."""
    try:
        found = values(file.read_bytes())
    except (yaml.YAMLError, UnicodeDecodeError):
        return "no YAML"
    return "accepted" if validator("submission").is_valid(found) else "refused"


@pytest.mark.parametrize("file", yaml_inputs(), ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_the_schema_says_what_cchc_says(file: Path, cchc: Cchc) -> None:
    if file.parent.name == "csv-under-a-yaml-name":
        pytest.skip("a table, which is no YAML whatever its name says")
    (checked,) = json.loads(cchc("check", file, "--format", "json").out)["submissions"]
    errors = errors_of(checked)
    if file.parent.name == "yaml-nbsp-on-a-blank-line":
        assert (errors, verdict(file)) == (set(), "no YAML"), "cchc mends what a parser doesn't"
    elif not errors:
        assert verdict(file) == "accepted"
    elif verdict(file) == "accepted":
        assert errors <= INEXPRESSIBLE.keys()


def test_nothing_is_called_inexpressible_without_a_case(cchc: Cchc) -> None:
    seen: set[str] = set()
    for file in yaml_inputs():
        if verdict(file) == "accepted":
            checked = json.loads(cchc("check", file, "--format", "json").out)
            seen |= errors_of(checked["submissions"][0])
    assert seen == INEXPRESSIBLE.keys()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("period", ["2026-Q1", "2026-Y"])
@pytest.mark.parametrize("agency", ["so-noi-vu", "so-tai-chinh", "xa-muong-la", "phuong-to-hieu"])
def test_a_blank_form_is_accepted(
    agency: str, period: str, lang: str, tmp_path: Path, cchc: Cchc
) -> None:
    file = tmp_path / "report.yaml"
    cchc("template", "--agency", agency, "--period", period, "-o", file, "--lang", lang)
    assert list(validator("submission").iter_errors(values(file.read_text("utf-8")))) == []


@pytest.mark.parametrize("lang", LANGS)
def test_a_form_names_a_schema_that_lies_beside_it(
    lang: str, tmp_path: Path, cchc: Cchc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    cchc("template", "--agency", "so-noi-vu", "--period", "Q1/2026", "-o", "a.yaml", "--lang", lang)
    modeline, how, *_ = Path("a.yaml").read_text("utf-8").splitlines()
    # https://github.com/redhat-developer/yaml-language-server: relative to the file's folder.
    name = modeline.removeprefix("# yaml-language-server: $schema=")
    written = Path(name).read_bytes()
    assert written.decode() == cchc("schema", "submission", "--lang", lang).out
    Path(name).unlink()
    assert cchc(*shlex.split(how.partition(": cchc ")[2])).status == 0
    assert Path(name).read_bytes() == written
    assert cchc("check", ".").status in (0, 1)  # the schema is no file of the folder's


# Plans


def refusal_of(text: str) -> set[str]:
    try:
        parse(text)
    except InputError as error:
        return {problem.code for problem in error.diagnostics}
    return set()


BETWEEN_ENTRIES: Final = "what it asks for isn't in the entry itself"
INEXPRESSIBLE_OF_PLANS: Final = {
    "duplicate-key": INEXPRESSIBLE["duplicate-key"],
    "plan-duplicate-id": BETWEEN_ENTRIES,
    "plan-unknown-reference": BETWEEN_ENTRIES,
    "plan-unused-metric": BETWEEN_ENTRIES,
    "plan-threshold": BETWEEN_ENTRIES,
    "plan-window": "two values can't be compared",
    "plan-effective": "two values can't be compared",
    "plan-outside-year": "two values can't be compared",
    "plan-final-report": "which day is the last can't be told",
    "plan-bad-value": SPELLING,
}
EDITS: Final = [
    (code, edits)
    for table in (FIELDS, IDS, REFERENCES, METRICS, TIMES, SCHEDULES)
    for code, edits in table
]


def edited(edits: list[Edit]) -> str:
    return tiny_plan.changed(*((old, new.replace("‸", "")) for old, new in edits))


@pytest.mark.parametrize("file", [PLAN, "tiny"], ids=["real", "tiny"])
def test_plans_are_accepted(file: Path | str) -> None:
    text = file.read_text("utf-8") if isinstance(file, Path) else tiny_plan.TINY
    assert refusal_of(text) == set()
    assert list(validator("plan").iter_errors(values(text))) == []


@pytest.mark.parametrize(("code", "edits"), EDITS)
def test_a_wrong_plan_is_refused_where_an_entry_tells(code: str, edits: list[Edit]) -> None:
    text = edited(edits)
    assert refusal_of(text) == {code}
    if validator("plan").is_valid(values(text)):
        assert code in INEXPRESSIBLE_OF_PLANS


MORE: Final[list[tuple[Edit, bool]]] = [
    # What a plan may have, and whether the plan is accepted with it.
    (("year: 2026", "year: 2026\n  url: null"), True),
    (("year: 2026", "year: 2026\n  url: https://example.org/1"), True),
    (("year: 2026", "year: 2026\n  url: [https://example.org/1]"), False),
    (("decision: 1/QĐ-THỬ", "decision: 1"), False),
    (("signed_on: 2025-12-26", "signed_on: 2025-02-30"), False),
    (("signed_on: 2025-12-26", 'signed_on: "2025-12-25"'), True),
    (("value: 340", 'value: "340"'), True),
    (("value: 340", 'value: " 3_40.50 "'), True),
    (("value: 340", "value: 1_000"), True),
    (("value: 340", "value: .5"), True),
    (("value: 340", 'value: "1e2"'), True),
    (("value: 340", 'value: "-0"'), True),
    (("value: 340", 'value: "-0.5"'), False),
    (("value: 340", "value: .inf"), False),
    (("value: 340", 'value: "Infinity"'), False),
    (("value: 340", 'value: ""'), False),
    (("value: 340", "value: 100000000000000000000"), False),
    (('op: "=="', 'op: "=", unit: "%"'), False),
    (("whole: false", "whole: null"), False),
    (("supersedes: []", "supersedes: [1/QĐ, 2/QĐ]"), True),
    (("    final: true\n", "    final: yes\n"), False),
    (("schedule: {kind: year}", 'schedule: {kind: year, month: "", quarter: null}'), True),
    (("schedule: {kind: year}", "schedule: {kind: year, event: null}"), True),
    (("schedule: {kind: year}", "schedule: {month: 2026-01}"), False),
    (("lead: [cong-an]", "lead: cong-an"), False),
    (("{id: cong-an, name: {vi: Công an tỉnh, en: Provincial police}}", ""), False),
    (("{id: cong-an,", "{id: department,"), False),
]


@pytest.mark.parametrize(("edit", "accepted"), MORE)
def test_the_schema_of_plans_says_what_cchc_says(edit: Edit, accepted: bool) -> None:
    text = tiny_plan.changed(edit)
    assert (refusal_of(text) == set()) is accepted
    assert validator("plan").is_valid(values(text)) is accepted


def test_a_mistake_in_the_real_plan_is_refused() -> None:
    text = PLAN.read_text("utf-8")
    for old, new in (
        ("    due: always\n", "    due: sometimes\n"),
        ("    due: always\n", ""),
        ("    due: always\n", "    due: always\n    dues: x\n"),
        ("value: 80,", "value: eighty,"),
        ("month: 2026-01}", "month: 2026-13}"),
        ("    final: true\n", ""),
        ("schema: cchc.plan/1\n", ""),
        ("kind: department", "kind: departmnt"),
        ("signed_on: 2025-12-26", "signed_on: 26/12/2025"),
    ):
        assert old in text
        wrong = text.replace(old, new, 1)
        assert refusal_of(wrong)
        assert not validator("plan").is_valid(values(wrong)), new


# Waivers


WAIVERS: Final = """\
schema: cchc.waivers/1
waivers:
  - target: ho-so-dung-han
    agency: Sở Nội vụ
    reason: Hệ thống ngừng từ 01/02/2026
    document: 123/UBND-NC
    until: 30/06/2026
"""


@pytest.mark.parametrize(
    ("old", "new", "accepted"),
    [
        ("", "", True),
        ("Sở Nội vụ", "so-noi-vu", True),
        ("30/06/2026", "2026-06-30", True),
        ("123/UBND-NC", "123", True),
        ("schema: cchc.waivers/1\n", "", False),
        ("cchc.waivers/1", "cchc.waivers/2", False),
        ("ho-so-dung-han", "ho_so_dung_han", False),
        ("Sở Nội vụ", "Sở Ngoại vụ", False),
        ("Hệ thống ngừng từ 01/02/2026", "", False),
        ("Hệ thống ngừng từ 01/02/2026", '" "', False),
        ("123/UBND-NC", "[123/UBND-NC]", False),
        ("30/06/2026", "31/06/2026", False),
        ("30/06/2026", "30/06/26", False),
        ("    until: 30/06/2026\n", "", False),
        ("    until:", "    note: tạm\n    until:", False),
    ],
)
def test_waivers(old: str, new: str, accepted: bool) -> None:
    text = WAIVERS.replace(old, new) if old else WAIVERS
    assert validator("waivers").is_valid(values(text)) is accepted
