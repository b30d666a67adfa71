"""How long the minutes of a meeting of 5,000 different lines take, read for the first time. Under a second together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from time import process_time

from handlers.minutes import views
from handlers.minutes.log import minutes_of
from handlers.minutes.markdown import markdown
from handlers.minutes.page import page
from handlers.minutes.words import About
from handlers.naming import Names
from storage.minutes import Line

LINES, SPEAKERS, PEOPLE = 5000, 40, 300
KINDS = (
    "talk number {n} about ##nova, and <@U{who}> agrees that {what} comes first",
    "TOPIC: quotas {n} of ##cinder",
    "INFO: see <https://example.org/{n}?b=1&amp;c=2> for {what}",
    "ACTION: Ana and <@U{who}> to draft {what}, version {n}, by {day}",
    "q+ to ask about {what} {n}",
    "present+ Zoe Number{n}",
    "s/draft/write {n}/",
    "AGREED: {what} is kept for {n} more releases",
    "ACTION: <@U{who}> will ask the others how {what} went in trial {n} and tell us",
)
WHATS = ("the charter", "live migration", "the upgrade guide", "the list of drivers", "our survey")
DAYS = ("next fri", "the end of the month", "3 Dec", "2026-12-03", "in 2 weeks", "tomorrow", "EOD thursday")


def run() -> Iterator[str]:
    people = {f"U{n}": f"Ana Number{n}" for n in range(PEOPLE)}
    log = [
        Line(f"{1772445600 + n}.000100", f"U{n % SPEAKERS}", _said(n), deleted=False) for n in range(LINES)
    ]
    names, about = Names(people), About(3, "Weekly", "Product", datetime(2026, 3, 2, 10, tzinfo=UTC))
    begun = process_time()
    made = minutes_of(log, people)
    took = {"read the log": process_time() - begun}
    forms: dict[str, Callable[[], object]] = {
        "Slack message": lambda: views.published(made, about, names),
        "Markdown file": lambda: markdown(made, about, names),
        "HTML page": lambda: page(made, about, names, log),
    }
    for name, render in forms.items():
        begun = process_time()
        render()
        took[name] = process_time() - begun
    took["all of it"] = sum(took.values())
    for name, seconds in took.items():
        yield f"minutes of {LINES:,} lines, {name}: {seconds * 1000:.0f} ms of CPU"


def _said(n: int) -> str:
    kind, what, day = KINDS[n % len(KINDS)], WHATS[n % len(WHATS)], DAYS[n % len(DAYS)]
    return kind.format(n=n, who=n % PEOPLE, what=what, day=day)
