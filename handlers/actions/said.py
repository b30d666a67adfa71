"""What somebody typed of an action item: who is named as its owner, what is to be done, and until when. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.contract import UserError
from handlers.due_words import Read, due_in, impossible_in, read_due
from handlers.grammar import unquoted_whole
from handlers.lines import names_in
from handlers.naming import Names
from handlers.text import escape

_PERSON = r"<@[UW][A-Z0-9]+(?:\|[^>]*)?>"
_AND = r"(?:\s*(?:,|&amp;|&|\band\b|\+)?\s*)"
_LEADING = re.compile(rf"\s*({_PERSON}(?:{_AND}{_PERSON})*)\s*(?:[:,–-]|\b(?:to|will|shall|should)\b)?\s*")
_TRAILING = re.compile(rf"[\s,(]*(?:\b(?:for|owner)\b:?\s*)?({_PERSON}(?:{_AND}{_PERSON})*)[\s.)]*$")
_CALLED = re.compile(r"\s*([^:`<>]{1,80}?)(?::\s+|\s+(?:to|will|shall|should)\s+|\s+[-–]\s+)(?=\S)")
_ME = {"i", "me", "myself"}
_MOST_WORDS = 3


_SPONSOR = re.compile(rf"[\s,;(]*\bsponsor(?:ed by|s)?\b:?\s*({_PERSON})\)?", re.IGNORECASE)
_FOR = re.compile(
    r"[\s,;(]*\bfor\s+(F-?\d{1,9}(?:(?:\s*(?:,|&amp;|&|\band\b)\s*)F-?\d{1,9})*)\b\)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Said:
    """`owners` are users, `unsure` names with all whom they may mean; `read` is the date, None when none was said.

    `phrase` are its words: also those of a day that there is not.
    """

    text: str
    owners: tuple[str, ...]
    unsure: tuple[tuple[str, tuple[str, ...]], ...]
    read: Read | None
    phrase: str


def take_people(
    raw: str, names: Names, me: str
) -> tuple[str, tuple[str, ...], Mapping[str, tuple[str, ...]]]:
    """What is left without those who are named first or last, the certain ones, and names that ask a question.

    A name that nobody has stays in the text: it may be no name.
    """
    owners: list[str] = []
    rest = raw.strip()
    if found := _LEADING.match(rest):
        owners, rest = _users(found[1]), rest[found.end() :]
    elif found := _CALLED.match(rest):
        sure, unsure = _called(found[1], names, me)
        if sure and not unsure:
            owners, rest = list(sure), rest[found.end() :]
        elif unsure:
            return rest, sure, unsure
    if not owners and (found := _TRAILING.search(rest)):
        owners, rest = _users(found[1]), rest[: found.start()]
    return rest.strip(), tuple(dict.fromkeys(owners)), {}


def _users(text: str) -> list[str]:
    return re.findall(r"<@([UW][A-Z0-9]+)", text)


def _called(text: str, names: Names, me: str) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """Of words before "to" or a colon: people, and what may be people."""
    said = names_in(text)
    if not said or any(len(name.split()) > _MOST_WORDS for name in said):
        return (), {}
    meant = {name: (me,) if name.casefold() in _ME else names.meant(name) for name in said}
    unsure = {n: users for n, users in meant.items() if len(users) > 1 or (not users and _is_proper(n))}
    if len(unsure) < sum(len(users) != 1 for users in meant.values()):
        return (), {}  # "draft: …" is no list of names
    return tuple(users[0] for users in meant.values() if len(users) == 1), unsure


def _is_proper(name: str) -> bool:
    return all(word[:1].isupper() for word in name.split())


def until_when(text: str, today: date) -> tuple[str, Read | None, str]:
    """Text in backticks is never parsed."""
    head, tick, tail = text.rpartition("`")
    left, read, phrase = due_in(tail, today)
    if read is None or not (head + left).strip():
        return text, None, "" if read else impossible_in(tail)
    space = tail[: len(tail) - len(tail.lstrip())]
    return f"{head}{tick}{space}{left.lstrip()}".strip(), read, phrase


def read(raw: str, names: Names, me: str, today: Callable[[Sequence[str]], date]) -> Said:
    """ "@ana and @bo: draft the charter by next fri", "draft it by next fri @bo"; `today` is asked of the owners."""
    rest, owners, unsure = take_people(raw, names, me)
    rest, when, phrase = until_when(rest, today(owners))
    if when and not owners and not unsure and (found := _TRAILING.search(rest)):
        owners, rest = tuple(_users(found[1])), rest[: found.start()]
        when = read_due(phrase, today(owners)) or when
    return Said(unquoted_whole(names.spoken(rest).strip(" ,;")), owners, tuple(unsure.items()), when, phrase)


def people_in(raw: str, names: Names, me: str) -> tuple[str, ...]:
    """ "@ana and Bo": everybody named; a name that is not certain is refused rather than guessed."""
    found: list[str] = []
    for name in names_in(raw):
        users = (me,) if name.casefold() in _ME else names.meant(name)
        if len(users) != 1:
            several = f"can be {' or '.join(escape(names.called(u)) for u in users[:5])}"
            why = several if users else "is nobody I know here"
            raise UserError(f"“{escape(name)}” {why}. Name them with @, please.", "owners")
        found += users
    if not found:
        raise UserError("Who has it from now on? Name them with @.", "owners")
    return tuple(dict.fromkeys(found))


def take_sponsor(raw: str) -> tuple[str, str | None]:
    """What is left without "sponsor @mia", and who that is."""
    found = _SPONSOR.search(raw)
    return (raw, None) if found is None else (_without(raw, found), _users(found[1])[0])


def take_causes(raw: str) -> tuple[str, tuple[int, ...]]:
    """What is left without "for F-12, F-14", and the numbers of that feedback."""
    found = _FOR.search(raw)
    if found is None:
        return raw, ()
    return _without(raw, found), tuple(dict.fromkeys(map(int, re.findall(r"\d+", found[1]))))


def numbers_of(answers: str) -> tuple[int, ...]:
    """Of a form's field: "F-12, F-14"."""
    return take_causes(f"for {answers}")[1] if answers.strip() else ()


def _without(raw: str, found: re.Match[str]) -> str:
    return f"{raw[: found.start()]} {raw[found.end() :].lstrip()}".strip()
