"""Minutes as an HTML page with the log below, each line with an anchor to link to. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from html import escape

from handlers.lines import is_off
from handlers.minutes.log import ACTION, Entry, Line, Minutes
from handlers.minutes.words import LABELS, About, attendance, due, on, owners, shares_line
from handlers.naming import Names

_URL = re.compile(r"https?://[^\s<>&\"']+(?:&amp;[^\s<>&\"']+)*")
_STYLE = (
    ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;"
    "padding:0 1rem}li{margin:.2rem 0}.label{font-weight:600}.log{list-style:none;padding:0;font-size:.9rem}"
    ".log time,.of{color:GrayText}:target{background:Mark;color:MarkText}a{overflow-wrap:anywhere}"
)


def page(minutes: Minutes, about: About, names: Names, log: Iterable[Line]) -> str:
    """The whole document; it loads nothing."""
    title = escape(
        f"{minutes.title or about.name}: {'draft ' if about.is_draft else ''}minutes of {about.label}"
    )
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    items = {entry.id: _item(entry, names) for entry in minutes.entries}
    parts = (*_summary(minutes, about, names), *_noted(minutes, items), *_log(log, names))
    body = "\n".join(parts)
    return (
        f'<!doctype html>\n<html lang="en"><head>{head}<style>{_STYLE}</style></head>\n'
        f"<body>\n<h1>{title}</h1>\n{body}\n</body></html>\n"
    )


def anchor(ts: str) -> str:
    """The id of a line."""
    return "l" + re.sub(r"[^0-9a-z]+", "-", ts)


def _summary(minutes: Minutes, about: About, names: Names) -> Iterator[str]:
    yield f"<p>{escape(about.group)}, {on(about.began)}</p>"
    yield f"<p>Present ({attendance(minutes, about)}): {escape(names.all_called(minutes.present)) or 'nobody'}</p>"
    for label, who in (("Regrets", minutes.regrets), ("Scribe", minutes.scribes)):
        if who:
            yield f"<p>{label}: {escape(names.all_called(who))}</p>"
    if talk := shares_line(minutes, about):
        yield f"<p>Who talked, by voice: {escape(talk)}</p>"
    if about.summary:
        yield f"<p>{_linked(about.summary)}</p>"


def _noted(minutes: Minutes, items: Mapping[str, str]) -> Iterator[str]:
    for label, entries in (("Decisions", minutes.decisions), ("Actions", minutes.actions)):
        if entries:
            yield from (f"<h2>{label}</h2>", _list(entries, items))
    for section in minutes.sections:
        topic = section.topic
        title = _link(topic, escape(topic.text)) if topic else "Before the first topic"
        yield f"<h2>{title}</h2>"
        yield _list(section.entries, items) if section.entries else "<p>Nothing was noted.</p>"


def _list(entries: Iterable[Entry], items: Mapping[str, str]) -> str:
    return "<ul>\n" + "\n".join(f"<li>{items[entry.id]}</li>" for entry in entries) + "\n</ul>"


def _item(entry: Entry, names: Names) -> str:
    label = f'<span class="label">{LABELS[entry.kind]}:</span> ' if LABELS[entry.kind] else ""
    facts = ""
    if entry.kind == ACTION:
        by = f"; due {escape(due(entry))}" if entry.due else ""
        facts = f' <span class="of">({escape(owners(entry, names)) or "nobody yet"}{by})</span>'
    return f"{label}{_linked(entry.text)}{facts} {_link(entry, '#')}"


def _link(entry: Entry, inner: str) -> str:
    return f'<a href="#{anchor(entry.ts)}">{inner}</a>'


def _linked(text: str) -> str:
    """Escaped, addresses to click on."""
    return _URL.sub(lambda m: f'<a rel="nofollow" href="{m[0]}">{m[0]}</a>', escape(text))


def _log(log: Iterable[Line], names: Names) -> Iterator[str]:
    yield '<h2>All lines</h2>\n<ol class="log">'
    for line in sorted(log, key=lambda line: line.ts):
        if not line.deleted and not is_off(line.text):
            text = _linked(names.spoken(line.text)).replace("\n", "<br>")
            who = escape(names.called(line.user))
            yield f'<li id="{anchor(line.ts)}">{_time(line.ts)} <b>{who}</b> {text}</li>'
    yield "</ol>"


def _time(ts: str) -> str:
    seconds = ts.partition(".")[0]
    at = datetime.fromtimestamp(int(seconds), UTC) if seconds.isdecimal() and len(seconds) < 12 else None
    said = at.isoformat() if at else ""
    return f'<time datetime="{said}">{said[11:16]}</time>' if said else ""
