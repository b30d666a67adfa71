"""How the words of a decision are read, and which decisions may follow which. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from handlers.contract import UserError
from handlers.day_words import day_of
from handlers.text import clip, escape
from handlers.tokens import numbers_in
from storage.decisions import Decision

LONGEST = 40_000
MOST_LINKS = 10
FOLLOWED = {"amend": "amended", "supersede": "superseded"}
"""How a decision follows another -> what happens to the earlier one."""

_REVIEW = re.compile(
    r"[\s,;.]*\(?\b(?:to be )?review(?:ed)? (?P<day>(?:by|on|in|before|within)\s[^.;]{2,40}?)\)?[.\s]*$",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"[\s,;.]*\(?\bfor (?P<items>F-\d{1,9}(?:(?:\s*,\s*|\s+and\s+|\s+)F-\d{1,9})*)\)?[.\s]*$", re.IGNORECASE
)
_EMOJI = re.compile(r":[a-z0-9_+'-]+:", re.IGNORECASE)
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_NUMBER = re.compile(r"#?d-(\d{1,9})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """What a decision's own words say beside the decision: when it is looked at again, and whose feedback it is for."""

    text: str
    review: str | None = None
    answers: tuple[int, ...] = ()


def said_in(text: str, today: date) -> Said:
    """ "… review by 3 Dec for F-12": both stand at the end, in either order; a day that is none is left in."""
    review, answers = None, []
    while True:
        named = _FOR.search(text)
        if named:
            text, answers = text[: named.start()], [*numbers_in(named["items"], "F"), *answers]
            continue
        looked_at = _REVIEW.search(text) if review is None else None
        if looked_at is None or day_of(looked_at["day"], today) is None:
            return Said(text.rstrip(" ,;"), review, tuple(dict.fromkeys(answers)))
        text, review = text[: looked_at.start()], looked_at["day"]


def checked_text(text: str) -> str:
    if not any(char.isalnum() for char in _EMOJI.sub("", text)):
        raise UserError("What was decided? A sentence will do.", "text")
    if len(text) > LONGEST:
        raise UserError(
            f"That is {len(text):,} characters; {LONGEST:,} are the most. Put the rest behind a link.", "text"
        )
    return text.strip()


def links_in(text: str) -> list[str]:
    """One a line, or between spaces."""
    words = text.split()
    wrong = next((word for word in words if not _URL.fullmatch(word)), None)
    if wrong is not None:
        raise UserError(
            f"“{escape(clip(wrong, 60))}” is no link. Write it with https:// in front, one a line.", "urls"
        )
    if len(words) > MOST_LINKS:
        raise UserError(f"Those are {len(words)} links; {MOST_LINKS} are the most.", "urls")
    return list(dict.fromkeys(words))


def must_hold(decision: Decision, deed: str) -> None:
    """What was superseded is history: only what took its place can still be changed."""
    if decision.superseded_by is not None:
        later = f"D-{decision.superseded_by}"
        raise UserError(
            f"D-{decision.number} was superseded by {later}, so it can't be {deed} any more. "
            f"See what {later} says: that is the one to change."
        )


def only_a_number(words: str) -> int | None:
    """ "D-5", and nothing else."""
    found = _NUMBER.fullmatch(words.strip())
    return int(found[1]) if found else None
