"""An "it" is whoever says what it does, if that is a state or a body, and nobody elsewhere."""

import pytest


@pytest.fixture
def doer(traced):
    """Return a function from a text and a lemma to the states of that clause's subject."""

    def find(text, lemma):
        report = traced(text, "en", "2025-01-17").claused
        clauses = (c for c in report.clauses if c.lemma == lemma and c.kind == "verb")
        return [a.state for c in clauses for a in report.actors(c.args("subject"))]

    return find


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Norway said on Monday it had suspended aid to Chad.", "suspend"),
        ("Norway announced that it would expel two envoys of Chad.", "expel"),
        ("It had suspended aid to Chad, Norway said.", "suspend"),
    ],
)
def test_it_is_the_state_that_says_so(doer, text, lemma):
    assert doer(text, lemma) == ["NOR"]


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Norway froze a treaty with Chad in 2022. It expelled two envoys of Chad in May.", "expel"),
        ("Norway will end the duty it imposed on tea from Chad.", "impose"),
        ("Norway freed three men from Chad whom it had accused of theft.", "accuse"),
        ("Norway closed its border after it had expelled two envoys of Chad.", "expel"),
    ],
)
def test_it_is_the_subject_of_the_main_clause_or_of_the_sentence_before(doer, text, lemma):
    assert doer(text, lemma) == ["NOR"]


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Norway condemned Chad after it bombed the camp.", "bomb"),
        ("Norway's king said it had rained in Chad.", "rain"),
        ("Norway likes tea. The tea is cheap. It suspended aid to Mali.", "suspend"),
        ("The king of Norway likes tea. It suspended aid to Mali.", "suspend"),
    ],
)
def test_it_is_nobody_elsewhere(doer, text, lemma):
    assert doer(text, lemma) == []


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "“We thank the Ecuadorian authorities,” Colombian Defence Minister Ivan Velasquez told reporters.",
            ("SUPPORT", "occurred", "COL", "->", "ECU"),
        ),
        (
            "“We condemn the raid by Chad,” Sudan's foreign minister said.",
            ("ACCUSE", "occurred", "SDN", "->", "TCD"),
        ),
    ],
)
def test_we_is_whoever_speaks(told, text, event):
    assert event in told(text)


def test_we_of_nobody_stays_nobody(told):
    assert told("“We thank the Ecuadorian authorities,” a placard in Colombia read.") == set()
