"""The living cards of a piece of feedback: the lead's, and that of everybody who gave or endorsed it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.blocks import actions, button, confirm, context, link, message, section, when
from handlers.contract import Block, Message
from handlers.feedback import rules
from handlers.text import clip, counted, escape, one_line, quote
from storage.areas import Area
from storage.feedback import Feedback
from storage.groups import Group
from storage.items import Event

CARD_TEXT = 1200
STATES = {
    rules.NEW: "Waits for triage",
    rules.ROUTED: "Waits for an answer",
    rules.ACKNOWLEDGED: "Seen, being looked at",
    rules.ACCEPTED: "Accepted",
    rules.DECLINED: "Declined",
    rules.DEFERRED: "Deferred",
    rules.NEEDS_INFO: "Waits for the author",
    rules.DUPLICATE: "Merged",
    rules.RESOLVED: "Resolved",
    rules.CONFIRMED: "Resolved and confirmed",
    rules.REOPENED: "Reopened",
    rules.WITHDRAWN: "Withdrawn",
}
VERDICTS = {"yes": "Yes, that answers it", "partly": "Partly", "no": "No"}

AUTHOR, SPOKEN_FOR, FOLLOWER = "author", "spoken for", "follower"
_ROUTED = f" · {rules.DONE['route']}"
TITLES = {AUTHOR: "Your feedback", SPOKEN_FOR: "Given in your name,", FOLLOWER: "You follow"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of feedback with all that its drawings need; names stand for people."""

    item: Feedback
    group: Group | None
    area: Area | None
    giver: str
    spoken_for: str
    endorsers: int
    likely: tuple[Feedback, ...]
    trail: tuple[tuple[Event, str], ...]
    waits_for: tuple[str, ...]
    command: str

    @property
    def author(self) -> str:
        """ "Ana", "anonymous", "Bo for Acme ops"."""
        return f"{self.giver} for {self.spoken_for}" if self.spoken_for else self.giver

    @property
    def place(self) -> str:
        """The area, or the group whose chairs triage it; empty when the admins do."""
        named = self.area or self.group
        return named.name if named else ""


def lead_card(shown: Shown) -> Message:
    """What the leads decide on; always today's state."""
    item = shown.item
    head = f"*F-{item.number}* · " + " · ".join(_facts(shown))
    blocks = [section(head), section(quote(escape(clip(item.text, CARD_TEXT)))), context(_origin(shown))]
    if shown.likely and rules.is_open(item):
        blocks.append(context(_likely(shown)))
    blocks.append(context(_state_line(shown)))
    if rules.is_open(item):
        blocks.append(actions(*lead_buttons(item)))
    return message(f"F-{item.number}: {one_line(item.text, 140)} ({STATES[item.state]})", *blocks)


def _facts(shown: Shown) -> list[str]:
    item = shown.item
    severity = ":rotating_light: blocking" if item.severity == "blocking" else item.severity
    facts = (shown.place or "no group yet", item.kind, item.axis, severity)
    return [escape(fact) for fact in facts if fact]


def _origin(shown: Shown) -> str:
    item = shown.item
    said = f"from {escape(shown.author)}" + (f" ({item.voice})" if item.voice else "")
    parts = [said, when(item.created_at)]
    if shown.endorsers:
        parts.append(f"{counted(shown.endorsers, 'endorsement')}")
    if item.source:
        parts.append(link(item.source, "the message"))
    return " · ".join(parts)


def _likely(shown: Shown) -> str:
    lines = [f"• *F-{other.number}* {one_line(other.text, 120)}" for other in shown.likely]
    how = f"{shown.command} feedback merge F-{shown.item.number} into F-{shown.likely[0].number}"
    return "\n".join(["Looks like it was said before:", *lines, f"If it is the same: `{how}`"])


def _state_line(shown: Shown) -> str:
    item = shown.item
    line = f"*{STATES[item.state]}*"
    if item.state == rules.DUPLICATE:
        line += f" into F-{item.merged_into}"
    line += _last_change(shown)
    if item.state == rules.DEFERRED and item.returns_at:
        line += f" · comes back {when(item.returns_at, '{date_short_pretty}')}"
    if item.verdict:
        line += f" · the author says: {VERDICTS[item.verdict]}"
    if item.answer and not rules.waits_for_leads(item):
        line += f"\n{quote(escape(clip(item.answer, 400)))}"
    return line


def _last_change(shown: Shown) -> str:
    """ " by Lea, today" when that made it what it is, else " · edited by Ana, today"."""
    for event, name in reversed(shown.trail):
        if event.what in rules.DONE.values():
            is_told = event.what in (shown.item.state, STATES[shown.item.state].lower())
            what = "" if is_told else f" · {event.what}"
            by = f" by {escape(name)}" if name else ""
            return f"{what}{by}, {when(event.at, '{date_short_pretty}')}"
    return ""


def lead_buttons(item: Feedback) -> list[Block]:
    value = f"F-{item.number}"
    can = rules.possible(item)
    labels = [
        ("acknowledge", "Acknowledge"),
        ("accept", "Accept"),
        ("resolve", "Resolve…"),
        ("decline", "Decline…"),
        ("defer", "Defer…"),
        ("ask", "Ask…"),
        ("route", "Re-route…"),
    ]
    wanted = [(deed, label) for deed, label in labels if deed in can]
    primary = "resolve" if item.state == rules.ACCEPTED else "accept"
    drawn = [
        button(label, f"feedback.{deed}", value, style="primary" if deed == primary else None)
        for deed, label in wanted
    ]
    if item.group_id is not None:
        label = "Accept with an action…" if "accept" in can else "Add an action…"
        place = [deed for deed, _ in wanted].index(primary) + 1
        drawn.insert(place, button(label, "action.for_feedback", value))
    return drawn


def moved_card(shown: Shown, whither: str) -> Message:
    """What stays behind where it was re-routed from."""
    text = f"*F-{shown.item.number}* moved to *{escape(whither)}*{_last_change(shown).removeprefix(_ROUTED)}"
    return message(text, context(text))


def author_card(shown: Shown, role: str = AUTHOR) -> Message:
    """The one card of each person who gave or endorsed it; only authors may change it and judge the answer."""
    item = shown.item
    is_mine = role != FOLLOWER
    given = "anonymously" if item.is_anonymous else f"by {escape(shown.giver)}"
    by = f" {given}" if role == SPOKEN_FOR else ""
    blocks = [
        section(f"*{TITLES[role]} F-{item.number}*{by}\n{quote(escape(clip(item.text, CARD_TEXT)))}"),
        context(_where_it_stands(shown, is_mine=is_mine)),
    ]
    if item.answer and not rules.waits_for_leads(item):
        blocks.append(section(f"*Answer*\n{quote(escape(clip(item.answer, 1500)))}"))
    if is_mine and item.state == rules.RESOLVED:
        blocks += asks_whether_answered(item.number)
    else:
        blocks.append(actions(*_author_buttons(item, is_mine=is_mine)))
    stands = _stands(item, is_mine=is_mine)
    return message(f"F-{item.number} · {stands}: {one_line(item.text, 140)}", *blocks)


def _stands(item: Feedback, *, is_mine: bool) -> str:
    """As whoever reads it would say it."""
    return "Waits for your answer" if is_mine and item.state == rules.NEEDS_INFO else STATES[item.state]


def _where_it_stands(shown: Shown, *, is_mine: bool) -> str:
    item = shown.item
    line = f"*{_stands(item, is_mine=is_mine)}* · {escape(shown.place or 'the admins')}"
    if item.state == rules.DUPLICATE:
        line += f" · it says the same as F-{item.merged_into} and counts there"
    if item.state == rules.DEFERRED and item.returns_at:
        line += f" · comes back {when(item.returns_at, '{date_short_pretty}')}"
    return line + (f" · {counted(shown.endorsers, 'endorsement')}" if shown.endorsers else "")


def asks_whether_answered(number: int) -> Sequence[Block]:
    buttons = [
        button("Yes", "feedback.verdict:yes", f"F-{number} yes", style="primary"),
        button("Partly", "feedback.verdict:partly", f"F-{number} partly"),
        button("No", "feedback.verdict:no", f"F-{number} no"),
    ]
    return [section("*Does this answer you?*"), actions(*buttons)]


def _author_buttons(item: Feedback, *, is_mine: bool) -> list[Block]:
    value = f"F-{item.number}"
    buttons = [button("What happened so far", "trace.show", value)]
    if is_mine and rules.is_open(item):
        sure = confirm("Withdraw it?", "The leads see that you took it back.", "Withdraw", "Keep it")
        buttons = [
            button("Edit…", "feedback.edit", value),
            button("Withdraw", "feedback.withdraw", value, confirm=sure),
            *buttons,
        ]
    return buttons
