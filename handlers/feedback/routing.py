"""Which area a text is for, and why: the one named, its ##tags, then the words by which areas are known. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from handlers.feedback.rules import spoken, tags_in


@dataclass(frozen=True, slots=True)
class Target:
    """An area as routing sees it; `words` are its slug, name and aliases, lower case."""

    area_id: int
    group_id: int
    slug: str
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """`because` is said to the author: "##nova", "the word “volumes”", "this channel's group"."""

    area_id: int | None
    group_id: int | None
    because: str


def choose(
    text: str, targets: Sequence[Target], *, named: str | None = None, here: Collection[int] = ()
) -> Choice | None:
    """The area that `text` is for; `here` are the groups that win a draw."""
    for target in targets:
        if named and target.slug == named:
            return Choice(target.area_id, target.group_id, f"you named `{target.slug}`")
    for tag in tags_in(text):
        found = _by_tag(tag, targets)
        if found:
            return Choice(found.area_id, found.group_id, f"##{tag}")
    found, word = _by_words(text, targets, here)
    return Choice(found.area_id, found.group_id, f"the word “{word}”") if found else None


def _by_tag(tag: str, targets: Iterable[Target]) -> Target | None:
    bare = _bare(tag)
    return next((t for t in targets if any(_bare(w) == bare for w in t.words)), None)


def _bare(word: str) -> str:
    return re.sub(r"[\s._-]", "", word)


def _by_words(text: str, targets: Sequence[Target], here: Collection[int]) -> tuple[Target | None, str]:
    """The area most of whose words the text uses; on a draw the longer word, then the group that is here."""
    lowered = spoken(text).lower()
    best: tuple[tuple[int, int, bool], Target, str] | None = None
    for target in targets:
        used = [w for w in target.words if len(w) > 1 and _uses(lowered, w)]
        if not used:
            continue
        longest = max(used, key=len)
        rank = (len(used), len(longest), target.group_id in here)
        if best is None or rank > best[0]:
            best = (rank, target, longest)
    return (best[1], best[2]) if best else (None, "")


def _uses(lowered: str, word: str) -> bool:
    if word not in lowered:
        return False
    return re.search(rf"(?<!\w){re.escape(word)}(?:s|es)?(?!\w)", lowered) is not None
