"""The form in which a chair mends a draft. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from handlers.blocks import checkboxes_input, input_of, section, text_input
from handlers.contract import Block, Form
from handlers.minutes.log import ACTION, Entry, Minutes
from handlers.minutes.words import LABELS
from handlers.text import clip, counted

MOST_ENTRIES, MOST_BLOCKS = 80, 96
SUMMARY, RESTORE = "summary", "restore"
TEXT, OWNERS = "text/", "owners/"


def edit(number: int, summary: str, minutes: Minutes, struck: int) -> Form:
    """A field an item; whoever empties it strikes the item out, and may bring back the `struck`."""
    blocks: list[Block] = [
        section("Empty a field to strike the item out. Nothing is sent before you publish."),
        text_input(SUMMARY, "In a few words", value=summary, long=True, optional=True, most=2000),
    ]
    if struck:
        label = f"Bring back {counted(struck, 'item')} that you struck out"
        blocks.append(checkboxes_input(RESTORE, "Struck out", [("yes", label)]))
    shown: list[str] = []
    for entry in _by_weight(minutes):
        fields = list(_fields(entry))
        if len(blocks) + len(fields) > MOST_BLOCKS or len(shown) == MOST_ENTRIES:
            blocks.append(
                section("There is more than a form can hold: publish, or correct lines in the channel.")
            )
            break
        blocks += fields
        shown.append(entry.id)
    return Form(
        "minutes.edit", f"Minutes of M-{number}", tuple(blocks), known={"number": number, "shown": shown}
    )


def _by_weight(minutes: Minutes) -> list[Entry]:
    """What must be right comes first: the others may not fit."""
    first = [*minutes.actions, *minutes.decisions]
    return [*first, *minutes.topics, *(entry for entry in minutes.entries if entry not in first)]


def _fields(entry: Entry) -> Iterator[Block]:
    label = LABELS.get(entry.kind, "Topic") or "Note"
    yield text_input(TEXT + entry.id, label, value=entry.text, optional=True, long=len(entry.text) > 80)
    if entry.kind == ACTION:
        element: Block = {"type": "multi_users_select", "max_selected_items": 10}
        if entry.owners:
            element["initial_users"] = list(entry.owners[:10])
        hint = ", ".join(name for name, _ in entry.unsure)
        yield input_of(
            OWNERS + entry.id,
            "Who does it?",
            element,
            optional=True,
            hint=f"Left open: {hint}" if hint else None,
        )


def made_of(minutes: Minutes, shown: Collection[str], inputs: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """{entry: what the form made of it}, for those that it held and that were changed."""
    made: dict[str, dict[str, Any]] = {}
    for entry in [*minutes.topics, *minutes.entries]:
        if entry.id in shown:
            text = inputs.get(TEXT + entry.id, "")
            owners = list(inputs.get(OWNERS + entry.id) or ())
            if not text:
                made[entry.id] = {"struck": True}
            elif text != clip(entry.text, 3000) or (entry.kind == ACTION and tuple(owners) != entry.owners):
                made[entry.id] = {"text": text, "owners": owners if entry.kind == ACTION else None}
    return made
