"""What is said about a piece of feedback beside its cards: receipts, decisions, questions, nudges. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from handlers.blocks import actions, button, context, day, link, message, note, paragraphs, section
from handlers.contract import Message
from handlers.feedback.views import Shown, asks_whether_answered
from handlers.text import clip, counted, escape, one_line, quote
from storage.actions import Action
from storage.decisions import Decision
from storage.feedback import Feedback

SUMMARY = 10


def receipt(shown: Shown, because: str, answer_by: date, *, waits: bool) -> Message:
    """What the author is told at once: the number, where it went, when to expect an answer."""
    item = shown.item
    who = _some_of(shown.waits_for) or "an admin"
    goes = f"{who} of *{escape(shown.place)}*" if shown.place else f"{who}, who will find its place"
    timing = " They get it within the hour, together with others." if waits else ""
    text = (
        f"Thank you, that is *F-{item.number}*. It goes to {goes} ({escape(because)}).{timing} "
        f"Expect a first word by {day(answer_by)}. {_how_told(shown)}"
    )
    return message(text, section(text))


def _some_of(names: Sequence[str]) -> str:
    more = [f"{len(names) - 3} more"] if len(names) > 3 else []
    said = [*(escape(name) for name in names[:3]), *more]
    return " and ".join(filter(None, [", ".join(said[:-1]), said[-1]])) if said else ""


def _how_told(shown: Shown) -> str:
    item = shown.item
    if not item.is_anonymous:
        return "I'll keep you posted by direct message."
    if item.relay:
        return "Nobody is told who you are; I'll keep you posted by direct message."
    return (
        "Nobody can find out who you are, not even I, so I can't write to you about it. "
        f"`{shown.command} feedback show F-{item.number}` tells what becomes of it."
    )


def told(item: Feedback, deed: str, who: str, words: str, *, asks: bool = False) -> Message:
    """The reply under the card that does notify: a decision, a question, an outcome."""
    by = f" by {escape(who)}" if who else ""
    until = f" until {day(item.returns_at.date())}" if item.returns_at else ""
    opening = {
        "accept": f"*F-{item.number} is accepted*{by}.",
        "decline": f"*F-{item.number} is declined*{by}. The reason:",
        "defer": f"*F-{item.number} is deferred*{by}{until}.",
        "ask": f"*A question about F-{item.number}*{by}. Answer here in this thread:",
        "resolve": f"*F-{item.number} is resolved*{by}:",
        "merge": f"*F-{item.number}* says the same as *F-{item.merged_into}*, so you follow that one now.",
        "unmerge": f"*F-{item.number}* stands on its own again.",
        "withdraw": f"*F-{item.number}* was taken back by its author. If it still hurts you, give it as yours.",
        "return": f"*F-{item.number}* was deferred until now and is back with the leads.",
    }[deed]
    text = f"{opening}\n{quote(escape(words))}" if words else opening
    if not asks:
        return note(text)
    return message(text, *paragraphs(text), *asks_whether_answered(item.number))


def talk_heading(item: Feedback) -> Message:
    return Message(f"*The conversation about F-{item.number}* with its author runs in this thread.")


def asked_in_thread(who: str, words: str) -> Message:
    return note(
        f"{escape(who)} asked the author:\n{quote(escape(words))}\n"
        "What you write in this thread goes to the author too; begin with `[off]` to keep a line among you."
    )


def relayed(who: str, words: str, files: Sequence[tuple[str, str]]) -> Message:
    """One message of the conversation, on the other side; attachments as links where there is one."""
    links = [link(url, name) if url else escape(name) for name, url in files]
    said = "\n".join([*([escape(words)] if words else []), *links])
    return note(f"*{escape(who)}:* {said}")


def attachments_stay(item: Feedback) -> Message:
    return Message(
        f"The leads of F-{item.number} see the names of your attachments, but can't open them: "
        "Slack would tell them whose they are. Put what matters into words."
    )


def let_go(item: Feedback) -> Message:
    """To followers, when it was re-routed to a private group that is not theirs."""
    return Message(
        f"F-{item.number}, which you followed, went to another group that you don't read along with. "
        "It still counts you; only its author hears what becomes of it."
    )


def offer(item: Feedback, likely: Sequence[Feedback]) -> Message:
    """After a typed one was filed: it may have been said before."""
    text = "Somebody may have said this already. Endorsing it counts more than saying it twice:"
    blocks = [section(text)]
    for other in likely:
        value = f"F-{other.number} F-{item.number}"
        instead = button("Endorse this instead", "feedback.endorse_instead", value)
        blocks.append(section(f"*F-{other.number}* {one_line(other.text, 300)}", instead))
    return message(text, *blocks)


def not_answered(item: Feedback, words: str) -> Message:
    """To leads and chairs: the author's *No* or *Partly*."""
    verdict = "is open again: the author says *no*" if item.verdict == "no" else "is *partly* answered"
    text = f"F-{item.number} {verdict}."
    return note(f"{text}\n{quote(escape(words))}" if words else text)


def gathering_heading(items: Sequence[Feedback]) -> Message:
    lines = [f"• *F-{i.number}* {one_line(i.text, 100)}" for i in items[:SUMMARY]]
    more = [f"… and {len(items) - SUMMARY} more"] if len(items) > SUMMARY else []
    title = f"*{len(items)} more pieces of feedback* came in; their cards are in this thread."
    return note("\n".join([title, *lines, *more]))


def nudge(items: Sequence[Feedback], now: datetime, command: str) -> Message:
    """All that somebody is asked for at the same time."""
    waited = [counted((now - item.created_at).days, "day") for item in items]
    if len(items) == 1:
        return _asked(items[0], f"F-{items[0].number} has waited {waited[0]} for a first word")
    title = f"*{counted(len(items), 'piece')} of feedback* have waited for a first word. One click each is enough."
    blocks = [section(title)]
    for item, days in list(zip(items, waited, strict=True))[:SUMMARY]:
        text = f"*F-{item.number}* has waited {days}: “{escape(clip(item.text, 150))}”"
        seen = button("Acknowledge", f"feedback.acknowledge:{item.number}", f"F-{item.number}")
        blocks.append(section(text, seen))
    if len(items) > SUMMARY:
        blocks.append(
            context(f"… and {len(items) - SUMMARY} more: `{command} feedback list stale` shows them.")
        )
    return message(title, *blocks)


def asked_by(item: Feedback, name: str, days: int) -> Message:
    waits = f"it has waited {counted(days, 'day')}" if days else "it came in today"
    return _asked(item, f"{escape(name)} asks you for a first word on F-{item.number}; {waits}")


def _asked(item: Feedback, said: str) -> Message:
    number = f"F-{item.number}"
    text = f"{said}. One click is enough:\n{quote(one_line(item.text, 150))}"
    row = (button("Acknowledge", "feedback.acknowledge", number), button("Show", "feedback.show", number))
    return message(text, section(text), actions(*row))


def agreed_words(action: Action, *, is_secret: bool) -> str:
    """What the author reads as the answer when an action is agreed on."""
    if is_secret:
        return f"We agreed on what to do about it ({action.id}), by {day(action.due)}."
    return f"{clip(action.text, 1500)} ({action.id}, due {day(action.due)})"


def one_more(item: Feedback, words: str) -> Message:
    return note(f"One more thing will be done about *F-{item.number}*:\n{quote(escape(words))}")


def decided(item: Feedback, decision: Decision) -> Message:
    """To whoever gave or endorsed it: a group has decided something about it."""
    said = quote(escape(clip(decision.text, 1500)))
    how = actions(button("Read the decision", "decision.show", f"D-{decision.number}"))
    text = f"A decision about *F-{item.number}*, D-{decision.number}:\n{said}"
    return message(text, *paragraphs(text), how)


def action_done(item: Feedback, action: Action, text: str, left: int) -> Message:
    """To whoever gave or endorsed it: something was done about it."""
    said = f"\n{quote(escape(clip(text, 600)))}" if text else ""
    note_said = f"\n{quote(escape(clip(action.note, 600)))}" if text and action.note else ""
    more = f"{counted(left, 'more step')} to go." if left else "Its leads say next what came of it."
    return note(f":white_check_mark: Something was done about *F-{item.number}*:{said}{note_said}\n{more}")


def ask_to_resolve(item: Feedback, action: Action, left: int) -> Message:
    """To its leads; they know best whether that is all."""
    text = f"*{action.id}* is done, which came of *F-{item.number}*: {one_line(action.text, 300)}"
    if left:
        return note(
            f"{text}\n{counted(left, 'other action')} of it is still open."
            if left == 1
            else f"{text}\n{left} other actions of it are still open."
        )
    asks = f"{text}\nThat was the last one. Does it answer F-{item.number}?"
    return message(
        asks,
        section(asks),
        actions(
            button("Resolve…", "feedback.resolve", f"F-{item.number}", style="primary"),
            button("Another action…", "action.for_feedback", f"F-{item.number}"),
        ),
    )
