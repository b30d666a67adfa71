"""The forms of action items; an input's name is the handler's parameter. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.blocks import (
    Option,
    choice_input,
    date_input,
    people_input,
    person_input,
    section,
    text_input,
)
from handlers.contract import Block, Form
from handlers.text import clip, escape, quote
from storage.actions import Action
from storage.feedback import Feedback

FORM_TEXT = 3000


def make(
    groups: Sequence[Option],
    slug: str | None,
    due: date,
    *,
    text: str = "",
    source: str = "",
    feedback: Feedback | None = None,
) -> Form:
    """With `feedback`, which is accepted by it; without a `slug` it asks in which group."""
    known = {"source": source, "feedback": feedback.number if feedback else 0}
    blocks: list[Block] = [_answers(feedback)] if feedback else []
    blocks += [
        text_input("text", "What is to be done?", value=text, long=True, most=FORM_TEXT),
        people_input("owners", "Who does it?", optional=True, hint="Nobody yet? Anybody can take it."),
        date_input("due", "Until when?", chosen=due),
    ]
    if slug is None:
        blocks.append(choice_input("slug", "In which group?", groups))
    else:
        known["slug"] = slug
    title = f"Accept F-{feedback.number}" if feedback else "New action item"
    send = "Accept" if feedback else "Save"
    return Form("action.make", title, tuple(blocks), send, {k: v for k, v in known.items() if v})


def _answers(feedback: Feedback) -> Block:
    told = "_Who gave it hears now that it is accepted, and again when this is done._"
    return section(f"*F-{feedback.number}*\n{quote(escape(clip(feedback.text, 600)))}\n{told}")


def words(action: Action, deed: str, said: str = "") -> Form:
    title, label, optional = {
        "block": (f"{action.id} is blocked", "What does it wait for?", False),
        "drop": (f"Drop {action.id}", "Why is it not done?", False),
    }[deed]
    blocks = (_what(action), text_input("words", label, value=said, long=True, optional=optional))
    return Form(f"action.{deed}", title, blocks, "Save", {"number": action.number})


def hand(action: Action, chosen: Sequence[str]) -> Form:
    blocks = (
        _what(action),
        people_input("owners", "Who has it from now on?", chosen=chosen),
        text_input("words", "A word to them", optional=True),
    )
    return Form("action.hand", f"Hand over {action.id}", blocks, "Hand over", {"number": action.number})


def due(action: Action) -> Form:
    blocks = (_what(action), date_input("due", "Until when?", chosen=action.due))
    return Form("action.due", f"Date of {action.id}", blocks, "Save", {"number": action.number})


def split(action: Action) -> Form:
    hint = "It gets a number of its own, with the same owners and date."
    blocks = (_what(action), text_input("said", "Which part of it stands on its own?", long=True, hint=hint))
    return Form("action.split", f"Split {action.id}", blocks, "Split", {"number": action.number})


def _what(action: Action) -> Block:
    return section(f"*{action.id}*\n{quote(escape(clip(action.text, 600)))}")


def promise(
    groups: Sequence[Option],
    slug: str | None,
    due: date,
    *,
    text: str = "",
    owners: Sequence[str] = (),
    answers: str = "",
) -> Form:
    """A commitment: an action item that somebody who sets the priorities stands by."""
    made = make(groups, slug, due, text=text)
    what, who, *rest = made.blocks
    sponsor = person_input("sponsor", "Who sets their priorities?", hint="They are asked to stand by it.")
    who = people_input("owners", "Who promises it?", chosen=owners)
    hangs = text_input("answers", "For which feedback?", value=answers, optional=True, placeholder="F-12")
    return Form("commit.make", "New commitment", (what, who, sponsor, *rest, hangs), "Save", made.known)


def sponsor_change(action: Action) -> Form:
    blocks = (
        _what(action),
        date_input("due", "Until when do you stand by it?", chosen=action.due),
        text_input("words", "A word to its owners", optional=True),
    )
    return Form("commit.change", f"Confirm {action.id}", blocks, "Confirm", {"number": action.number})


def sponsor_cannot(action: Action) -> Form:
    hint = "Its owners and the group's chairs read this at once, while something can still be done."
    blocks = (_what(action), text_input("words", "Why can't you stand by it?", long=True, hint=hint))
    return Form("commit.cannot", f"You can't: {action.id}", blocks, "Say so", {"number": action.number})
