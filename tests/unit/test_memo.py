"""What is remembered is right, bounded, and goes with what it is about."""

from __future__ import annotations

import gc
import pickle
import weakref

import pytest

from cchc.memo import LONGEST, Memo, once, remembered
from cchc.plan.load import load
from cchc.plan.model import Plan


class Thing:
    pass


def metrics(plan: Plan) -> list[str]:
    return list(plan.metric)


def test_a_memo_forgets_when_it_is_full() -> None:
    memo: Memo[str, int] = Memo(3)
    for number in range(10):
        assert memo.keep(str(number), number) == number
        assert len(memo) <= 3
    assert memo == {"9": 9}


def test_long_texts_are_not_kept() -> None:
    memo: Memo[str, int] = Memo()
    assert memo.keep("x" * (LONGEST + 1), 1) == 1
    assert not memo


def test_an_answer_goes_with_what_it_is_about() -> None:
    asked: list[int] = []

    @once
    def answer(thing: Thing) -> list[int]:
        asked.append(1)
        return asked

    thing = Thing()
    assert answer(thing) is answer(thing)
    assert asked == [1]
    gone = weakref.ref(thing)
    del thing
    gc.collect()
    assert gone() is None


def test_exceptions_are_not_remembered() -> None:
    texts: list[str] = []

    @remembered
    def read(text: str) -> int:
        texts.append(text)
        return int(text)

    assert (read("1"), read("1")) == (1, 1)
    for _ in range(2):
        with pytest.raises(ValueError, match="invalid literal"):
            read("x")
    assert texts == ["1", "x", "x"]


def test_a_plan_is_pickled_without_what_was_worked_out_from_it() -> None:
    plan = load()
    before = pickle.dumps(plan)
    once(metrics)(plan)
    assert pickle.dumps(plan) == before
    assert pickle.loads(before).targets == plan.targets
