"""The documentation is under test: what users meet is in it, and what it links to is there."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml

from regesta.cli import main
from regesta.errors import RegestaError

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
assert len(PAGES) > 15, "no pages found: a glob that finds nothing must not pass"

_ISSUE_CODE = re.compile(r"""(?<![\w./-])["']([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)["']""")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
# Quoted words with a dot inside that are no issue codes: file names and modules.
_NOT_CODES = re.compile(
    r"\.(yml|json|jsonl|txt|html|csv|db|md|py|css|js|pdf|docx|toml|css|gz)$|^regesta\.|^sqlite\.|^pragma\."
)


def words_of(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def commands(group: click.Command, path: tuple[str, ...] = ()) -> list[tuple[str, click.Command]]:
    """Return every visible command with the words that call it."""
    found = [] if hasattr(group, "commands") else [(" ".join(path), group)]
    for name, command in getattr(group, "commands", {}).items():
        if not command.hidden:
            found += commands(command, (*path, name))
    return found


COMMANDS = commands(main)
assert COMMANDS, "the command line has no commands"


# --------------------------------------------------------------------------- commands


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_every_command_and_its_options_are_in_the_reference(name: str, command: click.Command) -> None:
    page = words_of("reference/commands.md")
    _, heading, section = page.partition(f"\n## {name}\n")
    assert heading, f"reference/commands.md has no heading '## {name}'"

    section = section.partition("\n## ")[0]
    for option in command.params:
        if isinstance(option, click.Option) and not option.hidden:
            for spelling in option.opts:
                assert f"`{spelling}`" in section, f"{name} {spelling} is not described"


def test_every_command_and_option_explains_itself() -> None:
    for name, command in COMMANDS:
        assert command.help, f"regesta {name} has no help"
        for option in command.params:
            if isinstance(option, click.Option) and not option.hidden:
                assert option.help, f"regesta {name} {option.opts[0]} has no help"


def test_the_pages_teach_only_commands_and_options_that_exist() -> None:
    known: dict[str, set[str]] = {}
    for name, command in COMMANDS:
        known.setdefault(name.split()[0], set()).update(o for p in command.params for o in p.opts)
    everywhere = {o for p in main.params for o in p.opts} | {"--help"}
    n_lines = 0
    for page in PAGES:
        for fence in _FENCE.findall(page.read_text(encoding="utf-8")):
            for line in re.findall(r"(?:^|\| )regesta (.+)$", fence, re.MULTILINE):
                n_lines += 1
                words = re.split(r"\s#|\s[|>]", line)[0].split()
                while words and words[0].startswith("--"):  # options before the command, with their value
                    assert words[0] in everywhere, f"{page.name}: regesta has no option {words[0]}"
                    words = words[2:]
                name, *rest = words or ["--help"]
                assert name in known, f"{page.name}: no such command: regesta {line}"
                for option in (word.partition("=")[0] for word in rest if word.startswith("--")):
                    assert option in known[name] | everywhere, f"{page.name}: {name} has no {option}"
    assert n_lines > 20, "the pages show hardly a command: has the way they are written changed?"


# --------------------------------------------------------------------------- codes and errors


def issue_codes() -> set[str]:
    """Return the codes of issues that the sources can make."""
    codes: set[str] = set()
    package = ROOT / "src" / "regesta"
    for path in (*(package / "steps").rglob("*.py"), package / "pipeline.py"):
        source = path.read_text(encoding="utf-8")
        code = "\n".join(line.partition("#")[0] for line in source.splitlines())
        codes |= {c for c in _ISSUE_CODE.findall(code) if not _NOT_CODES.search(c)}
    return codes


def test_every_issue_code_is_described() -> None:
    described = set(re.findall(r"^\| `([a-z.-]+)` \|", words_of("reference/issue-codes.md"), re.MULTILINE))
    made = issue_codes()
    assert made, "no issue codes found in the sources: has the way they are written changed?"

    assert made - described == set(), "made but not described in reference/issue-codes.md"
    assert described - made == set(), "described in reference/issue-codes.md but made nowhere"


def test_every_error_class_has_a_docstring_of_its_own() -> None:
    def tree(cls: type[Exception]) -> list[type[Exception]]:
        return [cls, *(c for sub in cls.__subclasses__() for c in tree(sub))]

    docs = [cls.__doc__ for cls in tree(RegestaError)]
    assert all(docs)
    assert len(set(docs)) == len(docs)


# --------------------------------------------------------------------------- generated parts, links, nav


def test_generated_parts_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, str(DOCS / "generate.py"), "--check"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr


def anchors(page: Path) -> set[str]:
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", h.lower()).strip()) for h in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_resolve(page: Path) -> None:
    for link in _LINK.findall(_FENCE.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        target, _, anchor = link.partition("#")
        there = (page.parent / target).resolve() if target else page
        assert there.exists(), f"{page.name} links to {link}, which is not there"
        if anchor:
            assert anchor in anchors(there), f"{page.name} links to {link}: no such heading"


def test_every_page_is_in_the_navigation() -> None:
    def leaves(node: object) -> list[str]:
        if isinstance(node, str):
            return [node]
        items = node.values() if isinstance(node, dict) else node
        assert not isinstance(items, (str, bytes))
        return [leaf for item in items for leaf in leaves(item)]  # type: ignore[attr-defined]

    nav = leaves(yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"])
    pages = {p.relative_to(DOCS).as_posix() for p in DOCS.rglob("*.md")}
    assert set(nav) == pages
    assert len(nav) == len(set(nav))


def test_decisions_are_numbered_and_complete() -> None:
    pages = sorted((DOCS / "decisions").glob("[0-9]*.md"))
    for n, page in enumerate(pages, start=1):
        text = page.read_text(encoding="utf-8")
        assert page.name.startswith(f"{n:04d}-")
        assert text.startswith(f"# {n}. ")
        for part in ("Context:", "Options:", "Decision:", "Good:", "Holds while "):
            assert f"\n{part}" in text, f"{page.name} has no '{part}'"


# --------------------------------------------------------------------------- packages


def test_the_export_of_the_reference_names_every_key_of_the_schema() -> None:
    import json

    schema = json.loads((ROOT / "src/regesta/data/record.schema.json").read_text(encoding="utf-8"))
    page = words_of("reference/record-format.md")
    for name, part in schema["$defs"].items():
        for key in part.get("properties", {}):
            if key != "record":
                assert f"`{key}`" in page, f"{name}.{key} is not described in reference/record-format.md"
        for value in part.get("enum", ()):
            assert f"`{value}`" in page or name == "mode", f"{name} {value!r} is not described"


def test_python_pages_name_modules_that_exist() -> None:
    for module in re.findall(r"^::: ([\w.]+)$", words_of("reference/python.md"), re.MULTILINE):
        assert importlib.util.find_spec(module) is not None, f"reference/python.md names {module}"
