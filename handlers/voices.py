"""Shares by voice from which nobody can be read: what fewer than three people did is never told apart. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

FEWEST = 3
NOT_SAID, OTHERS = "not said", "others"
VOICES = ("developers", "operators", "product and business", "users")
# What people declare -> what is told of it.
_TOLD = {
    **dict(zip(("developer", "operator", "product manager", "user"), VOICES, strict=True)),
    "business": "product and business",
    **{voice: voice for voice in (*VOICES, OTHERS)},
}

Part = tuple[str | None, str | None, int]
"""(who, the voice declared, how much): of an anonymous author nobody knows whether they are one more."""


def told(voice: str | None) -> str:
    """Nobody's voice is guessed."""
    return _TOLD.get(voice or "", NOT_SAID)


def people(parts: Iterable[Part]) -> dict[str, set[str]]:
    """Voice -> who of them did something; empty where only anonymous authors did."""
    found: dict[str, set[str]] = {}
    for who, voice, count in parts:
        if count > 0:
            found.setdefault(told(voice), set()).update([who] if who else ())
    return found


def tellable(parts: Iterable[Part]) -> list[Part]:
    """The same with voices as they may be told; empty when that told of too few.

    Voices of fewer than three people are told together, as others. While those are still fewer than
    three, the smallest of the other voices is told with them: else the rest to a hundred would be theirs.
    """
    parts = [part for part in parts if part[2] > 0]
    who = people(parts)
    heap = {voice for voice, of in who.items() if len(of) < FEWEST or voice == OTHERS}
    while heap and len(set().union(*(who[voice] for voice in heap))) < FEWEST and heap != who.keys():
        heap.add(min(who.keys() - heap, key=lambda voice: (len(who[voice]), voice)))
    if heap == who.keys():
        return []
    return [(one, OTHERS if told(voice) in heap else told(voice), count) for one, voice, count in parts]


def shares(parts: Iterable[Part]) -> dict[str, int]:
    """How much of the whole each voice did, in percent, the most first."""
    done = Counter[str]()
    for _, voice, count in tellable(parts):
        done[told(voice)] += count
    total = sum(done.values())
    most_first = sorted(done.items(), key=lambda one: (-one[1], one[0]))
    return {voice: round(100 * count / total) for voice, count in most_first}


def line(found: Mapping[str, int]) -> str:
    """ "operators 60 %, developers 40 %"."""
    return ", ".join(f"{voice} {share} %" for voice, share in found.items())
