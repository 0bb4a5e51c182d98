"""Every kind of problem that cchc can report: what it belongs to, and how it looks.

The words are in `cchc.messages`; the examples are what a file may hold, and need none.  Their
metrics are made up: ``dung_han`` is a share, ``thanh_lap`` a count, ``thu_ngan_sach`` a growth
and ``cong_khai`` a confirmation.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from cchc.diagnostics import WARNINGS, Severity

Group = Literal[
    "file", "encoding", "workbook", "yaml", "table", "submission", "figure", "share", "activity",
    "record", "waiver", "settings", "plan", "command", "program",
]  # fmt: skip
Under = Literal["", "metrics", "activities", "agency_plan", "csv"]

GROUPS: Final[dict[Group, tuple[str, ...]]] = {
    "file": (
        "not-found", "address-given", "is-directory", "not-a-file", "unreadable", "not-permitted",
        "symlink-loop",
        "changed-while-read", "too-large", "too-many-values", "empty", "other-kind",
        "plan-given", "waivers-given", "settings-given", "skipped",
        "document-damaged", "document-too-large", "no-decision", "not-a-decision",
        "decision-too-long",
    ),
    "encoding": (
        "not-utf8", "legacy-encoding", "utf-16-without-mark", "control-character",
        "too-many-marks",
    ),
    "workbook": (
        "other-workbook", "workbook-encrypted", "workbook-damaged", "workbook-too-large",
        "sheet-missing", "sheets-are-one", "sheet-too-large", "merged-cells", "hidden-cell",
        "hidden-sheet", "formula-without-value", "cell-error", "external-link", "stale-result",
        "number-format", "format-hides", "values-only",
    ),
    "yaml": (
        "yaml-syntax", "yaml-tab", "yaml-unclosed-quote", "yaml-unclosed-bracket", "yaml-colon",
        "yaml-second-colon", "yaml-indent", "yaml-first-character", "yaml-escape",
        "yaml-dash", "strange-indent", "strange-colon", "yaml-anchor", "yaml-tag", "yaml-key",
        "too-deep", "several-documents", "not-a-mapping", "not-a-mapping-here",
    ),
    "table": (
        "csv-unclosed-quote", "csv-after-quote", "comma-splits", "no-table", "missing-column",
        "heading-in-two-rows", "duplicate-column", "renamed-column", "unknown-column",
        "unknown-columns", "too-many-columns", "other-column", "figures-passed-over",
        "unread-figures", "unit-misfit", "column-unit", "row-without-key", "sum-row", "bare-label",
        "two-values", "repeated-sheet", "several-sheets", "not-none-arising",
    ),
    "submission": (
        "duplicate-key", "unknown-key", "missing-agency", "unknown-agency", "ambiguous-agency",
        "missing-period", "unknown-period", "missing-metrics", "unknown-metric", "ambiguous-metric",
        "metric-not-applicable", "not-a-single-value", "date-too-early", "date-too-late",
        "as-of-too-early", "as-of-in-future", "report-late", "plan-not-in-force",
        "plan-unconfirmed", "not-a-date", "no-such-date",
        "conflict", "superseded",
    ),
    "figure": (
        "no-figure", "figure-is-list", "unknown-figure-key", "half-a-fraction",
        "fraction-not-expected", "not-an-answer", "not-a-number", "leading-zero",
        "computer-notation", "time-for-number", "date-for-number", "not-one-number",
        "figure-and-none-arising", "boolean-for-number", "not-finite", "ambiguous-number",
        "too-many-digits", "percent-in-count", "negative", "not-whole", "tidied",
        "other-unit",
    ),
    "share": (
        "share-over-100", "numerator-over-denominator", "zero-base", "share-of-nothing",
        "share-disagrees", "share-rounds-across", "always-arises", "growth-or-ratio",
        "share-or-ratio", "ratio-or-share", "one-agency", "figures-disagree",
        "estimate-of-an-answer", "not-an-estimate",
    ),
    "activity": (
        "unknown-activity", "duplicate-activity", "unknown-status", "activity-late",
        "activity-overdue", "activity-not-reported", "activity-not-lead",
        "activity-first-output", "activity-day-but-not-done", "activity-done-without-date",
        "date-in-future", "agency-plan-late", "agency-plan-not-reported",
        "duty-late", "duty-overdue", "duty-not-reported",
    ),
    "record": (
        "form-sum", "form-total", "form-cell", "form-no-total", "form-no-days", "form-other-days",
        "form-no-agency", "form-other-agency", "form-twice", "record-not-a-day",
        "record-repeated", "record-without", "record-backwards", "record-lacks", "record-more",
        "record-unknown-agency", "records-unusable", "records-begin", "records-end",
        "records-differ", "records-silent", "records-missing-column", "records-no-agency",
        "records-unknown", "records-unreadable", "records-memory", "columns-unknown",
        "columns-missing", "portal-other-province", "portal-cell", "counts-period", "counts-cell",
        "against-other",
    ),
    "waiver": (
        "not-waivers", "waivers-not-a-list", "waiver-without", "unknown-target", "waiver-twice",
        "waiver-expired", "waiver-unused", "waiver-unread", "waiver-not-applicable",
        "waiver-not-checked",
    ),
    "settings": (
        "toml-syntax", "unknown-setting", "setting-no-text", "setting-no-texts",
        "setting-no-number", "setting-no-choice",
    ),
    "plan": (
        "not-a-plan", "plan-missing-field", "plan-unknown-field", "plan-bad-choice",
        "plan-bad-value", "plan-bad-id", "plan-duplicate-id", "plan-unknown-reference",
        "plan-named-twice", "plan-unused-metric", "plan-metric-denominator", "plan-metric-unit",
        "plan-counts-agencies", "plan-accrues", "plan-shared-list", "plan-until", "plan-held-by",
        "plan-side", "plan-relation", "plan-records", "plan-form-column", "plan-definition",
        "plan-definition-word", "plan-portal", "plan-threshold", "plan-window",
        "plan-outside-year", "plan-final-report", "plan-effective",
        "plan-schedule", "plan-schedule-form", "plan-duty-time", "plan-no-output", "plan-url",
        "registry-empty", "registry-cell", "registry-kind",
    ),
    "command": (
        "usage-not-a-month", "usage-not-a-quarter", "usage-not-a-date", "usage-no-such-date",
        "usage-window", "usage-half-window", "usage-window-order", "usage-unknown-agency",
        "usage-ambiguous-agency", "usage-unknown-period", "usage-unknown-choice",
        "usage-lead-only", "usage-each-agency", "usage-done-agency", "usage-stdin-twice",
        "usage-for-screen", "usage-tally-each",
        "usage-which-period", "usage-plans-apart", "usage-no-match",
        "usage-empty-folder", "usage-jobs", "usage-line", "usage-no-day",
        "usage-file-exists", "usage-no-folder",
        "usage-unknown-suffix", "usage-missing-option", "usage-unknown-code",
        "usage-markdown-codes",
        "usage-two-formats", "usage-same-output", "usage-output-checked", "usage-output-not-file",
        "usage-help-url", "usage-config-and-none",
        "usage-no-such-option", "usage-no-such-command", "usage-missing-argument",
        "usage-missing-command", "usage-option-value", "usage-extra-argument", "usage-other",
    ),
    "program": (
        "xlsx-not-installed", "records-not-installed", "docx-not-installed", "ics-not-installed",
        "unwritable", "internal",
    ),
}  # fmt: skip
"""Codes by what they are about."""


class Example(NamedTuple):
    """A slip, and the same put right."""

    wrong: str
    right: str
    under: Under = "metrics"
    """Where the lines stand: at the top of a YAML file, under one of its keys, or in a CSV file."""


class CatalogueEntry(NamedTuple):
    """One kind of problem."""

    code: str
    group: Group
    severity: Severity
    example: Example | None


def entries() -> tuple[CatalogueEntry, ...]:
    """Every kind of problem, by group."""
    return tuple(
        CatalogueEntry(code, group, "warning" if code in WARNINGS else "error", EXAMPLES.get(code))
        for group, codes in GROUPS.items()
        for code in codes
    )


_SUBMISSION: Final = "agency: so-mot\nperiod: Q1/2026\nmetrics: {}"
_HEADING: Final = "metric;numerator;denominator;value;note\n"
_TORN: Final = "metric,value,note\n"

EXAMPLES: Final = {
    "duplicate-key": Example("dung_han: 92%\ndung_han: 93%", "dung_han: 93%"),
    "control-character": Example("dung_han: 92\x08%", "dung_han: 92%"),
    "plan-given": Example("schema: cchc.plan/1\ntargets: []", _SUBMISSION, ""),
    "waivers-given": Example("schema: cchc.waivers/1\nwaivers: []", _SUBMISSION, ""),
    # YAML
    "yaml-tab": Example("\tdung_han: 92%", "dung_han: 92%"),
    "yaml-unclosed-quote": Example('dung_han: "92,5%', 'dung_han: "92,5%"'),
    "yaml-unclosed-bracket": Example(
        "dung_han: {numerator: 31, denominator: 75", "dung_han: {numerator: 31, denominator: 75}"
    ),
    "yaml-colon": Example("dung_han:92%\nthanh_lap: 3", "dung_han: 92%\nthanh_lap: 3"),
    "yaml-second-colon": Example("dung_han: 92: 5", "dung_han: 92,5"),
    "yaml-indent": Example("dung_han: 92%\n thanh_lap: 3", "dung_han: 92%\nthanh_lap: 3"),
    "yaml-first-character": Example("dung_han: %92", "dung_han: 92%"),
    "yaml-dash": Example("dung_han: - 92%", "dung_han: 92%"),
    "strange-colon": Example("dung_han：92%", "dung_han: 92%"),
    "yaml-escape": Example(
        'dung_han: {value: 92, note: "A\\Z"}', "dung_han: {value: 92, note: 'A\\Z'}"
    ),
    "strange-indent": Example("\u00a0\u00a0dung_han: 92%", "dung_han: 92%"),
    "yaml-anchor": Example("dung_han: &x 92%", "dung_han: 92%"),
    "yaml-tag": Example("dung_han: !!str 92%", "dung_han: 92%"),
    "yaml-key": Example("[dung_han]: 92%", "dung_han: 92%"),
    "not-a-mapping-here": Example("dung_han 92%", "dung_han: 92%"),
    "several-documents": Example(
        "agency: so-mot\nperiod: Q1/2026\nmetrics: {}\n---\nagency: so-hai",
        "agency: so-mot\nperiod: Q1/2026\nmetrics: {}",
        "",
    ),
    "not-a-mapping": Example(
        "- agency: so-mot\n- period: Q1/2026", "agency: so-mot\nperiod: Q1/2026\nmetrics: {}", ""
    ),
    # Tables
    "csv-unclosed-quote": Example(
        _HEADING + 'dung_han;31;75;;"chưa đủ', _HEADING + 'dung_han;31;75;;"chưa đủ"', "csv"
    ),
    "csv-after-quote": Example(
        _HEADING + 'dung_han;31;75;;"tổ" một', _HEADING + 'dung_han;31;75;;"tổ một"', "csv"
    ),
    "comma-splits": Example(_TORN + "dung_han,92,5", _TORN + 'dung_han,"92,5",', "csv"),
    "missing-column": Example(
        "metric;numerator;note\ndung_han;31;", "metric;numerator;denominator\ndung_han;31;75", "csv"
    ),
    "heading-in-two-rows": Example(
        "Mã chỉ số;Giá trị;;Ghi chú\n;Tử số;Mẫu số;\ndung_han;31;75;",
        "Mã chỉ số;Tử số;Mẫu số;Ghi chú\ndung_han;31;75;",
        "csv",
    ),
    "duplicate-column": Example(
        "metric;value;value\ndung_han;92%;", "metric;value;note\ndung_han;92%;", "csv"
    ),
    "renamed-column": Example(
        "Mã chỉ số;Gía trịị;Giá trị\ndung_han;;92%", "Mã chỉ số;Giá trị\ndung_han;92%", "csv"
    ),
    "unknown-column": Example(
        "metric;value;Người lập\ndung_han;92%;An", "metric;value\ndung_han;92%", "csv"
    ),
    "other-column": Example(
        "metric;value (2025);value\ndung_han;95%;92%", "metric;value\ndung_han;92%", "csv"
    ),
    "figures-passed-over": Example(
        "metric;Giá trị;Kết quả\ndung_han;92%;95%", "metric;Giá trị\ndung_han;92%", "csv"
    ),
    "unit-misfit": Example("metric;value (%)\nthanh_lap;3", "metric;value\nthanh_lap;3", "csv"),
    "sum-row": Example(
        _HEADING + "dung_han;31;75;;\nTổng cộng;31;75;;", _HEADING + "dung_han;31;75;;", "csv"
    ),
    "row-without-key": Example(_HEADING + ";31;75;;", _HEADING + "dung_han;31;75;;", "csv"),
    # What a submission says
    "unknown-key": Example("kỳ: Q1/2026", "period: Q1/2026", ""),
    "unknown-agency": Example("agency: Sở Một Hai Ba", "agency: Sở Một", ""),
    "unknown-period": Example("period: tháng 3/2026", "period: Q1/2026", ""),
    "unknown-metric": Example("dung_hạn: 92%", "dung_han: 92%"),
    # Figures
    "no-figure": Example('dung_han: {note: "đang tổng hợp"}', "dung_han: 31/75"),
    "figure-is-list": Example("dung_han: [31, 75]", "dung_han: 31/75"),
    "unknown-figure-key": Example("dung_han: {value: 92,5}", 'dung_han: {value: "92,5"}'),
    "half-a-fraction": Example(
        "dung_han: {numerator: 31}", "dung_han: {numerator: 31, denominator: 75}"
    ),
    "fraction-not-expected": Example("thanh_lap: {numerator: 3, denominator: 4}", "thanh_lap: 3"),
    "not-an-answer": Example("cong_khai: tốt", "cong_khai: có"),
    "not-a-number": Example("dung_han: nhiều", "dung_han: 92%"),
    "leading-zero": Example("thanh_lap: 010", "thanh_lap: 10"),
    "computer-notation": Example("thanh_lap: 1_000", "thanh_lap: 1000"),
    "time-for-number": Example("dung_han: 12:30", "dung_han: 12,3%"),
    "date-for-number": Example("thanh_lap: 10/01/2026", "thanh_lap: 10"),
    "not-one-number": Example("dung_han: khoảng 80%", "dung_han: 812/1000"),
    "figure-and-none-arising": Example(
        "dung_han: {numerator: 31, denominator: 75, value: không phát sinh}", "dung_han: 31/75"
    ),
    "boolean-for-number": Example("dung_han: có", "dung_han: 92%"),
    "not-finite": Example("dung_han: .nan", "dung_han: không phát sinh"),
    "ambiguous-number": Example("thanh_lap: 1,234", "thanh_lap: 1.234"),
    "too-many-digits": Example("thanh_lap: 12345678901234567890", "thanh_lap: 12345"),
    "percent-in-count": Example("thanh_lap: 80%", "thanh_lap: 80"),
    "negative": Example("thanh_lap: -3", "thanh_lap: 3"),
    "not-whole": Example("thanh_lap: 3,5", "thanh_lap: 3"),
    "tidied": Example("dung_han: “92,5%”", "dung_han: 92,5%"),
    "other-unit": Example("dung_han: 31/75 doanh nghiệp", "dung_han: 31/75 hồ sơ"),
    # Shares
    "share-over-100": Example("dung_han: 925%", "dung_han: 92,5%"),
    "numerator-over-denominator": Example("dung_han: 75/31", "dung_han: 31/75"),
    "zero-base": Example("thu_ngan_sach: 5/0", "thu_ngan_sach: 105/100"),
    "share-of-nothing": Example(
        "dung_han: {numerator: 0, denominator: 0, value: 100}", "dung_han: không phát sinh"
    ),
    "share-disagrees": Example(
        'dung_han: {numerator: 31, denominator: 75, value: "41,34"}',
        'dung_han: {numerator: 31, denominator: 75, value: "41,33"}',
    ),
    "share-rounds-across": Example(
        "dung_han: {numerator: 799, denominator: 1000, value: 80}", "dung_han: 799/1000"
    ),
    "always-arises": Example("thanh_lap: không phát sinh", "thanh_lap: 0"),
    "growth-or-ratio": Example("thu_ngan_sach: 103%", "thu_ngan_sach: 3%"),
    "share-or-ratio": Example("dung_han: 0,925", "dung_han: 92,5%"),
    "ratio-or-share": Example(
        "metric;value\ndung_han;0,925", "metric;value\ndung_han;92,5%", "csv"
    ),
    # Activities and days
    "unknown-activity": Example("IX.9: {status: done}", "I.1: {status: done}", "activities"),
    "unknown-status": Example("I.1: {status: tốt}", "I.1: {status: done}", "activities"),
    "not-a-date": Example(
        "I.1: {status: done, completed_on: 5/1/26}",
        "I.1: {status: done, completed_on: 05/01/2026}",
        "activities",
    ),
    "no-such-date": Example("issued_on: 31/4/2026", "issued_on: 09/01/2026", "agency_plan"),
    "activity-done-without-date": Example(
        "I.1: {status: done}", "I.1: {status: done, completed_on: 05/01/2026}", "activities"
    ),
}
"""Slips by code, where a line or two show one."""
