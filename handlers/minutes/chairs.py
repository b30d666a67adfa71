"""What the chairs see of the minutes: the draft with what it leaves open, their reminder, how it settles. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handlers.blocks import Option, actions, button, context, message, section, select
from handlers.contract import Block, Message
from handlers.minutes.log import Entry, Minutes
from handlers.minutes.views import summary
from handlers.minutes.words import About
from handlers.naming import Names
from handlers.text import clip, escape

MOST_QUESTIONS = 8
VALUE = 75  # that much fits into the value of an option


def draft(minutes: Minutes, about: About, names: Names) -> Message:
    """What the chair looks at before it goes out; what a line left open can be answered on the spot."""
    shown = summary(minutes, about, names)
    number = str(about.number)
    row = actions(
        button("Publish", "minutes.publish", number, style="primary"),
        button("Edit…", "minutes.edit", number),
        button("Read it all", "minutes.whole", number),
    )
    return message(shown.text, *shown.blocks, *_questions(minutes, about, names), row)


def _questions(minutes: Minutes, about: About, names: Names) -> Iterator[Block]:
    asked = [(entry, *open_) for entry in minutes.actions for open_ in _left_open(entry)]
    if asked:
        yield section(":grey_question: *Before you publish*")
    for entry, name, users in asked[:MOST_QUESTIONS]:
        text = f"{escape(clip(entry.text, 200))}\n{_question(name, users)}"
        options = _options(about.number, entry, name, users or _all(minutes, names), names)
        yield section(text, select("minutes.owner", "Choose…", options) if options else None)
    if len(asked) > MOST_QUESTIONS:
        yield context(f"… and {len(asked) - MOST_QUESTIONS} more to choose with *Edit…*")


def _left_open(entry: Entry) -> Iterable[tuple[str, tuple[str, ...]]]:
    """The names that may mean several or nobody; no name at all when nobody is said to do it."""
    return entry.unsure or ([] if entry.owners else [("", ())])


def _question(name: str, users: tuple[str, ...]) -> str:
    if not name:
        return "*Who does it?*"
    return f"*Which {escape(name)}?*" if users else f"*Who is {escape(name)}?*"


def _all(minutes: Minutes, names: Names) -> list[str]:
    """Those who were there come first, by name."""
    there = set(minutes.present)
    return sorted(names.people, key=lambda user: (user not in there, names.called(user).casefold()))


def _options(number: int, entry: Entry, name: str, users: Iterable[str], names: Names) -> list[Option]:
    made = ((f"{number} {entry.id} {user} {name}".rstrip()[:VALUE], names.called(user)) for user in users)
    return list(dict(made).items())


def settled(minutes: Minutes, about: About, names: Names) -> Message:
    """What the chairs' draft turns into; a chair may still mend what is out."""
    shown = summary(minutes, about, names)
    number = str(about.number)
    row = [button("Edit…", "minutes.edit", number)]
    if about.is_draft:
        row.insert(0, button("Publish as final", "minutes.publish", number, style="primary"))
    told = "Out as a draft: nobody published it within three days." if about.is_draft else "Published."
    return message(shown.text, *shown.blocks, context(told), actions(*row))


def asked(about: About) -> Message:
    """The chair's one reminder."""
    text = (
        f"The minutes of *{escape(about.name)}* ({about.label}) wait for you: one click on *Publish* sends "
        "them out. If nobody does, they go out as a draft in two days."
    )
    return message(
        text, section(text), actions(button("Publish", "minutes.publish", str(about.number), style="primary"))
    )
