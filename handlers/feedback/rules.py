"""The life of a piece of feedback: which state follows which, what a text says of itself. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from handlers.contract import UserError
from handlers.text import escape, is_blank
from storage.feedback import Feedback

NEW, ROUTED, ACKNOWLEDGED = "new", "routed", "acknowledged"
ACCEPTED, DECLINED, DEFERRED, NEEDS_INFO = "accepted", "declined", "deferred", "needs info"
DUPLICATE, RESOLVED, CONFIRMED = "duplicate", "resolved", "confirmed"
REOPENED, WITHDRAWN = "reopened", "withdrawn"

# deed -> (the states in which it may be done, the state that follows)
WAITING = {NEW, ROUTED, REOPENED}
DECIDED = {ACCEPTED, DECLINED, DEFERRED, RESOLVED}
_OPEN = WAITING | {ACKNOWLEDGED, NEEDS_INFO}
DEEDS: dict[str, tuple[set[str], str]] = {
    "acknowledge": (WAITING, ACKNOWLEDGED),
    "accept": (_OPEN | {DEFERRED}, ACCEPTED),
    "decline": (_OPEN | {DEFERRED, ACCEPTED}, DECLINED),
    "defer": (_OPEN | {DEFERRED, ACCEPTED}, DEFERRED),
    "ask": (_OPEN | {DEFERRED, ACCEPTED}, NEEDS_INFO),
    "resolve": (_OPEN | {DEFERRED, ACCEPTED}, RESOLVED),
    "route": (_OPEN | {DEFERRED, ACCEPTED}, ROUTED),
    "merge": (_OPEN | {DEFERRED, ACCEPTED}, DUPLICATE),
    "unmerge": ({DUPLICATE}, ROUTED),
    "confirm": ({RESOLVED, CONFIRMED}, CONFIRMED),
    "reopen": ({RESOLVED}, REOPENED),
    "withdraw": (_OPEN | {DEFERRED, ACCEPTED}, WITHDRAWN),
    "edit": (_OPEN | {DEFERRED, ACCEPTED}, ""),
}
DONE = {
    "acknowledge": "acknowledged",
    "accept": "accepted",
    "decline": "declined",
    "defer": "deferred",
    "ask": "asked back",
    "resolve": "resolved",
    "route": "re-routed",
    "merge": "merged",
    "unmerge": "unmerged",
    "confirm": "confirmed",
    "reopen": "reopened",
    "withdraw": "withdrawn",
    "edit": "edited",
    "return": "returned",
    "answer": "answered",
}

KINDS = ("pain point", "gap", "new feature", "praise", "question")
AXES = ("performance", "direction")
SEVERITIES = ("blocking", "major", "minor")

LONGEST = 40_000
_EMOJI = re.compile(r":[a-z0-9_+'-]+:", re.IGNORECASE)
_TAG = re.compile(r"##([A-Za-z0-9][\w.-]{0,62})")
_CODE = re.compile(r"`[^`]*`")
_YES = {"yes", "y", "true", "1", "on"}
_NO = {"no", "n", "false", "0", "off"}


def possible(item: Feedback) -> list[str]:
    """What can be done with it now, in the order in which the deeds are listed."""
    found = [deed for deed, (states, _) in DEEDS.items() if item.state in states]
    return [deed for deed in found if deed != "reopen" or item.reopened_at is None]


def next_state(item: Feedback, deed: str) -> str:
    """The state after `deed`; refuses an illegal jump with what is possible."""
    states, after = DEEDS[deed]
    if item.state not in states:
        can = [d for d in possible(item) if d not in ("confirm", "reopen", "edit", "withdraw")]
        now = f"F-{item.number} is {state_of(item)}"
        then = f" You can {_or(can)} it." if can else " Nothing more can be done with it."
        raise UserError(f"{now}, so it can't be {DONE[deed]}.{then}")
    if deed == "reopen" and item.reopened_at is not None:
        raise UserError(f"F-{item.number} was reopened once already. Give new feedback if it still hurts.")
    return after or item.state


def resumed(item: Feedback) -> str:
    """What it is again once a question is answered or a merge taken back: nobody waits for a date then."""
    state = (item.resume_state or ACKNOWLEDGED) if item.state == NEEDS_INFO else item.state
    return ACKNOWLEDGED if state == DEFERRED else state


def state_of(item: Feedback) -> str:
    """As it is said in a sentence: "F-12 is …"."""
    waiting = {
        NEW: "waiting for triage",
        ROUTED: "waiting for an answer",
        NEEDS_INFO: "waiting for its author",
    }
    return (
        f"merged into F-{item.merged_into}"
        if item.state == DUPLICATE
        else waiting.get(item.state, item.state)
    )


def _or(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1]


def checked_text(text: str) -> str:
    """Refuse what nobody could read, or Slack could not show."""
    if not any(char.isalnum() for char in _EMOJI.sub("", text)):
        raise UserError(
            "There is nothing to read in that. Say in a sentence what works or what hurts.", "text"
        )
    if len(text) > LONGEST:
        raise UserError(f"That is {len(text):,} characters; {LONGEST:,} is the most I can pass on.", "text")
    return text.strip()


def said_words(words: str) -> str:
    """What is passed on to somebody else has to say something."""
    if is_blank(words):
        raise UserError("Somebody will read this, so please say a sentence.", "words")
    return words


def spoken(text: str) -> str:
    """Without what stands in backticks, which is never parsed."""
    return _CODE.sub(" ", text)


def tags_in(text: str) -> list[str]:
    """The ##tags, lower case, in their order; no longer than they can be kept, lower case may be longer."""
    return list(dict.fromkeys(t.lower()[:64].rstrip(".-") for t in _TAG.findall(spoken(text))))


_KIND_TAGS = {kind.replace(" ", ""): kind for kind in KINDS} | {
    "pain": "pain point",
    "feature": "new feature",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a text's own tags say: kind, axis, severity, and those that are left."""

    kind: str | None
    axis: str | None
    severity: str | None
    tags: tuple[str, ...]


def said_in(text: str) -> Said:
    kind = axis = severity = None
    rest = []
    for tag in tags_in(text):
        bare = tag.replace("-", "").replace("_", "")
        singular = bare.removesuffix("s")
        if bare in _KIND_TAGS or singular in _KIND_TAGS:
            kind = kind or _KIND_TAGS.get(bare) or _KIND_TAGS[singular]
        elif bare in AXES:
            axis = axis or bare
        elif bare in SEVERITIES:
            severity = severity or bare
        else:
            rest.append(tag)
    return Said(kind, axis, severity, tuple(rest))


def one_of(said: str | None, known: Iterable[str], what: str) -> str | None:
    """A word of a closed list, also in the plural or abbreviated; refused with the list."""
    if not said:
        return None
    word = said.strip().lower()
    found = [k for k in known if k == word or k == word.removesuffix("s")]
    found = found or [k for k in known if k.startswith(word) or k.replace(" ", "").startswith(word)]
    if len(found) != 1:
        raise UserError(f"I don't know the {what} “{escape(said[:50])}”. Use one of: {', '.join(known)}.")
    return found[0]


def yes_or_no(said: str | None, what: str) -> bool:
    if not said or said.lower() in _NO:
        return False
    if said.lower() in _YES:
        return True
    raise UserError(f"`{what}:` takes yes or no.")


def waits_for_leads(item: Feedback) -> bool:
    return item.state in WAITING


def is_open(item: Feedback) -> bool:
    return item.state in _OPEN | {DEFERRED, ACCEPTED}
