"""Clauses from dependency trees: logical roles, understood subjects, tense, modality, negation, speech."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def clause(traced):
    """Return a function from a text to its one clause with a lemma, and a function to read its roles."""

    def find(text, lemma, kind="verb"):
        found = [
            c for c in traced(text, "en", "2025-01-17").claused.clauses if (c.lemma, c.kind) == (lemma, kind)
        ]
        assert len(found) == 1, [(c.lemma, c.kind) for c in traced(text, "en", "2025-01-17").claused.clauses]
        return found[0]

    return find


def words(text, clause, role):
    return [a.span.of(text) for a in clause.args(role)]


def heads(text, clause, role):
    return [a.head.of(text) for a in clause.args(role)]


@pytest.mark.parametrize(
    ("text", "lemma", "subject", "object_"),
    [
        ("Iran condemned Israel on Monday.", "condemn", "Iran", "Israel"),
        ("Israel was condemned by Iran on Monday.", "condemn", "Iran", "Israel"),
        ("Israel has been condemned by Iran.", "condemn", "Iran", "Israel"),
        ("Iran, which condemned Israel on Monday, is glad.", "condemn", "Iran", "Israel"),
        ("Israel, condemned by Iran on Monday, is glad.", "condemn", "Iran", "Israel"),
        ("Kenya praised Uganda and condemned Israel.", "condemn", "Kenya", "Israel"),
        ("Kenya urged Uganda to condemn Israel.", "condemn", "Uganda", "Israel"),
        ("Kenya wants to condemn Israel.", "condemn", "Kenya", "Israel"),
        ("Kenya left the hall after condemning Israel.", "condemn", "Kenya", "Israel"),
    ],
)
def test_roles_are_logical(clause, text, lemma, subject, object_):
    found = clause(text, lemma)

    assert heads(text, found, "subject") == [subject]
    assert heads(text, found, "object") == [object_]


def test_both_subjects_of_a_coordination_head_the_argument(clause, traced):
    text = "Iran and Belarus signed a roadmap."
    (argument,) = clause(text, "sign").args("subject")
    mentions = traced(text, "en", "2025-01-17").resolved.annotated.mentions

    assert [mentions[i].states for i in argument.mentions] == [("IRN",), ("BLR",)]


def test_what_is_buried_deeper_heads_nothing(clause, traced):
    text = "The brother of the Kenyan president condemned Uganda."
    (argument,) = clause(text, "condemn").args("subject")
    mentions = traced(text, "en", "2025-01-17").resolved.annotated.mentions

    assert argument.mentions == ()
    assert [mentions[i].states for i in argument.inner] == [("KEN",)]


def test_a_passive_shares_its_undergoer_with_the_next(clause):
    text = "Kenya was praised and thanked by Uganda."

    assert heads(text, clause(text, "thank"), "object") == ["Kenya"]
    assert clause(text, "thank").voice == "passive"


def test_coordinated_verbs_share_a_partner(clause):
    text = "Kenya met and thanked Uganda."

    assert heads(text, clause(text, "meet"), "object") == ["Uganda"]


@pytest.mark.parametrize(
    ("text", "lemma", "tense", "modality"),
    [
        ("Kenya met Uganda.", "meet", "past", "fact"),
        ("Kenya has met Uganda.", "meet", "past", "fact"),
        ("Kenya meets Uganda.", "meet", "present", "fact"),
        ("Kenya will meet Uganda.", "meet", "future", "planned"),
        ("Kenya would meet Uganda.", "meet", "none", "conditional"),
        ("Kenya may meet Uganda.", "meet", "none", "conditional"),
        ("Kenya should meet Uganda.", "meet", "none", "wished"),
        ("Kenya must meet Uganda.", "meet", "none", "wished"),
        ("Kenya agreed to meet Uganda.", "meet", "none", "planned"),
        ("Kenya is to meet Uganda.", "meet", "none", "planned"),
        ("Kenya hopes to meet Uganda.", "meet", "none", "wished"),
        ("If Kenya meets Uganda, all is well.", "meet", "present", "conditional"),
        ("Kenya began to meet Uganda.", "meet", "none", "fact"),
    ],
)
def test_tense_and_modality(clause, text, lemma, tense, modality):
    found = clause(text, lemma)

    assert found.modality == modality
    assert found.tense == tense


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Kenya did not meet Uganda.", True),
        ("Kenya didn't meet Uganda.", True),
        ("Kenya never met Uganda.", True),
        ("No Kenyan official met Uganda.", True),
        ("Kenya met no Ugandan official.", True),
        ("Kenya met Uganda.", False),
        ("Not only did Kenya meet Uganda.", False),
    ],
)
def test_negation(clause, text, negated):
    assert clause(text, "meet").negated is negated


def test_a_noun_takes_the_subject_of_its_verb(clause):
    text = "Iran and Belarus held talks with Russia in Minsk."
    talks = clause(text, "talk", "noun")

    assert words(text, talks, "subject") == ["Iran and Belarus"]
    assert heads(text, talks, "oblique:with") == ["Russia"]
    assert (talks.governor, talks.governor_role) == ("hold", "object")


def test_a_noun_is_as_sure_as_its_verb(clause):
    assert clause("Iran will hold talks with Russia.", "talk", "noun").modality == "planned"
    assert clause("Iran did not hold talks with Russia.", "talk", "noun").negated
    assert clause("No talks were held with Russia by Iran.", "talk", "noun").negated


def test_a_possessor_owns_the_act(clause):
    text = "Iran's visit to Kenya ended."
    assert heads(text, clause(text, "visit", "noun"), "possessor") == ["Iran"]
    assert heads(text, clause(text, "visit", "noun"), "oblique:to") == ["Kenya"]


def test_what_is_said_is_marked(clause):
    text = "The minister said that Kenya had met Uganda and thanked Rwanda."
    said = clause(text, "say")

    assert clause(text, "meet").speech == said.index
    assert clause(text, "thank").speech == said.index
    assert said.speech is None
    assert words(text, said, "complement") == ["that Kenya had met Uganda and thanked Rwanda"]


def test_what_stands_between_quotation_marks_is_marked(clause):
    text = 'Kenya said: "Uganda attacked Rwanda yesterday."'

    assert clause(text, "attack").quoted
    assert not clause(text, "say").quoted


def test_a_particle_belongs_to_its_verb(clause):
    text = "Iran broke off talks with Israel."
    assert clause(text, "break off").predicate.of(text) == "broke off"


def test_the_prepositions_of_a_verb_are_its_obliques(clause):
    text = "Kenya spoke with Uganda about trade in Nairobi on Monday."
    found = clause(text, "speak")

    assert {a.role for a in found.arguments if a.role.startswith("oblique")} >= {
        "oblique:with",
        "oblique:about",
        "oblique:on",
    }
    assert heads(text, found, "oblique:with") == ["Uganda"]


@pytest.mark.parametrize(
    ("text", "lemma", "role", "head"),
    [
        ("Kenya withdrew its brigade from Somalia.", "withdraw", "oblique:from", "Somalia"),
        ("North Korea launched a missile toward Japan.", "launch", "oblique:toward", "Japan"),
        (
            "Belarusian President Alexander Lukashenko received Iranian Foreign Minister Abbas Araghchi in Minsk.",
            "receive",
            "oblique:in",
            "Minsk",
        ),
    ],
)
def test_a_phrase_that_the_parser_hangs_on_the_object_is_the_verbs_too(clause, text, lemma, role, head):
    assert heads(text, clause(text, lemma), role) == [head]


def test_a_noun_that_names_an_act_keeps_its_own_phrases(clause):
    text = "The United States imposed sanctions on Iran."
    assert heads(text, clause(text, "sanction", "noun"), "oblique:on") == ["Iran"]


@pytest.mark.parametrize(
    "text",
    [
        "Iranian Foreign Minister Abbas Araghchi, who is in Minsk, said that he had met Lukashenko, praised him and left.",
        "Talks.",
        "Having met Uganda, and after thanking Rwanda for its support, which Burundi condemned, Kenya left.",
    ],
)
def test_clauses_hold_together(traced, text):
    trace = traced(text, "en", "2025-01-17")
    clauses = trace.claused.clauses

    assert [c.index for c in clauses] == list(range(len(clauses)))
    for c in clauses:
        assert trace.resolved.annotated.sentences[c.sentence].span.holds(c.span)
        assert c.span.holds(c.predicate)
        assert c.parent is None or (c.parent != c.index and 0 <= c.parent < len(clauses))
        for a in c.arguments:
            assert a.head.of(text).strip()
