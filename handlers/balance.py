"""The balance of voices: what a group's members, and all that they do, are made of. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time

from dateutil import tz
from dateutil.relativedelta import relativedelta

from handlers import voices
from handlers.contract import Picture
from handlers.quiet import zone_of
from handlers.text import clip
from handlers.voices import FEWEST, NOT_SAID, OTHERS, VOICES, Part
from storage.reports import Deeds, Done

LEAST = 10
"""A voice with less than so many percent of something is named."""

NOTHING, TOO_FEW = "nothing yet", "too few people to tell"
MEMBERS, FEEDBACK, SPEAKING = "Members", "Feedback", "Speaking"
DECISIONS, ANSWERED = "Decisions", "Answered"

_ONE_OF = {
    "developers": "developer",
    "operators": "operator",
    "product and business": "product or business voice",
    "users": "user",
}
_COUNTS = ("", "", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month of a zone: from `since` until before `until`."""

    since: datetime
    until: datetime
    label: str

    @property
    def key(self) -> str:
        """ "2026-02"."""
        return f"{self.since:%Y-%m}"


@dataclass(frozen=True, slots=True)
class Balance:
    """What is made of whom, as far as it may be told.

    `heard` is who did something under which voice; it is never told but where nobody did (`quiet`).
    """

    parts: Mapping[str, tuple[Part, ...]]
    heard: Mapping[str, Mapping[str, set[str]]]
    meetings: int

    def shares(self, what: str) -> dict[str, int]:
        return voices.shares(self.parts[what])

    @property
    def is_told(self) -> bool:
        """Whether there is anything to compare with the members."""
        return any(self.shares(what) for what in self.parts if what != MEMBERS)

    def told(self, what: str) -> str:
        """ "operators 60 %, developers 40 %", or why that is not told."""
        return voices.line(self.shares(what)) or self.why_not(what)

    def why_not(self, what: str) -> str:
        return TOO_FEW if self.heard[what] else NOTHING


def month(now: datetime, zone: str, back: int = 0) -> Month:
    """The present one, or one before."""
    place = zone_of(zone)
    first = now.astimezone(place).date().replace(day=1) - relativedelta(months=back)
    begins, ends = (
        tz.resolve_imaginary(datetime.combine(day, time(0), place))
        for day in (first, first + relativedelta(months=1))
    )
    return Month(begins, ends, f"{first:%B %Y}")


def of(deeds: Deeds, groups: Collection[int | None]) -> Balance:
    """Of these groups together.

    What one group may not tell of itself goes into no sum either: the others' numbers, taken from it,
    would tell it.
    """
    done = {
        MEMBERS: deeds.members,
        FEEDBACK: deeds.given,
        SPEAKING: deeds.spoken,
        DECISIONS: deeds.decided,
        ANSWERED: deeds.answered,
    }
    by_group = {what: _by_group(rows, groups) for what, rows in done.items()}
    parts = {
        what: tuple(
            part for of in found.values() for part in (voices.tellable(of) if len(groups) > 1 else of)
        )
        for what, found in by_group.items()
    }
    heard = {what: voices.people(p for of in found.values() for p in of) for what, found in by_group.items()}
    meetings = sum(count for group, count in deeds.held.items() if group in groups)
    return Balance({**parts, MEMBERS: _once(parts[MEMBERS])}, heard, meetings)


def _by_group(done: Iterable[Done], groups: Collection[int | None]) -> dict[int | None, list[Part]]:
    found: dict[int | None, list[Part]] = {}
    for one in done:
        if one.group_id in groups:
            found.setdefault(one.group_id, []).append((one.user, one.voice, one.count))
    return found


def _once(members: Iterable[Part]) -> tuple[Part, ...]:
    """Nobody is two members; a voice that one group tells counts."""
    others_first = sorted(members, key=lambda part: part[1] != OTHERS)
    return tuple((user, voice, 1) for user, voice in {part[0]: part[1] for part in others_first}.items())


def quiet(balance: Balance, when: str) -> list[str]:
    """Which voices were heard too little, a sentence for each thing that is done; `when` is "in March".

    Silence, too, must not tell of one or two people: a voice is named when three or more of the members
    have it, or none has. And where fewer than three people did something at all, nobody is named.
    """
    last = "the last meeting" if balance.meetings == 1 else f"the last {_count(balance.meetings)} meetings"
    said = {
        SPEAKING: (f"spoke in {last}", f"of what was said in {last}"),
        FEEDBACK: (f"gave feedback {when}", f"of the feedback {when}"),
        DECISIONS: (f"made a decision {when}", f"of the decisions {when}"),
    }
    found = []
    for what, (did, share) in said.items():
        silent, rare = _silent(balance, what), _rare(balance, what)
        if silent:
            found.append(f"No {' and no '.join(_ONE_OF[voice] for voice in silent)} {did}.")
        found += [f"Only {percent} % {share} came from {voice}." for voice, percent in rare.items()]
    return found


def _count(number: int) -> str:
    return _COUNTS[number] if number < len(_COUNTS) else str(number)


def _silent(balance: Balance, what: str) -> list[str]:
    heard, members = balance.heard[what], balance.heard[MEMBERS]
    if len(set().union(*heard.values())) < FEWEST:
        return []
    tellable = [v for v in VOICES if not members.get(v) or len(members[v]) >= FEWEST]
    return [voice for voice in tellable if voice not in heard]


def _rare(balance: Balance, what: str) -> dict[str, int]:
    return {v: share for v, share in balance.shares(what).items() if v in VOICES and share < LEAST}


def picture(balance: Balance, of: str, when: Month, name: str) -> Picture:
    """A row each, the members first to compare with; `of` is whose, and stands in the words only."""
    found = {what: balance.shares(what) for what in balance.parts}
    panel = {
        "kind": "stacks",
        "title": "Percent of each",
        "labels": list(found),
        "notes": ["" if of else balance.why_not(what) for what, of in found.items()],
        "series": [
            {
                "name": voice,
                "colour": colour,
                "values": [of.get(voice, 0) if of else None for of in found.values()],
            }
            for colour, voice in enumerate((*VOICES, NOT_SAID, OTHERS))
            if any(voice in of for of in found.values())
        ],
    }
    rows = ". ".join(f"{what}: {balance.told(what)}" for what in found)
    title = f"Balance of voices, {when.label}"
    alt = f"{title}, of {clip(of, 150)}. {rows}."
    return Picture(name, clip(f"{title}: {of}", 150), alt, {"title": title, "panels": [panel]})
