"""What every rendering of minutes has in common: labels, owners, dates, talk by voice. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from handlers import lines
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
FEWEST_OF_A_VOICE = 2
OTHERS = "others"


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


def shares(said: Mapping[str, int], voices: Mapping[str, str]) -> list[tuple[str, int]]:
    """How much of the talk each voice had, in percent; nothing from which one person could be read."""
    people, talk = Counter(voices.get(user, OTHERS) for user in said), Counter[str]()
    for user, count in said.items():
        voice = voices.get(user, OTHERS)
        talk[voice if people[voice] >= FEWEST_OF_A_VOICE else OTHERS] += count
    hidden = sum(count for voice, count in people.items() if voice == OTHERS or count < FEWEST_OF_A_VOICE)
    total = sum(talk.values())
    if len(talk) < 2 or 0 < hidden < FEWEST_OF_A_VOICE:
        return []
    return [(voice, round(100 * count / total)) for voice, count in talk.most_common()]


def shares_line(minutes: Minutes, about: About) -> str:
    """ "operator 60 %, developer 40 %"; empty when it would tell of single people."""
    return ", ".join(f"{voice} {share} %" for voice, share in shares(minutes.said, about.voices or {}))
