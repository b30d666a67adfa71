"""The forms of the feedback feature; an input's name is the handler's parameter. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from handlers.blocks import (
    OPTIONS_LIMIT,
    Option,
    button,
    checkboxes_input,
    choice_input,
    date_input,
    divider,
    person_input,
    section,
    text_input,
)
from handlers.contract import Block, Form
from handlers.feedback import rules
from handlers.feedback.views import STATES
from handlers.fields import VOICES
from handlers.text import clip, escape, quote
from storage.feedback import Feedback

NAMES = {
    "performance": "Today: how well it works",
    "direction": "The way ahead: where it should go",
    "blocking": "Blocking: I can't go on",
    "major": "Major: it hurts",
    "minor": "Minor",
}
FORM_TEXT = 3000


def _options(words: Sequence[str]) -> list[Option]:
    return [(word, NAMES.get(word, word.capitalize())) for word in words]


def give(
    areas: Sequence[Option],
    text: str = "",
    *,
    likely: Sequence[Feedback] = (),
    me: str = "",
    source: str | None = None,
    source_author: str | None = None,
    **inputs: Any,
) -> Form:
    """With `likely` it has been looked at once: filing it again is meant. `inputs` are filled in."""
    blocks = (
        text_input(
            "text",
            "What works, or what hurts?",
            value=text,
            long=True,
            most=FORM_TEXT,
            placeholder="Since the upgrade, live migration of large instances times out…",
        ),
        *_likely(likely, me),
        *_about(areas, inputs),
        *_from_whom(inputs),
    )
    known = {"looked": bool(likely), "source": source, "source_author": source_author}
    label = "File it anyway" if likely else "Send"
    return Form("feedback.give", "Give feedback", blocks, label, {k: v for k, v in known.items() if v})


def _about(areas: Sequence[Option], inputs: Mapping[str, Any]) -> list[Block]:
    find = "I don't know: find the right place for me"
    asked = [
        ("kind", "What kind is it?", rules.KINDS),
        ("severity", "How bad is it?", rules.SEVERITIES),
        ("axis", "Is it about today, or about the way ahead?", rules.AXES),
        ("voice", "You say it as", VOICES),
    ]
    blocks = [
        choice_input(name, label, _options(words), chosen=inputs.get(name), optional=True)
        for name, label, words in asked
    ]
    if not areas:
        return blocks
    hint = "Not listed? Write ##area in the text." if len(areas) > OPTIONS_LIMIT else None
    chosen = inputs.get("area")
    label = "What is it about?"
    area = choice_input("area", label, areas, chosen=chosen, optional=True, hint=hint, placeholder=find)
    return [area, *blocks]


def _from_whom(inputs: Mapping[str, Any]) -> list[Block]:
    for_name, for_user = inputs.get("for_name") or "", inputs.get("for_user")
    return [
        text_input("for_name", "On behalf of somebody outside?", value=for_name, most=150, optional=True),
        person_input("for_user", "… or of somebody here?", chosen=for_user, optional=True),
        checkboxes_input(
            "anonymous",
            "Anonymous",
            [("yes", "Don't say who I am")],
            chosen=["yes"] if inputs.get("anonymous") else [],
            hint="The leads don't see who you are. They can still ask you, through me, if an admin set that up.",
        ),
    ]


def _likely(items: Sequence[Feedback], me: str) -> list[Block]:
    if not items:
        return []
    blocks: list[Block] = [
        divider(),
        section("*Is it one of these?* Endorsing it counts more than saying it twice, and is done by name."),
    ]
    for item in items:
        is_mine = me in (item.author, item.for_user)
        whose = "you gave it, " if is_mine else ""
        head = f"*F-{item.number}* ({whose}{STATES[item.state].lower()})"
        endorse = button("Endorse this instead", "feedback.endorse_unfiled", f"F-{item.number}")
        blocks.append(section(f"{head}\n{quote(escape(clip(item.text, 300)))}", None if is_mine else endorse))
    return [*blocks, divider()]


def sure(item: Feedback, deed: str, words: str) -> Form:
    """Declining and resolving are final for the author, so they are asked for once more."""
    title, label, hint = {
        "decline": (
            "Decline",
            "The reason",
            "The author reads this. Say what would change your mind, if anything.",
        ),
        "resolve": (
            "Resolve",
            "What came of it?",
            "The author reads this and is asked whether it answers them.",
        ),
    }[deed]
    blocks = (
        _what(item),
        text_input("words", label, value=words, long=True, hint=hint),
    )
    return Form(f"feedback.{deed}", f"{title} F-{item.number}", blocks, title, {"number": item.number})


def defer(item: Feedback, words: str, until: date) -> Form:
    blocks = (
        _what(item),
        date_input(
            "until",
            "Until when?",
            chosen=until,
            hint="On that day it is back with you, and the author hears.",
        ),
        text_input("words", "Why later?", value=words, long=True, optional=True),
    )
    return Form("feedback.defer", f"Defer F-{item.number}", blocks, "Defer", {"number": item.number})


def ask(item: Feedback) -> Form:
    hint = "It goes to the author as a direct message; the answer comes to your thread."
    blocks = (_what(item), text_input("words", "Your question", long=True, hint=hint))
    return Form("feedback.ask", f"Ask about F-{item.number}", blocks, "Ask", {"number": item.number})


def route(item: Feedback, areas: Sequence[Option], command: str) -> Form:
    typed = f"Not listed? Type {command} feedback route F-{item.number} and the area's short name."
    hint = typed if len(areas) > OPTIONS_LIMIT else None
    blocks = (
        _what(item),
        choice_input("area", "Where does it belong?", areas, hint=hint),
        text_input("words", "A word to its new leads", optional=True),
    )
    return Form("feedback.route", f"Re-route F-{item.number}", blocks, "Re-route", {"number": item.number})


def edit(item: Feedback) -> Form:
    blocks = (text_input("text", "What works, or what hurts?", value=item.text, long=True, most=FORM_TEXT),)
    return Form("feedback.edit", f"Edit F-{item.number}", blocks, "Save", {"number": item.number})


def still_open(item: Feedback, verdict: str) -> Form:
    """After *Partly* or *No*: what is missing."""
    label = "What is still missing?"
    blocks = (_what(item), text_input("words", label, long=True, optional=verdict == "partly"))
    known = {"number": item.number, "verdict": verdict}
    title = "Partly answered" if verdict == "partly" else "Not answered"
    return Form("feedback.verdict", title, blocks, "Send", known)


def _what(item: Feedback) -> Block:
    return section(f"*F-{item.number}*\n{quote(escape(clip(item.text, 600)))}")


def explain(text: str) -> Form:
    words = text_input("text", "What would be said?", value=text, long=True, most=FORM_TEXT)
    return Form("area.explain", "Where would it go?", (words,), submit="Tell me")
