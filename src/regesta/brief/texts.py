"""A brief as Markdown and as one HTML file with its charts inside."""

from __future__ import annotations

import html
import re

from regesta.brief.compose import Brief, Note
from regesta.charts import svg
from regesta.export.cells import flat

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_STYLE = """
:root{color-scheme:light dark}body{max-width:44rem;margin:2rem auto;padding:0 1rem;
font:1rem/1.6 Georgia,"Times New Roman",serif;background:#fff;color:#1d2129}
h1,h2{line-height:1.25;font-weight:600}sup a,a{color:#0b5e7d}
.quiet,.notes{font-size:.9rem;color:#5c6470}
figure{margin:1rem 0}figure svg{max-width:100%;height:auto}q{unicode-bidi:isolate}.notes li{overflow-wrap:anywhere}
@media(prefers-color-scheme:dark){body{background:#14181d;color:#e8ebef}sup a,a{color:#6fc3df}
.quiet,.notes{color:#a3acb8}figure{background:#fff}}
@media print{body{max-width:none;font-size:11pt}}
"""


def numbered(brief: Brief) -> dict[Note, int]:
    """Return the number of each note, in order of first use."""
    notes = dict.fromkeys(n for s in brief.sentences for n in s.notes)
    return {note: k for k, note in enumerate(notes, 1)}


def told(note: Note) -> str:
    """Return where a note's words come from."""
    where = f"characters {note.start} to {note.end} of report {note.report_id[:12]}"
    return f"{flat(note.source)}, {note.published}, {where}"


def to_markdown(brief: Brief) -> str:
    """Return a brief as Markdown with footnotes."""
    numbers = numbered(brief)
    lines = [f"# {_md(brief.title)}", "", _md(brief.made_from), ""]
    for section in brief.sections:
        lines += [f"## {_md(section.title)}", ""]
        if section.chart is not None and section.chart.rows:
            lines += [_md(f"{section.chart.title}: {section.chart.description}"), ""]
        for one in section.sentences:
            lines += [f"- {_md(one.text)}{''.join(f'[^{numbers[n]}]' for n in one.notes)}"]
        lines += [""]
    for note, k in numbers.items():
        quote = f"“{_md(flat(note.quote))}” " if note.quote else ""
        lines.append(f"[^{k}]: {quote}{_md(told(note))}")
    return "\n".join(lines) + "\n"


def _md(text: str) -> str:
    return _MARKS.sub(r"\\\1", flat(text))


def to_html(brief: Brief) -> str:
    """Return a brief as one HTML file: nothing is loaded from elsewhere."""
    numbers = numbered(brief)
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{html.escape(brief.title)}</title><style>{_STYLE}</style></head><body><main>",
        f'<h1>{html.escape(brief.title)}</h1><p class="quiet">{html.escape(brief.made_from)}</p>',
    ]
    for section in brief.sections:
        parts.append(f"<section><h2>{html.escape(section.title)}</h2>")
        if section.chart is not None and section.chart.rows:
            what = html.escape(f"{section.chart.title}: {section.chart.description}")
            parts.append(
                f'<figure role="img" aria-label="{what}">{svg(section.chart)}'
                f'<figcaption class="quiet">{what}</figcaption></figure>'
            )
        parts.append("<ul>")
        for one in section.sentences:
            marks = "".join(f'<sup><a href="#n{numbers[n]}">{numbers[n]}</a></sup> ' for n in one.notes)
            parts.append(f"<li><bdi>{html.escape(one.text)}</bdi> {marks}</li>")
        parts.append("</ul></section>")
    parts.append('<section class="notes"><h2>Notes</h2><ol>')
    for note, k in numbers.items():
        lang = f' lang="{html.escape(note.language)}"' if note.language else ""
        quote = f'<q{lang} dir="auto">{html.escape(note.quote)}</q> ' if note.quote else ""
        parts.append(f'<li id="n{k}">{quote}<bdi>{html.escape(told(note))}</bdi></li>')
    parts.append("</ol></section></main></body></html>")
    return "\n".join(parts) + "\n"
