"""What every rendering of minutes has in common: labels, owners, dates, talk by voice. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from handlers import lines, voices
from handlers.blocks import day
from handlers.due_words import Due, read_due
from handlers.minutes.log import ACTION, Entry, Minutes
from handlers.naming import Names
from handlers.text import counted

LABELS = {
    lines.INFO: "",
    lines.LINK: "Link",
    lines.IDEA: "Idea",
    lines.HELP: "Help wanted",
    lines.PROPOSED: "Proposed",
    lines.AGREED: "Agreed",
    lines.REJECTED: "Rejected",
    ACTION: "Action",
}


@dataclass(frozen=True, slots=True)
class About:
    """Of which meeting the minutes are; `members` are those of whom half make a quorum."""

    number: int
    name: str
    group: str
    began: datetime
    ended: datetime | None = None
    members: frozenset[str] = frozenset()
    summary: str = ""
    is_draft: bool = True
    voices: Mapping[str, str] | None = None

    @property
    def label(self) -> str:
        return f"M-{self.number}"


def on(at: datetime) -> str:
    """For readers of files, whose zone is not known."""
    return f"{at:%A} {at.day} {at:%B %Y, %H:%M} UTC"


def owners(entry: Entry, names: Names) -> str:
    """ "Ana, Bo", or what is still open."""
    open_names = [name for name, _ in entry.unsure]
    return ", ".join([*map(names.called, entry.owners), *(f"{name}?" for name in open_names)])


def due(entry: Entry) -> str:
    """The day with its weekday, counted from when it was said; what is none, or could be two, stays as it is."""
    seconds = entry.ts.partition(".")[0]
    if not entry.due or not seconds.isdecimal():
        return entry.due or ""
    read = read_due(entry.due, datetime.fromtimestamp(int(seconds[:11]), UTC).date())
    return day(read.day) if isinstance(read, Due) else entry.due


def is_quorate(minutes: Minutes, about: About) -> bool:
    """Half of the members or more."""
    return bool(about.members) and 2 * len(about.members.intersection(minutes.present)) >= len(about.members)


def attendance(minutes: Minutes, about: About) -> str:
    """ "7 people, 5 of 9 members: quorum"."""
    count = counted(len(minutes.present), "person", "people")
    if not about.members:
        return count
    came = len(about.members.intersection(minutes.present))
    quorum = "quorum" if is_quorate(minutes, about) else "no quorum"
    return f"{count}, {came} of {counted(len(about.members), 'member')}: {quorum}"


def shares_line(minutes: Minutes, about: About) -> str:
    """ "operators 60 %, developers 40 %"; empty when it would tell of too few people, or name no voice."""
    declared = about.voices or {}
    shares = voices.shares((who, declared.get(who), n) for who, n in minutes.said.items())
    return voices.line(shares) if shares.keys() & set(voices.VOICES) else ""
