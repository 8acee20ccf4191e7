"""Answers are made once for whoever asks at the same time, and anew when something was written."""

import threading
import time

import pytest
from tests.store import made

import regesta
from regesta.serve.config import ServeConfig
from regesta.serve.library import N_MAKERS, Library


@pytest.fixture
def library(tmp_path):
    regesta.open(tmp_path / "r.db").close()
    return Library(ServeConfig(str(tmp_path / "r.db")))


def at_once(n, act):
    threads = [threading.Thread(target=act, args=(k,)) for k in range(n)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(t.is_alive() for t in threads)


def test_many_who_ask_the_same_get_one_answer(library):
    made = []

    def make():
        time.sleep(0.05)
        made.append(1)
        return len(made)

    at_once(20, lambda k: library.kept(("x",), (), make))
    assert made == [1]


def test_answers_made_of_answers_do_not_wait_for_each_other(library):
    def outer(k):
        library.kept(("outer", k), (), lambda: library.kept(("inner", k), (), lambda: time.sleep(0.02)))

    at_once(10 * N_MAKERS, outer)


def test_an_answer_that_failed_is_tried_again(library):
    def fail():
        raise ValueError("not this time")

    with pytest.raises(ValueError, match="not this time"):
        library.kept(("y",), (), fail)
    assert library.kept(("y",), (), lambda: 7) == 7


def test_an_answer_is_made_anew_when_something_was_written(library, tmp_path):
    seen = []
    library.kept(("z",), (), lambda: seen.append(1))
    (tmp_path / "a.txt").write_text(
        "Kenya signed a treaty with Uganda in Nairobi on Monday.", encoding="utf-8"
    )
    with regesta.open(tmp_path / "r.db") as register:
        register.add(tmp_path / "a.txt")
    library.kept(("z",), (), lambda: seen.append(1))
    assert seen == [1, 1]


def test_a_quick_answer_about_everything_is_always_fresh(library):
    made = iter(range(9))
    assert library.lately(("home",), lambda: next(made)) == 0
    assert library.lately(("home",), lambda: next(made)) == 0, "nothing was written"


def test_a_slow_answer_serves_a_while_longer(library, monkeypatch):
    from regesta.serve import library as module

    monkeypatch.setattr(module, "_SLOW_S", 0.05)
    made = iter(range(9))

    def slow():
        time.sleep(0.1)
        return next(made)

    assert library.lately(("home",), slow) == 0
    library._fresh._seen += 1  # as if something had been written
    assert library.lately(("home",), slow) == 0
    monkeypatch.setattr(module, "_WHILE", 0)
    library._fresh._everything += 1
    library._kept.clear()
    assert library.lately(("home",), slow) == 1


def test_one_answer_is_kept_to_each_question(library, tmp_path):
    with regesta.open(tmp_path / "r.db", coder=made.coder(), merger=made.MERGER) as register:
        for n in range(3):
            register.take(made.report(f"say IRN transit {n}\n"))
            assert library.kept(("q",), (), lambda n=n: n) == n
    assert len(library._kept) == 1


def test_an_answer_about_a_subject_is_kept_until_a_write_touches_it(library, tmp_path):
    made_ = iter(range(9))

    def ask():
        return library.kept(("q",), (), lambda: next(made_), ("entity person:mina-sadr",))

    with regesta.open(tmp_path / "r.db", coder=made.coder(), merger=made.MERGER) as register:
        register.take(made.report("say IRN transit\n"))
        assert ask() == 0
        register.take(made.report("say IRN roads\n"))
        assert ask() == 0, "nobody wrote about her"
        register.take(made.report("hold IRN Mina Sadr\n"))
        assert ask() == 1
        register.decide("reject", register.snapshot().findings[0].id, by="Ada")
        assert ask() == 2, "what a person decides touches everything"
