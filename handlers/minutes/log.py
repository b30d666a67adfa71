"""What a meeting's raw log amounts to: the minutes, a pure function of its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import singledispatchmethod
from typing import Protocol

from handlers import lines
from handlers.naming import Names, People

TOPIC, ACTION = "topic", "action"
CORRECTED = 30  # so many of the latest entries may s/old/new/ mean
DECISIONS = (lines.AGREED, lines.REJECTED)


class Line(Protocol):
    """One message as it stands now; `text` as Slack delivers it."""

    @property
    def ts(self) -> str: ...
    @property
    def user(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def deleted(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the minutes. `id` is its line's ts and place in it; `text` is plain."""

    id: str
    by: str
    kind: str
    text: str
    areas: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    unsure: tuple[tuple[str, tuple[str, ...]], ...] = ()
    due: str | None = None

    @property
    def ts(self) -> str:
        return self.id.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Section:
    """A topic (None: before the first one) and what was noted under it."""

    topic: Entry | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody in the speaker queue."""

    who: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Minutes:
    """People are users, or names where only those are known. `said` counts lines a user."""

    title: str
    sections: tuple[Section, ...]
    present: tuple[str, ...]
    regrets: tuple[str, ...]
    scribes: tuple[str, ...]
    queue: tuple[Waiting, ...]
    speaking: str
    said: Mapping[str, int]

    @property
    def entries(self) -> list[Entry]:
        return [entry for section in self.sections for entry in section.entries]

    @property
    def topics(self) -> list[Entry]:
        return [section.topic for section in self.sections if section.topic]

    @property
    def actions(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.kind == ACTION]

    @property
    def decisions(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.kind in DECISIONS]


@dataclass(frozen=True, slots=True)
class Amendment:
    """What the chair made of an entry in the draft: other words, other owners, or nothing at all.

    With owners, only the names that are said to be still `open` are asked about.
    """

    text: str | None = None
    owners: tuple[str, ...] | None = None
    open: tuple[str, ...] = ()
    struck: bool = False


def minutes_of(
    log: Iterable[Line], people: People, amendments: Mapping[str, Amendment] | None = None
) -> Minutes:
    """The minutes of a log in the order of its lines' ts; `people` are those whom names may mean."""
    taker = _Taker(Names(people))
    for line in sorted(log, key=lambda line: line.ts):
        if not line.deleted:
            taker.hear(line)
    return taker.minutes(amendments or {})


class _Taker:
    """Takes minutes line by line."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.title = ""
        self.entries: list[Entry] = []
        self.rolls: dict[str, dict[str, None]] = {
            what: {} for what in (lines.PRESENT, lines.REGRETS, lines.SCRIBE)
        }
        self.chairs: dict[str, None] | None = None
        self.queue: dict[str, Waiting] = {}
        self.speaking = ""
        self.said: Counter[str] = Counter()
        self.now, self.by = "", ""

    def hear(self, line: Line) -> None:
        self.by = line.user
        for place, said in enumerate(lines.read(line.text)):
            self.now = f"{line.ts}/{place}"
            if not isinstance(said, lines.Roll | lines.Off):
                self.rolls[lines.PRESENT].setdefault(line.user)
                self.said[line.user] += 1
            self.take(said)

    @singledispatchmethod
    def take(self, said: lines.Said) -> None:
        """What is not noted: the end, and what is kept out."""

    @take.register
    def _(self, said: lines.Talk) -> None:
        if areas := lines.areas_in(said.text):
            self._note(lines.INFO, said.text, areas=areas)

    @take.register
    def _(self, said: lines.Topic) -> None:
        if self._may_rule():
            self.speaking = ""
            self._note(TOPIC, said.text)

    @take.register
    def _(self, said: lines.Note) -> None:
        if said.kind not in DECISIONS or self._may_rule():
            self._note(said.kind, said.text)

    @take.register
    def _(self, said: lines.Action) -> None:
        found = [(name, self.names.meant(name)) for name in said.names]
        owners = tuple(dict.fromkeys(users[0] for _, users in found if len(users) == 1))
        unsure = tuple((n, users) for n, users in found if len(users) > 1 or (not users and _is_proper(n)))
        self._note(ACTION, said.text, owners=owners, unsure=unsure, due=said.due)

    @take.register
    def _(self, said: lines.Roll) -> None:
        for who in self._whom(said.names):
            if said.added:
                self.rolls[said.what].setdefault(who)
            else:
                self.rolls[said.what].pop(who, None)

    @take.register
    def _(self, said: lines.Queue) -> None:
        whom = self._whom(said.names)
        if said.what == lines.JOINED:
            about = self.names.spoken(said.about)
            self.queue.update({who: Waiting(who, about) for who in whom})
            return
        for who in whom:
            self.queue.pop(who, None)
        if said.what == lines.CALLED:
            self.speaking = whom[0]

    @take.register
    def _(self, said: lines.Chairs) -> None:
        if self.chairs is not None and self._may_rule():
            for who in self._whom(said.names):
                self.chairs.update({who: None}) if said.added else self.chairs.pop(who, None)

    @take.register
    def _(self, said: lines.Title) -> None:
        if said.begins and self.chairs is None:
            self.chairs = {self.by: None}
        if said.text and self._may_rule():
            self.title = self.names.spoken(said.text)

    @take.register
    def _(self, said: lines.Correction) -> None:
        for at in self._latest(CORRECTED):
            entry = self.entries[at]
            if said.old in entry.text:
                self.entries[at] = replace(entry, text=entry.text.replace(said.old, said.new, 1))
                return

    @take.register
    def _(self, said: lines.Undo) -> None:
        mine = next((at for at in self._latest(len(self.entries)) if self.entries[at].by == self.by), None)
        if mine is not None:
            del self.entries[mine]

    def _latest(self, count: int) -> range:
        """Where the last entries stand, the newest first."""
        return range(len(self.entries) - 1, max(len(self.entries) - count, 0) - 1, -1)

    def _may_rule(self) -> bool:
        """Everybody; but once #startmeeting was said, MeetBot's rule holds."""
        return self.chairs is None or self.by in self.chairs

    def _whom(self, names: Sequence[str]) -> list[str]:
        return [self.names.key(name) for name in names] or [self.by]

    def _note(self, kind: str, text: str, areas: tuple[str, ...] | None = None, **more: object) -> None:
        areas = lines.areas_in(text) if areas is None else areas
        spoken = " ".join(self.names.spoken(text).split())
        if spoken:
            self.entries.append(Entry(self.now, self.by, kind, spoken, areas, **more))  # type: ignore[arg-type]

    def minutes(self, amendments: Mapping[str, Amendment]) -> Minutes:
        present = self.rolls[lines.PRESENT]
        return Minutes(
            title=self.title,
            sections=_sections([_amended(entry, amendments.get(entry.id)) for entry in self.entries]),
            present=tuple(present),
            regrets=tuple(who for who in self.rolls[lines.REGRETS] if who not in present),
            scribes=tuple(self.rolls[lines.SCRIBE]),
            queue=tuple(self.queue.values()),
            speaking=self.speaking,
            said=dict(self.said),
        )


def _is_proper(name: str) -> bool:
    """Written like a name; "chairs" or "add" before a verb is none."""
    return name[:1].isupper()


def _amended(entry: Entry, made: Amendment | None) -> Entry | None:
    if made is None:
        return entry
    if made.struck:
        return None
    owners = entry.owners if made.owners is None else made.owners
    unsure = tuple(u for u in entry.unsure if made.owners is None or u[0] in made.open)
    return replace(entry, text=made.text or entry.text, owners=owners, unsure=unsure)


def _sections(entries: Iterable[Entry | None]) -> tuple[Section, ...]:
    found: list[tuple[Entry | None, list[Entry]]] = [(None, [])]
    for entry in entries:
        if entry is None:
            continue
        if entry.kind == TOPIC:
            found.append((entry, []))
        else:
            found[-1][1].append(entry)
    return tuple(Section(topic, tuple(noted)) for topic, noted in found if topic or noted)
