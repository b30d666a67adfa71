"""How long the minutes of a meeting of 5,000 lines take, in each of their forms. Under a second together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from time import perf_counter

from handlers.minutes import views
from handlers.minutes.log import minutes_of
from handlers.minutes.markdown import markdown
from handlers.minutes.page import page
from handlers.minutes.words import About
from handlers.naming import Names
from storage.minutes import Line

LINES, SPEAKERS, PEOPLE = 5000, 40, 300
KINDS = (
    "talk about ##nova and <@U1>",
    "TOPIC: quotas ##cinder",
    "INFO: see <https://example.org/a?b=1&amp;c=2>",
    "ACTION: Ana and <@U2> to draft it by next fri",
    "q+ to ask",
    "present+ Zoe",
    "s/draft/write/",
)


def run() -> Iterator[str]:
    people = {f"U{n}": f"Ana Number{n}" for n in range(PEOPLE)}
    log = [
        Line(f"{1772445600 + n}.000100", f"U{n % SPEAKERS}", KINDS[n % len(KINDS)], deleted=False)
        for n in range(LINES)
    ]
    names, about = Names(people), About(3, "Weekly", "Product", datetime(2026, 3, 2, 10, tzinfo=UTC))
    made = minutes_of(log, people)
    forms: dict[str, Callable[[], object]] = {
        "read the log": lambda: minutes_of(log, people),
        "Slack message": lambda: views.published(made, about, names),
        "Markdown file": lambda: markdown(made, about, names),
        "HTML page": lambda: page(made, about, names, log),
    }
    for name, render in forms.items():
        begun = perf_counter()
        render()
        yield f"minutes of {LINES:,} lines, {name}: {(perf_counter() - begun) * 1000:.1f} ms"
