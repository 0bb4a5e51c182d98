"""Which agency a name means: spelled in many ways, never guessed."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_plan import PLAN, at, submit

from cchc.plan.load import load
from cchc.plan.model import Agency
from cchc.submission.agencies import find_agencies

PROVINCE = load()


def found(text: str) -> list[str]:
    return [agency.id for agency in find_agencies(PLAN, text)]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("so-mot", ["so-mot"]),
        ("SO-MOT", ["so-mot"]),
        (" so-mot ", ["so-mot"]),
        ("Sở Một", ["so-mot"]),
        ("sở một", ["so-mot"]),
        ("SỞ MỘT", ["so-mot"]),
        (normalize("NFD", "Sở Một"), ["so-mot"]),
        ("So Mot", ["so-mot"]),
        ("Sở  Một", ["so-mot"]),
        ("Xã Tân An", ["xa-tan-an"]),
        ("UBND xã Tân An", ["xa-tan-an"]),
        ("UBND Xã Tân An", ["xa-tan-an"]),
        ("Ủy ban nhân dân xã Tân An", ["xa-tan-an"]),
        ("Uỷ ban nhân dân xã Tân An", ["xa-tan-an"]),
        ("uy ban nhan dan xa tan an", ["xa-tan-an"]),
        ("xa tan an", ["xa-tan-an"]),
        ("UBND phường Tân An", ["phuong-tan-an"]),
        ("ubnd phuong tan an", ["phuong-tan-an"]),
        ("Tân An", ["xa-tan-an", "phuong-tan-an"]),
        ("tan an", ["xa-tan-an", "phuong-tan-an"]),
        ("UBND Tân An", ["xa-tan-an", "phuong-tan-an"]),
        ("Tà Hộc", ["xa-ta-hoc"]),
        ("Xã Tạ Hộc", ["xa-ta-hoc-hai"]),
        ("xa ta hoc", ["xa-ta-hoc", "xa-ta-hoc-hai"]),
        ("Ta Hoc", ["xa-ta-hoc", "xa-ta-hoc-hai"]),
        ("xa-ta-hoc", ["xa-ta-hoc"]),
        ("Đống Đa", ["phuong-dong-da"]),
        ("Phường \u00d0ống \u00d0a", ["phuong-dong-da"]),
        ("PHƯỜNG ĐỐNG ĐA", ["phuong-dong-da"]),
        (normalize("NFD", "phường Đống Đa"), ["phuong-dong-da"]),
        ("Dong Da", ["phuong-dong-da"]),
        ("Một", []),
        ("Sở Ba", []),
        ("Tân", []),
        ("xã", []),
        ("UBND", []),
        ("", []),
    ],
)
def test_find_agencies(text: str, ids: list[str]) -> None:
    assert found(text) == ids


def test_an_ambiguous_name_lists_its_candidates(tmp_path: Path) -> None:
    submission = submit(tmp_path, "agency: Tân An\nperiod: Q1/2026\nmetrics: {}\n")
    assert submission.agency is None
    (problem,) = submission.diagnostics
    assert (problem.code, at(problem)) == ("ambiguous-agency", (1, 9))
    assert problem.params["candidates"] == ("Xã Tân An (xa-tan-an), Phường Tân An (phuong-tan-an)")


def test_an_unknown_name_comes_with_the_nearest(tmp_path: Path) -> None:
    submission = submit(tmp_path, "period: Q1/2026\nagency: Sở Mộtt\nmetrics: {}\n")
    (problem,) = submission.diagnostics
    assert (problem.code, at(problem)) == ("unknown-agency", (2, 9))
    assert problem.params["nearest"] == "Sở Một"


@given(st.sampled_from(PROVINCE.agencies), st.sampled_from(["", "UBND ", "Ủy ban nhân dân "]))
def test_every_agency_of_the_province_is_found_by_its_name(agency: Agency, prefix: str) -> None:
    name = prefix + agency.name
    for text in (name, name.upper(), normalize("NFD", name)):
        assert find_agencies(PROVINCE, text) == [agency]


@pytest.mark.parametrize("text", ["Phường Tà Hộc", "xã Đống Đa", "UBND xã Đống Đa"])
def test_a_commune_of_another_rank_is_another_commune(text: str) -> None:
    assert found(text) == []


def test_a_rank_without_accents_still_tells_two_communes_apart() -> None:
    assert found("phuong Tân An") == ["phuong-tan-an"]
