"""A brief as DOCX and PDF, its charts inside."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from pathlib import Path

from regesta.brief.compose import Brief
from regesta.brief.texts import numbered, told
from regesta.charts import png, svg
from regesta.export.cells import flat

_TYPST = re.compile(r'([\\#$*_`<>@\[\]"~=+\-/])')
# The first is inside the compiler; the others, where a system has them, hold what it lacks.
_NAMES = (
    "Libertinus Serif",
    "Noto Serif",
    "Noto Naskh Arabic",
    "Noto Sans Arabic",
    "DejaVu Sans",
    "DejaVu Sans Mono",
)
_FONTS = "(" + ", ".join(f'"{name}"' for name in _NAMES) + ")"


def to_docx(brief: Brief) -> bytes:
    """Return a brief as a Word document, its notes numbered at the end."""
    import datetime as dt

    import docx
    from docx.shared import Inches

    numbers = numbered(brief)
    document = docx.Document()
    day = dt.datetime(2000, 1, 1)  # noqa: DTZ001 (no clock: equal registers give equal documents)
    document.core_properties.created = document.core_properties.modified = day
    document.core_properties.title = brief.title
    document.add_heading(flat(brief.title), 0)
    document.add_paragraph(flat(brief.made_from))
    for section in brief.sections:
        document.add_heading(section.title, 1)
        if section.chart is not None and section.chart.rows:
            document.add_picture(io.BytesIO(png(section.chart)), width=Inches(6))
            document.add_paragraph(
                flat(f"{section.chart.title}: {section.chart.description}"), style="Caption"
            )
        for one in section.sentences:
            paragraph = document.add_paragraph(flat(one.text), style="List Bullet")
            mark = paragraph.add_run(" " + ", ".join(str(numbers[n]) for n in one.notes))
            mark.font.superscript = True
    document.add_heading("Notes", 1)
    for note, k in numbers.items():
        quote = f"“{flat(note.quote)}” " if note.quote else ""
        document.add_paragraph(f"{k}. {quote}{told(note)}")
    out = io.BytesIO()
    document.save(out)
    return _undated(out)


def _undated(container: io.BytesIO) -> bytes:
    """Return a zip container without the time at which it was packed: equal registers give equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(container) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as undated:
        for name in packed.namelist():
            undated.writestr(zipfile.ZipInfo(name), packed.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def to_pdf(brief: Brief) -> bytes:
    """Return a brief as PDF; the compiler shapes Arabic and Persian where a font for them is installed."""
    import typst

    numbers = numbered(brief)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        lines = [
            f"#set text(font: {_FONTS}, size: 10.5pt, fallback: true)",
            '#set page(numbering: "1", margin: 2.2cm)',
            "#set par(justify: false, leading: 0.65em)",
            f"= {_typ(brief.title)}",
            f"#text(size: 9pt, fill: luma(90))[{_typ(brief.made_from)}]",
        ]
        for k, section in enumerate(brief.sections):
            lines.append(f"\n== {_typ(section.title)}\n")
            if section.chart is not None and section.chart.rows:
                (root / f"{k}.svg").write_text(svg(section.chart), encoding="utf-8")
                lines.append(f'#image("{k}.svg", width: 100%)')
                lines.append(f"#text(size: 9pt)[{_typ(section.chart.description)}]\n")
            for one in section.sentences:
                marks = ", ".join(str(numbers[n]) for n in one.notes)
                lines.append(f"- {_typ(one.text)} #super[{marks}]")
        lines.append("\n== Notes\n#set text(size: 9pt)\n")
        for note, k in numbers.items():
            quote = f"“{_typ(note.quote)}” " if note.quote else ""
            lines.append(f"#block[{k}. {quote}{_typ(told(note))}]")
        source = root / "brief.typ"
        source.write_text("\n".join(lines), encoding="utf-8")
        made: bytes = typst.compile(str(source), root=str(root), format="pdf", timestamp=0)
        return made


def _typ(text: str) -> str:
    return _TYPST.sub(r"\\\1", flat(text))
