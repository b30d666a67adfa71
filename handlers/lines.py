"""What a line of a meeting's chat says: tags as people type them here, in IRC and to MeetBot. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from handlers.due_words import due_in
from handlers.text import plain

INFO, IDEA, HELP, LINK = "info", "idea", "help", "link"
AGREED, REJECTED, PROPOSED = "agreed", "rejected", "proposed"
PRESENT, REGRETS, SCRIBE = "present", "regrets", "scribe"
JOINED, LEFT, CALLED = "joined", "left", "called"


@dataclass(frozen=True, slots=True)
class Talk:
    """A line without a tag. All texts are as Slack delivers them, with its markup."""

    text: str


@dataclass(frozen=True, slots=True)
class Topic:
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """`kind` is info, idea, help, link, or a decision: agreed, rejected, proposed."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Action:
    """`names` are mentions (`<@U1>`) and words that may be people; `due` is as it was said."""

    text: str
    names: tuple[str, ...] = ()
    due: str | None = None


@dataclass(frozen=True, slots=True)
class Roll:
    """Who is present, sends regrets or scribes (or, not `added`, does no more); no names: who says it."""

    what: str
    names: tuple[str, ...] = ()
    added: bool = True


@dataclass(frozen=True, slots=True)
class Queue:
    """A place in the speaker queue is taken, given back, or called up."""

    what: str
    names: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """ "agenda+ …": a topic for the agenda."""

    text: str


@dataclass(frozen=True, slots=True)
class Chairs:
    """Who chairs; after #startmeeting only their topics and decisions count, as MeetBot has it."""

    names: tuple[str, ...]
    added: bool = True


@dataclass(frozen=True, slots=True)
class Title:
    """What the meeting is called; `begins` when #startmeeting said so."""

    text: str
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """s/old/new/"""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Undo:
    """The speaker's last item is taken back."""


@dataclass(frozen=True, slots=True)
class End:
    """#endmeeting"""


@dataclass(frozen=True, slots=True)
class Off:
    """Not to be kept."""


Said = Talk | Topic | Note | Action | Roll | Queue | Wanted | Chairs | Title | Correction | Undo | End | Off
Make = Callable[[str], Said | None]

_PERSON = re.compile(r"<@[UW][A-Z0-9]+(?:\|[^>]*)?>")
_CHANNEL_TAG = re.compile(r"<#[CG][A-Z0-9]+\|([^>]*)>")
_AREA = re.compile(r"##([A-Za-z0-9][\w.-]{0,62})")
_CODE = re.compile(r"`[^`]*`")
_OFF = re.compile(r"(?:^|\s)\[off\]", re.IGNORECASE)
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))

_COLON = re.compile(
    r"[*_~]{0,2}([A-Z]+(?:[ -](?:resolution|items?|wanted))?)[*_~]{0,2}\s?:(?!//)[*_~]{0,2}(.*)",
    re.IGNORECASE,
)
_HASH = re.compile(r"#([A-Za-z]+)\b:?(.*)")
_PLUS = re.compile(
    r"(present|regrets?|scribe|chair|agenda|q|queue)([+-])(?=$|[\s:<])[\s:]*(.*)", re.IGNORECASE
)
_CALL = re.compile(r"ack\s+(<@\w+(?:\|[^>]*)?>|@?[\w.-]+)$", re.IGNORECASE)
_ASSIGN = re.compile(
    r"action\s+(?!items?\b)((?:<@[^>]*>|@?[\w.-]+)(?:(?:,| and| &amp;) (?:<@[^>]*>|@?[\w.-]+))*):\s+(\S.*)",
    re.I,
)
_EDIT = re.compile(r"s([/|])(?P<old>(?:(?!\1).)+)\1(?P<new>(?:(?!\1).)*)(?:\1[gi.]?)?\s*")
_LIST = re.compile(r"\s*(?:,|(?<!&lt)(?<!&gt)(?<!&amp);|&amp;|&(?![a-z]+;)|\band\b)\s*", re.IGNORECASE)
_ABOUT = re.compile(r"(?:^|\s)(?:to|re|about|on)\b:?\s*", re.IGNORECASE)
_OWNED = re.compile(r"(.{1,100}?)(?::|\s+(?:to|will|shall|should)\b|\s+[-–])\s+\S")
_DUE = re.compile(r"\W*(?:(?:due|by|before|until|till)\b:?\s*)*", re.IGNORECASE)
_ANY_DAY = date(2026, 1, 5)
_MOST_NAMES, _LONGEST_NAME = 100, 60


def areas_in(text: str) -> tuple[str, ...]:
    """The ##areas outside backticks, lower case, in their order."""
    found = (tag.lower().rstrip(".-") for tag in _AREA.findall(_CODE.sub(" ", text)))
    return tuple(dict.fromkeys(found))


def is_off(text: str) -> bool:
    """Whether its author wants it kept out."""
    return "[" in text and bool(_OFF.search(_CODE.sub(" ", text)))


def read(message: str) -> tuple[Said, ...]:
    """What a message, as Slack delivers it, says: each of its lines for itself."""
    if is_off(message):
        return (Off(),)
    found: list[Said] = []
    in_code = False
    for line in message.splitlines():
        said = line.translate(_INVISIBLE).strip()
        if said:
            found.append(Talk(said) if in_code else _line(said))
        in_code ^= said.count("```") % 2 == 1
    return tuple(found)


def topics_in(message: str) -> tuple[str, ...]:
    """What a message wants on the agenda."""
    return tuple(said.text for said in read(message) if isinstance(said, Wanted))


def _line(text: str) -> Said:
    said = text.removeprefix("• ").removeprefix("- ")
    if len(said) > 2 and said[0] == said[-1] and said[0] in "*_" and said.count(said[0]) == 2:
        said = said[1:-1]
    # Slack makes a link of #info when there is a channel of that name.
    said = _CHANNEL_TAG.sub(r"#\1", said, count=1) if said.startswith("<#") else said
    return _signed(said) or _hashed(said) or _tagged(said) or Talk(text)


def _tagged(text: str) -> Said | None:
    """ "ACTION: …", "*Topic:* …", "action Bo: …"."""
    if found := _ASSIGN.fullmatch(text):
        return _action(found[2], names_in(found[1]))
    if found := _EDIT.fullmatch(text):
        return Correction(found["old"], found["new"])
    found = _COLON.fullmatch(text)
    make = _TAGS.get(found[1].lower().replace("-", " ")) if found else None
    return make(found[2].strip()) if found and make else None


def _hashed(text: str) -> Said | None:
    """ "#topic …"."""
    found = _HASH.fullmatch(text)
    word = found[1].lower() if found else ""
    make = _HASH_TAGS.get(word) or _TAGS.get(word)
    return make(found[2].strip()) if found and make else None


def _signed(text: str) -> Said | None:
    """ "present+ …", "q-", "ack bo"."""
    if found := _CALL.fullmatch(text):
        return Queue(CALLED, names_in(found[1]))
    found = _PLUS.fullmatch(text)
    if found is None:
        return None
    word, is_added, rest = found[1].lower(), found[2] == "+", found[3].strip()
    if word.startswith("q"):
        return _queued(JOINED if is_added else LEFT, rest)
    if word == "agenda":
        return Wanted(rest) if is_added and rest else None
    if word == "chair":
        return Chairs(names_in(rest), is_added)
    return Roll(REGRETS if word.startswith("regret") else word, names_in(rest), is_added)


def _queued(what: str, rest: str) -> Queue:
    """ "q+ to ask", "q+ Bo", "q+ Bo to ask", "q+ the new date"."""
    if what == LEFT:
        return Queue(what, names_in(rest))
    who, *about = _ABOUT.split(rest, maxsplit=1)
    if about:
        return Queue(what, names_in(who), about[0])
    return Queue(what, names_in(who)) if len(who.split()) < 3 else Queue(what, (), who)


def names_in(text: str) -> tuple[str, ...]:
    """ "Ann, @bo and <@U1>": the names, mentions as they are."""
    parts = _LIST.split(_PERSON.sub(lambda m: f",<{m[0][1:-1].partition('|')[0]}>,", text))
    names = (part if part.startswith("<@") else plain(part).strip(" .!@:") for part in parts)
    return tuple(dict.fromkeys(n for n in names if 0 < len(n) <= _LONGEST_NAME))[:_MOST_NAMES]


def _words(text: str) -> tuple[str, ...]:
    """Names that spaces part, as MeetBot takes them."""
    return names_in(",".join(text.split()))


def _action(text: str, owners: tuple[str, ...] = ()) -> Said | None:
    if not text:
        return None
    mentioned = tuple(n for n in names_in(" ".join(_PERSON.findall(text))) if n.startswith("<@"))
    names = dict.fromkeys((*owners, *_leading(text), *mentioned))
    return Action(text, tuple(names), _due(text))


def _leading(text: str) -> tuple[str, ...]:
    """Those who are named before "to", "will" or a colon, when all of them look like names."""
    found = _OWNED.match(text)
    names = names_in(found[1]) if found else ()
    return names if all(_is_like_a_name(name) for name in names) else ()


def _is_like_a_name(name: str) -> bool:
    words = name.split()
    return name.startswith("<@") or len(words) == 1 or (len(words) < 4 and all(w[0].isupper() for w in words))


def _due(text: str) -> str | None:
    """As it was said, without the word before it."""
    _, read, phrase = due_in(plain(text), _ANY_DAY)
    return _DUE.sub("", phrase, count=1).rstrip(" .,;:!?)]") if read else None


def _note(kind: str) -> Make:
    return lambda text: Note(kind, text) if text else None


def _roll(what: str) -> Make:
    return lambda text: Roll(what, names_in(text)) if text else None


def _topic(text: str) -> Said | None:
    return Topic(text) if text else None


# After a tag with a colon, or as a #hashtag, in any case.
_TAGS: dict[str, Make] = {
    "topic": _topic,
    "subtopic": _topic,
    "info": _note(INFO),
    "idea": _note(IDEA),
    "help": _note(HELP),
    "help wanted": _note(HELP),
    "link": _note(LINK),
    "agenda": _note(LINK),
    **dict.fromkeys(("agreed", "agree", "resolved", "resolution", "decision", "accepted"), _note(AGREED)),
    "rejected": _note(REJECTED),
    **dict.fromkeys(("proposal", "proposed", "proposed resolution"), _note(PROPOSED)),
    **dict.fromkeys(("action", "actions", "action item", "action items"), _action),
    "present": _roll(PRESENT),
    "regrets": _roll(REGRETS),
    "scribe": _roll(SCRIBE),
    "scribenick": _roll(SCRIBE),
    "chair": lambda text: Chairs(names_in(text)) if text else None,
    "chairs": lambda text: Chairs(names_in(text)) if text else None,
    "meeting": lambda text: Title(text) if text else None,
}
_HASH_TAGS: dict[str, Make] = {
    "halp": _note(HELP),
    "accept": _note(AGREED),
    "reject": _note(REJECTED),
    "nick": lambda text: Roll(PRESENT, _words(text)) if text else None,
    "chair": lambda text: Chairs(_words(text)) if text else None,
    "unchair": lambda text: Chairs(_words(text), added=False) if text else None,
    "meetingtopic": lambda text: Title(text) if text else None,
    "startmeeting": lambda text: Title(text, begins=True),
    "endmeeting": lambda text: End(),
    "undo": lambda text: Undo(),
}
