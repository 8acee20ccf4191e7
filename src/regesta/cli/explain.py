"""What each step makes of one report, sentence by sentence, and why nothing was found where nothing was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from regesta.cli.console import complain, console, grid, styled
from regesta.model.codec import to_json
from regesta.model.snapshot import states_of
from regesta.query import words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from regesta.model.actors import Actor
    from regesta.model.clauses import Argument, Clause
    from regesta.model.findings import Finding
    from regesta.model.reports import AnnotatedReport, Report, Sentence
    from regesta.model.spans import Span
    from regesta.packs.language import Language
    from regesta.pipeline import Tools, Trace

_LABEL_CHARS = 10
_MOST_REASONS = 3
_PLAIN = frozenset({"active", "none", "fact"})  # not worth a word


def print_explanation(
    file: str, folders: Sequence[Path], published: str | None, language: str | None, publisher: str | None, *,
    show_all: bool, show_names: bool = False,
) -> bool:  # fmt: skip
    """Print what the pipeline makes of every report in a file.

    Args:
        file: A path, or "-" for standard input.
        folders: Of packs besides those shipped.
        published: Day of publication where the report does not say it.
        language: Its language, where detection goes wrong.
        publisher: Who published it.
        show_all: Show the sentences too that the gate kept from the parser.
        show_names: Show every person, body, people and place that the report names.

    Returns:
        Whether every report could be read.
    """
    from regesta import settings
    from regesta.engines.files import find_files, read_file
    from regesta.engines.local import tools
    from regesta.errors import BadValue, ReportError
    from regesta.packs.load import load_packs
    from regesta.pipeline import trace
    from regesta.steps.read import Given, read_day

    day = None if published is None else read_day(published)
    if published is not None and day is None:
        raise BadValue(published, "is no day", "Write it as YYYY-MM-DD, YYYY-MM or YYYY")
    packs = load_packs(*map(Path, settings.folders("packs")), *folders)
    built = tools(packs)
    failures = []
    for found in find_files([file]):
        for report in (
            [found] if isinstance(found, ReportError) else read_file(found, Given(day, language, publisher))
        ):
            if isinstance(report, ReportError):
                failures.append(report)
            else:
                done = trace(report, packs, built)
                _print_trace(report, done, built, packs.language, show_all=show_all)
                if show_names and done.resolved is not None:
                    _print_names(done.resolved.annotated, built)
    complain(failures)
    return not failures


def _print_trace(report: Report, done: Trace, built: Tools, language_of: object, *, show_all: bool) -> None:
    out = console()
    reading = done.reading
    out.print(styled((reading.title or report.source, "bold")))
    facts = grid(_LABEL_CHARS, None)
    facts.add_row(_dim("source"), report.source)
    facts.add_row(_dim("language"), done.language or "not recognised")
    published = to_json(reading.published)
    facts.add_row(_dim("published"), words.days(published))
    for line in words.basis_lines(published):
        facts.add_row("", _dim(line))
    dropped = Counter(d.reason for d in done.clean.dropped)
    kept = words.plural(len(done.clean.blocks), "block")
    left_out = ", ".join(f"{n} {reason}" for reason, n in sorted(dropped.items()))
    facts.add_row(_dim("clean"), f"{kept} to read" + (f"; dropped: {left_out}" if left_out else ""))
    out.print(facts)
    from regesta.steps.annotate import in_scope

    n_open = 0
    if done.resolved is not None and done.claused is not None:
        annotator = built.annotators[done.resolved.annotated.language]
        sentences = done.resolved.annotated.sentences
        for index, sentence in enumerate(sentences):
            inside = [
                (m, a)
                for m, a in zip(done.resolved.annotated.mentions, done.resolved.actors, strict=True)
                if sentence.span.holds(m.span)
            ]
            # Which words would open it, whoever were named: worth telling where those that are do not.
            worded = annotator.gate.opens(report.text, sentence.span, [m for m, _ in inside])
            opened = bool(sentence.tokens) or (worded and annotator.parse is None)
            n_open += opened
            if opened or worded or show_all:
                _print_sentence(out, report, done, index, annotator.language, opened=opened)
        out.print()
        out.print(f"{words.plural(len(sentences), 'sentence')}, {n_open} through the gate; ", end="")
        if not in_scope(done.clean, annotator):
            out.print(
                "\nIt names fewer than two states or organisations: `add` keeps it and takes nothing from it."
            )
    for issue in reading.issues:
        out.print(styled((f"issue {issue.code}: ", "yellow"), issue.reason))
    counts = Counter(str(to_json(f)["record"]) for f in reading.findings)
    found = ", ".join(words.plural(n, kind) for kind, n in sorted(counts.items()))
    out.print(f"{found or 'nothing found'}; {words.plural(len(reading.issues), 'issue')}.")
    out.print("Merging and following happen when reports are added: `regesta show ID` lists the decisions.")


def _print_names(annotated: AnnotatedReport, built: Tools) -> None:
    """Print what a report names, each once, with how often."""
    from regesta.steps.annotate.namings import find_namings

    found = find_namings(annotated, built.annotators[annotated.language])
    times = Counter((n.kind, " ".join(n.span.of(annotated.text).split())) for n in found)
    rows = grid(_LABEL_CHARS + 4, None)
    for kind in ("person", "organisation", "place", "nationality"):
        names = [name if n == 1 else f"{name} ×{n}" for (k, name), n in times.items() if k == kind]
        if names:
            rows.add_row(_dim(kind), "; ".join(names))
    console().print(rows)


# --------------------------------------------------------------------------- one sentence


def _print_sentence(
    out: Console, report: Report, done: Trace, index: int, language: Language, *, opened: bool
) -> None:
    assert done.resolved is not None
    assert done.claused is not None
    sentence = done.resolved.annotated.sentences[index]
    out.print()
    out.print(styled((f"{index + 1}. ", "dim"), (words.quote(sentence.span.of(report.text)), "bold")))
    lines = grid(_LABEL_CHARS, None)
    if not opened:
        lines.add_row(_dim("gate"), _why_closed(done, sentence))
    for mention, actors in zip(done.resolved.annotated.mentions, done.resolved.actors, strict=True):
        if sentence.span.holds(mention.span):
            who = "; ".join(_who(a) for a in actors) or "nobody we know"
            lines.add_row(
                _dim("mention"),
                styled(
                    f"{words.quote(mention.span.of(report.text))} ", _dim(f"({mention.kind}) "), f"→ {who}"
                ),
            )
    clauses = [c for c in done.claused.clauses if c.sentence == index]
    for clause in clauses:
        lines.add_row(_dim("clause"), _clause(clause, report.text))
    found = [f for f in done.reading.findings if _in(f, sentence.span)]
    before = ""
    for finding in found:
        row = to_json(finding)
        rule = finding.evidence[0].rule if hasattr(finding.evidence[0], "rule") else ""
        lines.add_row(_dim(row["record"]), styled(_said(row), _dim(f"  {finding.id[:8]} {rule}")))
        if row["record"] in ("event", "commitment"):
            why = "; ".join(words.basis_lines(row["date"]))
            lines.add_row("", _dim(f"{words.days(row['date'])}: {'as above' if why == before else why}"))
            before = why
    if opened and not any(to_json(f)["record"] != "office" for f in found):
        for reason in _why_nothing(sentence, clauses, language, done):
            lines.add_row(styled(("nothing", "yellow")), reason)
    out.print(lines)


def _dim(text: str) -> Text:
    return styled((text, "dim"))


def _in(finding: Finding, span: Span) -> bool:
    first = finding.evidence[0]
    return hasattr(first, "span") and span.meets(first.span)


def _who(actor: Actor) -> str:
    row = to_json(actor)
    state = f", {actor.state}" if actor.state and actor.entity != f"state:{actor.state}" else ""
    return f"{actor.entity}{state}{', ' + words.title(row) if actor.office else ''} (by {actor.via})"


def _clause(clause: Clause, text: str) -> Text:
    marks: list[str] = [m for m in (clause.voice, clause.tense, clause.modality) if m not in _PLAIN]
    marks += ["negated"] * clause.negated + ["noun"] * (clause.kind == "noun") + ["quoted"] * clause.quoted
    parts = [f"{a.role}=“{words.clipped(words.quote(a.span.of(text)), 40)}”" for a in clause.arguments]
    return styled(clause.lemma, _dim(f" [{', '.join(marks)}] " if marks else " "), ", ".join(parts))


def _said(row: words.Row) -> str:
    if row["record"] == "event":
        return f"{row['type']}, {words.event(row)}"
    if row["record"] == "statement":
        return words.statement(row)
    if row["record"] == "commitment":
        return f"{row['kind']}, {row['stage']}: {words.commitment(row)}"
    return f"{row['name']}, {words.title(row)}, {row['state']}"


# --------------------------------------------------------------------------- why not


def _why_closed(done: Trace, sentence: Sentence) -> str:
    assert done.resolved is not None
    acting = {"person", "role", "roles", "state", "organisation", "pronoun", "pair"}
    named = any(m.kind in acting for m in done.resolved.annotated.mentions if sentence.span.holds(m.span))
    if not named:
        return "names nobody who could act"
    states = {
        a.state
        for m, actors in zip(done.resolved.annotated.mentions, done.resolved.actors, strict=True)
        if sentence.span.holds(m.span)
        for a in actors
        if a.state
    }
    if len(states) == 1:
        return f"those it names are all of one state, {states.pop()}, and say nothing that would be kept"
    return "no word within reach of somebody that any entry of the packs goes by and would be kept"


def _why_nothing(
    sentence: Sentence, clauses: Sequence[Clause], language: Language, done: Trace
) -> Iterator[str]:
    """Yield why a sentence that the gate let through gave no finding, clause by clause."""
    from regesta.text.fold import squeeze

    if sentence.headline:
        yield "a headline: what it says is told again below, with more"
        return
    if not clauses:
        yield "no clause could be read out of it"
        return
    silent: list[str] = []
    near: list[tuple[int, str]] = []
    for clause in clauses:
        key = squeeze(clause.lemma)
        rows = [
            *((f"frame {f.id}", f) for f in language.frames_by_predicate.get(key, ())),
            *((f"cue {c.id}", c) for c in language.cues_by_predicate.get(key, ())),
            *((f"commitment {v.id}", v) for v in language.commitment_verbs_by_predicate.get(key, ())),
        ]
        if not rows:
            silent.append(clause.lemma)
        for name, row in rows:
            distance, obstacle = _obstacle(row, clause, done)
            near.append((distance, f"{name} goes by “{clause.lemma}”, but {obstacle}"))
    near.sort(key=lambda pair: pair[0])
    yield from (why for _, why in near[:_MOST_REASONS])
    if len(near) > _MOST_REASONS:
        n_more = words.plural(len(near) - _MOST_REASONS, "other entry", "other entries")
        yield f"and {n_more} by these words, further off"
    if silent:
        yield f"no entry goes by {', '.join(dict.fromkeys(f'“{s}”' for s in silent))}"


def _obstacle(row: object, clause: Clause, done: Trace) -> tuple[int, str]:
    """Return the first thing that an entry asks for and a clause does not give, and how far off that is."""
    assert done.claused is not None
    kind = getattr(row, "kind", "both")
    if kind not in (clause.kind, "both"):
        return 4, f"it wants a {kind}, and here it is a {clause.kind}"
    spoken = done.claused.words(clause)
    needs = getattr(row, "needs", ())
    if needs and not any(n in spoken for n in needs):
        return 3, f"none of the words it needs is there ({', '.join(needs[:4])})"
    forbidden = [u for u in getattr(row, "unless", ()) if u in spoken]
    if forbidden:
        return 2, f"“{forbidden[0]}” rules it out"
    if clause.negated or clause.modality != "fact":
        return 1, f"the clause is {'negated' if clause.negated else clause.modality}"
    doers = getattr(row, "actors", getattr(row, "by", ("subject",)))
    others = getattr(row, "recipients", getattr(row, "content", ()))
    if doers and not any(a.mentions or a.owners for a in clause.args(*doers)):
        return 0, f"nobody who acts stands as {', '.join(doers)}"
    each_other = getattr(row, "symmetric", False) and len(_states(clause.args(*doers), done)) > 1
    if others and not clause.args(*others) and not each_other:
        return 0, f"nothing stands as {', '.join(others)}"
    return 0, _why_not_told(row, [*clause.args(*doers), *clause.args(*others)], clause, done)


def _why_not_told(row: object, arguments: Sequence[Argument], clause: Clause, done: Trace) -> str:
    """Return why an entry all of whose places are filled gave no finding."""
    assert done.claused is not None
    states = _states(arguments, done)
    type_ = getattr(row, "type", None)
    if not states:
        return "those who stand there are of no state that the packs know"
    if type_ is not None and len(states) == 1:
        return f"those who stand there are all of one state, {states[0]}"
    same = _told_elsewhere(type_, states, done.claused.sentence(clause).span, done)
    if same is not None:
        return f"finding {same.id[:8]} tells the same: {_said(to_json(same))}"
    return "one of its finer conditions is not met; its entry in the packs lists them"


def _states(arguments: Iterable[Argument], done: Trace) -> list[str]:
    """Return the states of those who stand in some places of a clause."""
    assert done.resolved is not None
    places = {i for a in arguments for i in (*a.mentions, *a.owners)}
    return sorted({a.state for i in places for a in done.resolved.actors[i] if a.state})


def _told_elsewhere(type_: str | None, states: Sequence[str], sentence: Span, done: Trace) -> Finding | None:
    """Return a finding between the same states that rests on the sentence too, or is of the type that is sought."""
    for finding in done.reading.findings:
        if type_ is None or not set(states) <= states_of(finding):
            continue
        if any(hasattr(e, "span") and sentence.meets(e.span) for e in finding.evidence):
            return finding
        if getattr(finding, "type", None) == type_:
            return finding
    return None
