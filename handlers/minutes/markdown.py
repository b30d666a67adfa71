"""Minutes as a Markdown file. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.minutes.log import ACTION, Entry, Minutes
from handlers.minutes.words import LABELS, About, attendance, due, on, owners, shares_line
from handlers.naming import Names

_URL = re.compile(r"https?://[^\s<>]+")
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~!])")


def markdown(minutes: Minutes, about: About, names: Names) -> str:
    """The whole file."""
    return "\n".join(_lines(minutes, about, names)) + "\n"


def _lines(minutes: Minutes, about: About, names: Names) -> Iterator[str]:
    title = minutes.title or about.name
    yield f"# {escape(title)}: {'draft ' if about.is_draft else ''}minutes of {about.label}"
    yield ""
    yield f"{escape(about.group)}, {on(about.began)}"
    yield ""
    yield from _people(minutes, about, names)
    if about.summary:
        yield from ("", escape(about.summary))
    items = {entry.id: _item(entry, names) for entry in minutes.entries}
    yield from _list("Decisions", [items[entry.id] for entry in minutes.decisions])
    yield from _list("Actions", [items[entry.id] for entry in minutes.actions])
    for section in minutes.sections:
        yield ""
        yield f"## {escape(section.topic.text)}" if section.topic else "## Before the first topic"
        yield ""
        yield from (items[entry.id] for entry in section.entries)
        if not section.entries:
            yield "Nothing was noted."


def _people(minutes: Minutes, about: About, names: Names) -> Iterator[str]:
    yield f"- Present ({attendance(minutes, about)}): {escape(names.all_called(minutes.present)) or 'nobody'}"
    for label, who in (("Regrets", minutes.regrets), ("Scribe", minutes.scribes)):
        if who:
            yield f"- {label}: {escape(names.all_called(who))}"
    if talk := shares_line(minutes, about):
        yield f"- Who talked, by voice: {escape(talk)}"


def _list(title: str, items: list[str]) -> Iterator[str]:
    if items:
        yield from ("", f"## {title}", "", *items)


def _item(entry: Entry, names: Names) -> str:
    text = escape(entry.text)
    if entry.kind == ACTION:
        facts = [
            escape(owners(entry, names)) or "nobody yet",
            *([f"due {escape(due(entry))}"] if entry.due else []),
        ]
        return f"- [ ] {text} ({'; '.join(facts)})"
    label = LABELS[entry.kind]
    return f"- **{label}:** {text}" if label else f"- {text}"


def escape(text: str) -> str:
    """Nothing that people typed is taken for markup; addresses stay whole."""
    parts, at = [], 0
    for url in _URL.finditer(text):
        parts += [_SPECIAL.sub(r"\\\1", text[at : url.start()]), f"<{url[0]}>"]
        at = url.end()
    return "".join(parts) + _SPECIAL.sub(r"\\\1", text[at:])
