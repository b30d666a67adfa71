"""One line of words becomes a dated item with owners, and what it left open is asked of who wrote it."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.actions import said, views
from handlers.actions.making import able, dated, questions, receipt
from handlers.actions.reading import all_names, day_here, shown
from handlers.actions.rules import Dated
from handlers.blocks import note
from handlers.contract import Context, Reply, Say
from storage.actions import Action
from storage.groups import Group


@dataclass(frozen=True, slots=True)
class Noted:
    """What was said, by whom it will be done, until when."""

    said: said.Said
    owners: tuple[str, ...]
    due: Dated


def understood(ctx: Context, group: Group, words: str) -> Noted:
    """Raises UserError where it cannot stand."""
    read = said.read(words, all_names(ctx, words, group), ctx.actor, lambda who: day_here(ctx, who, group))
    owners = able(ctx, read.owners, group)
    due = dated(ctx, read.read, read.phrase, day_here(ctx, owners, group), group)
    return Noted(read, owners, due)


def answered(ctx: Context, group: Group, action: Action, noted: Noted) -> Reply | None:
    """In the group's own channel the card says it all, unless there is something to ask or to explain."""
    asked = questions(ctx, action, noted.said.unsure, noted.due, noted.said.phrase)
    if asked:
        return Say(views.asks(shown(ctx, action), asked, receipt(ctx, action, noted.due)))
    if group.channel == ctx.channel and not noted.due.because:
        return None
    return Say(note(receipt(ctx, action, noted.due)))
